import { defineConfig } from "drizzle-kit";

const remote = process.env.TURSO_URL;
const out = process.env.OUT ?? "./drizzle";

export default defineConfig({ dialect: remote ? "turso" : "sqlite", schema: "./schema.ts", out });
