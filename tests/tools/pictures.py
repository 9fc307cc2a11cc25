"""Draw comments as GitHub shows them: its Markdown renderer, its style sheet, headless Chromium.

Usage: pictures.py OUT [FILE.md…] [--open] [--document] [--width 900] [--scale 1]

Without files the golden comments of tests/reviews are drawn. Each becomes OUT/<name>.png, light theme, its whole height.
Mermaid blocks stay code, and a picture or script that the Markdown names is not loaded.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cmarkgfm
from cmarkgfm.cmark import Options

ROOT = Path(__file__).parents[2]
STYLE = ROOT / "tests" / "oracles" / "node_modules" / "github-markdown-css" / "github-markdown-light.css"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
HEIGHT = re.compile(r'<html[^>]* data-height="(\d+)"')
TASK = re.compile(r'<li>(\s*(?:<p>)?)<input type="checkbox"')
# A comment stands in a frame with its author above; a document fills the page.
PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-height'">
<style>{style}</style>
<style>
body {{ margin: 0; padding: 16px; background: #fff; }}
.frame {{ border: 1px solid #d1d9e0; border-radius: 6px; }}
.author {{ padding: 8px 16px; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; background: #f6f8fa; color: #59636e;
  font: 14px/21px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }}
.author b {{ color: #1f2328; }}
.author i {{ margin: 0 4px; padding: 0 7px; border: 1px solid #d1d9e0; border-radius: 2em; font-size: 12px; font-style: normal; }}
.frame .markdown-body {{ padding: 16px; font-size: 14px; }}
.document .markdown-body {{ padding: 16px; }}
.task-list-item {{ list-style-type: none; }}
</style></head>
<body>{content}
<script nonce="height">addEventListener("load", () => {{
  const root = document.documentElement;
  root.dataset.height = Math.ceil(root.getBoundingClientRect().height);
}});</script>
</body></html>
"""
FRAME = """\
<div class="frame"><div class="author"><b>github-actions</b> <i>bot</i> commented</div>
<article class="markdown-body">{}</article></div>"""
DOCUMENT = '<div class="document"><article class="markdown-body">{}</article></div>'


@dataclass(frozen=True, slots=True)
class Look:
    """How everything is drawn: the width in CSS pixels, the pixels of the picture for one of them."""

    width: int = 900
    scale: float = 1
    opened: bool = False
    document: bool = False


@dataclass(frozen=True, slots=True)
class Browser:
    """Headless Chromium with a profile folder that nobody else uses."""

    program: str
    profile: Path

    def run(self, page: Path, *options: str) -> str:
        """Load a page; returns what the browser prints."""
        command = [self.program, *FLAGS, f"--user-data-dir={self.profile}", *options, page.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
        if done.returncode:
            sys.exit(f"{self.program} failed: {done.stderr.strip()[-1000:]}")
        return done.stdout

    def height(self, page: Path, width: int) -> int:
        """The height of a page of that width, in CSS pixels."""
        found = HEIGHT.search(self.run(page, f"--window-size={width},600", "--dump-dom"))
        if found is None:
            sys.exit(f"{self.program} did not say how high {page.name} is")
        return int(found[1])


def page_of(markdown: str, look: Look) -> str:
    """The HTML page of a comment or document."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_GITHUB_PRE_LANG
    if not look.document:
        options |= Options.CMARK_OPT_HARDBREAKS  # a line break in a comment is one on the page
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, options)
    html = TASK.sub(r'<li class="task-list-item">\1<input class="task-list-item-checkbox" type="checkbox"', html)
    if look.opened:
        html = html.replace("<details>", "<details open>")
    return PAGE.format(style=STYLE.read_text(encoding="utf-8"), content=(DOCUMENT if look.document else FRAME).format(html))


def draw(browser: Browser, source: Path, picture: Path, look: Look) -> None:
    """Write the picture of a Markdown file."""
    page = browser.profile.with_name(f"{picture.stem}.html")
    page.write_text(page_of(source.read_text(encoding="utf-8"), look), encoding="utf-8")
    height = browser.height(page, look.width)
    size = f"--window-size={look.width},{height}"
    browser.run(page, size, f"--force-device-scale-factor={look.scale}", f"--screenshot={picture.resolve()}")


def pictures(files: list[Path]) -> Iterator[tuple[Path, str]]:
    """The Markdown files and the names of their pictures."""
    yield from ((path, f"{path.stem}.png") for path in files)
    if not files:
        for path in sorted((ROOT / "tests" / "reviews").glob("*/review.*.md")):
            yield path, path.parent.name + path.name.removeprefix("review").removesuffix(".md") + ".png"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw comments as GitHub shows them.")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the pictures")
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="Markdown files; default, the golden comments")
    parser.add_argument("--open", action="store_true", help="show every <details> open")
    parser.add_argument("--document", action="store_true", help="a document, not a comment: no frame, line breaks are blanks")
    parser.add_argument("--width", type=int, default=Look().width, help="of the page, in CSS pixels")
    parser.add_argument("--scale", type=float, default=Look().scale, help="pixels of the picture for a CSS pixel")
    return parser.parse_intermixed_args()


def main() -> None:
    given = arguments()
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit(f"no browser: none of {', '.join(BROWSERS)} is on the PATH (on Debian: apt install chromium)")
    if not STYLE.is_file():
        sys.exit("GitHub's style sheet is not installed: `make pictures OUT=DIR` does it where npm exists")
    look = Look(width=given.width, scale=given.scale, opened=given.open, document=given.document)
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True) as folder:
        browser = Browser(program, Path(folder) / "profile")
        for source, name in pictures(given.files):
            draw(browser, source, given.out / name, look)
            sys.stdout.write(f"{given.out / name}\n")


if __name__ == "__main__":
    main()
