import { int, mysqlTable, varchar } from "drizzle-orm/mysql-core";

export const books = mysqlTable("books", {
  id: int("id").autoincrement().primaryKey(),
  isbn: varchar("isbn", { length: 13 }).notNull().unique(),
  title: varchar("title", { length: 200 }).notNull(),
});
