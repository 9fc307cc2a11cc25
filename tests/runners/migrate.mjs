// Runs drizzle-orm's migrate() as the jobs of a file say, and prints per job its answers, an error or null, and the rows it left.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const shared = {};
const DRIVERS = {
  "node-postgres": async (load, at) => {
    const { Pool } = load("pg");
    const pool = new Pool({ ...at, max: 1 });
    pool.on("error", () => {});
    return [pool, (sql) => pool.query({ text: sql, rowMode: "array" }).then((found) => found.rows), () => pool.end()];
  },
  "postgres-js": async (load, at) => {
    const client = load("postgres")({ ...at, max: 1, onnotice: () => {} });
    return [client, (sql) => client.unsafe(sql).values(), () => client.end()];
  },
  // A second to start: one for all jobs.
  pglite: async (load) => {
    const { PGlite } = load("@electric-sql/pglite");
    const client = (shared.pglite ??= new PGlite());
    return [client, (sql) => client.query(sql, [], { rowMode: "array" }).then((found) => found.rows), () => {}];
  },
  mysql2: async (load, at) => {
    const client = await load("mysql2/promise").createConnection(at);
    return [client, (sql) => client.query({ sql, rowsAsArray: true }).then(([rows]) => rows), () => client.end()];
  },
  libsql: async (load, at) => {
    const client = load("@libsql/client").createClient({ url: `file:${at.file}` });
    return [client, (sql) => client.execute(sql).then((found) => found.rows.map((row) => Object.values(row))), () => client.close()];
  },
};

const attempt = (work) => Promise.resolve().then(work).then(() => null, (error) => reason(error));
const reason = (error) => (error.cause ? reason(error.cause) : String(error.message));

async function run(job) {
  const require = createRequire(pathToFileURL(`${job.orm}/`));
  const { drizzle } = require(`drizzle-orm/${job.driver}`);
  const { migrate } = require(`drizzle-orm/${job.driver}/migrator`);
  const [client, rows, close] = await DRIVERS[job.driver](require, job.at);
  const db = job.line === "1.0" ? drizzle({ client }) : drizzle(client);
  try {
    for (const sql of job.reset) await rows(sql);
    const answers = [];
    for (const folder of job.folders) answers.push(await attempt(() => migrate(db, { migrationsFolder: folder })));
    return { answers, rows: await rows(job.probe) };
  } finally {
    await close();
  }
}

const results = {};
for (const [name, job] of Object.entries(JSON.parse(readFileSync(process.argv[2], "utf8")))) results[name] = await run(job);
process.stdout.write(JSON.stringify(results), () => process.exit(0));
