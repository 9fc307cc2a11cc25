"""People, Apps and repositories as the API tells them."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.github.standin.accounts import App
from tests.github.standin.world import World

if TYPE_CHECKING:
    from tests.github.standin.apps import Installation
    from tests.github.standin.repository import Repository

# Each with what follows the user's or the repository's own API address.
USER_URLS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
REPOSITORY_URLS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}
COUNTS = ("forks", "forks_count", "stargazers_count", "watchers", "watchers_count", "size", "open_issues", "open_issues_count")
SWITCHES = {"has_issues": True, "has_projects": True, "has_wiki": True, "has_pages": False, "has_downloads": True, "has_discussions": False}
MERGES = {
    "allow_squash_merge": True,
    "allow_merge_commit": True,
    "allow_rebase_merge": True,
    "allow_auto_merge": False,
    "delete_branch_on_merge": False,
    "allow_forking": True,
    "is_template": False,
    "web_commit_signoff_required": False,
}


def user(world: World, login: str) -> dict[str, Any]:
    """A `simple-user`; an App's account keeps its `[bot]` here."""
    account = world.user(login)
    own = f"{world.api_url}/users/{quote(login)}"
    page = f"/apps/{login.removesuffix('[bot]')}" if account.kind == "Bot" else f"/{login}"
    return {
        "login": login,
        "id": account.id,
        "node_id": account.node_id,
        "avatar_url": f"{world.server_url}/avatars/u/{account.id}?v=4",
        "gravatar_id": "",
        "url": own,
        "html_url": f"{world.server_url}{page}",
        **{name: own + rest for name, rest in USER_URLS.items()},
        "type": account.kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def app(world: World, shown: App) -> dict[str, Any]:
    """An `integration`."""
    return {
        "id": shown.id,
        "slug": shown.slug,
        "node_id": shown.node_id,
        "owner": user(world, shown.owner),
        "name": shown.name or shown.slug,
        "description": "",
        "external_url": "https://example.org",
        "html_url": f"{world.server_url}/apps/{shown.slug}",
        "created_at": shown.created_at,
        "updated_at": shown.created_at,
        "permissions": {"metadata": "read", **shown.permissions},
        "events": list(shown.events),
    }


def repository(shown: "Repository") -> dict[str, Any]:
    """A `repository`."""
    own, page = shown.api_url, shown.html_url
    host = page.partition("://")[2]
    return {
        "id": shown.id,
        "node_id": shown.node_id,
        "name": shown.name,
        "full_name": shown.full_name,
        "private": shown.private,
        "owner": user(shown.world, shown.owner),
        "html_url": page,
        "description": None,
        "fork": shown.parent is not None,
        "url": own,
        **{name: own + rest for name, rest in REPOSITORY_URLS.items()},
        "git_url": f"git://{host}.git",
        "ssh_url": f"git@{host}.git",
        "clone_url": shown.clone_url,
        "svn_url": page,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        "created_at": shown.created_at,
        "updated_at": shown.created_at,
        "pushed_at": shown.created_at,
        **dict.fromkeys(COUNTS, 0),
        **SWITCHES,
        **MERGES,
        "archived": False,
        "disabled": False,
        "topics": [],
        "visibility": "private" if shown.private else "public",
        "default_branch": shown.default_branch,
    }


def full_repository(shown: "Repository") -> dict[str, Any]:
    """A `full-repository`."""
    more: dict[str, Any] = {"network_count": 0, "subscribers_count": 0, "temp_clone_token": None}
    if shown.parent is not None:
        more |= {"parent": repository(shown.parent), "source": repository(shown.parent)}
    return repository(shown) | more


def installation(shown: "Installation") -> dict[str, Any]:
    """An `installation`."""
    world = shown.world
    account = user(world, shown.account)
    own = f"{world.api_url}/app/installations/{shown.id}"
    return {
        "id": shown.id,
        "account": account,
        "repository_selection": "selected",
        "access_tokens_url": f"{own}/access_tokens",
        "repositories_url": f"{world.api_url}/installation/repositories",
        "html_url": f"{world.server_url}/settings/installations/{shown.id}",
        "app_id": shown.app.id,
        "app_slug": shown.app.slug,
        "target_id": account["id"],
        "target_type": account["type"],
        "permissions": shown.permissions,
        "events": list(shown.app.events),
        "created_at": shown.created_at,
        "updated_at": shown.created_at,
        "single_file_name": None,
        "suspended_by": user(world, shown.account) if shown.suspended_at else None,
        "suspended_at": shown.suspended_at,
    }
