import { integer, pgTable } from "drizzle-orm/pg-core";

export const twoTable = pgTable("two", { id: integer("id") });
