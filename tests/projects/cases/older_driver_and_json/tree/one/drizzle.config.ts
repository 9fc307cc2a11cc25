export default { schema: "./schema.ts", driver: "pg", out: "./out" };
