import { desc, sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, sqliteView, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const people = sqliteTable(
  "people",
  {
    id: integer("id").primaryKey(),
    name: text("name").notNull().default("it's"),
    lower: text("lower").generatedAlwaysAs(sql`lower(name)`, { mode: "stored" }),
    size: integer("size").generatedAlwaysAs(sql`length(name)`),
    age: integer("age"),
    tags: text("tags", { mode: "json" }).default(["a", "b"]),
  },
  (table) => [
    check("people_age", sql`${table.age} > 18`),
    index("people_lower_name").on(sql`lower(${table.name})`),
    index("people_order").on(desc(table.age)),
    uniqueIndex("people_named").on(table.name).where(sql`${table.age} is not null`),
  ],
);

export const adults = sqliteView("adults").as((qb) => qb.select().from(people));
