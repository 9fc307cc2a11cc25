"""The fixed words of every output that has no template: effects, risks, dialects and signs."""

from bot.model import Dialect, Effect, ItemKind, Message, Risk, Severity

SEVERITY_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟠", Severity.NOTE: "🔵"}
RISK_SIGNS = {Risk.HIGH: "🔴", Risk.MEDIUM: "🟠", Risk.LOW: "🟢"}

SEVERITIES = {
    Severity.ERROR: Message.of(en="error", ko="오류"),
    Severity.WARNING: Message.of(en="warning", ko="경고"),
    Severity.NOTE: Message.of(en="note", ko="참고"),
}
RISKS = {
    Risk.HIGH: Message.of(en="high", ko="높음"),
    Risk.MEDIUM: Message.of(en="medium", ko="중간"),
    Risk.LOW: Message.of(en="low", ko="낮음"),
}
EFFECTS = {
    Effect.LOSES_DATA: Message.of(en="data loss", ko="데이터 손실"),
    Effect.FAILS: Message.of(en="may fail", ko="실행 실패 가능"),
    Effect.BREAKS_RUNNING_CODE: Message.of(en="breaks running code", ko="실행 중인 코드 오류"),
    Effect.REWRITES_TABLE: Message.of(en="table rewrite", ko="테이블 재작성"),
    Effect.SCANS_TABLE: Message.of(en="table scan", ko="테이블 풀 스캔"),
    Effect.BUILDS_INDEX: Message.of(en="index build", ko="인덱스 생성"),
    Effect.BLOCKS_READS: Message.of(en="blocks reads", ko="읽기 차단"),
    Effect.BLOCKS_WRITES: Message.of(en="blocks writes", ko="쓰기 차단"),
}
BLOCKS_ALL = Message.of(en="blocks reads and writes", ko="읽기·쓰기 차단")
GROUPS = {
    ItemKind.INTEGRITY: Message.of(en="Integrity", ko="무결성"),
    ItemKind.PERFORMANCE: Message.of(en="Performance", ko="성능"),
    ItemKind.CONSISTENCY: Message.of(en="Consistency", ko="정합성"),
    ItemKind.ROLLOUT: Message.of(en="Rollout", ko="배포"),
}
FULL_REPORT = Message.of(en="full report", ko="전체 보고서")
DIALECTS = {
    Dialect.POSTGRESQL: "PostgreSQL",
    Dialect.MYSQL: "MySQL",
    Dialect.MARIADB: "MariaDB",
    Dialect.SQLITE: "SQLite",
}


def effect_words(effects: frozenset[Effect]) -> tuple[Message, ...]:
    """The effects in words, the gravest first."""
    blocks = {Effect.BLOCKS_READS, Effect.BLOCKS_WRITES}
    shown = tuple(words for effect, words in EFFECTS.items() if effect in effects and not (effect in blocks and blocks <= effects))
    return (*shown, BLOCKS_ALL) if blocks <= effects else shown
