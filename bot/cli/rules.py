"""`schema-review rules`: which rules there are."""

from bot.cli.options import LangOption, Plain, PlainOption


def rules(format: PlainOption = Plain.TEXT, lang: LangOption = None) -> None:  # noqa: A002 # the option's name
    """List the rules with their severities and what they find."""
    from bot.cli.language import choose_language  # noqa: PLC0415 # --help stays quick
    from bot.cli.printing import print_text, standard_page  # noqa: PLC0415 # likewise
    from bot.lint import default_rules  # noqa: PLC0415 # likewise
    from bot.render import render_rules_json, render_rules_text  # noqa: PLC0415 # likewise

    found = default_rules()
    if format is Plain.JSON:
        print_text(render_rules_json(found))
        return
    page = standard_page()
    print_text(render_rules_text(found, choose_language(lang), width=page.width, color=page.color))
