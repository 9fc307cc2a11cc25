import { integer, pgTable } from "drizzle-orm/pg-core";

export const cupsTable = pgTable("cups", { id: integer("id") });
