import { integer, pgTable } from "drizzle-orm/pg-core";

export const moreTable = pgTable("more", { id: integer("id") });
