import { getTableName, sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";

export const first = pgTable("first", { id: integer("id").primaryKey(), label: text("the_label") });

export const second = pgTable(`${getTableName(first)}_copy`, { id: integer("id").primaryKey(), label: text(first.label.name) }, (table) => [
  index(`${getTableName(first)}_idx`).on(table.label),
  check("second_label", sql`${sql.identifier("the_label")} <> ''`),
]);
