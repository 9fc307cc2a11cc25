"""Repositories made to harm whoever reads them: each check concludes, nothing of them runs or is followed, and others are served."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.action.conftest import AFTER, BEFORE
from tests.service.host import Host, Tenant

LAUGHS = "\n".join(["version: 1", "a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))])
DEEP = "[" * 300_000
NESTED = f"CREATE TABLE t (id bigint PRIMARY KEY CHECK ({'(' * 60_000}1{')' * 60_000}));\n"
SECRET_OF_THE_HOST = "what-only-the-host-may-read"
CONFIGURATION = ".github/schema-review.yml"
SAFE = "import { pgTable, integer } from 'drizzle-orm/pg-core'\nexport const users = pgTable('users', { id: integer('id').primaryKey() })\n"


def drizzle(schema: str, **more: str) -> dict[str, str]:
    """A project of drizzle-kit's."""
    entry = {"idx": 0, "version": "7", "when": 1_700_000_000_000, "tag": "0000_users", "breakpoints": True}
    return {
        "drizzle.config.ts": "export default { dialect: 'postgresql', schema: './src/schema.ts', out: './drizzle' }\n",
        "src/schema.ts": schema,
        "drizzle/meta/_journal.json": json.dumps({"version": "7", "dialect": "postgresql", "entries": [entry]}),
        "drizzle/0000_users.sql": 'CREATE TABLE "users" ("id" integer PRIMARY KEY NOT NULL);\n',
        **more,
    }


def running_code(trace: Path) -> dict[str, str]:
    """A project that leaves a trace wherever something of it is run."""
    node = f"require('child_process').execSync('touch {trace}-node'); while (true) {{}}\n"
    shell = f"touch {trace}-shell"
    return drizzle(
        f"import {{ execSync }} from 'child_process'\nexecSync('touch {trace}-schema')\n{SAFE}process.exit(1)\n",
        **{
            "drizzle.config.ts": f"{node}export default {{ dialect: 'postgresql', schema: './src/schema.ts', out: './drizzle' }}\n",
            "package.json": json.dumps({"scripts": dict.fromkeys(("preinstall", "postinstall", "prepare", "test"), shell)}),
            ".npmrc": "ignore-scripts=false\n",
            "conftest.py": f"open('{trace}-python', 'w')\n",
            "bot/__init__.py": f"open('{trace}-package', 'w')\n",
            "sitecustomize.py": f"open('{trace}-site', 'w')\n",
            ".gitattributes": "*.sql filter=run diff=run\n* text eol=crlf\n",
            ".gitconfig": f'[filter "run"]\n\tsmudge = {shell}\n[core]\n\tfsmonitor = {shell}\n\thooksPath = hooks\n',
            "hooks/post-checkout": f"#!/bin/sh\n{shell}\n",
            "Makefile": f"all:\n\t{shell}\n",
        },
    )


def links(host: Host) -> dict[str, Any]:
    """Links out of the repository in the places where schemas are read, and a repository inside of it."""
    secret = host.folder / "secret.sql"
    secret.write_text(f'CREATE TABLE "{SECRET_OF_THE_HOST}" (id int);\n')
    return {
        **BEFORE,
        "migrations/0002_link.sql": ("120000", str(secret).encode()),
        "migrations/0003_up.sql": ("120000", b"../../../../../secret.sql"),
        "migrations/0004_passwd.sql": ("120000", b"/etc/passwd"),
        CONFIGURATION: ("120000", b"/proc/self/environ"),
        "schema.sql": ("120000", b"migrations"),
        "vendor/db": ("160000", b"1234567890" * 4),
        ".gitmodules": f'[submodule "db"]\n\tpath = vendor/db\n\turl = {host.github.server_url}/evil/submodule.git\n',
    }


def gone(content: Mapping[str, Any]) -> dict[str, Any]:
    """The folder of migrations is a repository of its own now."""
    rest = {path: text for path, text in content.items() if not path.startswith("migrations/")}
    return {**rest, "migrations": ("160000", b"1234567890" * 4)}


@pytest.fixture
def tenant(running: Host) -> Tenant:
    return running.tenant("octo/bombs", BEFORE)


def test_whatever_a_repository_holds_its_check_concludes(running: Host, tenant: Tenant) -> None:
    trace = running.folder / "ran"
    contents = {
        "neighbour": AFTER,
        "laughs": {**AFTER, CONFIGURATION: LAUGHS},
        "huge": {
            **BEFORE,
            "migrations/0002_huge.sql": "-- " + "x" * 9_000_000 + "\nDROP TABLE users;\n",
            "migrations/0003_deep.sql": NESTED,
        },
        "code": running_code(trace) | {"drizzle/meta/0000_snapshot.json": DEEP},
        "journal": drizzle(SAFE, **{"drizzle/meta/_journal.json": DEEP}),
        "links": links(running),
        "gone": gone(BEFORE),
    }
    pulls = {name: tenant.open(name, content) for name, content in contents.items()}
    for pull in pulls.values():
        tenant.tell(pull)
    for pull in pulls.values():
        running.wait(lambda pull=pull: tenant.conclusions(pull.head) not in ([], [None]))
    assert {name: tenant.conclusions(pull.head) for name, pull in pulls.items()} == {
        "neighbour": ["failure"],
        "laughs": ["failure"],
        "huge": ["neutral"],
        "code": ["failure"],
        "journal": ["failure"],
        "links": ["neutral"],
        "gone": ["neutral"],
    }
    said = {name: "\n".join(check.summary or "" for check in tenant.repository.check_runs(pull.head)) for name, pull in pulls.items()}
    assert "After merging, the defaults would hold" in said["laughs"]
    assert "larger than 8 MiB" in said["huge"]
    assert said["links"].count("links are not followed") == 4
    assert "is not found any more" in said["gone"]
    assert len(pulls["neighbour"].threads) == 2
    # Nothing ran, nothing was followed, nothing else was fetched.
    assert not list(running.folder.glob("ran-*"))
    assert SECRET_OF_THE_HOST not in "".join(said.values())
    assert not [request for request in running.github.git_requests if "submodule" in request.path]


def test_a_bomb_in_the_target_branch_leaves_the_defaults(running: Host) -> None:
    tenant = running.tenant("octo/mined", {**BEFORE, CONFIGURATION: LAUGHS})
    pull = tenant.open("orders", {**AFTER, CONFIGURATION: LAUGHS})
    assert tenant.review(pull) == "failure"
    (check,) = tenant.repository.check_runs(pull.head)
    assert CONFIGURATION in {annotation["path"] for annotation in check.annotations}
