"""The redundancies of a design document, at the document's own lines."""

from pathlib import Path

from tests.tools.seeds import DESIGNS, Defect, answer, main, marked, redundancies, review_document, review_later, sql_of

DOCUMENT = Path(__file__).parent / "document.md"
DEFECTS = DOCUMENT.with_name("defects.md")


def line_of(text: str) -> int:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_exactly_the_redundancies_at_their_lines():
    found = {(f.object, f.rule, f.places[0].span.line) for f in redundancies(sql_of(DOCUMENT.read_text(encoding="utf-8")))}
    assert found == {
        ("locker:reader_id", "index-repeats-unique", line_of("reader_id BIGINT UNIQUE")),
        ("reader:idx_reader_card", "index-repeats-unique", line_of("idx_reader_card")),
        ("book:idx_book_shelf", "duplicate-index", line_of("idx_book_shelf ON")),
        ("loan:idx_loan_reader", "duplicate-index", line_of("idx_loan_reader ON")),
        ("loan:idx_loan_reader_book", "index-repeats-unique", line_of("idx_loan_reader_book ON")),
    }


def test_everything_else_of_the_document_is_read():
    assert review_document(sql_of(DOCUMENT.read_text(encoding="utf-8"))).projects[0].problems == ()


def test_the_command_lists_them(capsys):
    assert main(DOCUMENT.parent) == 0
    printed = capsys.readouterr().out
    assert f"document.md:{line_of('idx_reader_card')}: reader:idx_reader_card (index-repeats-unique)" in printed
    assert printed.endswith("1 documents with SQL that creates tables\n")


def test_a_missing_folder_is_said(capsys, tmp_path):
    assert main(tmp_path / "nowhere") == 2
    assert "no such folder" in capsys.readouterr().err


def test_each_defect_is_found_missed_or_left_to_the_documents(capsys, tmp_path):
    text = DOCUMENT.read_text(encoding="utf-8")
    (tmp_path / "003_library.md").write_text(text, encoding="utf-8")
    line = line_of("reader_id BIGINT UNIQUE")
    listed = DEFECTS.read_text(encoding="utf-8").replace("33, 34", f"{line - 1}–{line}")
    (tmp_path / "list.txt").write_text(listed, encoding="utf-8")
    assert main(tmp_path, tmp_path / "list.txt") == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-5:] == [
        f"003-01 A found: index-repeats-unique at line {line}",
        "003-02 A missed: index-repeats-unique",
        "003-12 B left: to the documents",
        "A: 1 found, 1 missed, 0 left of 2",
        "B: 0 found, 0 missed, 1 left of 1",
    ]


def test_a_missing_list_is_said(capsys, tmp_path):
    assert main(tmp_path, tmp_path / "nowhere.md") == 2
    assert "no such file" in capsys.readouterr().err


def test_the_marked_schemas_show_what_a_document_without_sql_has():
    assert "flag-without-partial-unique" in marked(DESIGNS)["001-05"]
    assert answer(Defect("001-05", "A", frozenset()), ("x-y",), frozenset(), frozenset({"x-y"})) == ("found", "x-y in the marked schema")


def test_what_is_changed_later_is_judged_against_the_tables_without_it():
    tables = "CREATE TABLE book (\n  id bigint PRIMARY KEY,\n  shelf varchar(20) NOT NULL,\n  isbn char(13)\n);\n"
    later = "\n\n\n\n\n\nALTER TABLE book\n  ADD COLUMN shelf varchar(20) NOT NULL;\n"
    found = review_later(tables, later).projects[0]
    assert not found.problems
    assert [(change.change.after.name, change.places[0].span.line) for change in found.changes] == [("shelf", 8)]
