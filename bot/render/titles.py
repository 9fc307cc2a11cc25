"""Headings and summary lines in both languages, for outputs without a template."""

from bot.model import Conclusion, Message, Project, Review, Severity
from bot.render.clean import is_clean
from bot.render.words import DIALECTS

NOTHING_FOUND = Message.of(
    en="no project found: no drizzle.config, no folder of SQL migrations, no schema.sql, and none in the configuration",
    ko="프로젝트를 찾지 못했습니다. drizzle.config, SQL 마이그레이션 폴더, schema.sql이 없고 설정에 선언된 프로젝트도 없습니다",
)
NO_PROJECT = Message.of(en="no project to review", ko="리뷰할 프로젝트가 없습니다")
CHANGES = Message.of(en="What changes ({count})", ko="변경 내용 ({count})")
MUST_FIX = Message.of(en="Must fix ({count})", ko="반드시 수정할 사항 ({count})")
SHOULD_LOOK = Message.of(en="Should look at ({count})", ko="검토할 사항 ({count})")
CANDIDATES = Message.of(en="Index suggestions ({count})", ko="인덱스 제안 ({count})")
QUESTIONS = Message.of(en="Questions ({count})", ko="질문 ({count})")
CHECKLIST = Message.of(en="Test checklist ({count})", ko="테스트 체크리스트 ({count})")
WAIVED = Message.of(en="Waived ({count})", ko="예외 ({count})")
PROBLEMS = Message.of(en="Not analysed ({count})", ko="분석하지 못함 ({count})")
REMARKS = Message.of(en="Notes ({count})", ko="참고 ({count})")
EXISTING = Message.of(en="Existing, not counted: {count}", ko="기존 지적 사항, 집계 제외: {count}건")
BASE_SIDE = Message.of(en="on base", ko="변경 전")


def nothing_found(review: Review) -> Message:
    """Why there is no project to show; short where the problems below say it."""
    return NO_PROJECT if review.problems else NOTHING_FOUND


def titled(title: Message, count: int) -> Message:
    """A heading with its count."""
    return Message(title.en, title.ko, (("count", count),))


def project_line(project: Project) -> Message:
    """Which project was found and why: `api (PostgreSQL 16, Drizzle): <reason>`."""
    product = " ".join(filter(None, (DIALECTS[project.dialect], project.version)))
    kind = f"{product}, Drizzle" if project.has_drizzle_schema else product
    reason = project.reason
    en, ko = f"{{found_project}} ({kind}): {reason.en}", f"{{found_project}} ({kind}): {reason.ko}"
    return Message(en, ko, (("found_project", project.name), *reason.values))


def verdict(review: Review) -> Message:
    """The counts in one line, `head` against `base`."""
    between, said = commits(review), _counted(review, nothing=NO_FINDINGS)
    return Message(f"{between.en}: {said.en}", f"{between.ko}: {said.ko}", between.values)


def commits(review: Review) -> Message:
    """Which two commits, or folders, were compared."""
    return Message.of(en="{head} → base {base}", ko="변경 전 {base} → 변경 후 {head}", head=review.head, base=review.base)


def check_title(review: Review) -> Message:
    """The verdict as the title of a check run: the counts, or why there are none."""
    said = _counted(review, nothing=ALL_CLEAR if is_clean(review) else NO_FINDINGS)
    return Message(said.en[0].upper() + said.en[1:], said.ko)


def _counted(review: Review, *, nothing: Message) -> Message:
    """How many findings of each severity; without any, `nothing` or that the schema does not change."""
    findings = review.findings
    counts = [(severity, sum(finding.severity is severity for finding in findings)) for severity in Severity]
    en = ", ".join(f"{count} {severity.value}{'' if count == 1 else 's'}" for severity, count in counts if count)
    ko = ", ".join(f"{KOREAN[severity]} {count}건" for severity, count in counts if count)
    none = nothing if any(project.changes for project in review.projects) else NO_CHANGES
    partial = PARTIAL if review.conclusion is Conclusion.NEUTRAL else Message("", "")
    return Message(f"{en or none.en}{partial.en}", f"{ko or none.ko}{partial.ko}")


KOREAN = {Severity.ERROR: "오류", Severity.WARNING: "경고", Severity.NOTE: "참고"}
NO_FINDINGS = Message.of(en="no findings", ko="지적 사항 없음")
ALL_CLEAR = Message.of(en="all clear", ko="문제 없음")
NO_CHANGES = Message.of(en="no schema changes", ko="스키마 변경 없음")
PARTIAL = Message.of(en=", not everything could be read", ko=", 일부를 읽지 못함")
