import { pgTable, serial } from "drizzle-orm/pg-core";

export const notes = pgTable("notes", { id: serial("id").primaryKey() });
