import { index, integer, pgTable, primaryKey, text, timestamp, unique } from "drizzle-orm/pg-core";

export const userAccounts = pgTable("userAccounts", {
  id: integer().primaryKey(),
  displayName: text().notNull(),
  last_seen_at: timestamp(),
  HTMLBody: text(),
  address2Line: text().unique(),
  explicit: text("Explicit_Name"),
});

export const memberships = pgTable(
  "memberships",
  { userId: integer().references(() => userAccounts.id), teamId: integer().notNull(), roleName: text() },
  (table) => [primaryKey({ columns: [table.userId, table.teamId] }), index().on(table.roleName), unique().on(table.teamId, table.roleName)],
);
