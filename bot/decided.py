"""A Review after what people said of it in the pull request."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.model import Answer, Answered, Excuse, ProjectReview, Review, Waived
from bot.scope import narrowed


def decided(review: Review, excuses: Iterable[Excuse], answers: Iterable[Answer], *, fail_on: str) -> Review:
    """Excused findings are waived and answered questions are not asked; the verdict is on what is left.

    Of several that speak of the same finding or question the last one counts. Whether the person may is for the caller to know.
    """
    said = {(excuse.fingerprint, excuse.digest): excuse for excuse in excuses}
    told = {answer.question: answer for answer in answers}
    if not said and not told:
        return review
    return narrowed(review, (_project(project, said, told) for project in review.projects), fail_on)


def _project(project: ProjectReview, said: Mapping[tuple[str, str], Excuse], told: Mapping[str, Answer]) -> ProjectReview:
    held = {finding.fingerprint: excuse for finding in project.findings if (excuse := said.get((finding.fingerprint, finding.digest)))}
    excused = ((finding, held[finding.fingerprint]) for finding in project.findings if finding.fingerprint in held)
    return replace(
        project,
        findings=tuple(finding for finding in project.findings if finding.fingerprint not in held),
        candidates=tuple(candidate for candidate in project.candidates if candidate.finding not in held),
        questions=tuple(question for question in project.questions if question.id not in told),
        answered=tuple(Answered(question, told[question.id]) for question in project.questions if question.id in told),
        waived=(*project.waived, *(Waived(finding, excuse.reason, excuse.by) for finding, excuse in excused)),
    )
