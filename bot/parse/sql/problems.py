"""What the reader has to say where it could not read, or where a migration cannot run."""

from dataclasses import replace

from bot.model import Problem, Span


def not_understood(span: Span, verb: str, text: str) -> Problem:
    """A statement that stops making sense at `text`."""
    return Problem.of(
        span,
        en="this {statement} statement is not understood from {text} on",
        ko="이 {statement} 문은 {text}부터 해석할 수 없습니다",
        statement=verb,
        text=text,
    )


def ends_early(span: Span, verb: str) -> Problem:
    """A statement that ends in the middle."""
    return Problem.of(
        span, en="this {statement} statement ends before it is complete", ko="이 {statement} 문이 중간에서 끝났습니다", statement=verb
    )


def unknown_statement(span: Span, text: str) -> Problem:
    """A statement of a kind we have never heard of."""
    return Problem.of(
        span,
        en="no statement begins with {text}, so it was not analysed",
        ko="{text}(으)로 시작하는 문은 알 수 없어 분석하지 않았습니다",
        text=text,
    )


def too_broken(span: Span) -> Problem:
    """A file whose rest is not read, because too much before it has no end."""
    return Problem.of(
        span,
        en="too many quotations and comments before this have no end: the rest of this file was not read",
        ko="이 앞에서 끝나지 않은 따옴표나 주석이 너무 많아 파일의 나머지를 읽지 않았습니다",
    )


def too_large(span: Span) -> Problem:
    """Migrations that make more of a Schema than can be held beside every statement."""
    return Problem.of(
        span,
        en="these migrations are too large to be followed: nothing after this statement was read",
        ko="마이그레이션이 너무 커서 끝까지 따라갈 수 없습니다. 이 문 다음은 읽지 않았습니다",
    )


def unterminated(span: Span) -> Problem:
    """A quotation or comment without an end."""
    return Problem.of(
        span,
        en="the quotation or comment that begins here has no end: the statement was not read",
        ko="여기서 시작하는 따옴표나 주석이 닫히지 않아 이 문을 읽지 못했습니다",
    )


def missing_separator(span: Span, text: str) -> Problem:
    """A statement that begins where the one before it has not ended."""
    return Problem.of(span, en="a semicolon is missing before {text}", ko="{text} 앞에 세미콜론이 없습니다", text=text)


def does_not_exist(span: Span, name: str) -> Problem:
    """A statement about an object that the migrations before it do not leave behind."""
    problem = Problem.of(
        span,
        en="{object} does not exist at this point of the migrations",
        ko="마이그레이션의 이 시점에는 {object}이(가) 존재하지 않습니다",
        object=name,
    )
    return replace(problem, refuses=True)


def exists_already(span: Span, name: str) -> Problem:
    """A statement that makes what is there already."""
    problem = Problem.of(
        span,
        en="{object} already exists at this point of the migrations",
        ko="마이그레이션의 이 시점에는 {object}이(가) 이미 존재합니다",
        object=name,
    )
    return replace(problem, refuses=True)


def cannot_drop(span: Span, name: str, user: str) -> Problem:
    """A drop that the server refuses, because a part that stays needs what goes."""
    problem = Problem.of(
        span,
        en="{object} cannot be dropped at this point of the migrations: {user} needs it",
        ko="마이그레이션의 이 시점에는 {object}을(를) 삭제할 수 없습니다. {user}에서 사용하고 있습니다",
        object=name,
        user=user,
    )
    return replace(problem, refuses=True)


def may_be_kept(span: Span, name: str) -> Problem:
    """A foreign key that MariaDB may keep in silence."""
    return Problem.of(
        span,
        en="MariaDB keeps the foreign key {name} without an error if it copies the table for the other clauses; write DROP FOREIGN KEY",
        ko="다른 절 때문에 테이블을 복사하게 되면 MariaDB는 오류 없이 외래 키 {name}을(를) 남겨 둡니다. DROP FOREIGN KEY로 쓰십시오",
        name=name,
    )


def unknown_type(span: Span, column: str, text: str) -> Problem:
    """A column type that was not understood."""
    return Problem.of(
        span,
        en="the type {type} of column {column} is not understood",
        ko="{column} 컬럼의 타입 {type}을(를) 해석할 수 없습니다",
        type=text,
        column=column,
    )


def columns_unread(span: Span, table: str) -> Problem:
    """A table whose columns or indexes come from a query or another table."""
    return Problem.of(
        span,
        en="part of {table} is copied from elsewhere and was not read",
        ko="{table}의 일부는 다른 곳에서 복사되므로 읽지 못했습니다",
        table=table,
    )


def block_unread(span: Span) -> Problem:
    """A procedural block that changes the schema in a way that was not followed."""
    return Problem.of(
        span,
        en="this block changes the schema in a way that was not followed",
        ko="이 블록은 스키마를 변경하지만 그 내용을 해석하지 못했습니다",
    )


def call_is_unclear(span: Span, routine: str, table: str) -> Problem:
    """A routine dropped with what calls it, while others of its name stay."""
    return Problem.of(
        span,
        en="several routines are called {routine}: what of {table} goes with the dropped one was not followed",
        ko="{routine}(이)라는 루틴이 여러 개라서 삭제된 루틴과 함께 {table}에서 무엇이 사라지는지 확인하지 못했습니다",
        routine=routine,
        table=table,
    )


def view_is_unclear(span: Span, view: str, column: str) -> Problem:
    """A column dropped with what reads it, while a view's text does not say whether it does."""
    return Problem.of(
        span,
        en="whether the view {view} reads {column}, and goes with it, cannot be told from its query",
        ko="뷰 {view}이(가) {column}을(를) 읽어서 함께 삭제되는지 쿼리만으로는 알 수 없습니다",
        view=view,
        column=column,
    )


def text_unread(span: Span) -> Problem:
    """SQL that is put together while it runs, or stands in a procedure."""
    return Problem.of(
        span,
        en="this statement changes the schema by SQL that is put together while it runs, which was not followed",
        ko="이 문은 실행 중에 조립되는 SQL로 스키마를 변경하므로 그 내용을 해석하지 못했습니다",
    )
