import { integer, pgSchema, pgTable, text } from "drizzle-orm/pg-core";

export const billing = pgSchema("billing");

export const customers = billing.table("customers", {
  id: integer("id").primaryKey(),
  email: text("email").notNull().unique(),
});

export const invoices = pgTable("invoices", {
  id: integer("id").primaryKey(),
  customerId: integer("customer_id").notNull().references(() => customers.id, { onDelete: "cascade" }),
});

export const lines = billing.table("lines", {
  id: integer("id").primaryKey(),
  invoiceId: integer("invoice_id").references(() => invoices.id, { onUpdate: "set null" }),
});
