import { bigint, pgTable, text, timestamp } from "drizzle-orm/pg-core";

export const teams = pgTable("teams", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  name: text("name").notNull(),
  blockedAt: timestamp("blocked_at", { withTimezone: true }),
});
