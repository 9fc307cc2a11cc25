"""How much of a review fits into one comment: what shrinks first when it is too long."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """How many entries of each kind are printed for a project, and whether the bulky parts are."""

    changes: int = 100
    must_fix: int = 100
    should_look: int = 100
    candidates: int = 30
    questions: int = 5
    checklist: int = 100
    waived: int = 30
    problems: int = 30
    projects: int = 50
    statements: bool = True
    diagram: bool = True
    suggestions: bool = True


FULL = Limits()
COMPACT = replace(FULL, statements=False, suggestions=False)
BARE = replace(COMPACT, diagram=False)
SHORT = replace(BARE, changes=30, should_look=20, candidates=5, waived=5, problems=10)
COUNTED = replace(SHORT, changes=10, should_look=0, candidates=0, questions=3, waived=0, problems=3)
URGENT = replace(COUNTED, changes=0, must_fix=30, questions=0, checklist=30, problems=0)
LAST = replace(URGENT, must_fix=3, checklist=3, projects=20)

# The head line, what must be fixed, the checklist and the markers stay longest.
STAGES = (FULL, COMPACT, BARE, SHORT, COUNTED, URGENT, LAST, replace(LAST, must_fix=1, checklist=0, projects=10))
