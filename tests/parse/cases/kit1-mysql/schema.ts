import { index, int, mysqlTable, primaryKey, unique, varchar } from "drizzle-orm/mysql-core";

export const rooms = mysqlTable(
  "rooms",
  {
    id: int("id").autoincrement().primaryKey(),
    name: varchar("name", { length: 40 }).notNull().unique(),
    floor: int("floor"),
  },
  (t) => [unique().on(t.name, t.floor), index("rooms_floor").on(t.floor)],
);

export const keys = mysqlTable(
  "keys",
  { roomId: int("room_id").references(() => rooms.id), serial: int("serial") },
  (t) => [primaryKey({ columns: [t.roomId, t.serial] })],
);
