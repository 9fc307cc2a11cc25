"""The stand-in's GraphQL: a part of GitHub's schema, and GitHub's answers where something is not allowed."""

from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, is_specified_scalar_type

from tests.github.contract import Contract
from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin.asking import Asking
from tests.github.standin.graphql import schema

BOT = "github-actions[bot]"


def pull_query(fields: str, number: int = 1) -> str:
    return f'{{ repository(owner: "octo", name: "shop") {{ pullRequest(number: {number}) {{ {fields} }} }} }}'


@pytest.fixture
def pull(shop: Repository) -> PullRequest:
    shop.commit("change", {"a.sql": "a\nb\n"})
    return shop.open_pull(head="change", title="Change", body="Why")


@pytest.fixture
def ask(github: StandIn, shop: Repository, pull: PullRequest) -> Asking:
    return Asking(github, shop.token(BOT, pull_requests="write"))


def reviewed(ask: Asking, pull: PullRequest) -> None:
    comment = {"path": "a.sql", "line": 1, "body": "look"}
    ask("POST", "/repos/octo/shop/pulls/1/reviews", {"event": "COMMENT", "comments": [comment]})


def of_pull(ask: Asking, fields: str) -> Any:
    return ask.graphql(pull_query(fields))["data"]["repository"]["pullRequest"]


def test_githubs_schema_has_everything_that_is_served(contract: Contract) -> None:
    theirs: dict[str, Any] = contract.graphql_schema.type_map
    for name, ours in schema().type_map.items():
        if name.startswith("__") or is_specified_scalar_type(ours):
            continue
        assert type(theirs[name]) is type(ours), name
        if isinstance(ours, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field, mine in ours.fields.items():
                there = theirs[name].fields[field]
                assert str(there.type) == str(mine.type), f"{name}.{field}"
                for argument, given in getattr(mine, "args", {}).items():
                    assert str(there.args[argument].type) == str(given.type), f"{name}.{field}({argument})"
        if isinstance(ours, GraphQLObjectType):
            assert {one.name for one in ours.interfaces} <= {one.name for one in theirs[name].interfaces}, name
        assert set(getattr(ours, "values", ())) <= set(getattr(theirs[name], "values", ())), name


def test_an_apps_account_has_bot_in_its_name_for_viewer_only(ask: Asking, pull: PullRequest) -> None:
    ask("POST", "/repos/octo/shop/issues/1/comments", {"body": "ours"})
    pull.comment("dev", "theirs")
    assert ask.graphql("{ viewer { login } }")["data"]["viewer"]["login"] == BOT
    nodes = of_pull(ask, "comments(first: 9) { nodes { author { __typename login } viewerDidAuthor } }")["comments"]["nodes"]
    assert nodes == [
        {"author": {"__typename": "Bot", "login": "github-actions"}, "viewerDidAuthor": True},
        {"author": {"__typename": "User", "login": "dev"}, "viewerDidAuthor": False},
    ]


def test_a_pull_request_is_told_as_rest_tells_it(ask: Asking, pull: PullRequest) -> None:
    told = of_pull(
        ask, "number title body isDraft state headRefOid baseRefOid headRefName baseRefName author { login } changedFiles additions"
    )
    assert told == {
        "number": 1,
        "title": "Change",
        "body": "Why",
        "isDraft": False,
        "state": "OPEN",
        "headRefOid": pull.head,
        "baseRefOid": pull.base,
        "headRefName": "change",
        "baseRefName": "main",
        "author": {"login": "dev"},
        "changedFiles": 2,
        "additions": 2,
    }


def test_comment_ids_have_outgrown_databaseid(ask: Asking, pull: PullRequest) -> None:
    comment = pull.comment("dev", "x")
    assert of_pull(ask, "comments(first: 1) { nodes { fullDatabaseId } }")["comments"]["nodes"] == [{"fullDatabaseId": str(comment.id)}]
    assert ask.graphql(pull_query("comments(first: 1) { nodes { databaseId } }"))["errors"]


def test_a_list_wants_to_know_how_many_and_gives_a_hundred_at_most(ask: Asking) -> None:
    unsaid, greedy = (ask.graphql(pull_query(f"comments{page} {{ totalCount }}")) for page in ("", "(first: 101)"))
    assert unsaid["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"
    assert greedy["errors"][0]["type"] == "EXCESSIVE_PAGINATION"


def test_a_query_that_could_give_too_many_nodes_is_refused(ask: Asking) -> None:
    deep = "reviewThreads(first: $many) { nodes { comments(last: 100) { nodes { replyTo { id } } } } } ...Rest"
    rest = "fragment Rest on PullRequest { comments(first: 100) { totalCount } }"
    query = f"query($many: Int!) {pull_query(deep)} {rest}"
    assert "data" in ask.graphql(query, many=100)
    wide = " ".join(f"part{number}: {deep.removesuffix(' ...Rest')}" for number in range(50))
    assert ask.graphql(query.replace(deep, f"{wide} ...Rest"), many=100)["errors"][0]["type"] == "MAX_NODE_LIMIT_EXCEEDED"


def test_a_cursor_leads_on(ask: Asking, pull: PullRequest) -> None:
    for number in range(250):
        pull.comment("dev", str(number))
    seen: list[str] = []
    after = ""
    while True:
        page = of_pull(ask, f"comments(first: 100{after}) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ body }} }}")[
            "comments"
        ]
        seen += [node["body"] for node in page["nodes"]]
        after = f', after: "{page["pageInfo"]["endCursor"]}"'
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == [str(number) for number in range(250)]
    assert page["totalCount"] == 250


def test_the_last_ones_can_be_asked_for(ask: Asking, pull: PullRequest) -> None:
    for number in range(5):
        pull.comment("dev", str(number))
    page = of_pull(ask, "comments(last: 2) { pageInfo { hasPreviousPage hasNextPage } nodes { body } }")["comments"]
    assert [node["body"] for node in page["nodes"]] == ["3", "4"]
    assert page["pageInfo"] == {"hasPreviousPage": True, "hasNextPage": False}


def test_threads_tell_where_they_stand(ask: Asking, pull: PullRequest) -> None:
    reviewed(ask, pull)
    fields = (
        "isResolved isOutdated path line startLine originalLine diffSide subjectType viewerCanResolve comments(first: 1) { totalCount }"
    )
    wanted = {
        "isResolved": False,
        "isOutdated": False,
        "path": "a.sql",
        "line": 1,
        "startLine": None,
        "originalLine": 1,
        "diffSide": "RIGHT",
        "subjectType": "LINE",
        "viewerCanResolve": False,
        "comments": {"totalCount": 1},
    }
    assert of_pull(ask, f"reviewThreads(first: 1) {{ nodes {{ {fields} }} }}")["reviewThreads"]["nodes"] == [wanted]
    pull.push({"a.sql": "changed\n"})
    outdated = of_pull(ask, f"reviewThreads(first: 1) {{ nodes {{ {fields} }} }}")["reviewThreads"]["nodes"]
    assert outdated == [wanted | {"isOutdated": True, "line": None}]


def test_reviews_and_files_are_lists_too(ask: Asking, pull: PullRequest) -> None:
    reviewed(ask, pull)
    told = of_pull(ask, "reviews(first: 1) { nodes { state author { login } } } files(first: 9) { nodes { path changeType additions } }")
    assert told["reviews"]["nodes"] == [{"state": "COMMENTED", "author": {"login": "github-actions"}}]
    assert told["files"]["nodes"] == [
        {"path": "README.md", "changeType": "DELETED", "additions": 0},
        {"path": "a.sql", "changeType": "ADDED", "additions": 2},
    ]


@pytest.mark.parametrize("permission", ["pull_requests", "issues"])
def test_comments_of_both_kinds_are_minimised_and_shown_again(permission: str, ask: Asking, shop: Repository, pull: PullRequest) -> None:
    reviewed(ask, pull)
    allowed = Asking(ask.github, shop.token(BOT, **{permission: "write"}))
    for thing in (pull.comment("dev", "x"), pull.threads[0].comments[0]):
        hide = "minimizeComment(input: {subjectId: $id, classifier: OFF_TOPIC}) { minimizedComment { minimizedReason } }"
        done = allowed.graphql(f"mutation($id: ID!) {{ {hide} }}", id=thing.node_id)
        assert done["data"]["minimizeComment"]["minimizedComment"] == {"minimizedReason": "off-topic"}
        assert thing.is_minimized
        show = "unminimizeComment(input: {subjectId: $id}) { unminimizedComment { isMinimized } }"
        done = allowed.graphql(f"mutation($id: ID!) {{ {show} }}", id=thing.node_id)
        assert done["data"]["unminimizeComment"]["unminimizedComment"] == {"isMinimized": False}


@pytest.mark.parametrize(
    "mutation",
    [
        "minimizeComment(input: {subjectId: $comment, classifier: OUTDATED}) { clientMutationId }",
        'updateIssueComment(input: {id: $comment, body: "x"}) { clientMutationId }',
    ],
)
def test_a_token_that_may_only_read_is_forbidden_with_status_200(mutation: str, ask: Asking, shop: Repository, pull: PullRequest) -> None:
    reader = Asking(ask.github, shop.token(BOT, contents="write", pull_requests="read"))
    told = reader.graphql(f"mutation($comment: ID!) {{ {mutation} }}", comment=pull.comment("dev", "mine").node_id)
    (name,) = told["data"]
    assert told["data"] == {name: None}
    assert (told["errors"][0]["type"], told["errors"][0]["path"]) == ("FORBIDDEN", [name])
    assert pull.comments[0].body == "mine"
    assert not ask.github.writes


def test_resolving_a_thread_needs_contents_write(ask: Asking, shop: Repository, pull: PullRequest) -> None:
    reviewed(ask, pull)
    mutation = "mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }"
    refused = ask.graphql(mutation, id=pull.threads[0].node_id)
    assert (refused["errors"][0]["type"], refused["errors"][0]["message"]) == ("FORBIDDEN", "Resource not accessible by integration")
    assert not pull.threads[0].is_resolved
    mighty = Asking(ask.github, shop.token(BOT, contents="write"))
    assert mighty.graphql(mutation, id=pull.threads[0].node_id)["data"]["resolveReviewThread"]["thread"] == {"isResolved": True}
    assert pull.threads[0].resolved_by == BOT
    mighty.graphql(mutation.replace("resolve", "unresolve"), id=pull.threads[0].node_id)
    assert not pull.threads[0].is_resolved


def test_a_comment_is_edited_within_the_limit(ask: Asking, pull: PullRequest) -> None:
    comment = pull.comment(BOT, "first")
    mutation = "mutation($id: ID!, $body: String!) { updateIssueComment(input: {id: $id, body: $body}) { issueComment { body } } }"
    assert ask.graphql(mutation, id=comment.node_id, body="second")["data"]["updateIssueComment"]["issueComment"]["body"] == "second"
    assert ask.graphql(mutation, id=comment.node_id, body="a" * 65_537)["errors"][0]["type"] == "UNPROCESSABLE"
    assert ask.graphql(mutation, id=comment.node_id, body="")["errors"][0]["type"] == "UNPROCESSABLE"
    assert comment.body == "second"


def test_one_request_may_hold_several_mutations_and_fail_in_some(ask: Asking, pull: PullRequest) -> None:
    comment = pull.comment("dev", "x")
    part = 'minimizeComment(input: {{subjectId: "{}", classifier: OUTDATED}}) {{ clientMutationId }}'
    told = ask.graphql(f"mutation {{ good: {part.format(comment.node_id)} bad: {part.format('IC_nothing')} }}")
    assert told["data"] == {"good": {"clientMutationId": None}, "bad": None}
    assert told["errors"][0]["type"] == "NOT_FOUND"
    assert comment.is_minimized


def test_a_node_is_found_by_its_id(ask: Asking, shop: Repository, pull: PullRequest) -> None:
    reviewed(ask, pull)
    (thread,) = pull.threads
    things: dict[str, Any] = {
        "IssueComment": pull.comment("dev", "x"),
        "PullRequest": pull,
        "PullRequestReview": pull.reviews[0],
        "PullRequestReviewComment": thread.comments[0],
        "PullRequestReviewThread": thread,
        "Repository": shop,
    }
    for name, thing in things.items():
        node = ask.graphql("query($id: ID!) { node(id: $id) { __typename id } }", id=thing.node_id)["data"]["node"]
        assert node == {"__typename": name, "id": thing.node_id}


def test_what_is_not_there_is_not_found(ask: Asking) -> None:
    missing = ('{ repository(owner: "octo", name: "none") { id } }', '{ node(id: "X") { id } }', pull_query("id", number=2))
    assert [ask.graphql(query)["errors"][0]["type"] for query in missing] == ["NOT_FOUND"] * 3


def test_a_private_repository_hides_here_too(ask: Asking, github: StandIn) -> None:
    vault = github.repository("octo/vault", private=True)
    vault.commit("main", {"a": "a\n"})
    vault.commit("change", {"a": "b\n"})
    vault.open_pull(head="change")
    query = '{ repository(owner: "octo", name: "vault") { pullRequest(number: 1) { title } } }'
    assert ask.graphql(query)["errors"][0]["type"] == "NOT_FOUND"
    assert Asking(github, vault.token(BOT, contents="read")).graphql(query)["errors"][0]["type"] == "FORBIDDEN"
    assert "errors" not in Asking(github, vault.token(BOT, pull_requests="read")).graphql(query)


def test_unknown_fields_and_broken_queries_are_errors_with_status_200(lenient: StandIn) -> None:
    shop = lenient.repository("octo/shop")
    ask = Asking(lenient, shop.token(BOT))
    for query in ("{ viewer { nonsense } }", "{ viewer {", "mutation { minimizeComment(input: {}) { clientMutationId } }"):
        told = ask.graphql(query)
        assert told["errors"]
        assert "data" not in told


def test_nobody_asks_without_a_token(github: StandIn) -> None:
    assert Asking(github).graphql("{ viewer { login } }")["status"] == "401"


def test_the_rate_limit_is_told(ask: Asking) -> None:
    told = ask.graphql("{ rateLimit { limit remaining used cost } }")["data"]["rateLimit"]
    assert told == {"limit": 1_000, "remaining": 999, "used": 1, "cost": 1}
