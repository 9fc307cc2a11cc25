import { integer, pgEnum, pgSchema } from "drizzle-orm/pg-core";

export const app = pgSchema("app");
export const level = app.enum("level", ["free", "paid"]);
export const colour = pgEnum("colour", ["red"]);
export const users = app.table("users", { id: integer("id"), level: level("level").default("free").notNull(), colour: colour("colour").array() });
