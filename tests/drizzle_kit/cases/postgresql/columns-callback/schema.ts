import { pgTable } from "drizzle-orm/pg-core";

export const rooms = pgTable("rooms", (t) => ({
  id: t.uuid("id").primaryKey().defaultRandom(),
  name: t.varchar("name", { length: 80 }).notNull(),
  seats: t.integer().default(4),
}));

export const bookings = pgTable("bookings", ({ integer, timestamp, uuid }) => {
  const required = timestamp("starts_at", { withTimezone: true }).notNull();
  return { id: integer("id").primaryKey(), startsAt: required, roomId: uuid("room_id").references(() => rooms.id) };
});
