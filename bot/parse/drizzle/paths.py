"""Import specifiers → paths of the Tree: relative ones, the `paths` of a `tsconfig.json`, a framework's aliases, workspace packages."""

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Tree, Unread
from bot.parse.drizzle.frameworks import Pattern, Settings, framework_patterns

ENDINGS = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json")
SOURCES = {".js": (".ts", ".tsx", ".js", ".jsx"), ".jsx": (".tsx", ".jsx"), ".mjs": (".mts", ".mjs"), ".cjs": (".cts", ".cjs")}
CONFIGS = ("tsconfig.json", "jsconfig.json")
ALIASES = ("@/", "~/", "$lib/", "#")
BUILT = re.compile(r"^(?:\./)?(?:dist|build|lib|out|output)/")  # where a package's output lies, beside its sources in src/
TYPES = re.compile(r"\.d\.([mc]?)ts$")
LENIENT = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Aliases:
    """The module paths of one tsconfig: patterns with the folders they stand for, and the folder of bare names."""

    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    base: str | None = None


class Resolver:
    """Finds the file that an import means. A path that leaves the repository is no file."""

    def __init__(self, tree: Tree, settings: Settings | None = None) -> None:
        """`settings` gives the default export of a framework's configuration; without it none is looked at."""
        self._tree = tree
        self._settings = settings
        self._frameworks: dict[str, tuple[Pattern, ...]] = {}
        self._paths = frozenset(tree.paths)
        self._folders: dict[str, Aliases] = {}
        self._packages: dict[str, str] | None = None

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The path of the file, None where there is none in the Tree."""
        folder = posixpath.dirname(importer)
        if specifier.startswith("."):
            return self._file(posixpath.normpath(posixpath.join(folder, specifier)))
        targets = (*self._imports(specifier, folder), *self._aliased(specifier, folder), *_targeted(self._framework(folder), specifier))
        for target in targets:
            found = self._file(posixpath.normpath(target))
            if found is not None:
                return found
        return self._workspace(specifier)

    def is_local(self, specifier: str, importer: str) -> bool:
        """Whether the specifier means a file of the repository, found or not."""
        if specifier.startswith((".", "/", *ALIASES)):
            return True
        folder = posixpath.dirname(importer)
        patterns = (*self._aliases(folder).patterns, *self._framework(folder))
        return any(pattern != "*" and _star(pattern, specifier) is not None for pattern, _ in patterns)

    def _file(self, target: str) -> str | None:
        if target.startswith("../"):
            return None
        return next((path for path in _candidates(target) if path in self._paths), None)

    def _aliased(self, specifier: str, folder: str) -> Iterator[str]:
        aliases = self._aliases(folder)
        yield from _targeted(aliases.patterns, specifier)
        if aliases.base is not None:
            yield posixpath.join(aliases.base, specifier)

    def _framework(self, folder: str) -> tuple[Pattern, ...]:
        """The aliases of the framework whose configuration lies nearest."""
        if self._settings is None:
            return ()
        if folder not in self._frameworks:
            self._frameworks[folder] = framework_patterns(folder, self._paths, self._settings) or (
                self._framework(posixpath.dirname(folder)) if folder else ()
            )
        return self._frameworks[folder]

    def _imports(self, specifier: str, folder: str) -> Iterator[str]:
        """What the `imports` of the nearest package.json make of a name with a number sign."""
        if not specifier.startswith("#"):
            return
        while posixpath.join(folder, "package.json") not in self._paths and folder:
            folder = posixpath.dirname(folder)
        table = self._json(posixpath.join(folder, "package.json")).get("imports")
        for pattern, target in table.items() if isinstance(table, dict) else ():
            rest = _star(str(pattern), specifier)
            if rest is not None:
                yield from (posixpath.join(folder, text.replace("*", rest)) for text in _targets(target))

    def _aliases(self, folder: str) -> Aliases:
        if folder not in self._folders:
            config = next((path for name in CONFIGS if (path := posixpath.join(folder, name)) in self._paths), None)
            found = self._read_config(config, folder, 0) if config else Aliases()
            if not found.patterns and found.base is None and folder:
                found = self._aliases(posixpath.dirname(folder))
            self._folders[folder] = found
        return self._folders[folder]

    def _read_config(self, path: str, leaf: str, depth: int) -> Aliases:
        """The aliases of a tsconfig; `leaf` is the folder of the one that was asked for, where this is one it extends."""
        data = self._json(path)
        folder = posixpath.dirname(path)
        options = data.get("compilerOptions")
        options = options if isinstance(options, dict) else {}
        base = options.get("baseUrl")
        root = posixpath.normpath(posixpath.join(folder, base)) if isinstance(base, str) else None
        patterns = options.get("paths")
        if isinstance(patterns, dict):
            return Aliases(tuple(_patterns(patterns, root if root is not None else folder, leaf)), root)
        inherited = self._extended(data, folder, leaf, depth)
        return inherited if inherited is not None and root is None else Aliases(inherited.patterns if inherited else (), root)

    def _extended(self, data: dict[str, object], folder: str, leaf: str, depth: int) -> Aliases | None:
        # Of several that are extended the last counts.
        parents = [*_texts(data.get("extends"))][::-1] + [
            str(reference["path"])
            for reference in _items(data.get("references"))
            if isinstance(reference, dict) and isinstance(reference.get("path"), str)
        ]
        for parent in parents if depth < 5 else ():
            for target in self._configs(folder, parent):
                path = next((path for path in (target, f"{target}.json", f"{target}/tsconfig.json") if path in self._paths), None)
                found = self._read_config(path, leaf, depth + 1) if path else Aliases()
                if found.patterns or found.base is not None:
                    return found
        return None

    def _configs(self, folder: str, parent: str) -> Iterator[str]:
        """Where a tsconfig that is extended may lie: beside, or in a package of the workspace."""
        if parent.startswith("."):
            yield posixpath.normpath(posixpath.join(folder, parent))
            return
        package, inner = self._package(parent)
        if package is not None:
            own = self._json(posixpath.join(package, "package.json")).get("tsconfig")
            names = [inner] if inner else [*_texts(own), "tsconfig.json"]
            yield from (posixpath.normpath(posixpath.join(package, name)) for name in names)
            yield from map(posixpath.normpath, self._entries(package, inner))

    def _package(self, specifier: str) -> tuple[str | None, str]:
        """The folder of the workspace package that a specifier names, and what it names in it."""
        if self._packages is None:
            self._packages = dict(self._named_packages())
        parts = specifier.split("/")
        name = "/".join(parts[:2] if specifier.startswith("@") else parts[:1])
        return self._packages.get(name), specifier[len(name) :].lstrip("/")

    def _workspace(self, specifier: str) -> str | None:
        folder, inner = self._package(specifier)
        if folder is None:
            return None
        return next((path for target in self._entries(folder, inner) if (path := self._file(posixpath.normpath(target)))), None)

    def _named_packages(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self._paths, reverse=True):  # of two with one name the first path counts
            if posixpath.basename(path) == "package.json" and "node_modules" not in path:
                name = self._json(path).get("name")
                if isinstance(name, str):
                    yield name, posixpath.dirname(path)

    def _entries(self, folder: str, inner: str) -> Iterator[str]:
        package = self._json(posixpath.join(folder, "package.json"))
        exports = package.get("exports")
        key = f"./{inner}" if inner else "."
        table = exports if isinstance(exports, dict) and any(str(name).startswith(".") for name in exports) else {".": exports}
        for pattern, target in table.items():
            rest = _star(str(pattern), key)
            if rest is not None:
                yield from _sources(folder, (text.replace("*", rest) for text in _targets(target)))
        if not inner:
            yield from _sources(folder, (text for field in ("source", "types", "module", "main") for text in _texts(package.get(field))))
        for base in ("", "src"):
            yield posixpath.join(folder, base, inner)

    def _json(self, path: str) -> dict[str, object]:
        content = self._tree.read(path)
        if isinstance(content, Unread) or len(content) > 1 << 20:
            return {}
        # tsconfig.json is JSON with comments and trailing commas.
        text = LENIENT.sub(lambda match: match[1] or "", content.decode("utf-8-sig", "replace"))
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}


def _sources(folder: str, written: Iterator[str]) -> Iterator[str]:
    """The files that a package names, each followed by what it was built from; declarations stand for their code."""
    for text in written:
        code = TYPES.sub(r".\1js", text)
        yield posixpath.join(folder, code)
        if BUILT.match(code):
            yield from (posixpath.join(folder, BUILT.sub(place, code)) for place in ("src/", ""))


def _targeted(patterns: tuple[Pattern, ...], specifier: str) -> Iterator[str]:
    """What the patterns make of a specifier, the longest first."""
    for pattern, targets in sorted(patterns, key=lambda item: -len(item[0])):
        rest = _star(pattern, specifier)
        if rest is not None:
            yield from (target.replace("*", rest) for target in targets)


def _candidates(target: str) -> Iterator[str]:
    yield target
    stem, ending = posixpath.splitext(target)
    yield from (stem + other for other in SOURCES.get(ending, ()))
    yield from (target + other for other in ENDINGS)
    yield from (f"{target}/index{other}".removeprefix("./") for other in ENDINGS)


def _star(pattern: str, specifier: str) -> str | None:
    head, star, tail = pattern.partition("*")
    if not star:
        return "" if pattern == specifier else None
    matches = specifier.startswith(head) and specifier.endswith(tail) and len(specifier) >= len(head) + len(tail)
    return specifier[len(head) : len(specifier) - len(tail)] if matches else None


def _patterns(patterns: dict[str, object], root: str, leaf: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern, targets in patterns.items():
        yield pattern, tuple(_target(target, root, leaf) for target in _texts(targets))


def _target(target: str, root: str, leaf: str) -> str:
    own = target.removeprefix("${configDir}/")
    return posixpath.join(leaf if own != target else root, own)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    yield from (item for item in _items(value) if isinstance(item, str))


def _targets(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _targets(item)
    else:
        yield from _texts(value)
