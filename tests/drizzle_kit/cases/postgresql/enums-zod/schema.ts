import { integer, pgEnum, pgTable } from "drizzle-orm/pg-core";
import { z } from "zod";

const state = z.enum(["draft", "sent", "paid"]);
const open = state.exclude(["paid"]);

enum Colour {
  Red = "red",
  Green = "green",
}
const colour = z.nativeEnum(Colour);

export const options = pgEnum("options", state.options);
export const values = pgEnum("values", Object.values(state.enum) as [string, ...string[]]);
export const some = pgEnum("some", open.options);
export const colours = pgEnum("colours", Object.values(colour.enum) as [string, ...string[]]);
export const again = pgEnum("again", options.enumValues);

export const letters = pgTable("letters", { id: integer("id").primaryKey(), state: options("state").default("draft"), some: some("some"), colour: colours("colour") });
