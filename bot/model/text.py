"""What people read, before it has a language: a message in both, its values apart so that each output can escape them."""

from dataclasses import dataclass
from typing import Literal, Self, TypeAlias

Language: TypeAlias = Literal["en", "ko"]
Value: TypeAlias = str | int | tuple[str, ...]

LANGUAGES: tuple[Language, ...] = ("en", "ko")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages; `{name}` stands for a value that came from the repository or was computed.

    A string value is code (an identifier, SQL, a path), a tuple a list of such, an integer a number.
    """

    en: str
    ko: str
    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, en: str, ko: str, **values: Value) -> Self:
        """A message with its values by name."""
        return cls(en, ko, tuple(values.items()))

    def filled(self, **values: Value) -> "Message":
        """The same sentence with its values."""
        return Message.of(self.en, self.ko, **values)

    def template(self, language: Language) -> str:
        """The sentence with its placeholders."""
        return self.ko if language == "ko" else self.en
