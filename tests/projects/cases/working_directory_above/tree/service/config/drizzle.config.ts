import { defineConfig } from "drizzle-kit";

export default defineConfig({
  "dialect": "postgresql",
  "schema": "./db/*.ts",
  "out": "./db/drizzle"
});
