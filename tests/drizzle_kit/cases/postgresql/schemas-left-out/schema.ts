import { integer, pgTable } from "drizzle-orm/pg-core";

export const first = pgTable("first", { id: integer("id") });
export const nothing = { first };
export const text = "not a table";
export function make() {
  return pgTable("never", { id: integer("id") });
}
