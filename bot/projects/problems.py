"""What a Tree's projects and migrations could not tell us, in words."""

from bot.model import Message, Problem, Span


def configuration_unread(span: Span, path: str) -> Problem:
    """A drizzle.config whose default export cannot be told without running it."""
    return Problem(
        span,
        Message.of(
            en="what {path} exports is only known when it runs; name the schema and the migrations under projects in {config}",
            ko="{path}이(가) 내보내는 값은 실행해야만 알 수 있습니다. {config}의 projects에 스키마와 마이그레이션 경로를 적어 주십시오",
            path=path,
            config=".github/schema-review.yml",
        ),
    )


def setting_unclear(path: str, setting: str) -> Problem:
    """One setting of a drizzle.config is computed."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{setting} in {path} is computed and was not read; the schema was looked for by its imports instead",
            ko="{path}의 {setting} 값은 계산된 것이어서 읽지 못했습니다. 대신 import 문을 보고 스키마를 찾았습니다",
            setting=setting,
            path=path,
        ),
    )


def schema_missing(path: str, schema: tuple[str, ...]) -> Problem:
    """The schema paths of a project match nothing."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="no file matches the schema {schema} that {path} names",
            ko="{path}에 적힌 스키마 {schema}에 해당하는 파일이 없습니다",
            schema=schema,
            path=path,
        ),
    )


def schema_elsewhere(path: str, schema: tuple[str, ...], found: tuple[str, ...]) -> Problem:
    """The schema paths match nothing (build output, mostly), and other files were taken."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="no file matches the schema {schema} that {path} names; {found} was read instead",
            ko="{path}에 적힌 스키마 {schema}에 해당하는 파일이 없어 {found}을(를) 대신 읽었습니다",
            schema=schema,
            path=path,
            found=found,
        ),
    )


def glob_unknown(path: str, pattern: str) -> Problem:
    """A glob with signs that are not read."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="the glob {pattern} is not understood; write it with *, **, ? and braces",
            ko="글롭 {pattern}을(를) 해석하지 못했습니다. *, **, ?, 중괄호만 써서 적어 주십시오",
            pattern=pattern,
        ),
    )


def path_missing(path: str, name: str, place: str) -> Problem:
    """A path in our own configuration does not exist."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="project {name}: {place} does not exist",
            ko="프로젝트 {name}: {place} 경로가 없습니다",
            name=name,
            place=place,
        ),
    )


def dialect_unknown(path: str) -> Problem:
    """Nothing says which database it is."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="which database {path} is for cannot be told; say it with {option}, or with {key} under projects in {config}",
            ko="{path}이(가) 어느 데이터베이스용인지 알 수 없습니다. {option} 옵션이나 {config}의 projects 아래 {key}(으)로 알려 주십시오",
            path=path,
            option="--dialect",
            key="dialect",
            config=".github/schema-review.yml",
        ),
    )


def dialect_unsupported(path: str, word: str) -> Problem:
    """A database that is not reviewed."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{path} is for {word}, which is not reviewed; only PostgreSQL, MySQL, MariaDB and SQLite are",
            ko="{path}은(는) {word}용이므로 검토하지 않습니다. PostgreSQL, MySQL, MariaDB, SQLite만 검토합니다",
            path=path,
            word=word,
        ),
    )


def journal_broken(span: Span, reason: str) -> Problem:
    """A journal that is no JSON, or has no list of entries."""
    return Problem(
        span,
        Message.of(
            en="the migration journal cannot be read ({reason}); none of its migrations was",
            ko="마이그레이션 저널을 읽을 수 없어({reason}) 그 안의 마이그레이션을 하나도 읽지 못했습니다",
            reason=reason,
        ),
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
            ko="저널에 적힌 {path} 파일이 없어 마이그레이터가 여기서 멈춥니다",
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
            en="{path} has no number like its neighbours and was not taken for a migration",
            ko="{path}은(는) 옆 파일들과 달리 번호가 없어 마이그레이션으로 보지 않았습니다",
            path=path,
        ),
        unread=False,
    )


def content_unread(path: str, reason: str) -> Problem:
    """A migration whose bytes are not to be had."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="the migration {path} was not read ({reason}): what it changes is not known",
            ko="마이그레이션 {path}을(를) 읽지 못해({reason}) 무엇을 바꾸는지 알 수 없습니다",
            path=path,
            reason=reason,
        ),
    )


def not_utf8(span: Span) -> Problem:
    """A migration that is not UTF-8."""
    return Problem(
        span,
        Message.of(
            en="this line of {path} is not UTF-8; its unreadable bytes were replaced",
            ko="{path}의 이 줄은 UTF-8이 아니어서 읽을 수 없는 바이트를 바꾸어 읽었습니다",
            path=span.path,
        ),
    )
