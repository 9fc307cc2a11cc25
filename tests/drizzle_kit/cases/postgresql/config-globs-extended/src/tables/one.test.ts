import { integer, pgTable } from "drizzle-orm/pg-core";

export const testedTable = pgTable("tested", { id: integer("id") });
