"""How much of a review fits into one comment: what shrinks first when it is too long."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """How many entries of each kind are printed for a project, and whether the bulky parts are.

    `statements` are characters of SQL, `names` those that one sentence lists.
    No checklist (None) leaves no word of it; a limit of 0 leaves its heading and the count.
    """

    changes: int = 100
    must_fix: int = 100
    should_look: int = 100
    candidates: int = 30
    questions: int = 5
    checklist: int | None = 100
    waived: int = 30
    problems: int = 30
    projects: int = 50
    statements: int = 12_000
    names: int = 1_000
    diagram: bool = True
    suggestions: bool = True
    index_code: bool = True
    links: bool = True


ALL = 1_000_000
FULL = Limits()
WHOLE = Limits(
    changes=ALL,
    must_fix=ALL,
    should_look=ALL,
    candidates=ALL,
    questions=ALL,
    checklist=ALL,
    waived=ALL,
    problems=ALL,
    projects=ALL,
    statements=ALL,
)
COMPACT = replace(FULL, statements=0, suggestions=False)
BARE = replace(COMPACT, diagram=False)
SHORT = replace(BARE, changes=30, should_look=20, candidates=5, waived=5, problems=10)
COUNTED = replace(SHORT, changes=10, should_look=0, candidates=0, questions=3, waived=0, problems=3)
URGENT = replace(COUNTED, changes=0, must_fix=30, questions=0, checklist=30, problems=0, names=20)
LAST = replace(URGENT, must_fix=3, checklist=3, projects=20, names=5, links=False)
LEAST = replace(LAST, must_fix=1, checklist=0, projects=10)

# The head line, what must be fixed, the checklist and the markers stay longest.
STAGES = (FULL, COMPACT, BARE, SHORT, COUNTED, URGENT, LAST, LEAST, replace(LEAST, must_fix=0, projects=5))


def second_language(limits: Limits) -> Limits:
    """The same for the second rendering in a comment of both languages: what is code, or is to be ticked, stands in the first."""
    return replace(limits, checklist=None, statements=0, diagram=False, suggestions=False, index_code=False)
