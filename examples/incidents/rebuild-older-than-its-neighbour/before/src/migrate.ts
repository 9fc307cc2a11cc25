import { drizzle } from "drizzle-orm/bun-sqlite";
import { migrate } from "drizzle-orm/bun-sqlite/migrator";

await migrate(drizzle(process.env.DATABASE_URL!), { migrationsFolder: "drizzle" });
