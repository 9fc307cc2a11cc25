import { integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";

export const single = pgTable("single", { id: integer("id").primaryKey().unique(), name: text("name").unique() });

export const composite = pgTable(
  "composite",
  { x: integer("x"), y: integer("y") },
  (t) => ({ key: primaryKey({ columns: [t.x, t.y] }), again: unique().on(t.x, t.y), named: unique("named").on(t.x, t.y) }),
);

export const later = pgTable("later", { id: uuid("id").unique().primaryKey().defaultRandom(), of: integer("of").references(() => single.id) });
