import { defineConfig } from "drizzle-kit";

export default defineConfig({
  "dialect": "postgresql",
  "schema": "./dist/api/src/db/schema.js",
  "out": "./drizzle"
});
