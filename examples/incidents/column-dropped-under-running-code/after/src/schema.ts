import { bigint, pgTable, text } from "drizzle-orm/pg-core";

export const teams = pgTable("teams", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  name: text("name").notNull(),
});
