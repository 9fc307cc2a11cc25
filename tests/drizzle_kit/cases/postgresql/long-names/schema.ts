import { index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";

export const customerSubscriptionInvoices = pgTable("customer_subscription_invoices", {
  id: integer("id").primaryKey(),
  externalReferenceNumber: text("external_reference_number").unique(),
});

export const customerSubscriptionInvoiceAdjustments = pgTable(
  "customer_subscription_invoice_adjustments",
  {
    id: integer("id").primaryKey(),
    customerSubscriptionInvoiceId: integer("customer_subscription_invoice_id").references(() => customerSubscriptionInvoices.id),
    adjustmentReasonDescription: text("adjustment_reason_description"),
  },
  (table) => ({
    long: unique().on(table.customerSubscriptionInvoiceId, table.adjustmentReasonDescription),
    named: index("customer_subscription_invoice_adjustments_reason").on(table.adjustmentReasonDescription),
  }),
);
