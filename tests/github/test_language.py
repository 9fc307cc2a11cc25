"""In which language a pull request is answered."""

import pytest

from bot.github.language import pull_language


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("쿠폰 테이블 추가", "", "ko"),
        ("feat: 쿠폰과 리뷰 테이블을 추가합니다", "## Checklist\n\n- [ ] tests\n- [ ] docs", "ko"),
        ("Add coupons", "", "en"),
        ("Add coupons", "Closes #3. Written by 김철수.", "en"),
        ("Add coupons", "<!-- 무엇을 왜 바꾸는지 적어 주십시오. 스크린샷도 부탁드립니다. -->\nCoupons.", "en"),
        ("Add coupons", "```sql\nCOMMENT ON TABLE coupons IS '쿠폰을 저장하는 테이블이며 회원당 하나만 발급합니다';\n```", "en"),
        ("", "", "en"),
        ("#12", "🚀", "en"),
    ],
)
def test_auto_is_the_language_of_title_and_body(title: str, body: str, expected: str) -> None:
    assert pull_language("auto", title=title, body=body, kept=None) == (expected, False)


def test_what_was_decided_once_is_kept() -> None:
    assert pull_language("auto", title="쿠폰", body="", kept="en") == ("en", False)


def test_a_language_that_is_named_wins() -> None:
    assert pull_language("ko", title="Add coupons", body="", kept="en") == ("ko", False)
    assert pull_language("en", title="쿠폰", body="", kept="ko") == ("en", False)


def test_both_begins_with_the_language_of_the_pull_request() -> None:
    assert pull_language("both", title="쿠폰 추가", body="", kept=None) == ("ko", True)
    assert pull_language("both", title="Coupons", body="", kept=None) == ("en", True)
