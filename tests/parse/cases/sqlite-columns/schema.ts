import { sql } from "drizzle-orm";
import { blob, integer, numeric, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const things = sqliteTable("things", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  name: text("name").notNull(),
  short: text("short", { length: 20 }),
  kind: text("kind", { enum: ["a", "b"] }).notNull().default("a"),
  done: integer("done", { mode: "boolean" }).notNull().default(false),
  count: integer().default(3),
  madeAt: integer("made_at", { mode: "timestamp" }).default(sql`(unixepoch())`),
  changedAt: integer("changed_at", { mode: "timestamp_ms" }).$defaultFn(() => new Date()),
  day: text("day").default(sql`CURRENT_TIMESTAMP`),
  weight: real("weight").default(1.5),
  exact: numeric("exact"),
  bytes: blob("bytes", { mode: "buffer" }),
  data: text("data", { mode: "json" }).$type<string[]>().default([]),
  more: blob("more", { mode: "json" }).default({ a: "b" }),
});
