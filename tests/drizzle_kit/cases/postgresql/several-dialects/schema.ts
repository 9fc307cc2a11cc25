import * as my from "drizzle-orm/mysql-core";
import * as pg from "drizzle-orm/pg-core";
import * as lite from "drizzle-orm/sqlite-core";

// One schema for whichever database is configured: drizzle-kit takes what its dialect's builders made.
export const kind = pg.pgEnum("kind", ["tea", "coffee"]);
export const cupsInPostgres = pg.pgTable("cups", { id: pg.serial("id").primaryKey(), kind: kind("kind").notNull() });
export const cupsInMysql = my.mysqlTable("cups", { id: my.int("id").primaryKey(), label: my.varchar("label", { length: 20 }) });
export const cupsInSqlite = lite.sqliteTable("cups", { id: lite.integer("id").primaryKey(), label: lite.text("label").unique() });
export const potsInPostgres = pg.pgTable("pots", { cup: pg.integer("cup").references(() => cupsInPostgres.id) });
export const potsInMysql = my.mysqlTable("pots", { cup: my.int("cup").references(() => cupsInMysql.id) });
export const potsInSqlite = lite.sqliteTable("pots", { cup: lite.integer("cup").references(() => cupsInSqlite.id) });
