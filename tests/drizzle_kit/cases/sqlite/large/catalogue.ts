import { index, sqliteTable, unique } from "drizzle-orm/sqlite-core";
import { key, label, long, money, number, ref, stamps } from "./helpers";

import { teams } from "./people";

export const categories = sqliteTable("categories", { ...key(), parentId: ref("parent_id"), name: label("name", 80).notNull() }, (table) => ({
  once: unique("categories_once").on(table.parentId, table.name),
}));

export const products = sqliteTable(
  "products",
  {
    ...key(),
    teamId: ref("team_id").notNull().references(() => teams.id),
    categoryId: ref("category_id").references(() => categories.id, { onDelete: "set null" }),
    sku: label("sku", 40).notNull(),
    title: label("title").notNull(),
    body: long("body"),
    price: money("price").notNull(),
    ...stamps,
  },
  (table) => ({ sku: unique().on(table.teamId, table.sku), byCategory: index("products_by_category").on(table.categoryId, table.createdAt) }),
);

const priced = (name: string) => ({ ...key(), productId: ref("product_id").notNull().references(() => products.id), amount: money(name).notNull(), ...stamps });

export const discounts = sqliteTable("discounts", { ...priced("amount_off"), code: label("code", 30).notNull().unique("discount_code") });
export const offers = sqliteTable("offers", { ...priced("price"), position: number("position").default(1) });
export const stock = sqliteTable("stock", { ...key(), productId: ref("product_id").notNull().unique().references(() => products.id), count: number("count").notNull().default(0) });
