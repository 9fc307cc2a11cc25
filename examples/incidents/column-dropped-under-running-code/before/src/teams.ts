import { sql } from "drizzle-orm";
import { db } from "./db";

export const listed = () => db.execute(sql`select id, name from teams where blocked_at is null`);
