import { integer, pgEnum, pgSchema, pgSequence, pgTable, serial } from "drizzle-orm/pg-core";

const sizes = ["small", "medium", "large"] as const;

export enum Priority {
  Low = "low",
  High = "high",
}

export const stateEnum = pgEnum("state", ["new", "won't do", "done"]);
export const sizeEnum = pgEnum("Size", sizes);
export const priorityEnum = pgEnum("priority", Object.values(Priority) as [string, ...string[]]);

export const shop = pgSchema("shop");
export const colourEnum = shop.enum("colour", ["red", "green"]);
export const ticketNumbers = pgSequence("ticket_numbers", { startWith: 100, increment: 5, cache: 10 });

export const items = shop.table("items", {
  id: serial("id").primaryKey(),
  state: stateEnum("state").default("new").notNull(),
  size: sizeEnum(),
  sizes: sizeEnum("sizes").array(),
  colour: colourEnum("colour").default("red"),
  priority: priorityEnum("priority").default(Priority.Low),
});

export const orders = pgTable("orders", {
  id: serial("id").primaryKey(),
  itemId: integer("item_id").references(() => items.id),
  colours: colourEnum("colours").array(),
});

export const refunds = shop.table("refunds", {
  id: serial("id").primaryKey(),
  orderId: integer("order_id")
    .notNull()
    .references(() => orders.id, { onDelete: "cascade" }),
  itemId: integer("item_id").references(() => items.id),
});
