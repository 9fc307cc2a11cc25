import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";

await migrate(drizzle(process.env.DATABASE_URL!), { migrationsFolder: "drizzle" });
