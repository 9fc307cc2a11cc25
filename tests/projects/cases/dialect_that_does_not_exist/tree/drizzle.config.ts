export default { dialect: "postgress", schema: "./src/schema.ts" };
