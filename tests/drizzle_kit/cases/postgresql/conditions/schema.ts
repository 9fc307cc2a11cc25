import { and, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";

const MAXIMUM = 100;
const KINDS = ["a", "b"] as const;

export const jobs = pgTable("jobs", { id: integer("id"), kind: text("kind"), tries: integer("tries") }, (table) => [
  index("jobs_open").on(table.kind).where(isNull(table.tries)),
  index("jobs_a").on(table.kind).where(eq(table.kind, "a")),
  index("jobs_few").on(table.id).where(and(isNotNull(table.kind), lt(table.tries, 3))),
  index("jobs_some").on(table.id).where(inArray(table.kind, ["a", "b"])),
  check("jobs_tries", sql`${table.tries} < ${sql.raw(String(MAXIMUM))}`),
  check("jobs_kind", sql`${table.kind} in (${sql.raw(KINDS.map((kind) => `'${kind}'`).join(", "))})`),
  check("jobs_number", sql`${table.tries} < ${MAXIMUM}`),
]);
