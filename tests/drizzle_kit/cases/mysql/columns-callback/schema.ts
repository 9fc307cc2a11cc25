import { mysqlTable } from "drizzle-orm/mysql-core";

enum Level {
  Low = "low",
  High = "high",
}

export const rooms = mysqlTable("rooms", (t) => ({
  id: t.int().primaryKey().autoincrement(),
  level: t.mysqlEnum("level", Level).default(Level.Low),
  label: t.varchar({ length: 20 }),
}));
