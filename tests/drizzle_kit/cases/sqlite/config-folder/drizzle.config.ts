import type { Config } from "drizzle-kit";

const config: Config = { schema: "./src/schema", out: "./migrations", dialect: "sqlite", casing: "snake_case" };
export default config satisfies Config;
