import { integer, pgTable, text, varchar } from "drizzle-orm/pg-core";

function sized(name: string, size: "s" | "m" | "l") {
  switch (size) {
    case "s":
      return varchar(name, { length: 10 });
    case "m":
      return varchar(name, { length: 100 });
    default:
      return text(name);
  }
}

function numbered(count: number) {
  const columns: Record<string, ReturnType<typeof integer>> = {};
  for (let n = 1; n <= count; n++) {
    columns[`slot${n}`] = integer(`slot_${n}`);
  }
  return columns;
}

function named(names: readonly string[]) {
  const columns: Record<string, ReturnType<typeof text>> = {};
  for (const name of names) {
    if (name.startsWith("_")) continue;
    columns[name] = text(name);
  }
  return columns;
}

export const parts = pgTable("parts", {
  id: integer("id").primaryKey(),
  short: sized("short", "s"),
  middle: sized("middle", "m"),
  long: sized("long", "l"),
  ...numbered(3),
  ...named(["left", "_hidden", "right"]),
});
