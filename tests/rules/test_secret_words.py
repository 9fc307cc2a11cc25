"""Each kind of secret is named in the reader's own language, and its value in neither."""

import pytest

from bot.lint.page import examples
from bot.render.message import plain
from tests.rules.examples import all_rules, review_example

RULE = next(rule for rule in all_rules() if rule.name == "secret-in-migration")
VALUE = "Tr0ub4dor-and-3"
KEY = "AKIA" + "Q" * 16
HASH = "$2b$10$" + "q" * 53


@pytest.mark.parametrize(
    ("sql", "en", "ko"),
    [
        (f"CREATE ROLE reporting LOGIN PASSWORD '{VALUE}';", "revoke this password", "비밀번호는"),
        (f"COMMENT ON TABLE m IS 'postgres://reporting:{VALUE}@db.shop.test/shop';", "connection string", "접속 문자열"),
        (f"INSERT INTO m VALUES (1, '{KEY}');", "access key", "액세스 키"),
        (f"INSERT INTO m VALUES (1, '{HASH}');", "password behind this hash", "해시로 적은"),
        (f"-- password: {VALUE}\nSELECT 1;", "in this comment", "주석에"),
        ("COMMENT ON TABLE m IS '-----BEGIN RSA PRIVATE KEY-----';", "private key", "개인 키"),
    ],
)
def test_the_kind_is_said_in_the_language_of_the_reader(sql: str, en: str, ko: str) -> None:
    example = next(examples(f"# x\n\n## Bad\n\n```sql\nCREATE TABLE m (id bigint PRIMARY KEY, v text);\n{sql}\n```\n"))
    (finding,) = review_example(example, RULE).projects[0].findings
    english, korean = plain(finding.message, "en"), plain(finding.message, "ko")
    assert en in english
    assert ko in korean
    assert not {"password", "connection", "key", "hash"} & set(korean.lower().split())
    assert not any(value in words for value in (VALUE, KEY, HASH) for words in (english, korean))
