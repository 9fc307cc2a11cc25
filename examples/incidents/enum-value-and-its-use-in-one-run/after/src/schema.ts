import { bigint, pgEnum, pgTable } from "drizzle-orm/pg-core";

export const kind = pgEnum("kind", ["mail", "timer", "integration"]);

export const triggers = pgTable("triggers", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  kind: kind("kind").notNull(),
  priority: bigint("priority", { mode: "number" }),
});
