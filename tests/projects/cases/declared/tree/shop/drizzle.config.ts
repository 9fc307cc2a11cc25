import { defineConfig } from "drizzle-kit";

export default defineConfig({
  "dialect": "mysql",
  "schema": "./tables/*.ts",
  "casing": "camelCase"
});
