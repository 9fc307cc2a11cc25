import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";

export const members = pgTable(
  "members",
  { teamId: integer("team_id").notNull(), userId: integer("user_id").notNull(), email: text("email"), age: integer("age"), role: text("role") },
  (table) => [
    primaryKey({ columns: [table.teamId, table.userId] }),
    index().on(table.role),
    uniqueIndex().on(table.email, table.teamId),
    unique().on(table.teamId, table.email).nullsNotDistinct(),
    check("members_age", sql`${table.age} >= 18 AND ${table.age} < 150`),
    check("members_role", sql`${table.role} in ('owner', 'guest')`),
  ],
);

export const blocked = pgTable("blocked", { id: integer("id"), reason: text("reason") }, ({ id, reason }) => {
  const byReason = index("blocked_reason").on(reason);
  return [byReason, check("blocked_id", sql`${id} > 0`)];
});
