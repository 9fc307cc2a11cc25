import { integer, pgTable } from "drizzle-orm/pg-core";

export const inside = pgTable("inside", { id: integer("id").primaryKey() });
