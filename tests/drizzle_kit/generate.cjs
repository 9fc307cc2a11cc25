// Runs `drizzle-kit generate` in many folders, one after the other in one process: node generate.cjs RUNS.json
// RUNS.json holds {line, kit, runs: [{folder, arguments}]}. The snapshot lands where the folder's configuration says, what the kit said in kit.log.
"use strict";
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const { line, kit, runs } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const ENDED = new Error("the kit called process.exit");
const said = (text) => (fs.appendFileSync("kit.log", String(text)), true);
const failed = (error) => error === ENDED || said(error?.stack ?? error);
process.exit = () => {
  throw ENDED;
};
process.stdout.write = process.stderr.write = said;
process.on("uncaughtException", failed);
process.on("unhandledRejection", failed);

/** From 1.0 on the kit has an entry for programs. */
async function called() {
  const { generate } = require(path.join(kit, "cli.js"));
  for (const { folder } of runs) {
    process.chdir(folder);
    await generate({ name: "case" }).then((answer) => said(JSON.stringify(answer)), failed);
  }
}

/** Before 1.0 there is only the command line, which runs where it is loaded. Each time the event loop is empty, the next one is due. */
function commanded() {
  const program = path.join(kit, "bin.cjs");
  const loader = { ...Module };
  const extensions = { ...Module._extensions };
  // zx in 0.20 hooks into every promise to go back to the folder that it was loaded in.
  require("node:async_hooks").createHook = () => ({ enable: () => {} });
  process.on("beforeExit", () => {
    const run = runs.shift();
    if (run === undefined) return;
    process.chdir(run.folder);
    process.argv = [process.argv[0], program, ...run.arguments];
    // Each load puts its TypeScript loader before the one of the load before.
    Object.assign(Module, loader);
    for (const name of Object.keys(Module._extensions)) delete Module._extensions[name];
    Object.assign(Module._extensions, extensions);
    delete require.cache[program];
    setImmediate(() => {}); // even if the kit ends at once, the loop goes round and comes back here
    require(program);
  });
}

Number.parseInt(line, 10) >= 1 ? called() : commanded();
