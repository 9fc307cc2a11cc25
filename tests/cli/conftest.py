"""Small repositories, and the command run as a person would."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.main import run

SCHEMA = """\
import { pgTable, serial, varchar, integer } from "drizzle-orm/pg-core";
export const users = pgTable("users", {
  id: serial("id").primaryKey(),
  email: varchar("email", { length: 255 }).notNull(),
});
export const sessions = pgTable("sessions", { id: serial("id").primaryKey() });
"""
WITH_ORDERS = (
    SCHEMA
    + """\
export const orders = pgTable("orders", {
  id: serial("id").primaryKey(),
  userId: integer("user_id").references(() => users.id, { onDelete: "set null" }),
});
"""
)
WITHOUT_SESSIONS = SCHEMA.replace('export const sessions = pgTable("sessions", { id: serial("id").primaryKey() });\n', "")
DRIZZLE_CONFIG = 'export default { dialect: "postgresql", schema: "./src/schema.ts", out: "./drizzle" };\n'


@dataclass(frozen=True)
class Answer:
    """What one run of the command gave."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Repository:
    """A git repository with a commit on `main` that holds a Drizzle project."""

    path: Path

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def git(self, *arguments: str) -> str:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *identity, *arguments], cwd=self.path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, message: str = "change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "GITHUB_BASE_REF", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def empty_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path / "repository")
    made.path.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    monkeypatch.chdir(made.path)
    return made


@pytest.fixture
def repository(empty_repository: Repository) -> Repository:
    empty_repository.write("drizzle.config.ts", DRIZZLE_CONFIG)
    empty_repository.write("package.json", '{"dependencies": {"drizzle-orm": "^0.44.0"}}')
    empty_repository.write("src/schema.ts", SCHEMA)
    empty_repository.commit("base")
    return empty_repository


@pytest.fixture
def review_bot(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run the command in this process."""

    def answer(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return answer
