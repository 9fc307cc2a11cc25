"""A history of migrations leaves what the plain DDL beside it says: `cases/<dialect>/<name>/{history,result}.sql`."""

from pathlib import Path

import pytest

from bot.diff import diff
from bot.model import Dialect
from bot.parse.sql import replay

CASES = sorted(path for path in (Path(__file__).parent / "cases").glob("*/*") if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_history_leaves_result(case):
    dialect = Dialect(case.parent.name)
    history = replay([("history.sql", (case / "history.sql").read_text())], dialect=dialect)
    result = replay([("result.sql", (case / "result.sql").read_text())], dialect=dialect)

    assert history.problems == ()
    assert result.problems == ()
    for table in result.schema.tables:
        assert history.schema.table(table.full_name) == table
    assert history.schema == result.schema
    assert diff(history.schema, result.schema) == ()
