import { defineConfig } from "drizzle-kit";

const shared = { dialect: "postgresql", strict: true } as const;

export default defineConfig({ ...shared, schema: ["./src/tables/*.ts", "./src/more/**/schema.ts"], out: "./src/migrations" });
