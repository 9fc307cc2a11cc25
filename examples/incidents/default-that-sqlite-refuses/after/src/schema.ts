import { sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const mirrors = sqliteTable("mirrors", {
  id: integer("id").primaryKey(),
  url: text("url").notNull(),
  importedAt: integer("imported_at").notNull().default(sql`(unixepoch())`),
});
