import { integer, numeric, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

export const stamps = { createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(), deletedAt: timestamp("deleted_at", { withTimezone: true }) };
export const key = () => ({ id: uuid("id").primaryKey().defaultRandom() });
export const ref = (name: string) => uuid(name);
export const label = (name: string, length = 120) => varchar(name, { length });
export const money = (name: string) => numeric(name, { precision: 12, scale: 2 });
export const number = (name: string) => integer(name);
export const long = (name: string) => text(name);
