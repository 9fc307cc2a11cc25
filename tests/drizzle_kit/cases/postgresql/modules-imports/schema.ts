import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { NAME } from "#db/constants";

export const users = pgTable("users", { id: integer("id").primaryKey(), name: text("name").default(NAME) });
