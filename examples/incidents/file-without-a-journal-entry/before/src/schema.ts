import { bigint, pgTable, text } from "drizzle-orm/pg-core";

export const accounts = pgTable("accounts", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  iban: text("iban").notNull(),
  creditor: text("creditor"),
});
