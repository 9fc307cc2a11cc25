"""`schema-review doctor`: what is wrong with an installation of the service, and what to do about it."""

from typing import TYPE_CHECKING

import typer

from bot.cli.exits import Exit
from bot.cli.options import LangOption
from bot.cli.serve import needs_the_extra
from bot.model import Message

if TYPE_CHECKING:
    from bot.model import Language
    from bot.service.doctor import Report

NOTHING = Message.of(en="Nothing is wrong.", ko="문제가 없습니다.")


def doctor(lang: LangOption = None) -> None:
    """Check an installation of the GitHub App: settings, key, permissions, events, webhook, database, git, clock."""
    needs_the_extra()
    from bot.cli.language import choose_language  # noqa: PLC0415 # --help stays quick
    from bot.cli.printing import print_text  # noqa: PLC0415 # likewise
    from bot.service.doctor import examine  # noqa: PLC0415 # no other command needs it, and it may not be installed

    report = examine()
    print_text("\n".join(_lines(report, choose_language(lang))))
    raise typer.Exit(Exit.USAGE if report.ailments else Exit.OK)


def _lines(report: "Report", language: "Language") -> list[str]:
    from bot.render.message import plain  # noqa: PLC0415 # likewise

    lines = [f"ok       {check}" for check in report.sound]
    lines += [f"?        {check}" for check in report.unchecked]
    for ailment in report.ailments:
        lines += [f"wrong    {ailment.check}: {plain(ailment.what, language)}", f"         → {plain(ailment.remedy, language)}"]
    return lines if report.ailments else [*lines, plain(NOTHING, language)]
