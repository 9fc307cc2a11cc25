import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  serial,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";

const timestamps = {
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
};

export const orderStatus = pgEnum("order_status", ["pending", "paid", "shipped", "cancelled"]);

export const users = pgTable("users", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  email: varchar("email", { length: 320 }).notNull().unique(),
  displayName: varchar("display_name", { length: 80 }).notNull(),
  phone: varchar("phone", { length: 20 }),
  marketingConsent: boolean("marketing_consent").notNull(),
  ...timestamps,
});

export const addresses = pgTable("addresses", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  userId: bigint("user_id", { mode: "number" })
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  recipient: varchar("recipient", { length: 80 }).notNull(),
  line1: varchar("line1", { length: 200 }).notNull(),
  line2: varchar("line2", { length: 200 }),
  city: varchar("city", { length: 80 }).notNull(),
  postalCode: varchar("postal_code", { length: 16 }).notNull(),
  country: varchar("country", { length: 2 }).notNull(),
});

export const categories = pgTable(
  "categories",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    parentId: integer("parent_id").references((): AnyPgColumn => categories.id),
    slug: varchar("slug", { length: 80 }).notNull().unique(),
    name: varchar("name", { length: 80 }).notNull(),
  },
  (table) => [index("categories_parent_id_idx").on(table.parentId)],
);

export const products = pgTable(
  "products",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    categoryId: integer("category_id")
      .notNull()
      .references(() => categories.id),
    sku: varchar("sku", { length: 40 }).notNull().unique(),
    name: varchar("name", { length: 200 }).notNull(),
    description: text("description").notNull().default(""),
    priceCents: integer("price_cents").notNull(),
    stock: integer("stock").notNull().default(0),
    isActive: boolean("is_active").notNull().default(true),
    ...timestamps,
  },
  (table) => [
    index("products_category_id_idx").on(table.categoryId),
    index("products_name_idx").on(table.name),
    check("products_price_not_negative", sql`${table.priceCents} >= 0`),
    check("products_stock_not_negative", sql`${table.stock} >= 0`),
  ],
);

export const orders = pgTable(
  "orders",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    userId: bigint("user_id", { mode: "number" })
      .notNull()
      .references(() => users.id),
    shippingAddressId: bigint("shipping_address_id", { mode: "number" })
      .notNull()
      .references(() => addresses.id),
    status: orderStatus("status").notNull().default("pending"),
    couponId: integer("coupon_id").references(() => coupons.id),
    totalCents: integer("total_cents").notNull(),
    giftNote: varchar("gift_note", { length: 500 }),
    placedAt: timestamp("placed_at", { withTimezone: true }).notNull().defaultNow(),
    ...timestamps,
  },
  (table) => [
    index("orders_user_id_placed_at_idx").on(table.userId, table.placedAt.desc()),
    index("orders_shipping_address_id_idx").on(table.shippingAddressId),
    index("orders_status_idx").on(table.status),
  ],
);

export const orderItems = pgTable(
  "order_items",
  {
    orderId: bigint("order_id", { mode: "number" })
      .notNull()
      .references(() => orders.id, { onDelete: "cascade" }),
    productId: uuid("product_id")
      .notNull()
      .references(() => products.id),
    quantity: integer("quantity").notNull(),
    unitPriceCents: integer("unit_price_cents").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.productId] }),
    index("order_items_product_id_idx").on(table.productId),
    check("order_items_quantity_positive", sql`${table.quantity} > 0`),
  ],
);

export const coupons = pgTable(
  "coupons",
  {
    id: serial("id").primaryKey(),
    code: varchar("code", { length: 32 }).notNull().unique(),
    discountAmount: doublePrecision("discount_amount").notNull(),
    status: text("status").notNull().default("active"),
    validUntil: timestamp("valid_until", { withTimezone: true }),
    ...timestamps,
  },
  (table) => [index("coupons_code_idx").on(table.code)],
);

export const couponRedemptions = pgTable(
  "coupon_redemptions",
  {
    id: serial("id").primaryKey(),
    couponId: integer("coupon_id")
      .notNull()
      .references(() => coupons.id),
    userId: integer("user_id")
      .notNull()
      .references(() => users.id),
    orderId: bigint("order_id", { mode: "number" }).references(() => orders.id),
    ...timestamps,
  },
  (table) => [
    unique("coupon_redemptions_coupon_id_order_id_key").on(table.couponId, table.orderId),
    index("coupon_redemptions_user_id_idx").on(table.userId),
    index("coupon_redemptions_order_id_idx").on(table.orderId),
  ],
);

export const reviews = pgTable(
  "reviews",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    productId: uuid("product_id")
      .notNull()
      .references(() => products.id, { onDelete: "cascade" }),
    userId: bigint("user_id", { mode: "number" })
      .notNull()
      .references(() => users.id),
    // schema-review: ignore unindexed-foreign-key reason="moderators are a handful of people and are never deleted"
    moderatorId: bigint("moderator_id", { mode: "number" }).references(() => users.id),
    rating: smallint("rating").notNull(),
    body: text("body").notNull().default(""),
    ...timestamps,
  },
  (table) => [
    index("reviews_user_id_idx").on(table.userId),
    index("reviews_user_id_created_at_idx").on(table.userId, table.createdAt),
    check("reviews_rating_in_range", sql`${table.rating} between 1 and 5`),
  ],
);

export const reviewVotes = pgTable(
  "review_votes",
  {
    reviewId: bigint("review_id", { mode: "number" })
      .notNull()
      .references(() => reviews.id, { onDelete: "cascade" }),
    userId: bigint("user_id", { mode: "number" })
      .notNull()
      .references(() => users.id),
    isHelpful: boolean("is_helpful").notNull(),
  },
  (table) => [
    index("review_votes_review_id_idx").on(table.reviewId),
    index("review_votes_user_id_idx").on(table.userId),
  ],
);
