import { type AnyPgColumn, integer, pgTable, text } from "drizzle-orm/pg-core";
import { NAME as DEFAULT } from "../constants";
import { posts } from "./posts";

export type User = typeof users.$inferSelect;
export const users = pgTable("users", {
  id: integer("id").primaryKey(),
  name: text("name").default(DEFAULT),
  pinned: integer("pinned").references((): AnyPgColumn => posts.id),
});
