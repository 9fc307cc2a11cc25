import { defineConfig } from "drizzle-kit";

const kind = process.env.DATABASE_KIND;

export default kind === "pg"
  ? defineConfig({ dialect: "postgresql", schema: "./src/pg/schema.ts", out: "./drizzle/pg" })
  : defineConfig({ dialect: "sqlite", schema: "./src/lite/schema.ts", out: "./drizzle/lite" });
