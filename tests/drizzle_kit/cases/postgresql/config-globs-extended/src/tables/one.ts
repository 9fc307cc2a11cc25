import { integer, pgTable } from "drizzle-orm/pg-core";

export const oneTable = pgTable("one", { id: integer("id") });
