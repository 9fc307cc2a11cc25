import { sql } from "drizzle-orm";
import { integer, pgMaterializedView, pgTable, pgView, serial } from "drizzle-orm/pg-core";

export const sales = pgTable("sales", { id: serial("id").primaryKey(), amount: integer("amount").notNull() });

export const largeSales = pgView("large_sales", { id: integer("id") }).as(sql`select id from sales where amount > 1000`);
export const totals = pgMaterializedView("totals", { total: integer("total") }).as(sql`select sum(amount) as total from sales`);
