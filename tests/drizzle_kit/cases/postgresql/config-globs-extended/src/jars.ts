import { integer, pgTable } from "drizzle-orm/pg-core";

export const jarsTable = pgTable("jars", { id: integer("id") });
