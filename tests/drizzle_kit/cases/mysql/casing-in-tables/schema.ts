import { camelCase, int, snakeCase, varchar } from "drizzle-orm/mysql-core";

export const userAccounts = snakeCase.table("user_accounts", {
  id: int().primaryKey(),
  displayName: varchar({ length: 30 }).notNull(),
  HTMLBody: varchar({ length: 30 }),
  given: int("givenName"),
});

export const teams = camelCase.table("teams", {
  id: int().primaryKey(),
  owner_id: int().references(() => userAccounts.id),
});
