import { integer, pgTable } from "drizzle-orm/pg-core";

export const three = pgTable("three", { id: integer("id") });
