import { type SQL, sql } from "drizzle-orm";
import { bigint, integer, pgTable, smallint, text } from "drizzle-orm/pg-core";

export const invoices = pgTable("invoices", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  number: bigint("number", { mode: "number" }).generatedByDefaultAsIdentity({ name: "invoice_numbers", startWith: 1000, increment: 10 }),
  small: smallint("small").generatedAlwaysAsIdentity({ startWith: 5, cache: 3 }),
  net: integer("net").notNull(),
  gross: integer("gross").generatedAlwaysAs((): SQL => sql`${invoices.net} * 119 / 100`),
  title: text("title").notNull(),
  lowerTitle: text("lower_title").generatedAlwaysAs(sql`lower(title)`),
});
