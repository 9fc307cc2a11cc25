import { defineConfig } from "drizzle-kit";

export default defineConfig({
  "dialect": "sqlite",
  "schema": "./db/lite.ts",
  "out": "./drizzle"
});
