"""A SECURITY DEFINER function that looks its tables up where the caller says."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Step

BODY = re.compile(r"\$(\w*)\$.*?\$\1\$|'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
NAME = re.compile(r"\b(?:function|procedure)\s+((?:\"[^\"]+\"|[\w$]+)(?:\s*\.\s*(?:\"[^\"]+\"|[\w$]+))?)", re.IGNORECASE)
# A body that names no table has nothing that a caller could put another in the place of.
LOOKS_UP = re.compile(r"\b(?:from|join|into|update|table|perform|execute|call)\b", re.IGNORECASE)
SETS = re.compile(r"\bset\s+\"?search_path\b", re.IGNORECASE)


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "SECURITY DEFINER function without a search_path", "ko": "search_path가 없는 SECURITY DEFINER 함수"},
    message={
        "en": "{function} runs with its owner's rights and finds tables and functions along the caller's search_path: a caller can put "
        "objects of its own before them; add SET search_path = '' and write schemas before the names",
        "ko": "{function}은(는) 소유자 권한으로 실행되면서 호출자의 search_path로 테이블과 함수를 찾습니다. 호출자가 자기 객체를 먼저 "
        "찾게 할 수 있으므로 SET search_path = ''를 추가하고 이름 앞에 스키마를 쓰십시오",
    },
)
def definer_function_without_search_path(step: Step, context: Context) -> Iterator[Hit]:
    """Each function whose path neither its own head sets nor a later ALTER FUNCTION of the pull request."""
    if step.verb not in ("create function", "create procedure"):
        return
    head = BODY.sub("''", step.text)
    name = NAME.search(head)
    if name is None or not re.search(r"\bsecurity\s+definer\b", head, re.IGNORECASE) or SETS.search(head) or not LOOKS_UP.search(step.text):
        return
    bare = name[1].rpartition(".")[2].strip().strip('"').lower()
    later = (other for other in context.steps if other.verb in ("alter function", "alter procedure"))
    if not any(SETS.search(other.text) and bare in other.text.lower() for other in later):
        yield Hit(step, object=name[1], function=name[1])
