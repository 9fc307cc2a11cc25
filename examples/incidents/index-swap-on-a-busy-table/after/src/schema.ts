import { bigint, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";

export const pages = pgTable(
  "pages",
  {
    id: bigint("id", { mode: "number" }).primaryKey(),
    path: text("path").notNull(),
    revision: bigint("revision", { mode: "number" }).notNull(),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
  },
  (table) => [unique("pages_path_revision_deleted").on(table.path, table.revision, table.deletedAt).nullsNotDistinct()],
);
