import { integer, pgTable } from "drizzle-orm/pg-core";
import { one } from "./one";

export const two = pgTable("two", { id: integer("id").references(() => one.id) });
