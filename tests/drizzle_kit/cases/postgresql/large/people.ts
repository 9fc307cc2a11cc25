import { index, pgTable, primaryKey, uniqueIndex } from "drizzle-orm/pg-core";
import { key, label, long, money, number, ref, stamps } from "./helpers";

export const countries = pgTable("countries", { code: label("code", 2).primaryKey(), name: label("name").notNull().unique() });

export const people = pgTable(
  "people",
  {
    ...key(),
    email: label("email", 200).notNull().unique(),
    name: label("name").notNull(),
    country: label("country", 2).references(() => countries.code),
    inviterId: ref("inviter_id"),
    ...stamps,
  },
  (table) => ({ byName: index("people_by_name").on(table.name, table.country), once: uniqueIndex("people_invited_once").on(table.inviterId, table.email) }),
);

export const teams = pgTable("teams", { ...key(), name: label("name", 60).notNull(), size: number("size").notNull().default(0), ...stamps });

export const members = pgTable(
  "members",
  {
    teamId: ref("team_id").notNull().references(() => teams.id, { onDelete: "cascade" }),
    personId: ref("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
    role: label("role", 20).notNull().default("guest"),
  },
  (table) => ({ key: primaryKey({ columns: [table.teamId, table.personId] }), byPerson: index("members_by_person").on(table.personId) }),
);

export const addresses = pgTable("addresses", {
  ...key(),
  personId: ref("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  line: long("line").notNull(),
  postcode: label("postcode", 12),
  country: label("country", 2).notNull().references(() => countries.code, { onDelete: "restrict" }),
});
