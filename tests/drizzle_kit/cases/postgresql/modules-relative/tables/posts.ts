import { integer, pgTable } from "drizzle-orm/pg-core";
import { users } from "./users";

export const posts = pgTable("posts", { id: integer("id").primaryKey(), userId: integer("user_id").references(() => users.id) });
export const drafts = pgTable("drafts", { id: integer("id").primaryKey() });
