import { type SQL, sql } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";

export const people = pgTable("people", {
  id: integer("id").generatedByDefaultAsIdentity({ name: "people_numbers", startWith: 10 }).primaryKey(),
  first: text("first").notNull(),
  last: text("last").notNull(),
  lower: text("lower").generatedAlwaysAs(sql`lower(first)`),
  upper: text("upper").generatedAlwaysAs("UPPER(first)"),
  full: text("full").generatedAlwaysAs((): SQL => sql`${people.first} || ' ' || ${people.last}`),
});
