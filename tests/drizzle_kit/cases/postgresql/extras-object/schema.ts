import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";

export const members = pgTable(
  "members",
  {
    teamId: integer("team_id").notNull(),
    userId: integer("user_id").notNull(),
    email: text("email").unique(),
    nick: text("nick").unique("nick_once"),
    phone: text("phone").unique("phone_once", { nulls: "not distinct" }),
    role: text("role"),
  },
  (table) => {
    return {
      key: primaryKey({ columns: [table.teamId, table.userId] }),
      byRole: index("members_role").on(table.role),
      active: uniqueIndex("members_active").on(table.userId).where(sql`${table.role} is not null`),
      once: unique("members_once").on(table.teamId, table.email),
      unnamed: unique().on(table.teamId, table.role),
      nulls: unique("members_nulls").on(table.role, table.nick).nullsNotDistinct(),
    };
  },
);
