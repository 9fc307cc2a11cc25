"""A view that shows rows which the policies of its tables hide."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Schema


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "view that bypasses row security", "ko": "행 수준 보안을 우회하는 뷰"},
    message={
        "en": "{view} reads {tables} with the rights of its own owner, whom no policy holds: everyone who may read the view sees all rows; "
        "create it WITH (security_invoker = true)",
        "ko": "{view}은(는) 뷰 소유자의 권한으로 {tables}을(를) 읽습니다. 소유자에게는 정책이 적용되지 않아 뷰를 읽을 수 있는 "
        "누구나 모든 행을 봅니다. WITH (security_invoker = true)로 만드십시오",
    },
)
def view_past_row_security(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each plain view over a table with policies for somebody else than its owner; before PostgreSQL 15 there is no other kind."""
    guarded = {table.full_name for table in schema.tables if table.row_security and table.policies and not table.row_security_forced}
    migrated = context.migrated.views if context.migrated and guarded else ()
    mended = {view.full_name for view in migrated if view.invoker}  # by a migration that the schema file does not know of
    for view in schema.views if _has_invokers(context.project.version) else ():
        tables = tuple(name for name in view.tables or () if name in guarded)
        plain = not view.materialized and not view.existing and not view.invoker
        if tables and plain and view.full_name not in mended:
            yield Hit(view, view=view.full_name, tables=tables)


def _has_invokers(version: str | None) -> bool:
    """Whether the server knows views of the other kind; a version that nobody says is taken for a current one."""
    major = (version or "").partition(".")[0]
    return not major.isdecimal() or int(major) >= 15
