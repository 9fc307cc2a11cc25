import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";

await migrate(drizzle(process.env.DATABASE_URL!), { migrationsFolder: "drizzle" });
