import { bigint, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

export const pages = pgTable(
  "pages",
  {
    id: bigint("id", { mode: "number" }).primaryKey(),
    path: text("path").notNull(),
    revision: bigint("revision", { mode: "number" }).notNull(),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
  },
  (table) => [uniqueIndex("pages_path_revision_idx").on(table.path, table.revision)],
);

export const drafts = pgTable("drafts", { id: bigint("id", { mode: "number" }).primaryKey(), body: text("body") });
