import { sql } from "drizzle-orm";
import { check, index, int, json, mysqlTable, mysqlView, timestamp, uniqueIndex, varchar } from "drizzle-orm/mysql-core";

export const people = mysqlTable(
  "people",
  {
    id: int("id").primaryKey().autoincrement(),
    first: varchar("first", { length: 40 }).notNull(),
    last: varchar("last", { length: 40 }).notNull().default("it's"),
    full: varchar("full", { length: 90 }).generatedAlwaysAs(sql`concat(first, ' ', last)`, { mode: "stored" }),
    size: int("size").generatedAlwaysAs(sql`length(first)`),
    age: int("age"),
    data: json("data").default({ a: [1] }),
    at: timestamp("at").default(sql`now()`),
  },
  (table) => [
    check("people_age", sql`${table.age} > 18`),
    index("people_lower").on(sql`(lower(${table.first}))`),
    uniqueIndex("people_once").on(table.first, table.last),
  ],
);

export const adults = mysqlView("adults").as((qb) => qb.select().from(people));
