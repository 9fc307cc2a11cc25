import { integer, pgEnum, pgTable, text } from "drizzle-orm/pg-core";

const LEVELS = ["low", "high"] as const;
export const level = pgEnum("level", LEVELS);
export const state = pgEnum("State", ["Open", "done"]);

export const tickets = pgTable("tickets", {
  id: integer("id").primaryKey(),
  level: level("level").notNull().default("low"),
  state: state("state"),
  kind: text("kind", { enum: LEVELS }).default("high"),
});
