import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./src/tables/!(*.test|index).ts", "./src/@(jars|lids).ts", "./src/cup?(s).ts"],
  out: "./src/migrations",
});
