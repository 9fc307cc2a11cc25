"""What the demos say between the comments, in both languages."""

import re
import sys

MARKER = re.compile(r"<!--.*?-->\n?", re.DOTALL)
LINK = re.compile(r"\[([^\[\]]+)\]\(https?://[^)\s]*\)")
EN = {
    "stage": "GitHub is played by a stand-in on this machine, and nothing leaves it. Links are printed without their addresses.",
    "opened": "The pull request is opened",
    "asked": "A person writes /schema-review: nothing has changed, so nothing is posted anew",
    "pushed": "The developer pushes: one finding mended, another added",
    "ticked": "A person ticks a box, and the developer pushes: one finding mended, another added",
    "sent": "GitHub sends the event {event} ({action}): answered with {status} after {ms} ms",
    "cost": "The review has ended: it read from GitHub {reads} times and wrote {writes} times",
    "comment": "The comment",
    "difference": "What is different in the comment: - before, + now",
    "lines": "Comments on lines",
    "check": "The check run",
    "report": "Its link `Details` leads to the report page: {url} ({status}, {size} bytes, gone with this demo)",
    "same": "Our comment is the same, and {lines} lines are commented on as before",
    "another": "Our comment is another one; {lines} lines are commented on",
    "old side": " (as it was before)",
    "outdated": " (no longer in the diff)",
    "resolved": " (resolved, hidden)",
    "verdict": "{name}: {conclusion}, {title}, {count} annotations",
    "end": "In the end: {comments} comment of ours on the pull request, {reviews} reviews with comments on lines.",
}
KO = {
    "stage": "GitHub 역할은 이 컴퓨터 안의 대역(stand-in)이 하며, 밖으로 나가는 것은 없습니다. 댓글의 링크는 주소를 빼고 출력합니다.",
    "opened": "풀 리퀘스트를 엽니다",
    "asked": "사람이 /schema-review를 적습니다. 바뀐 것이 없으므로 새로 올리는 것도 없습니다",
    "pushed": "개발자가 푸시합니다. 지적 사항 하나는 고치고 하나는 새로 생깁니다",
    "ticked": "사람이 체크박스를 선택하고 개발자가 푸시합니다. 지적 사항 하나는 고치고 하나는 새로 생깁니다",
    "sent": "GitHub가 {event} 이벤트({action})를 보냄: {ms}ms 뒤 {status} 응답",
    "cost": "리뷰 완료: GitHub에서 {reads}회 읽고 {writes}회 썼음",
    "comment": "댓글",
    "difference": "댓글에서 달라진 것: - 이전, + 지금",
    "lines": "줄 댓글",
    "check": "체크 실행",
    "report": "`Details` 링크는 보고서 페이지로 이어짐: {url} ({status}, {size}바이트, 이 데모와 함께 사라짐)",
    "same": "우리 댓글은 그대로이고, 줄 댓글도 {lines}개 그대로입니다",
    "another": "우리 댓글이 달라졌고, 줄 댓글은 {lines}개입니다",
    "old side": " (변경 전)",
    "outdated": " (더 이상 diff에 없음)",
    "resolved": " (해결됨, 숨김)",
    "verdict": "{name}: {conclusion}, {title}, 주석(annotation) {count}개",
    "end": "마지막으로 풀 리퀘스트에는 우리 댓글 {comments}개와, 줄 댓글을 올린 리뷰 {reviews}개가 있습니다.",
}
WORDS = {"en": EN, "ko": KO}


def told(language: str, name: str, /, **values: object) -> str:
    """One sentence, its blanks filled in."""
    return WORDS[language][name].format(**values)


def readable(body: str) -> str:
    """A comment without what GitHub does not show: markers, and where links lead."""
    return LINK.sub(r"\1", MARKER.sub("", body)).strip()


def say(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(f"{text}\n")


def heading(text: str) -> None:
    """A chapter."""
    say(f"\n{'═' * 100}\n{text}\n{'═' * 100}")


def section(text: str) -> None:
    """A part of a chapter."""
    say(f"\n── {text} {'─' * (95 - len(text))}")
