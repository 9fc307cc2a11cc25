const { integer, pgTable, text } = require("drizzle-orm/pg-core");

const users = pgTable("users", { id: integer("id").primaryKey(), name: text("name") });

module.exports = { users };
