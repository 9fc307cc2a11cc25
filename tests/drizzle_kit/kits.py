"""The real drizzle-kit, one process a line for many schemas: folders of cases in, its snapshots out. Nothing here needs a database."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CASES = HERE / "cases"
INSTALLED = HERE.parent / "oracles" / "node_modules"
PACKAGES = ("drizzle-kit", "drizzle-orm", "zod")
LINES = ("0.20", "0.31", "1.0")
# What 0.20 calls a dialect: the command, and the driver that its configuration must name.
OLD_COMMANDS = {"postgresql": ("generate:pg", "pg"), "mysql": ("generate:mysql", "mysql2"), "sqlite": ("generate:sqlite", "better-sqlite")}
CONFIG = "drizzle.config.ts"


@dataclass(frozen=True, slots=True)
class Case:
    """A folder of a schema, and the line of drizzle-kit that reads it."""

    folder: Path
    line: str

    @property
    def name(self) -> str:
        """`postgresql/enums-1.0`."""
        return f"{self.dialect}/{self.folder.name}-{self.line}"

    @property
    def dialect(self) -> str:
        """The folder above says it."""
        return self.folder.parent.name

    @property
    def kit(self) -> int:
        """The line as our reader counts it."""
        return int(self.line.partition(".")[0])


def cases(root: Path = CASES) -> Iterator[Case]:
    """Every case on every line that its file `kits` names, or on all of them."""
    for schema in sorted(root.glob("*/*/")):
        chosen = schema / "kits"
        for line in chosen.read_text(encoding="utf-8").split() if chosen.is_file() else LINES:
            yield Case(schema, line)


def repository(case: Case) -> dict[str, bytes]:
    """The repository that both readers see: the case's files, with a configuration and a package.json where it has none."""
    paths = (path for path in sorted(case.folder.rglob("*")) if path.is_file() and path.name not in ("kits", "kit.ts"))
    files = {path.relative_to(case.folder).as_posix(): path.read_bytes() for path in paths}
    files.setdefault(CONFIG, _config(case).encode())
    package = json.loads(files.get("package.json", b'{"name": "case"}'))
    package["devDependencies"] = {**package.get("devDependencies", {}), "drizzle-kit": version(case.line)}
    return {**files, "package.json": json.dumps(package).encode()}


def version(line: str) -> str:
    """The exact version that the tests install."""
    manifest = HERE.parent / "oracles" / f"kit-{line}" / "package.json"
    return str(json.loads(manifest.read_text(encoding="utf-8"))["dependencies"]["drizzle-kit"])


def _config(case: Case) -> str:
    _, driver = OLD_COMMANDS[case.dialect]
    named = f'driver: "{driver}"' if case.line == "0.20" else f'dialect: "{case.dialect}"'
    return f'export default {{ {named}, schema: "./schema.ts", out: "./drizzle" }};\n'


def missing() -> str | None:
    """Why drizzle-kit cannot be run here, if so."""
    if shutil.which("node") is None:
        return "there is no node"
    absent = [f"kit-{line}" for line in LINES if not (INSTALLED / f"kit-{line}").is_dir()]
    return f"the npm packages of tests/oracles are not installed: {', '.join(absent)}" if absent else None


def installed(line: str, package: str) -> Path:
    """Where npm put the package that this line uses: in its own node_modules, or beside it where no other version was there first."""
    own, shared = INSTALLED / f"kit-{line}" / "node_modules" / package, INSTALLED / package
    return own if own.is_dir() else shared


def generate(line: str, chosen: Iterable[Case], work: Path) -> dict[str, Path]:
    """Run one line over its cases; the folder that each was written to, by the case's name."""
    modules = work / "node_modules"
    modules.mkdir(parents=True)
    for package in PACKAGES:
        (modules / package).symlink_to(installed(line, package))
    folders = {case.name: (case, write(case, work)) for case in chosen}
    runs = [{"folder": str(folder), "arguments": command(case)} for case, folder in folders.values()]
    (work / "runs.json").write_text(json.dumps({"line": line, "kit": str(installed(line, "drizzle-kit")), "runs": runs}), encoding="utf-8")
    environment = {**os.environ, "CI": "true", "NO_COLOR": "1", "JITI_FS_CACHE": "false"}
    subprocess.run(
        ["node", str(HERE / "generate.cjs"), str(work / "runs.json")], env=environment, stdin=subprocess.DEVNULL, check=False, timeout=120
    )
    return {name: folder for name, (_, folder) in folders.items()}


def command(case: Case) -> list[str]:
    """The words behind `drizzle-kit`."""
    return [OLD_COMMANDS[case.dialect][0]] if case.line == "0.20" else ["generate", "--name", "case"]


def write(case: Case, work: Path) -> Path:
    """The repository of a case as files, with its workspace packages linked as npm links them.

    Where drizzle-kit needs a framework's help to find a module, it reads `kit.ts`, the same schema in one file, without a tsconfig.
    """
    folder = work / case.dialect / case.folder.name
    files = repository(case)
    stand_in = case.folder / "kit.ts"
    if stand_in.is_file():
        files["schema.ts"] = stand_in.read_bytes()
        files.pop("tsconfig.json", None)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for manifest in folder.glob("packages/*/package.json"):
        link = folder / "node_modules" / json.loads(manifest.read_bytes())["name"]
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(manifest.parent)
    return folder


def snapshot(folder: Path) -> dict[str, Any]:
    """The one snapshot in a folder; without one, what the kit said instead is the error."""
    found = [*folder.glob("**/*_snapshot.json"), *folder.glob("**/snapshot.json")]
    assert len(found) == 1, f"drizzle-kit wrote {len(found)} snapshots and said: {(folder / 'kit.log').read_text(encoding='utf-8')}"
    content: dict[str, Any] = json.loads(found[0].read_text(encoding="utf-8"))
    return content
