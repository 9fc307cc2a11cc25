import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { NAME } from "@/constants";
import { EXTRA } from "shared/extra";

export const extras = pgTable(EXTRA, { id: integer("id") });
export const users = pgTable("users", { id: integer("id").primaryKey(), name: text("name").default(NAME) });
