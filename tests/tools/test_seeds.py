"""The redundancies of a design document, at the document's own lines."""

from pathlib import Path

from tests.tools.seeds import main, redundancies, review_document, sql_of

DOCUMENT = Path(__file__).parent / "document.md"


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
