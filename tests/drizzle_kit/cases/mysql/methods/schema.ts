import { index, int, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";

export const rows = mysqlTable("rows", { id: int("id").primaryKey(), name: varchar("name", { length: 20 }) }, (table) => [
  index("rows_tree").on(table.name).using("btree"),
  uniqueIndex("rows_hash").on(table.name, table.id).using("hash"),
  index("rows_plain").on(table.name).algorithm("inplace").lock("none"),
]);
