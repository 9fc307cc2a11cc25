import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const cards = sqliteTable(
  "cards",
  { id: integer("id").primaryKey(), code: text("code").unique(), word: text("word").unique(), name: text("name").unique() },
  (table) => [
    uniqueIndex("cards_code").on(table.code),
    uniqueIndex("cards_word").on(table.word).where(sql`id > 5`),
    index("cards_name").on(table.name),
  ],
);
