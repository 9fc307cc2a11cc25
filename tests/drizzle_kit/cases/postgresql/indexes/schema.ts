import { asc, desc, sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

export const events = pgTable(
  "events",
  {
    id: integer("id").primaryKey(),
    kind: text("kind").notNull(),
    body: jsonb("body"),
    title: text("title"),
    at: timestamp("at").notNull(),
    deletedAt: timestamp("deleted_at"),
  },
  (table) => [
    index("events_at").on(table.at.desc()),
    index("events_kind_at").on(table.kind.asc(), table.at.desc().nullsLast()),
    index("events_first").on(table.at.nullsFirst(), table.kind),
    index("events_body").using("gin", table.body),
    index("events_path").using("gin", table.body.op("jsonb_path_ops")),
    index("events_title").using("gin", sql`to_tsvector('english', ${table.title})`),
    index("events_trigrams").using("gin", table.title.op("gin_trgm_ops")),
    index("events_lower").on(sql`lower(${table.title})`, table.kind),
    index("events_order").on(desc(table.at), asc(table.kind)),
    index("events_hash").using("hash", table.kind),
    index("events_live").on(table.kind).where(sql`${table.deletedAt} is null`),
    index("events_only").onOnly(table.id, table.kind),
    index("events_fill").on(table.id).with({ fillfactor: 70 }).concurrently(),
    uniqueIndex("events_once").on(table.kind, sql`lower(title)`).where(sql`kind <> 'x' and "deleted_at" is null`),
  ],
);
