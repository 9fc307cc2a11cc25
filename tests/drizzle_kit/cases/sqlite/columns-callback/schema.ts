import { sqliteTable } from "drizzle-orm/sqlite-core";

const stamps = { createdAt: "created_at", updatedAt: "updated_at" } as const;

export const notes = sqliteTable("notes", (t) => ({
  id: t.integer().primaryKey({ autoIncrement: true }),
  text: t.text("body").notNull(),
  ...Object.fromEntries(Object.entries(stamps).map(([key, name]) => [key, t.integer(name, { mode: "timestamp" })])),
}));
