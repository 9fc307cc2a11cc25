import { relations } from "drizzle-orm";
import * as p from "drizzle-orm/pg-core";
import { pets } from "./pets";
import { key, NAME_LENGTH, timestamps } from "./shared";

export const people = p.pgTable("people", {
  ...key(),
  name: p.varchar("name", { length: NAME_LENGTH }).notNull(),
  favourite: p.integer("favourite_pet").references((): p.AnyPgColumn => pets.id),
  ...timestamps,
});

export const peopleRelations = relations(people, ({ many }) => ({ pets: many(pets) }));
