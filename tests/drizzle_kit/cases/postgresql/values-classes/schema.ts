import { integer, pgTable, text } from "drizzle-orm/pg-core";

class Naming {
  constructor(private readonly prefix: string) {}

  table(name: string) {
    return `${this.prefix}_${name}`;
  }
}

const naming = new Naming("app");
export const users = pgTable(naming.table("users"), { id: integer("id").primaryKey(), name: text("name") });

class Tables {
  static readonly logs = pgTable("logs", { id: integer("id").primaryKey() });
}
export const logs = Tables.logs;
