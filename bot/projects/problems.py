"""What a Tree's projects and migrations could not tell us, in words."""

from bot.model import Message, Problem, Span


def configuration_unread(span: Span, path: str) -> Problem:
    """A drizzle.config whose default export cannot be told without running it."""
    return Problem(
        span,
        Message.of(
            en="what {path} exports is known only when it runs; name the schema and the migrations under projects in {config}",
            ko="{path}이(가) 내보내는 값은 실행해야만 알 수 있습니다. {config}의 projects에 스키마와 마이그레이션 경로를 지정하십시오",
            path=path,
            config=".github/schema-review.yml",
        ),
    )


def setting_unclear(path: str, setting: str) -> Problem:
    """One setting of a drizzle.config is computed."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{setting} in {path} is computed and was not read; the schema was found by its imports instead",
            ko="{path}의 {setting} 값은 실행 중에 계산되므로 읽지 못했습니다. 대신 import 문을 기준으로 스키마를 찾았습니다",
            setting=setting,
            path=path,
        ),
    )


def setting_guessed(path: str, setting: str, value: str | None) -> Problem:
    """A setting other than the schema is computed; `value` is what the repository says instead, None where it says nothing."""
    if value is None:
        return Problem(
            Span(path, 1, 1),
            Message.of(
                en="{setting} in {path} is computed and was not read; nothing was taken instead",
                ko="{path}의 {setting} 값은 실행 중에 계산되므로 읽지 못해 없는 것으로 보았습니다",
                setting=setting,
                path=path,
            ),
        )
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{setting} in {path} is computed and was not read; {value} was taken, the only one in the repository",
            ko="{path}의 {setting} 값은 실행 중에 계산되므로 읽지 못했습니다. 대신 저장소에 하나뿐인 {value}(으)로 보았습니다",
            setting=setting,
            path=path,
            value=value,
        ),
        unread=False,
    )


def casing_differs(path: str, casing: str | None, other: str, other_casing: str | None) -> Problem:
    """Two files name the columns of one schema differently; what `path` says counts."""
    return Problem(
        Span(other, 1, 1),
        Message.of(
            en="{path} gives the schema the casing {casing}, {other} gives it {other_casing}; {casing} was taken",
            ko="스키마의 casing이 {path}에서는 {casing}, {other}에서는 {other_casing}입니다. {casing}(으)로 보았습니다",
            path=path,
            casing=casing or "none",
            other=other,
            other_casing=other_casing or "none",
        ),
        unread=False,
    )


def schema_missing(path: str, schema: tuple[str, ...]) -> Problem:
    """The schema paths of a project match nothing."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="no file matches the schema {schema} that {path} names",
            ko="{path}에 지정된 스키마 {schema}에 해당하는 파일이 없습니다",
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
            ko="{path}에 지정된 스키마 {schema}에 해당하는 파일이 없어 {found}을(를) 대신 읽었습니다",
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
            en="the glob {pattern} is not understood; use only *, **, ?, !(…) and braces",
            ko="glob 패턴 {pattern}을(를) 해석하지 못했습니다. *, **, ?, !(…), 중괄호만 사용하십시오",
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
            en="it is not known which database {path} is for; set it with {option}, or with {key} under projects in {config}",
            ko="{path}이(가) 어느 데이터베이스용인지 알 수 없습니다. {option} 옵션이나 {config}의 projects 아래 {key}(으)로 지정하십시오",
            path=path,
            option="--dialect",
            key="dialect",
            config=".github/schema-review.yml",
        ),
    )


def dialect_word_unknown(path: str, word: str) -> Problem:
    """A drizzle.config names a database that drizzle-kit does not have: a slip, so what the code imports counts."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{path} names the dialect {word}, which does not exist; what the schema imports was taken instead",
            ko="{path}에 지정된 dialect {word}은(는) 없는 값입니다. 대신 스키마가 가져오는 패키지를 기준으로 판단했습니다",
            path=path,
            word=word,
        ),
        unread=False,
    )


def dialect_unsupported(path: str, word: str) -> Problem:
    """A database that is not reviewed."""
    return Problem(
        Span(path, 1, 1),
        Message.of(
            en="{path} is for {word}, which is not reviewed: only PostgreSQL, MySQL, MariaDB and SQLite are",
            ko="{path}은(는) {word}용이므로 리뷰하지 않습니다. PostgreSQL, MySQL, MariaDB, SQLite만 리뷰합니다",
            path=path,
            word=word,
        ),
    )
