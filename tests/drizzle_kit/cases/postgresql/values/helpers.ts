import { integer, numeric, text, timestamp } from "drizzle-orm/pg-core";

const PREFIX = "shop";
export const LENGTHS = { name: 80, code: 8 } as const;
export const prefixed = (name: string) => `${PREFIX}_${name}`;
export const audit = { createdAt: timestamp("created_at").notNull().defaultNow(), createdBy: text("created_by") };

export function money(name: string, scale = 2) {
  return numeric(name, { precision: 12, scale }).notNull().default("0");
}

export const key = (name: string = "id") => {
  if (name === "") {
    throw new Error("a key needs a name");
  }
  return { [name === "id" ? "id" : "key"]: integer(name).primaryKey() };
};
