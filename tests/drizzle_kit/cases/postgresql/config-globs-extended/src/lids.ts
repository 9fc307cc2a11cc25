import { integer, pgTable } from "drizzle-orm/pg-core";

export const lidsTable = pgTable("lids", { id: integer("id") });
