import { type AnyMySqlColumn, foreignKey, index, int, mysqlTable, primaryKey, unique, uniqueIndex, varchar } from "drizzle-orm/mysql-core";

export const users = mysqlTable(
  "users",
  {
    id: int("id").autoincrement().primaryKey(),
    email: varchar("email", { length: 120 }).notNull().unique(),
    nick: varchar("nick", { length: 30 }).unique("nick_once"),
    bossId: int("boss_id").references((): AnyMySqlColumn => users.id, { onDelete: "set null" }),
  },
  (table) => ({ byNick: index("by_nick").on(table.nick, table.email), once: unique("users_once").on(table.email, table.bossId) }),
);

export const memberships = mysqlTable(
  "memberships",
  { userId: int("user_id").notNull(), teamId: int("team_id").notNull(), role: varchar("role", { length: 10 }) },
  (table) => ({
    key: primaryKey({ columns: [table.userId, table.teamId], name: "memberships_key" }),
    user: foreignKey({ columns: [table.userId], foreignColumns: [users.id], name: "membership_user" }).onDelete("cascade"),
    unnamed: unique().on(table.teamId, table.role),
    roles: uniqueIndex("membership_roles").on(table.role, table.userId),
  }),
);

export const visits = mysqlTable("visits", {
  id: int("id").primaryKey(),
  userId: int("user_id").references(() => users.id, { onDelete: "cascade", onUpdate: "restrict" }),
});
