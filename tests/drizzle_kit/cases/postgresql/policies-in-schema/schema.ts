import { sql } from "drizzle-orm";
import { integer, pgPolicy, pgSchema } from "drizzle-orm/pg-core";

export const inner = pgSchema("inner");
export const plain = inner.table("plain", { id: integer("id") });
export const locked = inner.table.withRLS("locked", { id: integer("id") });
export const ruled = inner.table("ruled", { id: integer("id") }, () => [pgPolicy("ruled_read", { for: "select", using: sql`true` })]);
