import { bigint, pgTable, text } from "drizzle-orm/pg-core";

export const spans = pgTable("spans", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  tenantId: bigint("tenant_id", { mode: "number" }).notNull(),
  body: text("body").notNull(),
});
