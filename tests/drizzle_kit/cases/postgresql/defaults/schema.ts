import { sql } from "drizzle-orm";
import { boolean, date, integer, jsonb, pgTable, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

const LIMIT = 10;
const NAMES = { first: "a", last: `z${LIMIT}` } as const;

export const rows = pgTable("rows", {
  zero: integer("zero").default(0),
  no: boolean("no").default(false),
  nothing: text("nothing").default(""),
  limit: integer("limit").default(LIMIT),
  twice: integer("twice").default(LIMIT * 2),
  first: text("first").default(NAMES.first),
  last: varchar("last", { length: 9 }).default(NAMES.last),
  now: timestamp("now").default(sql`now()`),
  current: timestamp("current", { withTimezone: true }).default(sql`CURRENT_TIMESTAMP`),
  later: timestamp("later").default(sql`now() + interval '1 day'`),
  today: date("today").default(sql`CURRENT_DATE`),
  key: uuid("key").default(sql`gen_random_uuid()`),
  text: text("text").default(sql`'x'::text`),
  nested: jsonb("nested").default({ list: [1, { deep: true }], text: "t" }),
  atRuntime: text("at_runtime").$defaultFn(() => Math.random().toString()),
});
