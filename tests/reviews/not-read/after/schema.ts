import { bigint, pgTable, text, timestamp } from "drizzle-orm/pg-core";

export const members = pgTable("members", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  email: text("email".notNull().unique(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

export const settings = pgTable("settings", {
  memberId: bigint("member_id", { mode: "number" })
    .primaryKey()
    .references(() => members.id, { onDelete: "cascade" }),
  theme: text("theme").notNull().default(process.env.THEME),
});
