import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, foreignKey, integer, pgTable, primaryKey, serial, text, unique, uuid } from "drizzle-orm/pg-core";

export const authors = pgTable(
  "authors",
  {
    id: serial("id").primaryKey(),
    email: text("email").notNull().unique(),
    handle: text("handle").unique("one_handle", { nulls: "not distinct" }),
    mentorId: integer("mentor_id").references((): AnyPgColumn => authors.id, { onDelete: "set null" }),
    age: integer("age"),
  },
  (table) => [
    check("grown_up", sql`${table.age} >= 18`),
    check("named", sql`${table.email} <> '' AND ${table.handle} IS NOT NULL`),
  ],
);

export const books = pgTable(
  "books",
  {
    isbn: text("isbn"),
    edition: integer("edition"),
    authorId: integer("author_id")
      .notNull()
      .references(() => authors.id, { onDelete: "cascade", onUpdate: "restrict" }),
    title: text("title").notNull(),
  },
  (table) => ({
    pk: primaryKey({ columns: [table.isbn, table.edition] }),
    oneTitle: unique().on(table.authorId, table.title),
    loose: unique("loose_title").on(table.title, table.edition).nullsNotDistinct(),
  }),
);

export const loans = pgTable(
  "loans",
  {
    id: uuid("id"),
    isbn: text("isbn").notNull(),
    edition: integer("edition").notNull(),
    parentId: uuid("parent_id"),
  },
  (table) => [
    primaryKey({ name: "loans_key", columns: [table.id] }),
    foreignKey({ columns: [table.isbn, table.edition], foreignColumns: [books.isbn, books.edition] }).onDelete("restrict"),
    foreignKey({ name: "loans_parent", columns: [table.parentId], foreignColumns: [table.id] }).onUpdate("cascade"),
  ],
);
