"""Where a repository's code names a table or a column, found without running it: a name that is made at run time is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.model import Column, Project, Schema, Span, Table, Tree
from bot.projects.contents import bytes_of
from bot.projects.history import schema_files
from bot.projects.places import ASIDE, CODE, GENERATED, is_below
from bot.projects.upserts import Upsert, upserts_of
from bot.projects.whole_writes import WholeWrite, whole_writes_of

# Other languages' strings hold SQL as well.
LANGUAGES = (*CODE, ".jsx", ".sql", ".py", ".go", ".rb", ".rs", ".java", ".kt", ".cs", ".php", ".ex", ".exs")
# What may hold a tool's options.
SAYING = (
    *CODE,
    ".json",
    ".toml",
    ".yml",
    ".yaml",
    ".conf",
    ".properties",
    ".sh",
    ".xml",
    ".gradle",
    ".kts",
    ".hcl",
    ".env",
    ".go",
    ".rs",
    ".java",
)
# The parts of a file: comments are passed over; SQL stands in strings, names stand outside of them and in templates.
PARTS = re.compile(
    r"""(?P<comment>//[^\n]*+|/\*.*?(?:\*/|\Z)|^[^\S\n]*+(?:\#|--|\*)[^\n]*+)
      | (?P<text>\"\"\".*?(?:\"\"\"|\Z)|'''.*?(?:'''|\Z)
      |"(?:[^"\\\n]++|\\.){0,300}+"|'(?:[^'\\\n]++|\\.){0,300}+'|`(?:[^`\\]++|\\.)*+(?:`|\Z))""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
COMMENTS = re.compile(r"--[^\n]*+|/\*.*?(?:\*/|\Z)", re.DOTALL)
QUOTE = r'["`\[\]\\]*'
# What a string begins with that is SQL and no sentence; a template tagged `sql` may begin with anything.
BEGINS = re.compile(
    r"""["'`\s(]*(?:select\b.*\bfrom|insert\s+into|replace\s+into|update\s+\S+\s+(?:\w+\s+)?set|delete\s+from|with\s.*\bas\s*\(|truncate\s|merge\s+into"""
    r"""|(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:table|view|materialized|index|trigger|unique)|copy\s|explain\s|from\s+\S+\s+(?:where|join)\b)""",
    re.IGNORECASE | re.DOTALL,
)
IMPORTS = re.compile(r"\bimport\b([^;'\"]{1,2000}?)\bfrom\b")
NAMES_TABLE = r"\b(?:from|join|into|update|table|truncate|references)\s+(?!set\b)(?:only\s+)?"
TAGGED = re.compile(r"\bsql(?:<[^`]*>)?\s*$|\bsql\.raw\(\s*$")
MADE_BY_MIGRATIONS = re.compile(r"(^|/)(db/)?migrat\w*/|(^|/)\d{4,}[_-][^/]*\.sql$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a Tree that may use what a project's schema declares: without the schema itself, its migrations, tests and examples."""

    tree: Tree
    project: Project
    paths: tuple[str, ...] = field(repr=False)
    found: list[tuple[Upsert, ...]] = field(default_factory=list, repr=False, compare=False)  # the upserts, once looked for
    written: list[tuple[WholeWrite, ...]] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def around(cls, tree: Tree, project: Project) -> "Code":
        """The code of a Tree beside a project."""
        own = frozenset(schema_files(tree, project))
        there = (path for path in tree.paths if path.endswith(LANGUAGES) and path not in own)
        aside = (GENERATED, ASIDE, MADE_BY_MIGRATIONS)
        used = (path for path in there if not any(place.search(path) for place in aside))
        return cls(tree, project, tuple(path for path in used if not project.migrations or not is_below(path, project.migrations)))

    def uses(self, table: Table, column: Column | None = None) -> tuple[Span, ...]:
        """The lines that name the table, or that column of it, in SQL or by its Drizzle variable; in the order of the files."""
        found = (span for path in self.paths for span in self._in_file(path, table, column))
        return tuple(dict.fromkeys(found))

    def upserts(self, table: Table, schema: Schema) -> tuple[Upsert, ...]:
        """Where the code upserts into the table, its columns by their names; none where several tables go by its variable."""
        if not self.found:
            self.found.append(upserts_of(self.tree, self.project, self.paths))
        names = {column.attribute or column.name: column.name for column in table.columns}
        mine = (each for each in self.found[0] if _is_meant(each.table, table, schema) and names.keys() >= set(each.columns))
        return tuple(replace(each, columns=tuple(names[key] for key in each.columns)) for each in mine)

    def whole_writes(self, table: Table, schema: Schema) -> tuple[WholeWrite, ...]:
        """Where the code deletes or updates every row of the table; none where several tables go by its variable."""
        if not self.written:
            self.written.append(whole_writes_of(self.tree, self.project, self.paths))
        return tuple(each for each in self.written[0] if _is_meant(each.table, table, schema))

    def makes_unique(self, table: Table) -> bool:
        """Whether SQL anywhere in the Tree, migrations that no project was found for among it, makes the table unique over something."""
        name = rb"[^\w;]%b[^\w;]" % re.escape(table.name).encode()
        made = re.compile(
            rb"create\s+unique\s+index\b[^;]*?%b|(?:create|alter)\s+table\b[^;]*?%b[^;]*?\bunique\b" % (name, name), re.IGNORECASE
        )
        files = (bytes_of(self.tree, path) for path in self.tree.paths if path.endswith(LANGUAGES))
        return any(table.name.encode() in content and made.search(content) for content in files)

    def says(self, words: tuple[str, ...]) -> bool:
        """Whether a script, a setting or code speaks of any of the words: an option of a tool that decides what a finding is worth."""
        wanted = tuple(word.encode() for word in words)
        files = (path for path in self.tree.paths if path.endswith(SAYING) or path.rpartition("/")[2] in ("Makefile", "Dockerfile"))
        return any(any(word in content for word in wanted) for path in files if (content := bytes_of(self.tree, path)))

    def _in_file(self, path: str, table: Table, column: Column | None) -> Iterator[Span]:
        content = bytes_of(self.tree, path)
        names = [name for name in (table.name, table.variable) if name]
        if not any(name.encode() in content for name in names):
            return
        text = content.decode("utf-8", "replace")
        line, counted = 1, 0
        for place in sorted(_sql_file(text, table, column) if path.endswith(".sql") else _code_file(text, table, column)):
            line, counted = line + text.count("\n", counted, place), place
            yield Span(path, line, line)


def _is_meant(variable: str, table: Table, schema: Schema) -> bool:
    """Whether a variable stands for that table and for no other."""
    return table.variable == variable and [other.variable for other in schema.tables].count(variable) == 1


def _sql_file(text: str, table: Table, column: Column | None) -> Iterator[int]:
    plain = COMMENTS.sub(lambda found: " " * len(found[0]), text)
    for statement in re.finditer(r"[^;]+", plain):
        yield from (statement.start() + place for place in _in_sql(statement[0], table, column))


def _code_file(text: str, table: Table, column: Column | None) -> Iterator[int]:
    code = _variable(text, table, column)
    end = 0
    for part in PARTS.finditer(text):
        yield from (end + found.start() for found in code.finditer(text[end : part.start()])) if code else ()
        end = part.end()
        if part["text"] and (BEGINS.match(part["text"]) or TAGGED.search(text[max(part.start() - 60, 0) : part.start()])):
            yield from (part.start() + place for place in _in_sql(part["text"], table, column))
        if code and part["text"] and part["text"].startswith("`"):
            yield from (part.start() + found.start(1) for found in re.finditer(rf"\$\{{\s*({code.pattern})", part["text"]))
    yield from (end + found.start() for found in code.finditer(text[end:])) if code else ()


def _variable(text: str, table: Table, column: Column | None) -> "re.Pattern[str] | None":
    """How TypeScript names it: the imported variable, `<namespace>.<variable>` or `query.<variable>`, with the column's key behind it."""
    if table.variable is None or (column is not None and column.attribute is None):
        return None
    name, imports = re.escape(table.variable), [found[1] for found in IMPORTS.finditer(text)]
    spaces = [re.escape(found[1]) for names in imports for found in re.finditer(r"\*\s*as\s+([\w$]+)", names)]
    own = [found[1] or name for names in imports for found in re.finditer(rf"(?<![\w$]){name}(?![\w$])(?:\s+as\s+([\w$]+))?", names)]
    if not own and re.search(r"\brequire\(", text):
        own = [name]
    ways = (rf"(?<![\w$])query\.{name}", *(rf"(?<![\w$.]){space}\.{name}" for space in spaces), *(rf"(?<![\w$.]){each}" for each in own))
    key = rf"\.{re.escape(column.attribute)}\b" if column is not None and column.attribute else r"\b(?!['\":])"
    return re.compile(rf"(?:{'|'.join(dict.fromkeys(ways))}){key}")


def _in_sql(text: str, table: Table, column: Column | None) -> Iterator[int]:
    schema = rf"(?:{QUOTE}{re.escape(table.schema)}{QUOTE}\.)?" if table.schema else rf"(?:{QUOTE}public{QUOTE}\.)?"
    named = rf"{NAMES_TABLE}{schema}{QUOTE}({re.escape(table.name)})(?![\w$.]){QUOTE}(?:\s+(?:as\s+)?(?P<alias>\w+))?"
    found = list(re.finditer(named, text, re.IGNORECASE))
    if column is None:
        yield from (each.start(1) for each in found)
    elif found:
        own = {table.name.lower(), *(each["alias"].lower() for each in found if each["alias"])}
        alone = len(found) == len(re.findall(NAMES_TABLE, text, re.IGNORECASE))
        word = rf"(?<![\w$])(?:(\w+){QUOTE}\.{QUOTE})?({re.escape(column.name)})(?![\w$])"
        for each in re.finditer(word, text, re.IGNORECASE):
            if each[1].lower() in own if each[1] else alone:
                yield each.start(2)
