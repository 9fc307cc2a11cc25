"""What a check raises."""

from collections.abc import Iterable


class ContractViolation(AssertionError):  # noqa: N818 - a failed test, no error of the program
    """A request, an answer or an event that GitHub's description does not allow."""


def require(mistakes: Iterable[str], subject: str) -> None:
    """Raise one ContractViolation about the subject with all mistakes, if there are any."""
    found = tuple(dict.fromkeys(mistakes))
    if found:
        raise ContractViolation("\n".join((f"{subject}: against GitHub's description", *(f"  - {mistake}" for mistake in found))))
