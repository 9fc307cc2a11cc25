import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const notes = sqliteTable("notes", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  body: text("body"),
  pinned: integer("pinned", { mode: "boolean" }).notNull().default(false),
});

export const tags = sqliteTable(
  "tags",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    noteId: integer("note_id")
      .notNull()
      .references(() => notes.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
  },
  (table) => [index("tags_note_id_idx").on(table.noteId)],
);
