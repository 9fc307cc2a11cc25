import * as pg from "drizzle-orm/pg-core";
import { integer as int, pgTable, text as words } from "drizzle-orm/pg-core";

export const authors = pgTable("authors", { id: int("id").primaryKey(), fullName: words("full_name").notNull() });

export const books = pg.pgTable("books", {
  id: pg.serial("id").primaryKey(),
  authorId: pg.integer("author_id").notNull().references(() => authors.id),
});

// Drizzle sees what is exported, and nothing else.
const hidden = pgTable("hidden", { id: int("id") });

const shelves = pgTable("shelves", { id: int("id").primaryKey(), hiddenId: int("hidden_id").references(() => hidden.id) });
export { shelves as places };

export default pgTable("by_default", { id: int("id") });
