import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

export const teamMembers = sqliteTable(
  "team_members",
  {
    team_id: integer().primaryKey(),
    full_name: text().notNull().unique(),
    left_at: integer(),
  },
  (t) => [index("by_left_at").on(t.left_at), unique().on(t.full_name, t.left_at)],
);
