import { integer, pgEnum, pgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import { COLOURS, Direction, SIZES, Shape } from "./constants";

export const literal = pgEnum("literal", ["one", "two", "it's"]);
export const constant = pgEnum("constant", COLOURS);
export const values = pgEnum("values", Object.values(SIZES) as [string, ...string[]]);
export const keys = pgEnum("keys", Object.keys(SIZES) as [string, ...string[]]);
export const declared = pgEnum("Declared", Direction);
export const ofDeclared = pgEnum("of_declared", Object.values(Direction) as [string, ...string[]]);
export const spread = pgEnum("spread", [...COLOURS, "none"]);
export const schema = z.enum(["draft", "sent"]);
export const options = pgEnum("options", schema.options);
export const shapes = pgEnum("shapes", [Shape.Round, Shape.Square]);

export const things = pgTable("things", {
  id: integer("id").primaryKey(),
  literal: literal("literal").notNull().default("two"),
  colour: constant("colour").default(COLOURS[1]),
  size: values("size"),
  key: keys("key"),
  declared: declared("declared").default(Direction.Down),
  ofDeclared: ofDeclared("of_declared"),
  spread: spread("spread").array(),
  options: options("options"),
  shape: shapes("shape"),
});
