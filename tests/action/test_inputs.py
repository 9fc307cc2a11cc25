import re
from pathlib import Path

import pytest
import yaml

from bot.action.inputs import CHOICES, Inputs, read_inputs
from bot.errors import ConfigError


def read(**inputs: str) -> Inputs:
    return read_inputs({f"INPUT_{name.upper()}": value for name, value in inputs.items()})


def test_what_nobody_says_is_left_to_the_configuration():
    assert read() == Inputs()
    assert read(fail_on="", language=" ", inline="\n", working_directory="") == Inputs()


def test_every_input_has_its_place():
    given = read(
        github_token="t",
        config="c.yml",
        project="api",
        base="main",
        head="topic",
        fail_on="never",
        language="ko",
        comment="always",
        comment_key="api",
        inline="false",
        sarif_file="a.sarif",
        report_file="a.md",
        json_file="a.json",
        working_directory="shop",
        dry_run="true",
    )
    assert given == Inputs(
        *("t", "c.yml", "api", "main", "topic", "never", "ko", "always", "api", "false", "a.sarif", "a.md", "a.json"),
        Path("shop"),
        is_dry=True,
    )
    assert given.chosen() == {"fail_on": "never", "language": "ko", "comment": "always"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("fail-on", "errors", "input fail-on: 'errors' is not one of error, warning, never; did you mean error?"),
        ("language", "KO", "input language: 'KO' is not one of en, ko, both, auto; did you mean ko?"),
        ("comment", "yes", "input comment: 'yes' is not one of auto, always, never"),
        ("inline", "True", "input inline: 'True' is not one of true, false; did you mean true?"),
        ("dry-run", "1", "input dry-run: '1' is not one of true, false"),
        ("comment-key", "a b", "input comment-key: 'a b' is not"),
        ("comment-key", "--> x", "input comment-key: '--> x' is not"),
        ("comment-key", "k" * 101, "input comment-key: 'kkk"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_right(name, value, words):
    with pytest.raises(ConfigError, match=re.escape(words)) as caught:
        read(**{name.replace("-", "_"): value})
    assert caught.value.exit_code == 2


def test_the_token_is_not_shown():
    assert "secret-token" not in repr(read(github_token="secret-token"))


def test_action_yml_describes_the_choices(root):
    inputs = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert set(CHOICES) <= set(inputs)
    assert not [
        (name, word) for name, words in CHOICES.items() if name != "dry-run" for word in words if word not in inputs[name]["description"]
    ]
