"""Reviews made by hand: one of every entry a comment can hold, with names the test chooses."""

from dataclasses import replace
from hashlib import sha256

from bot.model import (
    AddColumn,
    AddForeignKey,
    AddTable,
    AlterColumn,
    Answer,
    Answered,
    Candidate,
    Column,
    ColumnType,
    Conclusion,
    Dialect,
    DropTable,
    Effect,
    Finding,
    ForeignKey,
    Item,
    ItemKind,
    Message,
    Place,
    PrimaryKey,
    Problem,
    Project,
    ProjectReview,
    Question,
    RenameColumn,
    Review,
    ReviewedChange,
    Runner,
    Schema,
    Severity,
    Side,
    Span,
    Suggestion,
    Table,
    Waived,
)

TEXT = ColumnType("text")
INTEGER = ColumnType("integer")
VARCHAR = ColumnType("varchar", length=255)


def span(path: str = "src/schema.ts", line: int = 12) -> Span:
    return Span(path, line, line + 1)


def place(path: str = "src/schema.ts", line: int = 12, side: Side = Side.HEAD) -> Place:
    return Place(side, span(path, line))


def column(name: str, kind: ColumnType = TEXT, *, nullable: bool = True) -> Column:
    return Column(name, kind, span(), nullable=nullable)


def table(name: str, *columns: Column, **parts: object) -> Table:
    return Table(name, span(), columns=(column("id", INTEGER, nullable=False), *columns), primary_key=PrimaryKey(("id",), span()), **parts)


def project(name: str = "api", **fields: object) -> Project:
    reason = Message.of(
        en="schema {path} of the configuration {config}",
        ko="설정 {config}의 스키마 {path}",
        path="src/schema.ts",
        config="drizzle.config.ts",
    )
    runner = Runner("drizzle-orm", "postgres-js", "all")
    return replace(Project(name, Dialect.POSTGRESQL, reason, schema_paths=("src/schema.ts",), version="16", runner=runner), **fields)


def finding(rule: str = "drop-table", severity: Severity = Severity.ERROR, obj: str = "legacy_tokens", **fields: object) -> Finding:
    words = Message.of(en="{table} is dropped with its rows", ko="{table}이(가) 데이터와 함께 삭제됩니다", table=obj)
    return replace(Finding(rule, severity, obj, (place(),), words, mark(rule, obj)), **fields)


def mark(rule: str, obj: str) -> str:
    """A fingerprint, as good as a real one."""
    return sha256(f"{rule}\0{obj}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def remark(word: str = "notes.sql") -> Problem:
    words = Message.of(en="this waiver of {rule} covers no finding", ko="이 {rule} 예외에 해당하는 지적 사항이 없습니다", rule=word)
    return Problem(span(word), words, unread=False)


def full_project(name: str = "api", word: str = "orders", sql: str = "SELECT 1;") -> ProjectReview:
    """A project with every section filled; `word` is in every value that comes from a repository."""
    users = table("users", column("email", VARCHAR))
    key = ForeignKey(f"{word}_fk", (word,), "users", ("id",), span(), on_delete="cascade")
    orders = table(word, column(word, INTEGER), foreign_keys=(key,))
    after_users = table("users", column("email", TEXT, nullable=False))
    old = table(f"old_{word}")
    changes = (
        ReviewedChange(
            AlterColumn(after_users, column("email", VARCHAR), column("email", nullable=False)), (place(),), frozenset({Effect.SCANS_TABLE})
        ),
        ReviewedChange(AddTable(orders), (place(),)),
        ReviewedChange(DropTable(old), (place(side=Side.BASE),), frozenset({Effect.LOSES_DATA})),
        ReviewedChange(AddColumn(after_users, column(f"c_{word}")), (place(word),)),
        ReviewedChange(RenameColumn(after_users, column(word), column(f"n_{word}"), certain=False), (place(),)),
        ReviewedChange(AddForeignKey(orders, key), (place(),)),
    )
    words = Message.of(
        en="no index starts with {columns} of {table}",
        ko="{columns}(으)로 시작하는 인덱스가 {table}에 없습니다",
        columns=(word, "b"),
        table=word,
    )
    suggestion = Suggestion(word, 3, 3, sql)
    findings = (
        finding(obj=word, places=(place(word), place(word, side=Side.BASE)), effects=frozenset({Effect.LOSES_DATA})),
        finding(
            "unindexed-foreign-key", Severity.WARNING, f"{word}:{word}_fk", message=words, suggestion=suggestion, places=(place(word),)
        ),
        finding("nullable-unique-member", Severity.NOTE, f"{word}.note"),
    )
    return ProjectReview(
        project=project(name),
        before=Schema(Dialect.POSTGRESQL, tables=(users, old)),
        after=Schema(Dialect.POSTGRESQL, tables=(after_users, orders)),
        changes=changes,
        findings=findings,
        candidates=(
            Candidate(word, (word, "b"), sql, f"index().on(t.{word})", words, finding=mark("unindexed-foreign-key", f"{word}:{word}_fk")),
        ),
        questions=(Question("q1a2b3c4", "status-without-values", word, words, (place(word),)),),
        checklist=tuple(Item(f"5d41c0a{n}", kind, word, words, sql if n else None) for n, kind in enumerate(ItemKind)),
        answered=(
            Answered(Question("q5d6e7f8", "status-without-values", word, words, ()), Answer("q5d6e7f8", word, f"{word}, 2026-11-21")),
        ),
        waived=(Waived(finding(obj=word), word, f"{word}:3"),),
        existing=12,
        problems=(Problem(span(word), Message.of(en="{text} was not understood", ko="{text}을(를) 이해하지 못했습니다", text=word)),),
    )


def review(*projects: ProjectReview, **fields: object) -> Review:
    made = Review("0.1.0", "9f8e7d6", "a1b2c3d", "a1b2c3d" + "0" * 33, Conclusion.FAILURE, projects)
    return replace(made, **fields)
