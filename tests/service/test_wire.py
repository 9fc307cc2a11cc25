"""What an analysis answers arrives as it was, and whatever else arrives is an error that says so."""

import json
import pickle
import sys
import tracemalloc
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.action.commits import Sides
from bot.action.settings import Chosen
from bot.config import CONFIG_PATH, Config, load_config
from bot.errors import BotError, ConfigError, ForgeError, LimitError, SourceError
from bot.lint import default_rules
from bot.model import Message, Problem, Span
from bot.model.sorted import Sorted
from bot.review import review
from bot.service.reviews.analysis import Limits, analyse
from bot.service.reviews.wire import Analysis, pack, unpack
from bot.sources import folder_tree
from tests.trees import MemoryTree

ROOT = Path(__file__).parents[2]
PAIRS = sorted(path.parent for place in ("tests/reviews", "examples") for path in ROOT.glob(f"{place}/**/after"))
RULES = default_rules()
ODD = """
version: 1
language: ko
inline: {enabled: false}
rules:
  unindexed-foreign-key: off
  long-work-under-lock: note
  inconsistent-naming: {severity: error, case: snake_case, words: [a, b], deep: true, most: 3}
projects:
  - {name: all, dialect: mysql, version: "8.0", migrations: {path: migrations}}
"""


def made(pair: Path) -> Analysis:
    base, head = folder_tree(pair / "before"), folder_tree(pair / "after")
    content = base.read(CONFIG_PATH)
    config = load_config(content.decode(), CONFIG_PATH) if isinstance(content, bytes) else Config()
    return Analysis(Chosen(config, CONFIG_PATH), review(base, head, tip=base, config=config, rules=RULES, today=date(2026, 1, 1)))


def same(one: object, other: object) -> bool:
    """Equal in all fields, also in those that equality leaves out."""
    if type(one) is not type(other):
        return False
    if is_dataclass(one):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, tuple | Sorted):
        return len(one) == len(other) and all(map(same, one, other))  # type: ignore[arg-type, call-overload] # of one type, as just asked
    return one == other


@pytest.mark.parametrize("pair", [pytest.param(pair, id=str(pair.relative_to(ROOT))) for pair in PAIRS])
def test_a_review_arrives_as_it_was(pair: Path) -> None:
    sent = made(pair)
    came = unpack(pack(sent))
    assert same(came, sent)
    assert pack(came) == pack(sent)


def test_what_is_shared_stays_shared() -> None:
    sent = made(ROOT / "tests/reviews/sql-migrations")
    came = unpack(pack(sent))
    tables = {id(table) for table in came.review.projects[0].after.tables}
    added = [each.change.after for each in came.review.projects[0].changes if type(each.change).__name__ == "AddTable"]
    assert added
    assert {id(table) for table in added} <= tables


def test_the_configuration_arrives_as_it_was() -> None:
    config = load_config(ODD, CONFIG_PATH)
    problem = Problem(Span("a\udc80.sql", 1, 2), Message.of(en="{n} {of}", ko="{n} {of}", n=3, of=("a", "b")), unread=False)
    chosen = Chosen(config, None, problem)
    sent = Analysis(chosen, made(ROOT / "tests/reviews/clean").review)
    came = unpack(pack(sent))
    assert came == sent
    assert same(came.chosen.problem, problem)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConfigError("x"), ConfigError),
        (SourceError("x"), SourceError),
        (LimitError("x"), LimitError),
        (BotError("x"), BotError),
        (ForgeError("x"), BotError),
    ],
)
def test_an_error_arrives_as_what_it_was(error: BotError, kind: type[BotError]) -> None:
    with pytest.raises(kind, match="x") as told:
        unpack(pack(error))
    assert type(told.value) is kind


class Bomb:
    """What runs as soon as it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return Path.touch, (Path("went-off"),)  # type: ignore[return-value] # as pickle takes it


GOOD = pack(made(ROOT / "tests/reviews/clean"))
LINES = GOOD.splitlines()
SPAN = b'["Span","a",1,1,1]\n'
MESSAGE = b'["Message","a","a",[]]\n'


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0\xff" * 99, id="garbage"),
        pytest.param(pickle.dumps(Bomb()), id="a pickle"),
        pytest.param(GOOD[:-1], id="cut off in a line"),
        pytest.param(b"\n".join(LINES[:-1]), id="cut off after a line"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'["Span","a",' + b"9" * 10_000 + b",1,1]", id="a long number"),
        pytest.param(b'["Span","a",1.5,1,1]', id="a fraction"),
        pytest.param(b'["Span","a",NaN,1,1]', id="no number"),
        pytest.param(b'["Span","a",true,1,1]', id="a truth for a number"),
        pytest.param(b'["Span",["a"],1,1,1]', id="a list for a text"),
        pytest.param(b'["Span","a",1,1]', id="too few fields"),
        pytest.param(b'["Span","a",1,1,1,1]', id="too many fields"),
        pytest.param(b'["Path","/etc"]', id="another class"),
        pytest.param(b'[["Span"],"a",1,1,1]', id="a list for a class"),
        pytest.param(b'{"Span":1}', id="an object"),
        pytest.param(SPAN, id="another answer"),
        pytest.param(SPAN + b'["Place","head",1]', id="a line that comes later"),
        pytest.param(SPAN + b'["Place","head",-1]', id="a line from the end"),
        pytest.param(SPAN + b'["Place","left",0]', id="no side"),
        pytest.param(MESSAGE + b'["Place","head",0]', id="a line of another class"),
        pytest.param(b'["Message","a","a",[["a",[1]]]]', id="a number in a list of texts"),
        pytest.param(b'["Message","a","a",[["a"]]]', id="half a pair"),
        pytest.param(SPAN + SPAN + b'["Analysis",0,1]', id="an answer of something else"),
    ],
)
def test_whatever_is_no_answer_is_said(hostile: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BotError, match="the analysis gave no answer"):
        unpack(hostile)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("nested", [b"[]", b"{}"])
def test_an_answer_takes_little_more_memory_than_it_has_bytes(nested: bytes) -> None:
    answer = b'["Message","a","a",[' + b",".join([nested] * 2_000_000) + b"]]"
    tracemalloc.start()
    with pytest.raises(BotError, match="the analysis gave no answer"):
        unpack(answer)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * len(answer)


def test_a_wrong_configuration_is_said() -> None:
    lines = [json.loads(line) for line in LINES]
    (chosen,) = [line for line in lines if line[0] == "Chosen"]
    chosen[1]["extra"] = 1
    with pytest.raises(BotError, match="ValidationError"):
        unpack("\n".join(map(json.dumps, lines)).encode())


def test_an_unknown_error_is_one_of_ours_and_short() -> None:
    with pytest.raises(BotError) as told:
        unpack(b'["Failure","SystemExit","' + b"x" * 9999 + b'"]')
    assert type(told.value) is BotError
    assert len(str(told.value)) == 2000


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    """Commits that nobody reads."""
    tree = MemoryTree("none", {}, "0" * 40)
    return Sides(tmp_path, tree, tree, tree)


READ = "import os, sys, time; sys.stdin.read(); "


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        ("os.write(1, b'hello')", BotError, "gave no answer"),
        ("[os.write(1, bytes(1 << 16)) for _ in range(1000)]", LimitError, "too large: more than 32 MB"),
        ("[os.write(2, b'word ' * (1 << 16)) for _ in range(99)]; sys.exit(7)", BotError, r"ended with 7: .{1,2000}$"),
        ("os.close(1); os.close(2); time.sleep(60)", LimitError, "took longer"),
        ("os.fork() and sys.exit(7); time.sleep(60)", LimitError, "took longer"),
    ],
)
def test_no_more_is_read_than_an_answer_has(
    sides: Sides, code: str, error: type[BotError], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.reviews.analysis.START", 2)
    with pytest.raises(error, match=words):
        analyse(sides, Limits(1, 64), command=(sys.executable, "-c", READ + code))
