import { desc, eq } from "drizzle-orm";
import { db } from "../db";
import { reviews } from "../db/schema";

/** The newest reviews of one product, for its page. */
export function listReviews(productId: string, limit = 10) {
  return db
    .select()
    .from(reviews)
    .where(eq(reviews.productId, productId))
    .orderBy(desc(reviews.createdAt))
    .limit(limit);
}
