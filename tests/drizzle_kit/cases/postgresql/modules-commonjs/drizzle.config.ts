export default { dialect: "postgresql", schema: "./tables.js", out: "./drizzle" };
