import { sql } from "drizzle-orm";
import { boolean, check, date, integer, jsonb, numeric, pgEnum, pgTable, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

const LIMITS = { title: 2 * 60, price: { precision: 10, scale: 2 } } satisfies Record<string, unknown>;
const roles = { admin: "Admin", guest: "Guest" } as const;
const names = Object.keys(roles) as [keyof typeof roles, ...(keyof typeof roles)[]];
const isStrict = true;
const quoted = names.map((name) => `'${name}'`).join(", ");

export const roleEnum = pgEnum("role", names);

export const settings = pgTable(
  "settings",
  {
    id: uuid("id").primaryKey().default(sql`gen_random_uuid()`),
    title: varchar("title", { length: LIMITS.title }).default(`hello ${roles.admin}`),
    price: numeric("price", LIMITS.price).default("0.00"),
    role: roleEnum("role").default(names[0]!),
    plain: text("plain").default(isStrict ? "strict" : "loose"),
    since: timestamp("since").default(sql`CURRENT_TIMESTAMP`),
    until: timestamp("until", { withTimezone: true }).default(sql`now() + interval '1 day'`),
    day: date("day").default(sql`current_date`),
    on: boolean("on").default(!isStrict),
    rank: integer("rank").default(-1),
    list: jsonb("list").default([]),
    deep: jsonb("deep").default({ b: [1, { c: "x'y" === "z" }], a: null }),
    tags: text("tags").array().default(sql`'{}'::text[]`),
    numbers: integer("numbers").array().default([1, 2, 3]),
    text: text("text").default(sql`'a' || 'b'`),
    made: text("made").$defaultFn(() => Math.random().toString()),
  },
  (t) => [check("known_role", sql`${t.plain} in (${sql.raw(quoted)})`)],
);
