import { pgTable, text } from "drizzle-orm/pg-core";

const tags = pgTable("tags", { name: text("name").primaryKey() });
export default tags;
