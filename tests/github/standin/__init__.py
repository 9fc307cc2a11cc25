"""A stand-in for GitHub on this machine: real git repositories, pull requests, comments, reviews, checks, permissions, and faults.

It keeps GitHub's rules and never knows what the product expects: nothing of `bot` is imported here.

    with StandIn() as github:                       # StandIn(contract=load_contract(root)) holds everything against GitHub's descriptions
        shop = github.repository("octo/shop")
        shop.commit("main", {"a.sql": "…"})         # or a folder; replaces the whole content
        shop.commit("coupons", {"a.sql": "…", "b.sql": "…"})
        pull = shop.open_pull(head="coupons", title="Coupons")
        token = pull.workflow_token(contents="read", pull_requests="write")
        …                                           # the client works with github.api_url, shop.clone_url and pull.event("opened")
        pull.tick(pull.comments[0], "a part of the task's text")
        github.faults.lose("POST", "*/comments")    # the next answer to it is lost
        print(pull.comments, pull.threads, shop.check_runs(pull.head), github.writes)
"""

from tests.github.standin.calls import Request
from tests.github.standin.checks import CheckRun
from tests.github.standin.faults import Faults
from tests.github.standin.pull import IssueComment, PullRequest
from tests.github.standin.repository import Repository
from tests.github.standin.review import Review, ReviewComment, Thread
from tests.github.standin.standin import StandIn

__all__ = ["CheckRun", "Faults", "IssueComment", "PullRequest", "Repository", "Request", "Review", "ReviewComment", "StandIn", "Thread"]
