import { integer, pgEnum, pgTable, text } from "drizzle-orm/pg-core";

const LABELS = new Map([["low", "Low"], ["high", "High"]]);
const NAMES = new Set(["a", "b", "a"]);
const snake = (name: string) => name.replace(/([A-Z])/g, "_$1").toLowerCase().replace(/^_/, "");

export const level = pgEnum("level", [...LABELS.keys()] as [string, ...string[]]);
export const name = pgEnum("name", [...NAMES] as [string, ...string[]]);
export const sorted = pgEnum("sorted", ["c", "a", "b"].sort() as [string, ...string[]]);

export const marks = pgTable("marks", {
  id: integer("id").primaryKey(),
  level: level("level").default("low"),
  name: name("name"),
  sorted: sorted("sorted"),
  lastSeen: text(snake("LastSeen")),
  rounded: integer("rounded").default(Math.round(2.6)),
  most: integer("most").default(Math.max(3, 7)),
  parsed: integer("parsed").default(Number.parseInt("42", 10)),
  padded: text("padded").default("7".padStart(3, "0")),
  kind: text("kind").default(typeof LABELS === "object" ? "map" : "none"),
  ...Object.fromEntries(Array.from({ length: 2 }, (_, n) => [`slot${n}`, integer(`slot_${n}`)])),
});
