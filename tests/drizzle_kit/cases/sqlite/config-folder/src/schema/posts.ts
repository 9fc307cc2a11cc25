import { index, integer, sqliteTable } from "drizzle-orm/sqlite-core";
import { users } from "./users";

export const posts = sqliteTable("posts", { id: integer().primaryKey({ autoIncrement: true }), userId: integer().references(() => users.id) }, (table) => [index("posts_user").on(table.userId)]);
