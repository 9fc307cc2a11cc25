import { customType, index, integer, pgTable } from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array; default: false }>({
  dataType() {
    return "bytea";
  },
});

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

const citext = customType<{ data: string; config: { length?: number } }>({
  dataType(config) {
    return config?.length === undefined ? "citext" : `varchar(${config.length})`;
  },
});

const money = (name: string) => customType<{ data: string }>({ dataType: () => "numeric(12, 4)" })(name);

export const files = pgTable(
  "files",
  {
    id: integer("id").primaryKey(),
    content: bytea("content").notNull(),
    search: tsvector("search"),
    title: citext("title").notNull().unique(),
    code: citext("code", { length: 12 }),
    price: money("price"),
  },
  (table) => ({ byTitle: index("files_title").on(table.title) }),
);
