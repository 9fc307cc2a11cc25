// Runs migrations on SQLite files as a driver does: a file with jobs in, on standard output for each the error or null.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , driver, modules, jobs] = process.argv;
const load = createRequire(pathToFileURL(`${modules}/`));

const DRIVERS = {
  "better-sqlite3": () => {
    const Database = load("better-sqlite3");
    return (file, statements) => closing(new Database(file), (db) => inTransaction(statements, (sql) => db.exec(sql)));
  },
  "node-sqlite": () => {
    const { DatabaseSync } = load("node:sqlite");
    return (file, statements) => closing(new DatabaseSync(file), (db) => inTransaction(statements, (sql) => db.exec(sql)));
  },
  libsql: () => {
    const { createClient } = load("@libsql/client");
    return (file, statements) => closing(createClient({ url: `file:${file}` }), (client) => client.migrate(statements));
  },
  "sql-js": async () => {
    const { Database } = await load("sql.js")();
    return (file, statements) =>
      closing(new Database(readFileSync(file)), (db) => {
        inTransaction(statements, (sql) => db.run(sql));
        writeFileSync(file, db.export());
      });
  },
};

async function closing(database, work) {
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

function inTransaction(statements, run) {
  run("BEGIN");
  try {
    for (const sql of statements) run(sql);
    run("COMMIT");
  } catch (error) {
    try {
      run("ROLLBACK");
    } catch {
      // it has ended already
    }
    throw error;
  }
}

const apply = await DRIVERS[driver]();
const answers = [];
for (const { file, statements } of JSON.parse(readFileSync(jobs, "utf8"))) {
  answers.push(await Promise.resolve().then(() => apply(file, statements)).then(() => null, (error) => String(error.message)));
}
process.stdout.write(JSON.stringify(answers));
