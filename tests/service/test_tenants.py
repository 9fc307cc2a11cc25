"""Tenants that share a service share nothing else: neither by a name, nor by a payload that mixes them, nor when a name changes hands."""

import re
import subprocess
from collections.abc import Iterator
from typing import Any

import httpx

from tests.action.conftest import BEFORE
from tests.github.standin import PullRequest, Repository
from tests.service.host import OPERATOR, Host, Tenant


def with_table(name: str) -> dict[str, str]:
    """A shop with one more table, and findings that name it."""
    made = f"CREATE TABLE {name} (id bigserial PRIMARY KEY, user_id bigint REFERENCES users (id), price double precision);\n"
    return {**BEFORE, "migrations/0002_more.sql": made}


def shown(tenant: Tenant, pull: PullRequest) -> Iterator[str]:
    """Everything of a pull request that anybody can read: comments, check runs, the report page."""
    for comment in (*pull.comments, *(comment for thread in pull.threads for comment in thread.comments)):
        yield comment.body
    for check in tenant.repository.check_runs():
        yield f"{check.title} {check.summary} {check.annotations}"
        yield httpx.get(str(check.details_url)).text


def holds(tenant: Tenant, commit: str) -> bool:
    """Whether the tenant's cache has that commit."""
    asked = ["git", f"--git-dir={tenant.cache}", "cat-file", "-e", commit]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def failures(host: Host, tenant: Tenant) -> list[str]:
    return [line for line in host.log().splitlines() if '"failed"' in line and f'"{tenant.installation}/' in line]


def forget(host: Host, tenant: Tenant) -> None:
    """Uninstall, so that nothing is tried again."""
    assert host.deliver("installation", {"action": "deleted"}, tenant.installation).status_code == 202


def test_two_owners_of_a_shop_see_their_own(running: Host) -> None:
    tenants = [running.tenant(f"{owner}/shop", BEFORE) for owner in ("anna", "bert")]
    tables = ["of_anna", "of_bert"]
    pulls = [tenant.open("more", with_table(table)) for tenant, table in zip(tenants, tables, strict=True)]
    assert [pull.number for pull in pulls] == [1, 1]
    for tenant, pull in zip(tenants, pulls, strict=True):
        tenant.tell(pull)
    running.wait(lambda: all(tenant.conclusions(pull.head) not in ([], [None]) for tenant, pull in zip(tenants, pulls, strict=True)))
    for tenant, pull, mine, other in zip(tenants, pulls, tables, reversed(tables), strict=True):
        told = "\n".join(shown(tenant, pull))
        assert len(pull.comments) == 1
        assert told.count(mine) > 3
        assert other not in told
    assert [[holds(tenant, pull.head) for pull in pulls] for tenant in tenants] == [[True, False], [False, True]]
    # Each token was asked for by one tenant, for its one repository.
    asked = [request for request in running.github.requests if request.path.endswith("/access_tokens")]
    for tenant in tenants:
        mine = [request.body for request in asked if f"/{tenant.installation}/" in request.path]
        assert mine == [{"repository_ids": [tenant.repository.id]}]
    page = httpx.get(running.address, auth=("anyone", OPERATOR)).text
    assert all(f"{owner}/shop#1" in re.sub(r"<[^>]+>", "", page) for owner in ("anna", "bert"))


def mixed(payload: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return payload | {"repository": payload["repository"] | changes}


def test_a_payload_that_mixes_tenants_reaches_neither(running: Host) -> None:
    victim = running.tenant("carla/books", BEFORE)
    theirs = victim.open("more", with_table("of_carla"))
    thief = running.tenant("doug/books", BEFORE)
    # Their repository in our installation: GitHub gives no token for that.
    running.deliver("pull_request", theirs.event("opened"), thief.installation)
    running.wait(lambda: failures(running, thief))
    assert "422" in failures(running, thief)[0]
    assert not (thief.cache.parent / f"{victim.repository.id}.git").exists()
    assert not theirs.comments
    assert not victim.repository.check_runs()
    forget(running, thief)
    # Our repository by its number, theirs by its name: the number counts, and GitHub says the name.
    thief = Tenant(running, thief.repository, running.github.install(running.github.app("reviewer"), thief.repository).id)
    own = thief.open("more", with_table("of_doug"))
    told = mixed(theirs.event("opened"), id=thief.repository.id)
    assert running.deliver("pull_request", told, thief.installation).status_code == 202
    running.wait(lambda: thief.conclusions(own.head) not in ([], [None]))
    assert "of_doug" in "\n".join(shown(thief, own))
    assert not holds(thief, theirs.head)
    assert not theirs.comments
    assert not victim.repository.check_runs()


def test_what_was_renamed_keeps_its_reviews_and_the_old_name_means_another(running: Host) -> None:
    before = running.tenant("emma/store", BEFORE)
    pull = before.open("more", with_table("of_emma"))
    recorded = pull.event("opened")
    assert before.review(pull) == "success"
    moved: Repository = before.repository
    with running.github.desk.lock:
        moved.rename("emil/warehouse")
    # Whoever takes the old name is public, so that everybody's token may read it, and has a pull request with the same number.
    squatter = running.github.repository("emma/store")
    squatter.commit("main", BEFORE, "Begin")
    squatter.commit("trap", with_table("of_nobody"), "A trap")
    trap = squatter.open_pull(head="trap", title="A trap")
    pull.push(with_table("of_emil"))
    assert before.review(pull, "synchronize") == "success"
    (comment,) = pull.comments
    assert "of_emil" in comment.body
    # An event from before the change of hands still means the repository of that number.
    ended = running.ended()
    assert running.deliver("pull_request", recorded, before.installation).status_code == 202
    running.wait(lambda: running.ended() > ended)
    assert "of_nobody" not in "\n".join(shown(before, pull))
    assert not holds(before, trap.head)
    assert not trap.comments
    assert not squatter.check_runs()
    assert len(pull.comments) == 1
    # The old installation goes, the new owner's begins with a cache of its own.
    forget(running, before)
    after = Tenant(running, moved, running.github.install(running.github.app("reviewer"), moved).id)
    pull.push(with_table("of_emil_too"))
    assert after.review(pull, "synchronize") == "success"
    assert len(pull.comments) == 1
    assert "of_emil_too" in pull.comments[0].body
    assert [holds(each, pull.head) for each in (before, after)] == [False, True]
