import { tables } from "./find-tables";
import { defineConfig } from "drizzle-kit";

export default defineConfig({ dialect: "postgresql", schema: tables(), out: "./drizzle" });
