"""Where code names a table or column: SQL in strings and files, Drizzle variables; sentences and comments are passed over."""

from dataclasses import replace

import pytest

from bot.model import Column, ColumnType, Dialect, Message, Project, Span, Table
from bot.projects.uses import Code
from tests.trees import MemoryTree

HERE = Span("src/schema.ts", 1, 1)
PHONE = Column("phone_number", ColumnType("text"), HERE, attribute="phoneNumber")
MEMBERS = Table("members", HERE, columns=(PHONE,), variable="membersTable")
PROJECT = Project("shop", Dialect.POSTGRESQL, Message.of("", ""), schema_paths=("src/schema.ts",), migrations="drizzle")


def lines(path: str, text: str, table: Table = MEMBERS, column: Column | None = None) -> list[int]:
    code = Code.around(MemoryTree("head", {path: text, "src/schema.ts": "export const membersTable = 1;"}), PROJECT)
    return [span.line for span in code.uses(table, column)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/a.ts", 'const q = "SELECT * FROM members";'),
        ("src/a.ts", "const q = `\n  select 1\n  from public.members m\n`;"),
        ("src/a.ts", 'const q = sql`join "members" on true`;'),
        ("src/a.ts", "const q = sql<number>`count(*) from members`;"),
        ("src/a.ts", "const q = 'insert into \"members\" values (1)';"),
        ("app/report.py", 'Q = """\n  UPDATE members SET a = 1\n"""'),
        ("main.go", "q := `DELETE FROM members WHERE id = $1`"),
        ("seeds/seed.sql", "-- the first\nINSERT INTO `members` VALUES (1);"),
        ("views/a.sql", "CREATE VIEW v AS SELECT 1 FROM members;"),
        ("src/a.ts", 'import { membersTable } from "./schema";\ndb.select().from(membersTable);'),
        ("src/a.ts", "await db.query.membersTable.findMany();"),
        ("src/a.ts", 'import * as schema from "./schema";\ndb.select().from(schema.membersTable);'),
        ("src/a.ts", 'import { membersTable as people } from "./schema";\ndb.delete(people);'),
    ],
)
def test_a_table_is_used(path, text):
    assert lines(path, text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/a.ts", '// SELECT * FROM members\nconst q = "";'),
        ("src/a.ts", 'const label = "Remove them from members";'),
        ("src/a.ts", 'const label = "Update members of your team";'),
        ("src/a.ts", "const q = 'SELECT * FROM members_archive';"),
        ("src/a.ts", "const q = 'SELECT * FROM auth.members';"),
        ("src/a.ts", "const membersTable = document.querySelector('table'); membersTable.remove();"),
        ("src/a.ts", 'import * as schema from "./schema";\nstart({ membersTable: { rows: 5 }, schema });'),
        ("src/a.ts", 'import * as other from "./other";\nshow(state.membersTable);'),
        ("src/a.test.ts", 'const q = "SELECT * FROM members";'),
        ("drizzle/0000_first.sql", "CREATE TABLE members (id int);"),
        ("old/migrations/0001.sql", "CREATE TABLE members (id int);"),
        ("src/data/0008_brave_name.sql", "INSERT INTO people SELECT * FROM members;"),
        ("src/schema.ts", 'const q = "SELECT * FROM members";'),
        ("seeds/seed.sql", "-- INSERT INTO members VALUES (1);\nSELECT 1;"),
        ("README.md", "SELECT * FROM members"),
    ],
)
def test_a_table_is_not_used(path, text):
    assert lines(path, text) == []


def test_every_line_once_in_order():
    text = 'import { membersTable as m, membersTable } from "./schema";\n\nconst q = "SELECT 1 FROM members JOIN members";\n'
    assert lines("src/a.ts", text) == [1, 3]


def test_a_column_in_sql_needs_its_table_in_the_same_statement():
    text = "SELECT phone_number FROM members;\nSELECT phone_number FROM orders;\n"
    assert lines("seeds/a.sql", text, column=PHONE) == [1]


@pytest.mark.parametrize(
    ("text", "is_used"),
    [
        ("SELECT m.phone_number FROM members m JOIN orders o ON true", True),
        ('SELECT "members"."phone_number" FROM orders JOIN members ON true', True),
        ("INSERT INTO members (name) VALUES ('a') ON CONFLICT (name) DO UPDATE SET phone_number = '1'", True),
        ("SELECT o.phone_number FROM members m JOIN orders o ON true", False),
        ('SELECT "orders".phone_number FROM "orders", (SELECT 1 FROM members) x', False),
        ("SELECT phone_number FROM members m JOIN orders o ON true", False),
    ],
)
def test_a_column_of_another_table_is_not_meant(text, is_used):
    assert bool(lines("seeds/a.sql", text, column=PHONE)) is is_used


def test_a_column_by_its_key_in_typescript():
    used = ["membersTable.phoneNumber;", "membersTable.phoneNumberOld;", "sql`lower(${membersTable.phoneNumber})`;"]
    text = "\n".join(('import { membersTable } from "./schema";', *used))
    assert lines("src/a.ts", text, column=PHONE) == [2, 4]
    assert lines("src/a.ts", text, column=replace(PHONE, attribute=None)) == []


def test_a_table_in_a_schema_needs_its_schema():
    table = replace(MEMBERS, schema="auth", variable=None)
    assert lines("src/a.ts", 'const q = "SELECT * FROM auth.members";', table) == [1]


def test_a_large_file_of_quotes_takes_no_time():
    assert lines("src/a.ts", "'" * 200_000 + "members") == []
    assert lines("src/a.ts", "`members " * 100_000) == []
    assert lines("src/a.ts", "import members " * 20_000 + "membersTable") == []
