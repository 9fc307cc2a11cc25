import { bigint, index, pgEnum, pgTable, text, timestamp } from "drizzle-orm/pg-core";

export const source = pgEnum("source", ["api", "web"]);

export const logs = pgTable(
  "logs",
  {
    id: bigint("id", { mode: "number" }).primaryKey(),
    source: source("source").notNull(),
    body: text("body").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [index("logs_source_idx").on(table.source)],
);
