import { index, integer, pgTableCreator, text, uniqueIndex } from "drizzle-orm/pg-core";

const PREFIX = "app";
export const createTable = pgTableCreator((name) => `${PREFIX}_${name}`);

export const posts = createTable(
  "posts",
  {
    id: integer("id").primaryKey(),
    title: text("title").notNull().unique(),
    parentId: integer("parent_id"),
  },
  (table) => ({
    byParent: index("by_parent").on(table.parentId),
    byTitle: uniqueIndex("by_title").on(table.title, table.parentId),
  }),
);

export const replies = createTable("replies", { id: integer("id").primaryKey(), postId: integer("post_id").references(() => posts.id) });
