import { index, mysqlTable } from "drizzle-orm/mysql-core";
import { key, label, long, money, number, ref, stamps } from "./helpers";

import { people } from "./people";
import { orders } from "./sales";

const STATES = ["new", "open", "closed"] as const;

export const tickets = mysqlTable(
  "tickets",
  {
    ...key(),
    orderId: ref("order_id").references(() => orders.id),
    openedBy: ref("opened_by").notNull().references(() => people.id),
    state: label("state", 10).notNull().default(STATES[0]),
    subject: label("subject").notNull(),
    ...stamps,
  },
  (table) => ({ byState: index("tickets_by_state").on(table.state) }),
);

export const messages = mysqlTable("messages", {
  ...key(),
  ticketId: ref("ticket_id").notNull().references(() => tickets.id, { onDelete: "cascade", onUpdate: "cascade" }),
  authorId: ref("author_id").references(() => people.id, { onDelete: "set null" }),
  body: long("body").notNull(),
  ...stamps,
});

export const attachments = mysqlTable("attachments", { ...key(), messageId: ref("message_id").notNull().references(() => messages.id), url: long("url").notNull(), bytes: number("bytes") });
export const ratings = mysqlTable("ratings", { ...key(), ticketId: ref("ticket_id").notNull().unique().references(() => tickets.id), stars: number("stars").notNull() });
