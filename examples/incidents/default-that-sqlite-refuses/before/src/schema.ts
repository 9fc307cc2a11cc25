import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const mirrors = sqliteTable("mirrors", {
  id: integer("id").primaryKey(),
  url: text("url").notNull(),
});
