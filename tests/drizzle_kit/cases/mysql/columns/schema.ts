import { sql } from "drizzle-orm";
import {
  bigint, binary, boolean, char, customType, date, datetime, decimal, double, float, int, json, longtext, mediumint, mediumtext, mysqlEnum,
  mysqlTable, real, serial, smallint, text, time, timestamp, tinyint, tinytext, varbinary, varchar, year,
} from "drizzle-orm/mysql-core";

const inet = customType<{ data: string }>({ dataType: () => "varbinary(16)" });

export const all = mysqlTable("all", {
  id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
  big: bigint("big", { mode: "bigint" }),
  bytes: binary("bytes", { length: 16 }),
  flag: boolean("flag").notNull().default(true),
  letters: char("letters", { length: 2 }),
  day: date("day"),
  at: datetime("at", { fsp: 3 }),
  created: datetime("created").notNull().default(sql`CURRENT_TIMESTAMP`),
  price: decimal("price", { precision: 10, scale: 2 }).default("0.00"),
  amount: decimal("amount"),
  double: double("double"),
  ratio: float("ratio").default(1.5),
  whole: int("whole", { unsigned: true }).default(0),
  data: json("data"),
  longText: longtext("long_text"),
  medium: mediumint("medium"),
  mediumText: mediumtext("medium_text"),
  state: mysqlEnum("state", ["on", "off"]).notNull().default("on"),
  real: real("real"),
  small: smallint("small").default(-1),
  words: text("words"),
  kind: text("kind", { enum: ["a", "b"] }),
  clock: time("clock", { fsp: 2 }),
  stamp: timestamp("stamp").notNull().defaultNow(),
  touched: timestamp("touched", { fsp: 3 }).defaultNow().onUpdateNow(),
  tiny: tinyint("tiny").default(1),
  tinyText: tinytext("tiny_text"),
  blob: varbinary("blob", { length: 40 }),
  name: varchar("name", { length: 255 }).notNull().default(""),
  year: year("year"),
  address: inet("address"),
  uuid: varchar("uuid", { length: 36 }).default(sql`(uuid())`),
});

export const counted = mysqlTable("counted", { id: serial("id").primaryKey(), note: varchar("note", { length: 9 }).$defaultFn(() => "x") });
