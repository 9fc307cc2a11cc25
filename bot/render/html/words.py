"""What a page says beside the findings, by the names its template uses."""

from bot.model import Message, Severity
from bot.render import titles

WORDS = {
    "answered": Message.of(en="Answered", ko="답변"),
    "candidates": Message.of(en="Index suggestions", ko="인덱스 제안"),
    "change": Message.of(en="Change", ko="변경"),
    "changed": Message.of(en="changed", ko="변경"),
    "changes": Message.of(en="What changes", ko="변경 내용"),
    "checklist": Message.of(en="Test checklist", ko="테스트 체크리스트"),
    "diagram": Message.of(en="The touched tables", ko="변경 대상 테이블"),
    "drizzle": Message.of(en="In the Drizzle schema", ko="Drizzle 스키마에서는"),
    "dropped": Message.of(en="dropped", ko="삭제"),
    "existing": Message.of(en="Existing, not counted", ko="기존 지적 사항, 집계 제외"),
    "explained": Message.of(en="`schema-review explain RULE` explains a rule", ko="규칙 설명: `schema-review explain RULE --lang ko`"),
    "must_fix": Message.of(en="Must fix", ko="반드시 수정할 사항"),
    "new": Message.of(en="new", ko="추가"),
    "object": Message.of(en="Object", ko="대상"),
    "on_base": titles.BASE_SIDE,
    "outside": Message.of(en="Outside any project", ko="프로젝트에 속하지 않는 항목"),
    "partial": Message.of(
        en="Not everything could be read, so a finding may be missing.", ko="일부를 읽지 못해 빠진 지적 사항이 있을 수 있습니다."
    ),
    "problems": Message.of(en="Not analysed", ko="분석하지 못함"),
    "project": Message.of(en="Project", ko="프로젝트"),
    "questions": Message.of(en="Questions", ko="질문"),
    "remarks": Message.of(en="Notes", ko="참고"),
    "remove": Message.of(en="Suggested: delete", ko="제안: 삭제"),
    "risk": Message.of(en="Risk", ko="위험도"),
    "same": Message.of(en="unchanged, referred to", ko="변경 없음, 참조 대상"),
    "should_look": Message.of(en="Should look at", ko="검토할 사항"),
    "suggested": Message.of(en="Suggested for", ko="수정 제안"),
    "title": Message.of(en="Schema review", ko="스키마 리뷰"),
    "waived": Message.of(en="Waived", ko="예외"),
}
COUNTS = {
    Severity.ERROR: (Message.of(en=" error", ko="건"), Message.of(en=" errors", ko="건")),
    Severity.WARNING: (Message.of(en=" warning", ko="건"), Message.of(en=" warnings", ko="건")),
    Severity.NOTE: (Message.of(en=" note", ko="건"), Message.of(en=" notes", ko="건")),
}
KINDS = {
    Severity.ERROR: Message.of(en="", ko="오류 "),
    Severity.WARNING: Message.of(en="", ko="경고 "),
    Severity.NOTE: Message.of(en="", ko="참고 "),
}
EXISTING = (
    Message.of(en="{count} finding that the base already had", ko="변경 전부터 있던 지적 사항 {count}건"),
    Message.of(en="{count} findings that the base already had", ko="변경 전부터 있던 지적 사항 {count}건"),
)
UNDRAWN = (
    Message.of(en="{count} more table is not drawn", ko="그리지 않은 테이블 {count}개"),
    Message.of(en="{count} more tables are not drawn", ko="그리지 않은 테이블 {count}개"),
)


def counted(forms: tuple[Message, Message], count: int) -> Message:
    """The form for one or for many, with the count."""
    form = forms[count != 1]
    return Message(form.en, form.ko, (("count", count),))
