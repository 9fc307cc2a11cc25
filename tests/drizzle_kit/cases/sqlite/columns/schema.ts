import { sql } from "drizzle-orm";
import { blob, customType, integer, numeric, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

const day = customType<{ data: Date; driverData: string }>({ dataType: () => "date" });

export const all = sqliteTable("all", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  flag: integer("flag", { mode: "boolean" }).notNull().default(false),
  at: integer("at", { mode: "timestamp" }).notNull().default(sql`(unixepoch())`),
  atMs: integer("at_ms", { mode: "timestamp_ms" }).default(sql`(strftime('%s', 'now') * 1000)`),
  number: integer("number").default(-5),
  price: real("price").default(0.5),
  amount: numeric("amount").default("1.50"),
  words: text("words").default("none"),
  empty: text("empty").notNull().default(""),
  kind: text("kind", { enum: ["a", "b"] }).default("a"),
  sized: text("sized", { length: 40 }),
  data: text("data", { mode: "json" }).$type<string[]>(),
  bytes: blob("bytes"),
  buffer: blob("buffer", { mode: "buffer" }),
  big: blob("big", { mode: "bigint" }),
  day: day("day"),
  now: text("now").default(sql`CURRENT_TIMESTAMP`),
  filled: text("filled").$defaultFn(() => "x"),
});
