"""What the App asks of GitHub; the setup asks for it, the doctor checks it."""

PERMISSIONS = {
    "metadata": "read",
    "contents": "read",
    "issues": "read",
    "merge_queues": "read",
    "pull_requests": "write",
    "checks": "write",
}
# `installation` and `installation_repositories` come to every App unasked.
EVENTS = ("check_run", "check_suite", "issue_comment", "merge_group", "pull_request")
STRENGTH = ("", "read", "write", "admin")


def is_enough(given: str, wanted: str) -> bool:
    """Whether a permission is at least as strong as another."""
    return given in STRENGTH and STRENGTH.index(given) >= STRENGTH.index(wanted)
