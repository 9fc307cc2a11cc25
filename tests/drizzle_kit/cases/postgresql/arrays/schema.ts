import { sql } from "drizzle-orm";
import { boolean, integer, pgEnum, pgTable, text, uuid, varchar } from "drizzle-orm/pg-core";

export const mood = pgEnum("mood", ["good", "so so"]);

export const lists = pgTable("lists", {
  empty: text("empty").array().notNull().default([]),
  words: text("words").array().default(["x", "y z"]),
  numbers: integer("numbers").array().default([1, -2]),
  flags: boolean("flags").array().default([true, false]),
  bare: text("bare").array().default(sql`'{}'::text[]`),
  built: text("built").array().default(sql`ARRAY[]::text[]`),
  sized: varchar("sized", { length: 10 }).array(),
  keys: uuid("keys").array(),
  moods: mood("moods").array().default(["good", "so so"]),
});
