import { type SQL, sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from "drizzle-orm/sqlite-core";

export const lists = sqliteTable(
  "lists",
  {
    id: text("id").primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    deletedAt: integer("deleted_at"),
    upper: text("upper").generatedAlwaysAs((): SQL => sql`upper(${lists.name})`, { mode: "stored" }),
    length: integer("length").generatedAlwaysAs(sql`length(name)`),
  },
  (t) => [
    unique().on(t.name, t.slug),
    index("lists_name").on(t.name),
    uniqueIndex("lists_live").on(t.name).where(sql`${t.deletedAt} is null`),
    uniqueIndex("lists_lower").on(sql`lower(${t.name})`),
    check("lists_named", sql`length(${t.name}) > 0`),
  ],
);

export const entries = sqliteTable(
  "entries",
  {
    listId: text("list_id")
      .notNull()
      .references(() => lists.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    parent: integer("parent"),
  },
  (t) => ({
    key: primaryKey({ columns: [t.listId, t.position] }),
    up: foreignKey({ columns: [t.listId, t.parent], foreignColumns: [t.listId, t.position] }).onDelete("set null"),
  }),
);
