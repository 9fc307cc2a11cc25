"""Why a file gives no text, in words of both languages."""

from bot.model import Unread, UnreadReason

MIB = 1 << 20
BINARY = ("binary or UTF-16, not UTF-8 text", "UTF-8 텍스트가 아니라 바이너리 또는 UTF-16")
WORDS = {
    UnreadReason.LINK: ("a link, and links are not followed", "링크이며, 링크는 따라가지 않음"),
    UnreadReason.SUBMODULE: ("a folder or a submodule", "폴더 또는 서브모듈"),
    UnreadReason.MISSING: ("not there, or not ours to read", "파일이 없거나 읽을 권한이 없음"),
}


def unread_words(content: Unread, *, limit: int) -> tuple[str, str]:
    """The reason in English and Korean; `limit` is the largest size in bytes that is read."""
    if content.reason is UnreadReason.TOO_LARGE:
        return f"larger than {limit // MIB} MiB", f"{limit // MIB} MiB보다 큼"
    return WORDS[content.reason]
