import { sql } from "drizzle-orm";
import { check, json, pgTable, text, varchar } from "drizzle-orm/pg-core";

export const quotes = pgTable(
  "quotes",
  {
    single: text("single").default("it's"),
    double: text("double").default('say "so"'),
    both: varchar("both", { length: 20 }).default(`it's "so"`),
    inside: json("inside").default({ "a key": 'a "value"' }),
    "odd name": text("odd name").default("x"),
  },
  (table) => [check("odd check", sql`${table.single} <> 'it''s' and ${table["odd name"]} <> ''`)],
);
