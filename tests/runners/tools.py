"""Runners of plain SQL files, each as a command that applies a folder."""

import os
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
import pymysql

from tests.drizzle_kit.kits import INSTALLED
from tests.runners.databases import Database
from tests.runners.scenes import Scene

UP = {"dbmate": "-- migrate:up\n", "node-pg-migrate": "-- Up Migration\n"}
DOWN = {"dbmate": "\n-- migrate:down\n", "node-pg-migrate": "\n-- Down Migration\n"}


def program(tool: str) -> Path:
    """What starts a tool. dbmate's own package asks for a build for every platform, and a lock without all of them is refused."""
    return INSTALLED / ("@dbmate/linux-x64/bin/dbmate" if tool == "dbmate" else f".bin/{tool}")


def run(tool: str, scene: Scene, where: Database, work: Path) -> tuple[bool, list[Any]]:
    """Whether all went well, and the first column of what the probe found."""
    # A shell keeps no record of what it ran.
    later = {**(scene.first if tool in UP else {}), **scene.then}
    went_well = [_apply(tool, files, where, work / "migrations") for files in (scene.first, later) if files]
    return all(went_well), rows(scene.probe, where)


def _apply(tool: str, files: Mapping[str, str], where: Database, folder: Path) -> bool:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        up = "" if text.startswith("-- migrate:up") else UP.get(tool, "")
        (folder / f"{name}.sql").write_text(up + text + DOWN.get(tool, ""), encoding="utf-8")
    environment = {**os.environ, "DATABASE_URL": where.url, "NO_COLOR": "1"}
    commands = _commands(tool, folder, tuple(files), where)
    return all(
        subprocess.run(command, env=environment, cwd=folder.parent, capture_output=True, check=False, timeout=60).returncode == 0
        for command in commands
    )


def _commands(tool: str, folder: Path, names: tuple[str, ...], where: Database) -> list[list[str]]:
    """One for the whole folder; a shell is called for each file until one fails."""
    match tool:
        case "dbmate":
            return [[str(program("dbmate")), "-d", str(folder), "--no-dump-schema", "migrate"]]
        case "node-pg-migrate":
            return [[str(program("node-pg-migrate")), "up", "-m", str(folder)]]
        case "psql":
            return [["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(folder / f"{name}.sql"), where.url] for name in names]
        case _:
            return [["sqlite3", "-bail", where.options["file"], f".read {folder / f'{name}.sql'}"] for name in names]


def reset(where: Database, statements: tuple[str, ...]) -> None:
    """Empty a database between two scenes."""
    connection = _connect(where)
    try:
        for statement in statements:
            connection.cursor().execute(statement)
        connection.commit()
    finally:
        connection.close()


def rows(probe: str, where: Database) -> list[Any]:
    """The first column of what a query finds."""
    connection = _connect(where)
    try:
        cursor = connection.cursor()
        cursor.execute(probe)
        return [row[0] for row in cursor.fetchall()]
    finally:
        connection.close()


def _connect(where: Database) -> Any:
    if "file" in where.options:
        return sqlite3.connect(where.options["file"])
    return pymysql.connect(**where.options) if where.url.startswith("mysql") else psycopg.connect(where.url)
