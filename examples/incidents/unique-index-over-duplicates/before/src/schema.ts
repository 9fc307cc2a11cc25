import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const repositories = sqliteTable("repositories", {
  id: integer("id").primaryKey(),
  ownerId: integer("owner_id").notNull(),
  fullName: text("full_name").notNull(),
});
