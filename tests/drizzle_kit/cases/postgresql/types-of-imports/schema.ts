import { jsonb, pgTable, text } from "drizzle-orm/pg-core";

export const prefs = pgTable("prefs", {
  theme: jsonb("theme").$type<import("./types").Theme>().notNull(),
  themes: jsonb("themes").$type<import('./types').Theme[] | null>(),
  all: jsonb("all").$type<{ first: import("./types").Theme; rest: Record<string, import("./types").Theme> }>().default({ "import(\"x\").y": 1 }),
  whole: text("whole").$type<typeof import("./types")["dark"]>().default('import("./types").Theme'),
});
