import { bigint, pgTable, text, unique } from "drizzle-orm/pg-core";

export const articles = pgTable(
  "articles",
  {
    id: bigint("id", { mode: "number" }).primaryKey(),
    title: text("title").notNull(),
    month: text("month").notNull(),
    kind: text("kind").notNull(),
  },
  (table) => [unique("articles_month_kind_unique").on(table.month, table.kind)],
);
