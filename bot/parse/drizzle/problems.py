"""What this reader says where it cannot go on."""

from dataclasses import replace

from bot.model import Problem, Span


def not_static(span: Span, text: str) -> Problem:
    """A value that only running the code would give."""
    return Problem.of(
        span,
        en="not known without running the code: {text}",
        ko="코드를 실행하지 않고는 알 수 없는 값입니다: {text}",
        text=_short(text),
    )


def not_defined(span: Span, name: str) -> Problem:
    """A name that nothing in the file declares."""
    return Problem.of(span, en="nothing in this file is called {name}", ko="이 파일에 {name}(이)라는 이름이 없습니다", name=_short(name))


def not_found(span: Span, specifier: str) -> Problem:
    """An import that leads to no file of the repository."""
    return Problem.of(
        span,
        en="the import {specifier} leads to no file in this repository",
        ko="import 경로 {specifier}에 해당하는 파일이 이 저장소에 없습니다",
        specifier=_short(specifier),
    )


def not_exported(span: Span, name: str, path: str) -> Problem:
    """An import of a name that the file does not export."""
    return Problem.of(
        span,
        en="{path} exports nothing called {name}",
        ko="{path}에서 {name}(이)라는 이름을 내보내지 않습니다",
        path=path,
        name=_short(name),
    )


def not_parsed(span: Span, text: str) -> Problem:
    """A place where the text is not TypeScript."""
    if not text.strip():
        return Problem.of(span, en="a syntax error: something is missing here", ko="구문 오류: 여기에 빠진 것이 있습니다")
    return Problem.of(span, en="a syntax error near {text}", ko="{text} 부근에 구문 오류가 있습니다", text=_short(text))


def not_readable(path: str, reason: tuple[str, str]) -> Problem:
    """A file that gives no text, and why in English and Korean."""
    en, ko = reason
    return Problem.of(Span(path, 1, 1), en=f"{{path}} cannot be read ({en})", ko=f"{{path}} 파일을 읽을 수 없습니다({ko})", path=path)


def not_understood(span: Span, text: str) -> Problem:
    """A Drizzle call or option that this reader does not know."""
    return Problem.of(
        span,
        en="this part of a Drizzle schema is not understood: {text}",
        ko="Drizzle 스키마에서 해석하지 못한 부분입니다: {text}",
        text=_short(text),
    )


def declared_twice(span: Span, name: str) -> Problem:
    """An object whose name a later one takes: drizzle-kit knows the last alone, so that nothing is left unread."""
    problem = Problem.of(
        span,
        en="{name} is declared again elsewhere; drizzle-kit takes the last declaration and leaves this one out",
        ko="{name}의 선언이 다른 곳에 또 있습니다. drizzle-kit은 마지막 선언만 사용하고 이 선언은 제외합니다",
        name=_short(name),
    )
    return replace(problem, unread=False)


def too_deep(span: Span) -> Problem:
    """An expression that nests or repeats beyond what is read."""
    return Problem.of(span, en="nested or repeated too deeply to be read", ko="중첩이나 반복이 너무 깊어서 읽을 수 없습니다")


def _short(text: str) -> str:
    squashed = " ".join(text.split())
    return squashed if len(squashed) <= 80 else squashed[:79] + "…"
