"""What is answered to commands, in both languages."""

from bot.model import Message

UNKNOWN = Message.of(en="{name} is no command", ko="{name}은(는) 없는 명령입니다")
CLOSE = Message.of(en="{name} is no command; did you mean {close}?", ko="{name}은(는) 없는 명령입니다. {close}을(를) 쓰려던 것입니까?")
USAGE = Message.of(en="this command is written as {usage}", ko="이 명령은 {usage}처럼 씁니다")
USAGES = {
    "review": "/schema-review review [--full]",
    "ack": '/schema-review ack RULE|OBJECT reason="…"',
    "ignore": '/schema-review ignore RULE OBJECT reason="…"',
    "unignore": "/schema-review unignore RULE|OBJECT",
    "answer": "/schema-review answer QUESTION TEXT",
    "lang": "/schema-review lang en|ko",
    "explain": "/schema-review explain RULE",
}

NO_REASON = Message.of(en='a reason is missing: add reason="…"', ko='사유가 없습니다. reason="…"을 덧붙이십시오')
MOVED = Message.of(
    en="the pull request moved on to {head}: nothing was acknowledged. Read the new review and say it again",
    ko="풀 리퀘스트가 {head}(으)로 바뀌어 아무것도 확인 처리하지 않았습니다. 새 리뷰를 읽고 다시 명령하십시오",
)
UNSEEN = Message.of(
    en="{head} was reviewed only after this was said: nothing was acknowledged. Read the review and say it again",
    ko="{head}은(는) 이 댓글 이후에 리뷰되었으므로 아무것도 확인 처리하지 않았습니다. 리뷰를 읽고 다시 명령하십시오",
)
NO_FINDING = Message.of(en="the review of {head} has no finding of {names}", ko="{head} 리뷰에는 {names}에 대한 지적 사항이 없습니다")
NO_QUESTION = Message.of(en="the review of {head} has no question {name}", ko="{head} 리뷰에는 질문 {name}이(가) 없습니다")
NOTHING_HELD = Message.of(en="nothing of {names} was waived here", ko="{names}에 대해 여기서 처리한 예외가 없습니다")
NOT_IGNORED = Message.of(
    en="{rule} loses data and cannot be ignored; it can be acknowledged: {usage}",
    ko="{rule}은(는) 데이터를 잃는 변경이므로 무시할 수 없고 확인만 할 수 있습니다: {usage}",
)
LEVEL = Message.of(
    en="{rule} loses data: to acknowledge it, {level} permission is needed (waivers.destructive in the configuration)",
    ko="{rule}은(는) 데이터를 잃는 변경입니다. 확인하려면 {level} 권한이 필요합니다(설정의 waivers.destructive)",
)
NO_RULE = Message.of(en="no rule is called {name}", ko="{name}(이)라는 규칙이 없습니다")
NO_RULE_CLOSE = Message.of(
    en="no rule is called {name}; did you mean {close}?", ko="{name}(이)라는 규칙이 없습니다. {close}을(를) 찾으십니까?"
)
SNIPPET = Message.of(
    en="to make it permanent, write this in front of the statement or declaration: {line}",
    ko="계속 예외로 두려면 해당 구문이나 선언 앞에 이렇게 쓰십시오: {line}",
)

HELD_ACK = Message.of(en="{who} acknowledged {what} at {head}: {reason}", ko="{who}이(가) {head}에서 {what}을(를) 확인했습니다: {reason}")
HELD_IGNORE = Message.of(en="{who} waived {what}: {reason}", ko="{who}이(가) {what}을(를) 예외로 두었습니다: {reason}")
HELD_ANSWER = Message.of(en="{who} answered {what}: {reason}", ko="{who}이(가) {what}에 답했습니다: {reason}")
HELD_PAUSE = Message.of(
    en="{who} paused the comments; the check run goes on", ko="{who}이(가) 댓글 게시를 중지했습니다. 검사(check run)는 계속합니다"
)
HELD_LANG = Message.of(en="{who} chose the language {what}", ko="{who}이(가) 언어를 {what}(으)로 정했습니다")


def usage(verb: str) -> Message:
    """How a command is written."""
    return USAGE.filled(usage=USAGES.get(verb, f"/schema-review {verb}"))
