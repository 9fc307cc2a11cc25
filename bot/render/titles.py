"""Headings and summary lines in both languages, for outputs without a template."""

from bot.model import Conclusion, Message, Project, Review, Severity
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
    findings = [finding for project in review.projects for finding in project.findings]
    counts = [(severity, sum(finding.severity is severity for finding in findings)) for severity in Severity]
    en = ", ".join(f"{count} {severity.value}{'' if count == 1 else 's'}" for severity, count in counts if count)
    ko = ", ".join(f"{KOREAN[severity]} {count}건" for severity, count in counts if count)
    nothing = NO_FINDINGS if any(project.changes for project in review.projects) else NO_CHANGES
    partial = PARTIAL if review.conclusion is Conclusion.NEUTRAL else Message("", "")
    return Message.of(
        en=f"{{head}} → base {{base}}: {en or nothing.en}{partial.en}",
        ko=f"{{head}} → 기준 {{base}}: {ko or nothing.ko}{partial.ko}",
        head=review.head,
        base=review.base,
    )


KOREAN = {Severity.ERROR: "오류", Severity.WARNING: "경고", Severity.NOTE: "참고"}
NO_FINDINGS = Message.of(en="no findings", ko="지적 사항 없음")
NO_CHANGES = Message.of(en="no schema changes", ko="스키마 변경 없음")
PARTIAL = Message.of(en=", not everything could be read", ko=", 일부를 읽지 못함")
