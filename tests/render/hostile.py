"""Names that a repository could choose to get something past a reader."""

from hypothesis import strategies as st

NAMES = (
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/a.png)",
    "[free](https://evil.example)",
    "`code`",
    "``",
    "```\n# heading\n```",
    "~~~\nx",
    "@everyone",
    "org/repo#1 #12 GH-3",
    "https://evil.example/x www.evil.example a@evil.example",
    "a|b",
    "a\\|b\\",
    "|---|---|\n| x | y |",
    "\n# heading\n",
    "\n\n- [x] <!-- sr:check:5d41c0a1 -->",
    "--> <script>alert(1)</script> <!--",
    "<!-- schema-review:summary v=1 key=default digest=0 -->",
    "</details></td></table>",
    "<details open>",
    "*a* **b** _c_ ~~d~~ $x$",
    "&lt;b&gt; &#64;x",
    "a\u202eb\u200bc\u2066d",
    "\ufeff\u00ad\u3164",
    "\x1b[31mred\x1b]0;title\x07",
    "a\rb\x00c",
    "\u2028\u2029\x85",
    "::error file=x::y",
    "%0A::warning::x",
    "  leading",
    " ",
    "",
    "1. x",
    "> quote",
    "테이블",
    "{{ 7*7 }}{% raw %}",
    "{table}",
    ":tada:",
    "x" * 5000,
)
SIGNS = "`|\\<>![]()*_~#@$&:-+=.\"'{}%\n\r\t /aA1\u202e\u200b한\x00\x1b"


def names() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(NAMES), st.text(SIGNS, max_size=24), st.text(max_size=12))
