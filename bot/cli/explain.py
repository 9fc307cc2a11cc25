"""`schema-review explain`: why a rule exists."""

from difflib import get_close_matches
from typing import Annotated

import typer

from bot.cli.options import LangOption
from bot.errors import ConfigError


def explain(rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's name.")], lang: LangOption = None) -> None:
    """Show a rule's page: why, bad and good examples, when to allow it."""
    from bot.cli.language import choose_language  # noqa: PLC0415 # --help stays quick
    from bot.cli.printing import print_text, standard_page  # noqa: PLC0415 # likewise
    from bot.lint import default_rules, markdown  # noqa: PLC0415 # likewise
    from bot.render.pages import render_page  # noqa: PLC0415 # likewise

    pages = {known.name: known.page for known in default_rules()}
    if rule not in pages:
        close = get_close_matches(rule.lower().replace("_", "-"), pages, n=1, cutoff=0.4)
        raise ConfigError(f"no rule is called {rule}; {f'did you mean {close[0]}?' if close else '`schema-review rules` lists them'}")
    page = standard_page()
    print_text(render_page(markdown(pages[rule], choose_language(lang)), width=page.width, color=page.color))
