import { decimal, int, text, timestamp, varchar } from "drizzle-orm/mysql-core";

export const stamps = { createdAt: timestamp("created_at").notNull().defaultNow(), deletedAt: timestamp("deleted_at") };
export const key = () => ({ id: varchar("id", { length: 36 }).primaryKey() });
export const ref = (name: string) => varchar(name, { length: 36 });
export const label = (name: string, length = 120) => varchar(name, { length });
export const money = (name: string) => decimal(name, { precision: 12, scale: 2 });
export const number = (name: string) => int(name);
export const long = (name: string) => text(name);
