import { integer, pgTable, text } from "drizzle-orm/pg-core";

const NAME = "nobody";

export const users = pgTable("users", { id: integer("id").primaryKey(), name: text("name").default(NAME) });
