import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { NAME } from "@house/constants";
import { timestamps } from "@house/columns/timestamps";

export const logs = pgTable("logs", { id: integer("id"), ...timestamps });
export const users = pgTable("users", { id: integer("id").primaryKey(), name: text("name").default(NAME) });
