import { integer, real, text } from "drizzle-orm/sqlite-core";
import { sql } from "drizzle-orm";

export const stamps = {
  createdAt: integer("created_at", { mode: "timestamp" }).notNull().default(sql`(unixepoch())`),
  deletedAt: integer("deleted_at", { mode: "timestamp" }),
};
export const key = () => ({ id: text("id").primaryKey() });
export const ref = (name: string) => text(name);
export const label = (name: string, length = 120) => text(name, { length });
export const money = (name: string) => real(name);
export const number = (name: string) => integer(name);
export const long = (name: string) => text(name);
