import { bit, bigint, geometry, halfvec, index, integer, jsonb, line, numeric, pgTable, point, sparsevec, text, timestamp, vector } from "drizzle-orm/pg-core";

export const places = pgTable(
  "places",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity({ startWith: 100, increment: 5 }),
    number: bigint("number", { mode: "number" }).generatedByDefaultAsIdentity(),
    bits: bit("bits", { dimensions: 3 }),
    where: geometry("where", { type: "point", mode: "xy", srid: 4326 }),
    somewhere: geometry("somewhere"),
    half: halfvec("half", { dimensions: 3 }),
    edge: line("edge"),
    price: numeric("price", { precision: 5, scale: 2, mode: "number" }).default(1.25),
    spot: point("spot", { mode: "tuple" }),
    sparse: sparsevec("sparse", { dimensions: 4 }),
    embedding: vector("embedding", { dimensions: 1536 }),
    isPublic: jsonb("is_public").default(true),
    day: timestamp("day", { mode: "date" }).default(new Date("2020-01-02T03:04:05.678Z")),
    changed: timestamp("changed").$onUpdate(() => new Date()),
    note: text("note").$defaultFn(() => "none"),
  },
  (table) => [index("by_embedding").using("hnsw", table.embedding.op("vector_cosine_ops")).with({ m: 16 })],
);
