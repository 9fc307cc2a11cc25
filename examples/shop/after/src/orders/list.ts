import { desc, eq } from "drizzle-orm";
import { db } from "../db";
import { orders } from "../db/schema";

/** The newest orders of one customer, for the account page. */
export function listOrders(userId: number, limit = 20) {
  return db
    .select()
    .from(orders)
    .where(eq(orders.userId, userId))
    .orderBy(desc(orders.placedAt))
    .limit(limit);
}
