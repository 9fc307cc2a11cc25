import { foreignKey, index, sqliteTable } from "drizzle-orm/sqlite-core";
import { key, label, long, money, number, ref, stamps } from "./helpers";

import { products } from "./catalogue";
import { addresses, people } from "./people";

export const orders = sqliteTable(
  "orders",
  {
    ...key(),
    personId: ref("person_id").notNull().references(() => people.id),
    addressId: ref("address_id"),
    state: label("state", 12).notNull().default("open"),
    total: money("total").notNull(),
    ...stamps,
  },
  (table) => ({
    address: foreignKey({ columns: [table.addressId], foreignColumns: [addresses.id], name: "orders_address" }).onDelete("set null"),
    byState: index("orders_by_state").on(table.state, table.createdAt),
  }),
);

export const orderLines = sqliteTable(
  "order_lines",
  {
    ...key(),
    orderId: ref("order_id").notNull().references(() => orders.id, { onDelete: "cascade" }),
    productId: ref("product_id").notNull().references(() => products.id),
    count: number("count").notNull().default(1),
    price: money("price").notNull(),
  },
  (table) => ({ byOrder: index("order_lines_by_order").on(table.orderId) }),
);

const ofOrder = (name: string) => ({ ...key(), orderId: ref("order_id").notNull().references(() => orders.id), [name]: label(name, 64), ...stamps });

export const payments = sqliteTable("payments", { ...ofOrder("reference"), amount: money("amount").notNull() });
export const refunds = sqliteTable("refunds", { ...ofOrder("reason"), amount: money("amount").notNull() });
export const shipments = sqliteTable("shipments", { ...ofOrder("tracking"), weight: number("weight") });
export const invoices = sqliteTable("invoices", { ...ofOrder("number"), paidBy: ref("paid_by").references(() => payments.id) });
