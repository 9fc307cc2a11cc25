import { sql } from "drizzle-orm";
import { integer, pgPolicy, pgRole, pgTable, text } from "drizzle-orm/pg-core";

export const editor = pgRole("editor", { createDb: true });

export const notes = pgTable("notes", { id: integer("id").primaryKey(), owner: text("owner") }, (table) => [
  pgPolicy("notes_read", { for: "select", to: "public", using: sql`true` }),
  pgPolicy("notes_write", { as: "restrictive", for: "update", to: [editor, "app"], using: sql`${table.owner} = current_user`, withCheck: sql`owner is not null` }),
  pgPolicy("notes_all"),
]);

export const secrets = pgTable.withRLS("secrets", { id: integer("id").primaryKey() });
