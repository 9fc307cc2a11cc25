"""A password, key or token in the text of a migration."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Message, Migration, MigrationHistory, Span

# What each kind looks like; the group is the secret itself, which no message ever shows.
KINDS = {
    "PASSWORD": r"\bpassword\s*=?\s*'([^'\s]{3,})'",
    "IDENTIFIED BY": r"\bidentified\s+(?:with\s+\S+\s+)?by\s+(?:password\s+)?'([^'\s]{3,})'",
    "connection string": r"://[^\s:/@'\"]+:([^\s@/'\"]{3,})@(?!localhost|127\.|host\b)(?=[\w.-])",
    "private key": r"-----BEGIN (?:\w+ )?(PRIVATE KEY)-----",
    "access key": r"(?-i:\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40,}|[sr]k_live_[0-9A-Za-z]{16,}|npm_[A-Za-z0-9]{36}"
    r"|xox[baprs]-[0-9A-Za-z-]{20,}|AIza[\w-]{35}|glpat-[\w-]{20}|SG\.[\w-]{22}\.[\w-]{43}|sk-(?:ant|proj)-[\w-]{24,}|sb_secret_[\w-]{20,}))",
    "bearer token": r"\bbearer\s+(eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})",
    "password hash": r"'(\$(?:2[aby]\$\d\d\$[./a-z0-9]{53}|argon2(?:id|i|d)\$v=\d+\$[^'\s]{40,}))'",
    "password in a comment": r"(?:\b(?:passwords?|passwd|pwd)|비밀\s?번호|암호|비번)\s*(?:is|=|:|은|는)\s*"
    r"[`'\"]?((?=[^\s`'\"]*\d)(?=[^\s`'\"]*[a-z])[^\s`'\",;()\[\]]{5,40})[`'\"]?(?=[\s,;).]|$)",
}
PATTERNS = {what: re.compile(text, re.IGNORECASE | re.MULTILINE) for what, text in KINDS.items()}
REVOKE_PASSWORD = Message.of(en="revoke this password", ko="이미 적은 비밀번호는 폐기하십시오")
REVOKE = {
    "connection string": Message.of(en="revoke the password in this connection string", ko="접속 문자열에 적은 비밀번호는 폐기하십시오"),
    "private key": Message.of(en="revoke this private key", ko="이미 적은 개인 키는 폐기하십시오"),
    "access key": Message.of(en="revoke this access key", ko="이미 적은 액세스 키는 폐기하십시오"),
    "bearer token": Message.of(en="revoke this bearer token", ko="이미 적은 Bearer 토큰은 폐기하십시오"),
    "password hash": Message.of(en="change the password behind this hash", ko="해시로 적은 비밀번호는 바꾸십시오"),
    "password in a comment": Message.of(en="revoke the password in this comment", ko="주석에 적은 비밀번호는 폐기하십시오"),
}
# Words of which a text has one, in small letters: looking for them first is quick, and most migrations have none.
HINTS = {
    "PASSWORD": ("password",),
    "IDENTIFIED BY": ("identified",),
    "access key": tuple("akia ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ _live_ npm_ xox aiza glpat- sg. sk- sb_secret_".split()),  # noqa: SIM905 # one line of words
    "bearer token": ("bearer",),
    "password in a comment": ("password", "passwd", "pwd", "번호", "암호", "비번"),
}
# A role's password is one behind CREATE ROLE only; a comment has its mark on the same line.
BEFORE = {
    "PASSWORD": (";", re.compile(r"\b(?:create|alter)\s+(?:role|user)\b", re.IGNORECASE)),
    "password in a comment": ("\n", re.compile(r"--|#|/\*|^\s*\*")),
}
PLACEHOLDER = re.compile(
    r"[<{\[]|^\$\d+$|%[sL]|\*\*|x{4,}|\.\.\.|change.?me|your|my.?secret|example|placeholder|replace|dummy|todo|redacted"
    r"|^(?:pass|password|passwd|pwd|pw|secret)$"
    r"|^:?(?:sha|md|bcrypt|argon|scrypt|pbkdf|varchar|char|base)\w*(?:\(\d+\))?$",
    re.IGNORECASE,
)
TESTS = re.compile(r"(?:^|[/_.-])(?:tests?|fixtures?|e2e|examples?|local|dev)(?=[/_.-])", re.IGNORECASE)


@rule(
    severity="error",
    summary={"en": "secret in a migration", "ko": "마이그레이션에 적힌 비밀값"},
    message={
        "en": "this migration holds a secret in plain sight: everyone with the repository has it for good, and every environment gets the "
        "same one; let the deployment supply another one",
        "ko": "마이그레이션에 비밀값이 그대로 적혀 있습니다. 저장소를 읽는 누구에게나 계속 남고 모든 환경이 같은 값을 쓰게 됩니다. "
        "새 값을 배포할 때 주입하도록 바꾸십시오",
    },
)
def secret_in_migration(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each place in an added migration, placeholders and test data apart; the message names the kind and never the value."""
    for migration in history.added():
        for what, start in _secrets(migration) if not TESTS.search(migration.path) else ():
            line = migration.content.count("\n", 0, start) + 1
            yield Hit(Span(migration.path, line, line), object=f"{migration.name}:{what}", advice=REVOKE.get(what, REVOKE_PASSWORD))


def _secrets(migration: Migration) -> Iterator[tuple[str, int]]:
    text, small = migration.content, migration.content.lower()
    for what, pattern in PATTERNS.items():
        hinted = what not in HINTS or any(hint in small for hint in HINTS[what])
        for found in pattern.finditer(text) if hinted else ():
            mark, needed = BEFORE.get(what, ("", None))
            before = text[text.rfind(mark, 0, found.start()) + 1 : found.start()] if needed else ""
            if not PLACEHOLDER.search(found[1]) and (needed is None or needed.search(before)):
                yield what, found.start(1)
