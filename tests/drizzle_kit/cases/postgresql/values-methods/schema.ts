import { integer, pgTable, text } from "drizzle-orm/pg-core";

const fields = { firstName: "first_name", lastName: "last_name", AGE: "age" };
const texts = Object.entries(fields).filter(([, name]) => name.endsWith("_name"));
const numbers = Object.keys(fields).filter((name) => name === name.toUpperCase()).map((name) => name.toLowerCase());
const merged = Object.assign({}, { extra: text("extra") }, { more: text("more").default(["a", "b"].join("-")) });

export const people = pgTable("people", {
  id: integer("id").primaryKey(),
  ...Object.fromEntries(texts.map(([key, name]) => [key, text(name).notNull()])),
  ...Object.fromEntries(numbers.map((name) => [name, integer(name).default(name.length)])),
  ...merged,
  [`slot_${numbers.length}`]: text(`slot_${numbers[0]!.slice(0, 2)}`),
  city: text("city".concat("_", "name").replace("_", "")).default(" Seoul ".trim()),
});
