import { type AnyPgColumn, index, integer, pgTableCreator, serial, text, timestamp } from "drizzle-orm/pg-core";

const PREFIX = "app";
const createTable = pgTableCreator((name) => `${PREFIX}_${name}`);

const stamp = (name: string, { required = true }: { required?: boolean } = {}) => {
  const column = timestamp(name, { withTimezone: true });
  return required ? column.notNull() : column;
};

function tagged<T extends Record<string, unknown>>(name: string, columns: T) {
  return createTable(
    name,
    {
      id: serial("id").primaryKey(),
      tag: text("tag"),
      ...columns,
    },
    (t) => [index(`${name}_tag`).on(t.tag)],
  );
}

export const notes = tagged("notes", { body: text("body").notNull(), writtenAt: stamp("written_at") });
export const photos = tagged("photos", {
  noteId: integer("note_id").references((): AnyPgColumn => notes.id),
  takenAt: stamp("taken_at", { required: false }),
});
