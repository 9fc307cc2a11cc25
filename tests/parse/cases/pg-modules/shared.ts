import * as p from "drizzle-orm/pg-core";

export const KINDS = ["cat", "dog"] as const;
export const NAME_LENGTH = 80;

export const timestamps = {
  createdAt: p.timestamp("created_at").defaultNow().notNull(),
  updatedAt: p
    .timestamp("updated_at")
    .defaultNow()
    .$onUpdate(() => new Date())
    .notNull(),
};

export const owner = (column: () => p.AnyPgColumn) => p.integer("owner_id").notNull().references(column, { onDelete: "cascade" });

export function key(name = "id") {
  return { [name]: p.serial(name).primaryKey() };
}

// Not exported from the entry file, so not part of the schema.
export const drafts = p.pgTable("drafts", { id: p.serial("id").primaryKey() });
