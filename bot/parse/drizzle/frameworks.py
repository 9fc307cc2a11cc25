"""Module paths that a framework gives a repository in a tsconfig that it generates and nobody commits: SvelteKit's and Nuxt's.

https://svelte.dev/docs/kit/configuration#alias, https://nuxt.com/docs/api/nuxt-config#alias
"""

import posixpath
from collections.abc import Callable, Container, Iterator

from bot.parse.drizzle.host import ROOT
from bot.parse.drizzle.values import Object, Value

Pattern = tuple[str, tuple[str, ...]]
Settings = Callable[[str], Value]

SVELTE = tuple(f"svelte.config.{ending}" for ending in ("js", "ts", "mjs"))
NUXT = tuple(f"nuxt.config.{ending}" for ending in ("ts", "js", "mts", "mjs"))


def framework_patterns(folder: str, paths: Container[str], settings: Settings) -> tuple[Pattern, ...]:
    """The patterns that hold in a folder with a framework's configuration, with what they stand for; `settings` reads the file."""
    for names, patterns in ((SVELTE, _svelte), (NUXT, _nuxt)):
        for name in names:
            path = posixpath.join(folder, name)
            if path in paths:
                return tuple(patterns(folder, settings(path)))
    return ()


def _svelte(folder: str, value: Value) -> Iterator[Pattern]:
    library = _text(value, "kit", "files", "lib") or "src/lib"
    yield from _both("$lib", (_under(folder, library),))
    for name, target in _texts(value, "kit", "alias"):
        yield from _both(name, (_under(folder, target),))


def _nuxt(folder: str, value: Value) -> Iterator[Pattern]:
    # Nuxt 4 keeps the application's sources in app/, Nuxt 3 in the folder itself.
    own = _text(value, "srcDir")
    sources = (_under(folder, own),) if own else (posixpath.join(folder, "app"), folder)
    for name, target in _texts(value, "alias"):
        head, _, rest = target.partition("/")
        bases = {"~": sources, "@": sources, "~~": (folder,), "@@": (folder,)}.get(head)
        targets = tuple(_under(base, rest) for base in bases) if bases else tuple(_under(base, target) for base in (folder, *sources))
        yield from _both(name, targets)
    for name in ("~", "@"):
        yield from _both(name, sources)
    for name in ("~~", "@@"):
        yield from _both(name, (folder,))
    yield from _both("#shared", (_under(folder, _text(value, "dir", "shared") or "shared"),))
    yield from _both("#server", (_under(folder, _text(value, "serverDir") or "server"),))


def _both(name: str, targets: tuple[str, ...]) -> Iterator[Pattern]:
    """An alias of a folder holds for itself and for what lies in it."""
    yield name, targets
    if not name.endswith("*"):
        yield f"{name}/*", tuple(posixpath.join(target, "*") for target in targets)


def _under(folder: str, written: str) -> str:
    if written.startswith(ROOT):
        return written.removeprefix(ROOT).lstrip("/")
    return posixpath.join(folder, written)


def _inside(value: Value, *keys: str) -> Value:
    for key in keys:
        value = value.get(key) if isinstance(value, Object) else None
    return value


def _text(value: Value, *keys: str) -> str | None:
    found = _inside(value, *keys)
    return found if isinstance(found, str) else None


def _texts(value: Value, *keys: str) -> Iterator[tuple[str, str]]:
    found = _inside(value, *keys)
    for name, entry in found.entries.items() if isinstance(found, Object) else ():
        if isinstance(entry.value, str):
            yield name, entry.value
