import { drizzle } from "drizzle-orm/neon-serverless";
import { migrate } from "drizzle-orm/neon-serverless/migrator";

await migrate(drizzle(process.env.DATABASE_URL!), { migrationsFolder: "drizzle" });
