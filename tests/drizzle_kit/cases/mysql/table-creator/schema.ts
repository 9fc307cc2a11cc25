import { index, int, mysqlTableCreator, uniqueIndex, varchar } from "drizzle-orm/mysql-core";

const PREFIX = "app";
export const createTable = mysqlTableCreator((name) => `${PREFIX}_${name}`);

export const posts = createTable(
  "posts",
  {
    id: int("id").primaryKey(),
    title: varchar("title", { length: 40 }).notNull().unique(),
    parentId: int("parent_id"),
  },
  (table) => ({
    byParent: index("by_parent").on(table.parentId),
    byTitle: uniqueIndex("by_title").on(table.title, table.parentId),
  }),
);

export const replies = createTable("replies", { id: int("id").primaryKey(), postId: int("post_id").references(() => posts.id) });
