import { int, mysqlSchema, mysqlTable } from "drizzle-orm/mysql-core";

// drizzle-kit writes no statements for another database of the server.
export const other = mysqlSchema("other");
export const away = other.table("away", { id: int("id") });
export const here = mysqlTable("here", { id: int("id") });
