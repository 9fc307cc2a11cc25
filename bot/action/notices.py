"""What the Action says beside the review, in both languages."""

from bot.model import Message

CLOSED = Message.of(en="the pull request is closed: nothing to review", ko="풀 리퀘스트가 닫혔으므로 리뷰할 것이 없습니다")
DELETED = Message.of(en="the branch was deleted: nothing to review", ko="브랜치가 삭제되었으므로 리뷰할 것이 없습니다")
NO_PULL = Message.of(en="the comment is on no pull request: nothing to review", ko="풀 리퀘스트의 댓글이 아니므로 리뷰할 것이 없습니다")
NO_COMMAND = Message.of(en="the comment has no new command: nothing to do", ko="댓글에 새 명령이 없으므로 할 일이 없습니다")
REFUSED = Message.of(
    en="the command was not followed; its comment has the reaction that says why (docs/commands.md)",
    ko="명령을 따르지 않았습니다. 이유는 댓글의 반응에 있습니다(docs/commands.md)",
)
ANSWERED = Message.of(en="the command was answered in the pull request", ko="풀 리퀘스트에서 명령에 답했습니다")
HELD = Message.of(en="The boxes of the checklist count", ko="체크리스트를 완료해야 합니다")
OPEN_BOX = Message.of(en="{count} box of the checklist is open", ko="체크리스트 미완료 {count}건")
OPEN_BOXES = Message.of(en="{count} boxes of the checklist are open", ko="체크리스트 미완료 {count}건")
DRAFT = Message.of(
    en="a draft: not reviewed, as `drafts: skip` in the configuration says",
    ko="초안입니다. 설정의 `drafts: skip`에 따라 리뷰하지 않습니다",
)
CHECK_ONLY = Message.of(
    en="a draft: no comment is posted before it is ready for review (`drafts: check-only` in the configuration, the default)",
    ko="초안이므로 리뷰 준비가 끝날 때까지 댓글을 게시하지 않습니다(설정 `drafts: check-only`, 기본값)",
)
FOREIGN = Message.of(
    en="the input `head` names another commit than the event: nothing is written to GitHub",
    ko="입력값 `head`가 이벤트와 다른 커밋을 가리키므로 GitHub에 아무것도 게시하지 않습니다",
)
DRY = Message.of(
    en="`dry-run`: nothing was written to GitHub; what would have been is in the log",
    ko="`dry-run`: GitHub에 아무것도 게시하지 않았습니다. 게시할 내용은 로그에 있습니다",
)
FROM_FORK = Message.of(
    en="This pull request comes from a fork, so the token may only read: {missing} could not be written. All findings are in the "
    "annotations and in the job summary. `docs/github.md` in the reviewer's repository (Pull requests from forks) has two safe ways to "
    "get comments: a maintainer starts the review by hand (`workflow_dispatch`), or `pull_request_target` without a checkout of the head.",
    ko="포크에서 온 풀 리퀘스트라서 토큰에 읽기 권한만 있습니다. {missing}을(를) 게시하지 못했습니다. 모든 지적 사항은 주석(annotation)과 "
    "작업 요약에 있습니다. 댓글까지 게시하는 안전한 방법 두 가지는 이 리뷰 도구 저장소의 `docs/github.md`(Pull requests from forks)에 "
    "있습니다. 관리자가 직접 리뷰를 시작하거나(`workflow_dispatch`), head를 체크아웃하지 않고 `pull_request_target`을 사용하십시오.",
)
NOT_ALLOWED = Message.of(
    en="GitHub did not take {missing} ({words}). All findings are in the annotations and in the job summary. Comments need "
    "`pull-requests: write` among the permissions of the job, and a conversation that is not locked.",
    ko="GitHub가 {missing}을(를) 받아들이지 않았습니다({words}). 모든 지적 사항은 주석(annotation)과 작업 요약에 있습니다. "
    "댓글을 게시하려면 작업의 권한에 `pull-requests: write`가 있어야 하고 대화가 잠겨 있지 않아야 합니다.",
)
NO_TOKEN = Message.of(
    en="The input `github-token` is empty: {missing} could not be written. All findings are in the annotations and in the job summary. "
    "Leave the input out to use the token of the workflow.",
    ko="입력값 `github-token`이 비어 있어 {missing}을(를) 게시하지 못했습니다. 모든 지적 사항은 주석(annotation)과 작업 요약에 있습니다. "
    "이 입력을 지우면 워크플로의 토큰을 사용합니다.",
)
UNSEEN = Message.of(
    en="GitHub shows no diff of {paths}: what was found there is in the summary, not on its lines",
    ko="GitHub가 {paths}의 diff를 보여 주지 않아, 거기서 찾은 지적 사항은 해당 줄이 아니라 요약에 있습니다",
)
AHEAD = Message.of(
    en="{head} is part of {base} already: nothing to review",
    ko="{head}은(는) 이미 {base}에 들어 있으므로 리뷰할 것이 없습니다",
)
SUPERSEDED = Message.of(
    en="superseded by {head}: the pull request moved on while this was reviewed",
    ko="{head}(으)로 대체되었습니다. 리뷰하는 동안 풀 리퀘스트가 바뀌었습니다",
)
STOPPED = Message.of(en="the workflow was cancelled", ko="워크플로가 취소되었습니다")
FAILED = Message.of(en="not reviewed: {words}", ko="리뷰하지 못했습니다: {words}")
INTERNAL = Message.of(
    en="internal error: nothing was reviewed; the log of the workflow has the traceback",
    ko="내부 오류로 리뷰하지 못했습니다. 트레이스백은 워크플로 로그에 있습니다",
)

CONFIG_BROKEN = Message.of(
    en="the configuration is wrong, so the defaults hold: {mistakes}",
    ko="설정 파일이 잘못되어 기본값을 사용했습니다: {mistakes}",
)
CONFIG_WOULD_BREAK = Message.of(
    en="this pull request makes the configuration wrong; the verdict uses the target branch's. After merging, the defaults would hold: "
    "{mistakes}",
    ko="이 풀 리퀘스트의 설정 파일이 잘못되었습니다. 판정에는 대상 브랜치의 설정을 사용했습니다. "
    "병합하면 기본값을 사용하게 됩니다: {mistakes}",
)
CONFIG_SAME = Message.of(
    en="this pull request changes the configuration; the verdict uses the target branch's. The new one would say the same here",
    ko="이 풀 리퀘스트는 설정을 변경합니다. 판정에는 대상 브랜치의 설정을 사용했습니다. 새 설정을 사용해도 이 리뷰의 결과는 같습니다",
)
CONFIG_OTHER = Message.of(
    en="this pull request changes the configuration; the verdict uses the target branch's. With the new one this review would have "
    "errors: {errors}, warnings: {warnings}, notes: {notes}, conclusion: {conclusion}",
    ko="이 풀 리퀘스트는 설정을 변경합니다. 판정에는 대상 브랜치의 설정을 사용했습니다. 새 설정을 사용하면 이 리뷰의 결과는 "
    "오류 {errors}건, 경고 {warnings}건, 참고 {notes}건, 판정 {conclusion}입니다",
)
