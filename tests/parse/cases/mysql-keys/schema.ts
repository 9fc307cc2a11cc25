import { type SQL, sql } from "drizzle-orm";
import { check, foreignKey, index, int, mysqlTable, primaryKey, text, unique, uniqueIndex, varchar } from "drizzle-orm/mysql-core";

export const shops = mysqlTable(
  "shops",
  {
    id: int("id").autoincrement().primaryKey(),
    name: varchar("name", { length: 100 }).notNull().unique(),
    city: varchar("city", { length: 100 }),
    rating: int("rating"),
    doubled: int("doubled").generatedAlwaysAs((): SQL => sql`${shops.rating} * 2`, { mode: "stored" }),
    halved: int("halved").generatedAlwaysAs(sql`rating / 2`),
  },
  (t) => [
    index("shops_city").on(t.city, t.name),
    uniqueIndex("shops_lower").on(sql`(lower(${t.name}))`),
    unique("shops_place").on(t.name, t.city),
    check("shops_rated", sql`${t.rating} between 1 and 5`),
  ],
);

export const shelves = mysqlTable(
  "shelves",
  {
    shopId: int("shop_id")
      .notNull()
      .references(() => shops.id, { onDelete: "cascade" }),
    number: int("number").notNull(),
    label: text("label"),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.number] })],
);

export const boxes = mysqlTable(
  "boxes",
  { id: int("id").primaryKey(), shopId: int("shop_id"), shelf: int("shelf") },
  (t) => [foreignKey({ name: "boxes_shelf", columns: [t.shopId, t.shelf], foreignColumns: [shelves.shopId, shelves.number] })],
);
