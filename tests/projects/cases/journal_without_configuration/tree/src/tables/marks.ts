import { sqliteTable, integer } from "drizzle-orm/sqlite-core";
export const marks = sqliteTable("marks", { id: integer("id").primaryKey() });
