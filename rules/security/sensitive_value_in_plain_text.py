"""A column for a value that must not lie readable in a table: a card's check digits, a resident registration number, a password."""

import re
from collections.abc import Iterator

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import ColumnType, Message, Table, snake_case

CHECK_DIGITS = frozenset({"cvv", "cvc", "cvv2", "cvc2", "card_cvv", "card_cvc", "cvv_code", "cvc_code"})
NUMBERS = frozenset(
    {"ssn", "social_security_number", "credit_card_number", "resident_registration_number", "resident_number"}
    | {"jumin", "jumin_no", "jumin_number", "juminno", "주민등록번호", "주민번호"}
)
CARDS = frozenset({"exp_month", "expiry_month", "expiry_date", "expiration_date", "exp_date", "exp_year", "card_holder", "cardholder_name"})
PASSWORDS = frozenset({"password", "passwd", "pwd", "user_password", "비밀번호"})
ACCOUNTS = frozenset({"email", "username", "user_name", "login", "login_id", "user_id", "userid", "이메일", "아이디"})
SHORTEST_HASH = 60  # bcrypt's; argon2 and scrypt write more
PROTECTED = re.compile(r"encrypt|hash|token|mask|vault|kms|bcrypt|argon|last.?4|암호화|해시|마스킹|토큰", re.IGNORECASE)


CHECKED = Message.of(
    en="PCI DSS 3.3 forbids keeping it after the payment is authorised, encrypted or not; drop the column",
    ko="PCI DSS 3.3은 승인 후 암호화하더라도 보관을 금지하므로 컬럼을 두지 마십시오",
)
NUMBERED = Message.of(
    en="encrypt it before it is stored, or keep a token of the provider; a comment on the column that says how ends this finding",
    ko="암호화해서 저장하거나 제공사의 토큰만 보관하십시오. 보호 방법을 컬럼 주석에 적으면 지적하지 않습니다",
)
TOO_SHORT = Message.of(
    en="no password hash fits in it (bcrypt needs 60 characters, argon2 about 100), so what lies there is the password or less than a hash",
    ko="비밀번호 해시가 들어갈 길이가 아니어서(bcrypt 60자, argon2 약 100자) 비밀번호 자체나 해시보다 약한 값이 저장됩니다",
)


@rule(
    severity="warning",
    summary={"en": "sensitive value in plain text", "ko": "평문으로 저장되는 민감 정보"},
    message={
        "en": "{column} ({type}) keeps its value readable for whoever reads the table",
        "ko": "{column}({type})의 값이 평문으로 저장되어 테이블을 읽는 누구나 볼 수 있습니다",
    },
)
def sensitive_value_in_plain_text(table: Table, context: Context) -> Iterator[Hit]:
    """Each text column of exactly such a name, unless its comment says how the value is protected."""
    names = set(map(snake_case, table.column_names()))
    for column in table.columns:
        if not isinstance(column.type, ColumnType) or not column.type.is_text or PROTECTED.search(column.comment or ""):
            continue
        if advice := _advice(snake_case(column.name), column.type, names):
            yield Hit(column, column=column.name, type=type_text(column.type, context.schema.dialect), advice=advice)


def _advice(name: str, type_: ColumnType, names: set[str]) -> Message | None:
    if name in CHECK_DIGITS:
        return CHECKED
    # RRN is a retrieval reference number as well, of twelve digits
    if name in NUMBERS or (name == "rrn" and type_.length in (13, 14)) or (name == "card_number" and names & (CARDS | CHECK_DIGITS)):
        return NUMBERED
    too_short = type_.length is not None and type_.length < SHORTEST_HASH
    return TOO_SHORT if name in PASSWORDS and too_short and names & ACCOUNTS else None
