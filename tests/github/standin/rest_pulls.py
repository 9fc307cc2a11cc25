"""Pull requests, their files, the conversation and reactions over REST."""

from tests.github.standin.calls import Answer, Call, RefusedError, Route, not_found
from tests.github.standin.pull import IssueComment
from tests.github.standin.shown_accounts import user
from tests.github.standin.shown_comments import REACTIONS, issue_comment
from tests.github.standin.shown_pulls import commit, diff_entry, pull_request

MAX_FILES = 3_000
CONVERSATION = ("issues", "pull_requests")


def routes() -> tuple[Route, ...]:
    pull = "/repos/{owner}/{repo}/pulls/{pull_number}"
    issues = "/repos/{owner}/{repo}/issues"
    comment = f"{issues}/comments/{{comment_id}}"
    return (
        Route("GET", pull, lambda call: Answer(200, pull_request(call.pull())), needs=("pull_requests",)),
        Route("GET", f"{pull}/files", list_files, needs=("pull_requests",)),
        Route("GET", f"{pull}/commits", list_commits, needs=("pull_requests",)),
        Route("GET", f"{issues}/{{issue_number}}/comments", list_comments, needs=CONVERSATION),
        Route("POST", f"{issues}/{{issue_number}}/comments", create_comment, needs=CONVERSATION),
        Route("GET", comment, lambda call: Answer(200, issue_comment(_comment(call))), needs=CONVERSATION),
        Route("PATCH", comment, edit_comment, needs=CONVERSATION),
        Route("DELETE", comment, delete_comment, needs=CONVERSATION),
        Route("POST", f"{comment}/reactions", react, needs=CONVERSATION),
    )


def list_files(call: Call) -> Answer:
    pull = call.pull()
    return call.paged(pull.files[:MAX_FILES], lambda file: diff_entry(call.repo, file, pull.head))


def list_commits(call: Call) -> Answer:
    pull = call.pull()
    return call.paged(pull.commits()[:250], lambda sha: commit(call.repo, call.repo.bare.commit(sha)))


def list_comments(call: Call) -> Answer:
    since = call.request.query.get("since", "")
    return call.paged([comment for comment in call.pull().comments if comment.updated_at >= since], issue_comment)


def create_comment(call: Call) -> Answer:
    pull, body = call.pull(), call.text("body", "IssueComment")
    told = issue_comment(pull.comment(call.login, body, app=call.token.app if call.token else None))
    return Answer(201, told, {"Location": told["url"]})


def edit_comment(call: Call) -> Answer:
    comment = _comment(call)
    comment.edit(call.text("body", "IssueComment"), login=call.login)
    return Answer(200, issue_comment(comment))


def delete_comment(call: Call) -> Answer:
    _comment(call).delete()
    return Answer(204)


def react(call: Call) -> Answer:
    """A second reaction of the same kind is the first one again."""
    comment, content = _comment(call), call.body.get("content")
    if content not in REACTIONS:
        raise RefusedError(422, "Validation Failed", [{"resource": "Reaction", "code": "invalid", "field": "content"}])
    known = next((given for given in comment.reactions if given[1:] == (call.login, content)), None)
    given = known or (call.world.new_id("reaction"), call.login, content)
    if known is None:
        comment.reactions.append(given)
    node = call.world.name_node("reaction", given[0], comment)
    told = {"id": given[0], "node_id": node, "user": user(call.world, call.login), "content": content, "created_at": call.world.now()}
    return Answer(200 if known else 201, told)


def _comment(call: Call) -> IssueComment:
    number = call.number("comment_id")
    for pull in call.repo.pulls.values():
        for comment in pull.comments:
            if comment.id == number:
                return comment
    raise not_found()
