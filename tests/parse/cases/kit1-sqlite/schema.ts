import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

export const rooms = sqliteTable(
  "rooms",
  {
    id: integer("id").primaryKey(),
    name: text("name").notNull().unique(),
    floor: integer("floor"),
  },
  (t) => [unique().on(t.name, t.floor), index("rooms_floor").on(t.floor)],
);

export const keys = sqliteTable(
  "keys",
  { roomId: integer("room_id").references(() => rooms.id), serial: integer("serial") },
  (t) => [primaryKey({ columns: [t.roomId, t.serial] })],
);
