import { integer, pgTable } from "drizzle-orm/pg-core";

export const indexTable = pgTable("index", { id: integer("id") });
