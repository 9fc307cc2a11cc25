import { bigint, integer, numeric, pgTable } from "drizzle-orm/pg-core";

export const counters = pgTable("counters", {
  id: integer("id").primaryKey(),
  large: bigint("large", { mode: "bigint" }).default(9007199254740993n),
  exact: numeric("exact", { mode: "bigint" }).default(12n),
});
