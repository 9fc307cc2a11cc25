import { bigint, date, double, index, int, mysqlTable, unique, varchar } from "drizzle-orm/mysql-core";

export const books = mysqlTable(
  "books",
  {
    id: int("id").autoincrement().primaryKey(),
    isbn: varchar("isbn", { length: 13 }).notNull().unique(),
    title: varchar("title", { length: 200 }).notNull(),
  },
  (table) => [index("books_isbn_index").on(table.isbn)],
);

export const loans = mysqlTable(
  "loans",
  {
    id: int("id").autoincrement().primaryKey(),
    bookId: bigint("book_id", { mode: "number" })
      .notNull()
      .references(() => books.id),
    reader: varchar("reader", { length: 100 }).notNull(),
    fee: double("fee").notNull().default(0),
    dueOn: date("due_on"),
  },
  (table) => [unique("loans_reader_due_on_unique").on(table.reader, table.dueOn)],
);
