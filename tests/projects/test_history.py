import json

import pytest

from bot.model import Dialect, Layout, Message, Project, Runner, Span, Unread, UnreadReason
from bot.projects import migrations, schema_files

REASON = Message.of(en="a test", ko="시험")


def project(layout: Layout | None, place: str = "out", **more) -> Project:
    return Project("p", Dialect.POSTGRESQL, REASON, migrations=place, layout=layout, **more)


def words(problems):
    return [(one.span.path, one.span.line, one.message.en.format(**dict(one.message.values))) for one in problems]


def test_a_journal_runs_in_the_order_of_its_list_whatever_idx_and_names_say(tree):
    entries = [{"idx": 1, "when": 20, "tag": "0001_b"}, {"idx": 0, "when": 10, "tag": "0000_a"}]
    repository = tree({"out/meta/_journal.json": json.dumps({"entries": entries}), "out/0000_a.sql": "A", "out/0001_b.sql": "B"})
    found, problems = migrations(repository, project(Layout.JOURNAL))
    assert [(one.name, one.when, one.content) for one in found] == [("0001_b", 20, "B"), ("0000_a", 10, "A")]
    assert not problems


def test_an_entry_knows_its_lines_in_the_journal(tree):
    journal = (
        '{\n  "entries": [\n    {\n      "idx": 0,\n      "tag": "a"\n    },\n    {"idx": 1, "tag": "b"}, {"idx": 2, "tag": "c"}\n  ]\n}'
    )
    repository = tree({"out/meta/_journal.json": journal, "out/a.sql": "", "out/b.sql": "", "out/c.sql": ""})
    found, _ = migrations(repository, project(Layout.JOURNAL))
    path = "out/meta/_journal.json"
    assert [one.recorded for one in found] == [Span(path, 3, 6, 5), Span(path, 7, 7, 5), Span(path, 7, 7, 29)]


@pytest.mark.parametrize(
    ("journal", "line"),
    [
        ('{"entries": [\n<<<<<<< HEAD\n]}', 2),
        ("", 1),
        ("[]", 1),
        ('{"other": 1}', 1),
        ('{"entries": 1}', 1),
        ('{"entries": [{"tag": "a", "when": ' + "9" * 5000 + "}]}", 1),
        ("[" * 100_000, 1),
    ],
)
def test_a_broken_journal_is_one_problem_on_its_line(tree, journal, line):
    found, problems = migrations(tree({"out/meta/_journal.json": journal, "out/a.sql": "A"}), project(Layout.JOURNAL))
    assert not found
    assert [one.span.line for one in problems] == [line]


@pytest.mark.parametrize("entry", ["1", "{}", '{"tag": 1}', '{"tag": "../a"}', "null"])
def test_an_entry_without_a_usable_tag_is_a_problem_and_its_neighbours_are_read(tree, entry):
    repository = tree({"out/meta/_journal.json": f'{{"entries": [{entry},\n{{"tag": "b"}}]}}', "out/b.sql": "B"})
    found, problems = migrations(repository, project(Layout.JOURNAL))
    assert [one.name for one in found] == ["b"]
    assert [one.span.line for one in problems] == [1]


def test_a_missing_file_keeps_its_place_and_a_file_nobody_names_never_runs(tree):
    repository = tree({"out/meta/_journal.json": '{"entries": [{"tag": "gone"}]}', "out/left.sql": "X", "out/undo.down.sql": "Y"})
    found, problems = migrations(repository, project(Layout.JOURNAL))
    assert [(one.name, one.content) for one in found] == [("gone", "")]
    assert words(problems) == [
        ("out/meta/_journal.json", 1, "the journal names out/gone.sql, which does not exist: the migrator stops there"),
        ("out/left.sql", 1, "out/left.sql never runs: out/meta/_journal.json does not name it"),
    ]


@pytest.mark.parametrize("reason", list(UnreadReason))
def test_a_migration_without_bytes_keeps_its_place_and_is_said(tree, reason):
    found, problems = migrations(tree({"out/001_a.sql": Unread(reason)}), project(Layout.FILES))
    assert [(one.name, one.content) for one in found] == [("001_a", "")]
    assert [one.span.path for one in problems] == ["out/001_a.sql"]


def test_text_is_utf8_without_its_mark(tree):
    repository = tree({"out/001_a.sql": b"\xef\xbb\xbfSELECT 1;", "out/002_b.sql": b"-- \xed\x95\x9c\nSELECT '\xff';\n"})
    found, problems = migrations(repository, project(Layout.FILES))
    assert [one.content for one in found] == ["SELECT 1;", "-- 한\nSELECT '\ufffd';\n"]
    assert [(one.span.path, one.span.line) for one in problems] == [("out/002_b.sql", 2)]


def test_folders_run_by_name_and_their_stamp_is_utc(tree):
    files = {
        f"out/{name}/{file}": name
        for name in ("20260102030405_b", "20250102030405_a", "later_c")
        for file in ("migration.sql", "rollback.sql")
    }
    found, _ = migrations(tree(files), project(Layout.FOLDERS))
    assert [(one.name, one.when) for one in found] == [
        ("20250102030405_a", 1735787045000),
        ("20260102030405_b", 1767323045000),
        ("later_c", None),
    ]


@pytest.mark.parametrize("mark", ["-- +goose Down", "--+migrate Down", "-- migrate:down", "  -- Migrate:Down transaction:false"])
def test_what_undoes_a_migration_is_left_out(tree, mark):
    found, _ = migrations(tree({"out/001_a.sql": f"CREATE TABLE a (id int);\n{mark}\nDROP TABLE a;\n"}), project(Layout.FILES))
    assert found[0].content == "CREATE TABLE a (id int);\n"


def test_numbers_order_files_by_value(tree):
    names = ["10_j.up.sql", "9_i.up.sql", "9_i.down.sql", "100_k.up.sql", "notes.sql"]
    found, problems = migrations(tree(dict.fromkeys((f"out/{name}" for name in names), "")), project(Layout.FILES))
    assert [one.name for one in found] == ["9_i.up", "10_j.up", "100_k.up"]
    assert [one.span.path for one in problems] == ["out/notes.sql"]


@pytest.mark.parametrize("layout", [None, Layout.FILES, Layout.FOLDERS])
def test_an_empty_place_has_no_migrations(tree, layout):
    assert migrations(tree({"a.ts": ""}), project(layout)) == ((), ())


def test_schema_files_are_code_and_no_declarations(tree):
    repository = tree(dict.fromkeys(("db/a.ts", "db/b.mjs", "db/c.d.ts", "db/d.md", "db/e/f.ts"), ""))
    assert schema_files(repository, project(None, schema_paths=("db",))) == ("db/a.ts", "db/b.mjs")
    assert schema_files(repository, project(None, schema_paths=("db/**/*.ts",))) == ("db/a.ts", "db/e/f.ts")


@pytest.mark.parametrize("content", [b"\xff\xfeD\0R\0", b"DROP\0 TABLE a;"])
def test_a_file_that_is_no_text_keeps_its_place_and_is_one_problem(tree, content):
    repository = tree({"out/0001_a.sql": "A", "out/0002_b.sql": content})
    found, problems = migrations(repository, project(Layout.FILES))
    assert [(one.name, one.content) for one in found] == [("0001_a", "A"), ("0002_b", "")]
    assert words(problems) == [
        ("out/0002_b.sql", 1, "out/0002_b.sql was not read (binary or UTF-16, not UTF-8 text): what it changes is not known")
    ]


@pytest.mark.parametrize("when", ['"x"', "null", "NaN", "true", "1.5"])
def test_an_entry_whose_time_is_no_number_is_said_and_still_read(tree, when):
    repository = tree({"out/meta/_journal.json": f'{{"entries": [\n{{"tag": "a", "when": {when}}}]}}', "out/a.sql": "A"})
    found, problems = migrations(repository, project(Layout.JOURNAL))
    assert [(one.name, one.content, one.when) for one in found] == [("a", "A", None)]
    message = "the journal entry a has no whole number as when: whether the migrator runs it is not known"
    assert words(problems) == [("out/meta/_journal.json", 2, message)]


@pytest.mark.parametrize("journal", ["null", "[]", "{}", '{"entries": {}}', '{"entries": 3}'])
def test_a_journal_without_a_list_says_which(tree, journal):
    _, problems = migrations(tree({"out/meta/_journal.json": journal}), project(Layout.JOURNAL))
    message = "the migration journal has no list entries, so none of its migrations was read"
    assert words(problems) == [("out/meta/_journal.json", 1, message)]


@pytest.mark.parametrize("journal", ["[" * 100_000, '{"entries": ' + "1" * 5000 + "}", "{}".encode("utf-16")])
def test_a_journal_that_no_reader_takes_is_one_problem(tree, journal):
    _, problems = migrations(tree({"out/meta/_journal.json": journal}), project(Layout.JOURNAL))
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("files", "more", "is_said"),
    [
        ({"out/0000_a.sql": "A", "out/meta/0000_snapshot.json": "{}"}, {}, True),
        ({"out/001_a.sql": "A", "out/meta/0003_snapshot.json": "{}"}, {}, True),
        ({"out/0000_calm_mug.sql": "A"}, {"schema_paths": ("db.ts",), "config_path": "drizzle.config.ts"}, True),
        ({"out/0000_calm_mug.sql": "A"}, {"schema_paths": ("db.ts",)}, False),
        ({"out/0000_a.sql": "A"}, {"schema_paths": ("db.ts",), "config_path": "drizzle.config.ts", "runner": Runner("wrangler")}, False),
        ({"out/20260101_a.sql": "A"}, {"schema_paths": ("db.ts",), "config_path": "drizzle.config.ts"}, False),
        ({"out/0000_a.sql": "A", "out/meta/notes.json": "{}"}, {}, False),
    ],
)
def test_a_journal_that_is_gone_is_said(tree, files, more, is_said):
    found, problems = migrations(tree(files), project(Layout.FILES, **more))
    path = found[0].path
    message = "out/meta/_journal.json does not exist, so Drizzle's migrators stop; the SQL files in out were read by their numbers"
    assert words(problems) == ([(path, 1, message)] if is_said else [])
    assert not any(problem.unread for problem in problems)
