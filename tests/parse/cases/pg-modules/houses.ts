import { pgTable } from "drizzle-orm/pg-core";
import { key } from "./shared";

const houses = pgTable("houses", { ...key("number") });

export default houses;
