import re
from dataclasses import replace
from typing import get_args

import pytest

from bot.model import (
    LANGUAGES,
    AddCheck,
    AddColumn,
    AddEnum,
    AddForeignKey,
    AddIndex,
    AddName,
    AddPolicy,
    AddPrimaryKey,
    AddSequence,
    AddTable,
    AddUnique,
    AddView,
    AlterCheck,
    AlterColumn,
    AlterEnum,
    AlterForeignKey,
    AlterIndex,
    AlterPolicy,
    AlterPrimaryKey,
    AlterSequence,
    AlterTable,
    AlterUnique,
    AlterView,
    Change,
    CheckConstraint,
    ColumnType,
    Dialect,
    DropCheck,
    DropColumn,
    DropEnum,
    DropForeignKey,
    DropIndex,
    DropName,
    DropPolicy,
    DropPrimaryKey,
    DropSequence,
    DropTable,
    DropUnique,
    DropView,
    Enum,
    Expression,
    ForeignKey,
    Identity,
    Index,
    IndexPart,
    Policy,
    PrimaryKey,
    RenameColumn,
    RenameTable,
    Sequence,
    UniqueConstraint,
    Unknown,
    View,
)
from bot.render.changes import change_words
from bot.render.definitions import definition
from bot.render.message import plain
from tests.render.builders import INTEGER, column, span, table

USERS = table("users", column("email"), column("team_id", INTEGER))
EMAIL = column("email")
KEY = ForeignKey("fk", ("team_id",), "teams", ("id",), span())
PRIMARY = PrimaryKey(("id",), span())
UNIQUE = UniqueConstraint("u", ("email",), span())
CHECK = CheckConstraint("c", Expression("age > 0"), span())
INDEX = Index("i", (IndexPart("email"), IndexPart("id", descending=True)), span(), where=Expression("email is not null"), method="btree")
POLICY = Policy("p", span(), command="select", roles=("app",), using=Expression("true"))
STATUS = Enum("status", ("new", "paid"), span())
VIEW = View("v", Expression("select 1"), span())
SEQUENCE = Sequence("s", span())

CASES: list[tuple[Change, str, str]] = [
    (
        AddTable(table("orders", column("a"), foreign_keys=(KEY,))),
        "new table, 2 columns, 1 foreign key",
        "새 테이블, 컬럼 2개, 외래 키 1개",
    ),
    (DropTable(USERS), "table dropped, 3 columns", "테이블 삭제, 컬럼 3개"),
    (RenameTable(table("people"), USERS), "renamed from `people`", "`people`에서 이름 변경"),
    (AlterTable(USERS, replace(USERS, row_security=True)), "row security added", "행 수준 보안(RLS) 추가"),
    (AlterTable(replace(USERS, options=(("engine", "innodb"),)), USERS), "options `engine innodb` dropped", "옵션 `engine innodb` 해제"),
    (AddColumn(USERS, EMAIL), "new column `text`", "새 컬럼 `text`"),
    (DropColumn(USERS, EMAIL), "column dropped", "컬럼 삭제"),
    (RenameColumn(USERS, column("mail"), EMAIL), "renamed from `mail`", "`mail`에서 이름 변경"),
    (
        RenameColumn(USERS, column("mail"), EMAIL, certain=False),
        "renamed from `mail`, a guess: it may be a drop and an addition",
        "`mail`에서 이름 변경, 추정: 삭제와 추가일 수도 있음",
    ),
    (AlterColumn(USERS, column("email", ColumnType("varchar", length=255)), EMAIL), "`varchar(255)` → `text`", "`varchar(255)` → `text`"),
    (AlterColumn(USERS, EMAIL, replace(EMAIL, nullable=False)), "NOT NULL added", "NOT NULL 추가"),
    (AlterColumn(USERS, replace(EMAIL, nullable=False), EMAIL), "NOT NULL dropped", "NOT NULL 해제"),
    (AlterColumn(USERS, EMAIL, replace(EMAIL, default=Expression("'x'"))), "default `'x'` added", "기본값 `'x'` 추가"),
    (AlterColumn(USERS, replace(EMAIL, default=Unknown("f(")), EMAIL), "default `?f(` dropped", "기본값 `?f(` 해제"),
    (
        AlterColumn(USERS, replace(EMAIL, default=Expression("1")), replace(EMAIL, default=Expression("2"))),
        "default `1` → `2`",
        "기본값 `1` → `2`",
    ),
    (
        AlterColumn(USERS, EMAIL, replace(EMAIL, identity=Identity(always=True), autoincrement=True)),
        "identity `generated always as identity` added, autoincrement added",
        "identity `generated always as identity` 추가, autoincrement 추가",
    ),
    (AddPrimaryKey(USERS, PRIMARY), "new primary key on `id`", "새 기본 키 `id`"),
    (DropPrimaryKey(USERS, PRIMARY), "primary key dropped", "기본 키 삭제"),
    (
        AlterPrimaryKey(USERS, PRIMARY, PrimaryKey(("id", "b"), span())),
        "`primary key (id)` → `primary key (id, b)`",
        "`primary key (id)` → `primary key (id, b)`",
    ),
    (AddUnique(USERS, UNIQUE), "new unique constraint on `email`", "새 유니크 제약 `email`"),
    (DropUnique(USERS, UNIQUE), "unique constraint dropped", "유니크 제약 삭제"),
    (AlterUnique(USERS, replace(UNIQUE, name="old"), UNIQUE), "renamed from `old`", "`old`에서 이름 변경"),
    (
        AddForeignKey(USERS, replace(KEY, on_delete="cascade")),
        "new foreign key `team_id` → `teams(id)`, 0..1:N, optional, on delete `cascade`",
        "새 외래 키 `team_id` → `teams(id)`, 0..1:N(선택), on delete `cascade`",
    ),
    (
        AddForeignKey(USERS, ForeignKey("f", ("id",), "teams", ("id",), span())),
        "new foreign key `id` → `teams(id)`, 1:1",
        "새 외래 키 `id` → `teams(id)`, 1:1",
    ),
    (DropForeignKey(USERS, KEY), "foreign key dropped", "외래 키 삭제"),
    (
        AlterForeignKey(USERS, KEY, replace(KEY, on_delete="set null")),
        (
            "`foreign key (team_id) references teams (id)` → `foreign key (team_id) references teams (id) on delete set null`, "
            "0..1:N, optional"
        ),
        "`foreign key (team_id) references teams (id)` → `foreign key (team_id) references teams (id) on delete set null`, 0..1:N(선택)",
    ),
    (AddCheck(USERS, CHECK), "new check `age > 0`", "새 CHECK 제약 `age > 0`"),
    (DropCheck(USERS, CHECK), "check constraint dropped", "CHECK 제약 삭제"),
    (
        AlterCheck(USERS, CHECK, replace(CHECK, validated=False)),
        "`check (age > 0)` → `check (age > 0) not valid`",
        "`check (age > 0)` → `check (age > 0) not valid`",
    ),
    (
        AddIndex(USERS, INDEX),
        "new index `(email, id desc) where email is not null`",
        "새 인덱스 `(email, id desc) where email is not null`",
    ),
    (
        AddIndex(USERS, replace(INDEX, unique=True, where=None)),
        "new unique index `(email, id desc)`",
        "새 유니크 인덱스 `(email, id desc)`",
    ),
    (DropIndex(USERS, INDEX), "index dropped", "인덱스 삭제"),
    (
        AlterIndex(USERS, replace(INDEX, where=None, parts=(IndexPart("email"),)), replace(INDEX, where=None, parts=(IndexPart("id"),))),
        "`index (email)` → `index (id)`",
        "`index (email)` → `index (id)`",
    ),
    (
        AddPolicy(USERS, POLICY),
        "new row security policy `permissive for select to app using (true)`",
        "새 RLS 정책 `permissive for select to app using (true)`",
    ),
    (DropPolicy(USERS, POLICY), "row security policy dropped", "RLS 정책 삭제"),
    (
        AlterPolicy(USERS, POLICY, replace(POLICY, command="all")),
        "`permissive for select to app using (true)` → `permissive for all to app using (true)`",
        "`permissive for select to app using (true)` → `permissive for all to app using (true)`",
    ),
    (AddEnum(STATUS), "new enum `('new', 'paid')`", "새 ENUM `('new', 'paid')`"),
    (DropEnum(STATUS), "enum dropped", "ENUM 삭제"),
    (
        AlterEnum(STATUS, replace(STATUS, values=("paid", "new", "void"))),
        "values added: `void`, order of values changed",
        "값 추가: `void`, 값의 순서 변경",
    ),
    (
        AlterEnum(STATUS, replace(STATUS, name="state", values=("new",))),
        "renamed from `status`, values removed: `paid`",
        "`status`에서 이름 변경, 값 제거: `paid`",
    ),
    (AddView(VIEW), "new view", "새 뷰"),
    (DropView(VIEW), "view dropped", "뷰 삭제"),
    (AlterView(VIEW, replace(VIEW, definition=Expression("select 2"))), "definition changed", "정의 변경"),
    (AddSequence(SEQUENCE), "new sequence", "새 시퀀스"),
    (DropSequence(SEQUENCE), "sequence dropped", "시퀀스 삭제"),
    (AlterSequence(SEQUENCE, replace(SEQUENCE, options=(("increment", "2"),))), "options `increment 2` added", "옵션 `increment 2` 추가"),
    (AddName("role", "app"), "new role", "새 롤"),
    (DropName("role", "app"), "role dropped", "롤 삭제"),
    (AddName("namespace", "shop"), "new database schema", "새 데이터베이스 스키마"),
    (DropName("namespace", "shop"), "database schema dropped", "데이터베이스 스키마 삭제"),
]


@pytest.mark.parametrize(("change", "english", "korean"), CASES, ids=[f"{type(case[0]).__name__}-{n}" for n, case in enumerate(CASES)])
def test_words_of_a_change(change: Change, english: str, korean: str) -> None:
    said = {language: ", ".join(plain(words, language) for words in change_words(change, Dialect.POSTGRESQL)) for language in LANGUAGES}
    assert said == {"en": english, "ko": korean}


def test_every_kind_of_change_has_a_case() -> None:
    kinds = {kind for group in get_args(Change) for kind in (get_args(group) or (group,))}
    assert {type(case[0]) for case in CASES} == kinds


@pytest.mark.parametrize("change", [case[0] for case in CASES], ids=lambda change: type(change).__name__)
def test_both_sides_of_a_change_have_a_definition(change: Change) -> None:
    for value in (change.before, change.after):
        text = definition(value, Dialect.POSTGRESQL)
        assert isinstance(text, str)
        assert not re.search(r"\b(Column|Table|Expression)\(", text)
