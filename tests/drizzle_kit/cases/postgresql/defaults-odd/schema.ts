import { sql } from "drizzle-orm";
import { check, customType, doublePrecision, integer, json, jsonb, pgTable, text } from "drizzle-orm/pg-core";

const area = customType<{ data: string }>({ dataType: () => "public.geography(Point, 4326)" });

export const odd = pgTable(
  "odd",
  {
    apostrophe: jsonb("apostrophe").default({ text: "it's" }),
    number: json("number").default(5),
    word: jsonb("word").default("word"),
    huge: doublePrecision("huge").default(1e21),
    tiny: doublePrecision("tiny").default(1e-7),
    slash: text("slash").default("a\\b"),
    lines: text("lines").default("one\ntwo"),
    area: area("area"),
    rest: integer("rest").default(-0.5 * 4),
  },
  (table) => [check("odd_check", sql`${table.huge} > 0`.append(sql` and ${table.tiny} > 0`))],
);
