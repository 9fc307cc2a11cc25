import { timestamp } from "drizzle-orm/pg-core";

export const timestamps = { at: timestamp("at").defaultNow() };
