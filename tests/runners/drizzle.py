"""drizzle-orm's own `migrate()` on scratch databases."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.drizzle_kit.kits import installed
from tests.runners.scenes import RESET, Scene

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Job:
    """One scene for one driver, the database that it plays in, and the folder that its migrations are written to."""

    line: str
    driver: str
    dialect: str
    scene: Scene
    at: Mapping[str, Any]
    work: Path

    def told(self) -> dict[str, Any]:
        """What migrate.mjs reads: two folders, the second with all of the first."""
        stages = {"first": self.scene.first, "then": {**self.scene.first, **self.scene.then}}
        folders = [self._write(self.work / stage, files) for stage, files in stages.items() if files]
        orm = str(installed(self.line, "drizzle-orm").resolve())
        told = {"line": self.line, "driver": self.driver, "orm": orm, "at": dict(self.at)}
        return {**told, "reset": RESET[self.dialect], "folders": folders, "probe": self.scene.probe}

    def _write(self, folder: Path, files: Mapping[str, str]) -> str:
        """Migrations as that line of drizzle-kit lays them out; their names start with their time."""
        if self.line == "1.0":
            texts = {folder / name / "migration.sql": text for name, text in files.items()}
        else:
            entries = [{"idx": idx, "when": int(name[:14]), "tag": name, "breakpoints": True} for idx, name in enumerate(files)]
            texts = {folder / f"{name}.sql": text for name, text in files.items()}
            texts[folder / "meta" / "_journal.json"] = json.dumps({"version": "7", "entries": entries})
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return str(folder)


def run(jobs: Iterable[Job], work: Path) -> dict[str, tuple[bool, list[Any]]]:
    """Every job in one process: by the scene's name whether all went well, and the first column of what the probe found."""
    told = {job.scene.name: job.told() for job in jobs}
    (work / "jobs.json").write_text(json.dumps(told), encoding="utf-8")
    command = ["node", str(HERE / "migrate.mjs"), str(work / "jobs.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    return {name: (not any(one["answers"]), [row[0] for row in one["rows"]]) for name, one in answers.items()}
