import { integer, pgTable } from "drizzle-orm/pg-core";

export const four = pgTable("four", { id: integer("id") });
