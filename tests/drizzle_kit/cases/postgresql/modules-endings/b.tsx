import { integer, pgTable } from "drizzle-orm/pg-core";

export const b = pgTable("b", { id: integer("id") });
export const Row = () => <i>b</i>;
