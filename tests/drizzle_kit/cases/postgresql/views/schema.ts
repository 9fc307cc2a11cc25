import { eq, relations, sql } from "drizzle-orm";
import { integer, pgMaterializedView, pgSchema, pgSequence, pgTable, pgView, text } from "drizzle-orm/pg-core";

export const app = pgSchema("app");
export const users = pgTable("users", { id: integer("id").primaryKey(), name: text("name"), bossId: integer("boss_id") });
export const usersRelations = relations(users, ({ one }) => ({ boss: one(users, { fields: [users.bossId], references: [users.id] }) }));

export const named = pgView("named").as((qb) => qb.select().from(users).where(eq(users.name, "x")));
export const written = pgView("written", { id: integer("id") }).as(sql`select id from users`);
export const kept = pgMaterializedView("kept").as((qb) => qb.select({ id: users.id }).from(users));
export const inside = app.view("inside").as((qb) => qb.select().from(users));
export const numbers = pgSequence("numbers", { startWith: 5 });
