import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const repositories = sqliteTable(
  "repositories",
  {
    id: integer("id").primaryKey(),
    ownerId: integer("owner_id").notNull(),
    fullName: text("full_name").notNull(),
  },
  (table) => [uniqueIndex("repositories_owner_name").on(table.ownerId, table.fullName)],
);
