import { sql } from "drizzle-orm";
import { integer, pgPolicy, pgRole, pgTable, serial, text } from "drizzle-orm/pg-core";

export const editor = pgRole("editor", { createDb: true });
export const visitor = pgRole("visitor").existing();

export const documents = pgTable(
  "documents",
  {
    id: serial("id").primaryKey(),
    ownerId: integer("owner_id").notNull(),
    title: text("title"),
  },
  (t) => [
    pgPolicy("read_own", {
      as: "permissive",
      for: "select",
      to: editor,
      using: sql`${t.ownerId} = 7`,
    }),
    pgPolicy("write_own", { as: "restrictive", for: "insert", to: ["public"], withCheck: sql`true` }),
    pgPolicy("everything"),
  ],
);

export const vault = pgTable("vault", { id: serial("id").primaryKey() }).enableRLS();
