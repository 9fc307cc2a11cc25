import { index, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";

export const userAccounts = pgTable(
  "user_accounts",
  {
    userID: uuid().primaryKey(),
    firstName: text().notNull().unique(),
    homeURL2: text(),
    written: text("Written As Is"),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index().on(t.firstName, t.createdAt), unique().on(t.firstName, t.homeURL2)],
);

export const userBadges = pgTable(
  "user_badges",
  {
    ownerId: uuid()
      .notNull()
      .references(() => userAccounts.userID, { onDelete: "cascade" }),
    badgeNumber: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.badgeNumber] })],
);
