import { integer, pgTable } from "drizzle-orm/pg-core";

export const a = pgTable("a", { id: integer("id") });
export const b = pgTable("b", { id: integer("id") });
export const c = pgTable("c", { id: integer("id") });
export const d = pgTable("d", { id: integer("id") });
