import { camelCase, integer, snakeCase, text } from "drizzle-orm/pg-core";

export const userAccounts = snakeCase.table("user_accounts", {
  id: integer().primaryKey(),
  displayName: text().notNull(),
  HTMLBody: text(),
  given: integer("givenName"),
});

export const teams = camelCase.table("teams", {
  id: integer().primaryKey(),
  owner_id: integer().references(() => userAccounts.id),
});
