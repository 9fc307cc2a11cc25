import { boolean, index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const base = () => ({
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  createdAt: timestamp("created_at").notNull().defaultNow(),
});

function tracked(name: string, { archived = false }: { archived?: boolean } = {}) {
  return pgTable(`t_${name}`, { ...base(), label: text("label").notNull(), isArchived: boolean("is_archived").default(archived) }, (table) => [
    index(`${name}_label_idx`).on(table.label),
  ]);
}

export const tags = tracked("tags");
export const colours = tracked("colours", { archived: true });
