import { sql } from "drizzle-orm";
import { boolean, index, integer, numeric, pgTable, text, timestamp, varchar } from "drizzle-orm/pg-core";
import { LENGTHS, audit, key, money, prefixed } from "./helpers.js";

const isLong = LENGTHS.name > 50;
const flags = Object.fromEntries(["sent", "paid"].map((name) => [name, boolean(name).notNull().default(false)]));
const { createdAt, ...rest } = audit;

export const orders = pgTable(
  prefixed("orders"),
  {
    ...key(),
    ...rest,
    name: varchar("name", { length: LENGTHS.name }).notNull(),
    note: isLong ? text("note") : varchar("note", { length: 20 }),
    total: money("total"),
    tax: money("tax", 4),
    ...flags,
    kind: text("kind").default(LENGTHS["code"] === 8 ? "short" : "long"),
    at: timestamp("at").default(sql`now()`)!,
    count: integer("count" as string).default([1, 2, 3].filter((n) => n > 1).reduce((sum, n) => sum + n, 0)),
  } satisfies Record<string, unknown>,
  (table) => (["name", "kind"] as const).map((column) => index(`orders_${column}`).on(table[column])),
);

export const archive = pgTable(prefixed("archive"), { ...key("archive_id"), ...audit, price: numeric("price") });
