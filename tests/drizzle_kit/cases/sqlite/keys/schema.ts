import { sql } from "drizzle-orm";
import { type AnySQLiteColumn, foreignKey, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";

export const users = sqliteTable(
  "users",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull().unique(),
    nick: text("nick").unique("nick_once"),
    bossId: text("boss_id").references((): AnySQLiteColumn => users.id, { onDelete: "cascade" }),
    deleted: integer("deleted", { mode: "boolean" }),
  },
  (table) => ({
    live: index("users_live").on(table.nick).where(sql`deleted = 0`),
    pair: unique("users_pair").on(table.nick, table.bossId),
    unnamed: unique().on(table.email, table.deleted),
  }),
);

export const memberships = sqliteTable(
  "memberships",
  { userId: text("user_id").notNull(), teamId: integer("team_id").notNull(), role: text("role") },
  (table) => ({
    key: primaryKey({ columns: [table.userId, table.teamId] }),
    user: foreignKey({ columns: [table.userId], foreignColumns: [users.id] }).onDelete("cascade").onUpdate("cascade"),
    roles: uniqueIndex("membership_roles").on(table.teamId, table.role),
  }),
);

export const links = sqliteTable("links", { a: integer("a"), b: integer("b") }, (table) => ({
  key: primaryKey({ name: "links_key", columns: [table.a, table.b] }),
}));
