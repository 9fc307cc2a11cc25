"""The default export of a configuration module, as plain data."""

from bot.model import Problem, Span, Tree, Unknown
from bot.parse.drizzle.host import hosted
from bot.parse.drizzle.modules import Module, Program
from bot.parse.drizzle.problems import not_exported, too_deep
from bot.parse.drizzle.scope import Binding
from bot.parse.drizzle.values import External, Object, Undefined, Unresolved, Value, is_small


def static_default_export(tree: Tree, path: str) -> tuple[object, tuple[Problem, ...]]:
    """The default export of a module as dict, list, str, int, float, bool and None, Unknown where only running it would tell.

    `defineConfig(x)` gives x. The Problems are syntax errors, a missing default export and files that are not there; that a value
    inside depends on the environment is no Problem by itself. A path that the module builds from its own place starts with `host.ROOT`.
    """
    try:
        return _default_export(Program(hosted(tree)), path)
    except RecursionError:  # thousands of files or constants that only lead to each other
        return Unknown(path), (too_deep(Span(path, 1, 1)),)


def _default_export(program: Program, path: str) -> tuple[object, tuple[Problem, ...]]:
    module = program.load(path)
    if not isinstance(module, Module):
        return Unknown(path), (module.problem,)
    problems = list(module.damage.problems)
    found = module.export("default")
    if not isinstance(found, Binding):
        problems.append(found.problem if found else not_exported(Span(path, 1, 1), "default", path))
        return Unknown(path), tuple(problems)
    value = found.value()
    if isinstance(value, Unresolved):
        problems.append(value.problem)
    return (_plain(value) if is_small(value) else Unknown(path)), tuple(problems)


def _plain(value: Value) -> object:
    match value:
        case Object():
            plain = {name: _plain(entry.value) for name, entry in value.entries.items() if not isinstance(entry.value, Undefined)}
            # What a spread of something unknown holds may stand under any name.
            return plain | ({"...": Unknown(value.gaps[0].text)} if value.gaps else {})
        case list():
            return [_plain(item) for item in value]
        case str() | bool() | int() | float() | None:
            return value
        case Unresolved(text=text) | External(text=text):
            return Unknown(text)
        case Undefined():
            return None
    return Unknown(type(value).__name__.lower())
