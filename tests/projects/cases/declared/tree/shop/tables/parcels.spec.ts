import { mysqlTable, int } from "drizzle-orm/mysql-core";
export const parcels = mysqlTable("parcels", { id: int("id").primaryKey() });
