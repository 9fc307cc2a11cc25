import { type AnyPgColumn, foreignKey, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

export const nodes = pgTable(
  "nodes",
  {
    id: integer("id").primaryKey(),
    parentId: integer("parent_id").references((): AnyPgColumn => nodes.id, { onDelete: "set null" }),
    rootId: integer("root_id"),
    ownerCode: text("owner_code").references(() => owners.code, { onDelete: "restrict", onUpdate: "cascade" }),
  },
  (table) => ({
    root: foreignKey({ columns: [table.rootId], foreignColumns: [table.id], name: "nodes_root" }).onDelete("cascade").onUpdate("no action"),
  }),
);

export const owners = pgTable("owners", { code: text("code").notNull().unique(), region: text("region").notNull() });

export const regions = pgTable("regions", { country: text("country"), region: text("region") }, (table) => ({
  key: primaryKey({ name: "regions_key", columns: [table.country, table.region] }),
}));

export const towns = pgTable("towns", { country: text("country"), region: text("region"), name: text("name") }, (table) => ({
  region: foreignKey({ columns: [table.country, table.region], foreignColumns: [regions.country, regions.region] }).onDelete("cascade"),
}));
