"""What the files of a project's migrations could not tell us, in words."""

from bot.model import Message, Problem, Span


def journal_gone(path: str, folder: str, journal: str) -> Problem:
    """A folder of drizzle-kit's migrations has no journal: its migrators stop, as they read that and no folder."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{journal} does not exist, so Drizzle's migrators stop; the SQL files in {folder} were read by their numbers",
            ko="{journal} 파일이 없어 Drizzle 마이그레이터가 멈춥니다. {folder}의 SQL 파일을 번호순으로 읽었습니다",
            journal=journal,
            folder=folder,
        ),
        unread=False,
    )


def journal_broken(span: Span, reason: str) -> Problem:
    """A journal that is no JSON, or has no list of entries."""
    return Problem(
        span,
        Message.of(
            en="the migration journal cannot be read ({reason}), so none of its migrations was read",
            ko="마이그레이션 저널을 읽을 수 없어({reason}) 그 안의 마이그레이션을 하나도 읽지 못했습니다",
            reason=reason,
        ),
    )


def journal_without_entries(span: Span) -> Problem:
    """A journal that is JSON but has no list of entries."""
    return Problem(
        span,
        Message.of(
            en="the migration journal has no list {entries}, so none of its migrations was read",
            ko="마이그레이션 저널에 {entries} 목록이 없어 그 안의 마이그레이션을 하나도 읽지 못했습니다",
            entries="entries",
        ),
    )


def entry_without_time(span: Span, tag: str) -> Problem:
    """A journal entry whose `when` is no whole number: drizzle-orm compares it with the newest that was applied."""
    return Problem(
        span,
        Message.of(
            en="the journal entry {tag} has no whole number as {when}: whether the migrator runs it is not known",
            ko="저널 항목 {tag}의 {when} 값이 정수가 아니어서 마이그레이터가 실행할지 알 수 없습니다",
            tag=tag,
            when="when",
        ),
        unread=False,
    )


def entry_broken(span: Span) -> Problem:
    """A journal entry without a tag."""
    return Problem(
        span,
        Message.of(en="a journal entry without {tag} was not read", ko="{tag}이(가) 없는 저널 항목은 읽지 못했습니다", tag="tag"),
    )


def file_missing(span: Span, path: str) -> Problem:
    """The journal names a file that is not there."""
    return Problem(
        span,
        Message.of(
            en="the journal names {path}, which does not exist: the migrator stops there",
            ko="저널에 있는 {path} 파일이 존재하지 않아 마이그레이터가 여기서 멈춥니다",
            path=path,
        ),
    )


def never_runs(path: str, journal: str) -> Problem:
    """An SQL file that the journal does not name."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{path} never runs: {journal} does not name it",
            ko="{path}은(는) 실행되지 않습니다. {journal}에 이 파일이 없습니다",
            path=path,
            journal=journal,
        ),
        unread=False,
    )


def not_numbered(path: str) -> Problem:
    """An SQL file beside numbered ones."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{path} has no number, unlike its neighbours, and was not taken for a migration",
            ko="{path}은(는) 같은 폴더의 다른 파일과 달리 번호가 없어 마이그레이션으로 보지 않았습니다",
            path=path,
        ),
        unread=False,
    )


def not_named(path: str, tool: str) -> Problem:
    """An SQL file in a folder of migrations that is not named as the tool wants it."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{path} is not named as {tool} names its migrations, and was not taken for one",
            ko="{path}은(는) {tool} 마이그레이션의 이름 형식이 아니어서 마이그레이션으로 보지 않았습니다",
            path=path,
            tool=tool,
        ),
        unread=False,
    )


def migrations_in_code(path: str, tool: str, count: int) -> Problem:
    """All that this pull request does to a database stands in code."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="the migrations of {tool} are code, which is neither run nor read: {count} of them, new or changed, were not reviewed",
            ko="{tool} 마이그레이션은 코드이므로 실행하거나 읽지 않습니다. 새로 추가되거나 변경된 {count}개는 리뷰하지 않았습니다",
            tool=tool,
            count=count,
        ),
    )


def sql_in_code(span: Span, count: int) -> Problem:
    """A program that changes the database by SQL in its strings."""
    return Problem(
        span,
        Message.of(
            en="SQL inside of programs is not analysed: this changes a database in {count} new places, the first in {path}",
            ko="프로그램 코드 안의 SQL은 분석하지 않습니다. 데이터베이스를 바꾸는 새 위치 {count}곳(처음은 {path})을 리뷰하지 않았습니다",
            count=count,
            path=f"{span.path}:{span.line}",
        ),
    )


def code_unread(path: str, tool: str) -> Problem:
    """A migration that is no SQL: it runs in its place among those that are."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{path} is a migration of {tool} that is not written in SQL: what it changes is not known",
            ko="{path}은(는) SQL로 작성되지 않은 {tool} 마이그레이션이므로 무엇을 바꾸는지 알 수 없습니다",
            path=path,
            tool=tool,
        ),
    )


def content_unread(path: str, reason: tuple[str, str]) -> Problem:
    """A file of SQL or a journal that gives no text, and why in English and Korean."""
    en, ko = reason
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en=f"{{path}} was not read ({en}): what it changes is not known",
            ko=f"{{path}}을(를) 읽지 못해({ko}) 무엇을 바꾸는지 알 수 없습니다",
            path=path,
        ),
    )


def not_utf8(span: Span) -> Problem:
    """A migration that is not UTF-8."""
    return Problem(
        span,
        Message.of(
            en="this line of {path} is not UTF-8; its unreadable bytes were replaced",
            ko="{path}의 이 줄은 UTF-8이 아니어서 읽을 수 없는 바이트를 대체 문자로 바꾸었습니다",
            path=span.path,
        ),
    )
