"""Rules are found by file; adding one is two new files and no edit."""

import shutil
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.lint import load_rules
from bot.lint.page import markdown, page_faults, read_page

RULES = Path(__file__).parents[2] / "rules"
RULE = '''"""A table called {name}."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table


@rule(
    severity="note",
    summary={{"en": "a table", "ko": "테이블"}},
    message={{"en": "table {{table}}", "ko": "테이블 {{table}}"}},
)
def {name}(table: Table, context: Context) -> Iterator[Hit]:
    yield Hit(table, table=table.name)
'''
PAGE = """# any-table

## Why

Because.

## Bad

```sql
CREATE TABLE a (id integer PRIMARY KEY); -- finding
```

## Good

```sql
SELECT 1;
```

## When to allow it

Always.

## References

None.

<!-- ko -->

## 왜 문제인가

그냥.

## 허용할 때

항상.
"""


def write(folder: Path, *, name: str = "any_table", code: str = RULE, page: str = PAGE, category: str = "design") -> None:
    (folder / category).mkdir(parents=True, exist_ok=True)
    (folder / category / f"{name}.py").write_text(code.replace("{name}", name).replace("{{", "{").replace("}}", "}"))
    (folder / category / f"{name}.md").write_text(page)


def test_a_rule_pair_copied_into_a_folder_is_found(tmp_path):
    original = min(RULES.glob("*/*.py"))
    folder = tmp_path / original.parent.name
    folder.mkdir()
    shutil.copy(original, folder)
    shutil.copy(original.with_suffix(".md"), folder)
    (rule,) = load_rules(tmp_path)
    assert rule.name == original.stem.replace("_", "-")
    assert rule.category == original.parent.name


def test_several_folders_are_joined(tmp_path):
    write(tmp_path)
    names = [rule.name for rule in load_rules(RULES, tmp_path)]
    assert "any-table" in names
    assert len(names) == len(load_rules(RULES)) + 1


def test_a_name_taken_twice_is_refused(tmp_path):
    write(tmp_path, category="design")
    write(tmp_path, category="types")
    with pytest.raises(ConfigError, match="taken twice: any-table"):
        load_rules(tmp_path)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("테이블 {{table}}", "테이블 {{name}}"), "different placeholders"),
        ((', "ko": "테이블"', ""), "needs its words in en and ko"),
        (("table: Table, context: Context", "table: Table"), "takes its subject and `context`"),
        (("table: Table, context", "table, context"), "annotation must say"),
        (('"en": "a table"', '"en": " "'), "is empty"),
        (("def {name}(", "def another("), "defines no rule named any_table"),
    ],
)
def test_a_faulty_rule_is_refused_with_its_reason(tmp_path, change, fault):
    write(tmp_path, code=RULE.replace(*change))
    with pytest.raises(ConfigError, match=fault):
        load_rules(tmp_path)


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("", "has no page"),
        (PAGE.replace("## Good", "## Fine"), "needs the headings"),
        (PAGE.replace("Because.", ""), "section Why of its page is empty"),
        (PAGE.replace("<!-- ko -->", ""), "needs the headings"),
        (PAGE.replace("## 허용할 때\n\n항상.\n", ""), "Korean half"),
    ],
)
def test_an_incomplete_page_is_refused(tmp_path, page, fault):
    write(tmp_path, page=page)
    with pytest.raises(ConfigError, match=fault):
        load_rules(tmp_path)


def test_a_complete_page_has_no_fault():
    assert not list(page_faults(PAGE))


def test_a_heading_in_a_fence_is_none():
    assert tuple(read_page("## Why\n\n```md\n## Bad\n```\n").english) == ("Why",)


def test_the_korean_page_shares_the_code():
    korean = markdown(PAGE, "ko")
    assert korean.index("## 왜 문제인가") < korean.index("CREATE TABLE a") < korean.index("## 허용할 때")
    assert "Because." not in korean
    assert "왜" not in markdown(PAGE, "en")
