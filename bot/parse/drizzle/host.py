"""What node gives a module that it runs: its own place, the working directory, and the parts of `path` and `url` that build paths.

A path that starts from the module's own place comes out below `ROOT`, which stands for the repository's root; one that starts from the
working directory comes out relative.
"""

import json
import posixpath
import re
from dataclasses import dataclass

from bot.model import Tree, Unread

ROOT = "/<repository>"
FOLDER = "<node>"  # no repository has a file there

PATH = """
export const join = (...parts) => parts.filter((part) => part !== "").join("/");
export const resolve = (...parts) =>
  parts.reduce((whole, part) => (part.startsWith("/") ? part : whole === "" ? part : `${whole}/${part}`), "");
export const dirname = (path) => (path.includes("/") ? path.split("/").slice(0, -1).join("/") : ".");
export const normalize = (path) => path;
export const sep = "/";
export const posix = { join, resolve, dirname, normalize, sep };
export default { join, resolve, dirname, normalize, sep, posix };
"""
URL = """
export const fileURLToPath = (url) => (url.pathname ?? url.replace("file://", ""));
export const pathToFileURL = (path) => ({ pathname: path, href: `file://${path}` });
export const URL = (path, base) => {
  const folder = fileURLToPath(base).split("/").slice(0, -1).join("/");
  const whole = path.startsWith("/") ? path : `${folder}/${path}`;
  return { pathname: whole, href: `file://${whole}` };
};
export default { fileURLToPath, pathToFileURL, URL };
"""
LIBRARY = {"path": PATH, "url": URL}
LIBRARY_FILES = {
    f"{FOLDER}/{prefix}{name}/{file}": text.encode()
    for name, source in LIBRARY.items()
    for prefix in ("", "node:")
    for file, text in (("package.json", json.dumps({"name": f"{prefix}{name}", "main": "index.ts"})), ("index.ts", source))
}
LIBRARY_PATHS = tuple(LIBRARY_FILES)

CODE = re.compile(r"\.[mc]?[jt]sx?$")
PLACES = {
    b"import.meta.dirname": b"__dirname",
    b"import.meta.dir": b"__dirname",
    b"import.meta.filename": b"__filename",
    b"import.meta.url": b"__fileurl",
    b"process.cwd()": b'"."',
    b"new URL(": b"URL(",
}
PLACE = re.compile(rb"import\.meta\.(?:dirname|dir|filename|url)\b|process\.cwd\(\)|\bnew URL\(")
DECLARED = re.compile(rb"\b(?:const|let|var)\s+(__dirname|__filename|URL)\b|import\s*\{[^}]{0,200}\b(URL)\b")


@dataclass(frozen=True, slots=True)
class Hosted:
    """A Tree whose modules know where they lie."""

    tree: Tree
    name: str
    revision: str | None
    paths: tuple[str, ...]

    def read(self, path: str) -> bytes | Unread:
        """The bytes of one file, with what it asks of node written out."""
        if path in LIBRARY_FILES:
            return LIBRARY_FILES[path]
        content = self.tree.read(path)
        return content if isinstance(content, Unread) or not CODE.search(path) else _placed(path, content)

    def identity(self, path: str) -> object:
        """That of the file in the Tree behind it."""
        return self.tree.identity(path)


def hosted(tree: Tree) -> Hosted:
    """The Tree as its modules see it when node runs them."""
    return Hosted(tree, tree.name, None, tuple(sorted((*LIBRARY_PATHS, *tree.paths))))


def _placed(path: str, content: bytes) -> bytes:
    """The text with its own place declared at its end; what is replaced keeps its length, so that spans hold."""
    text = PLACE.sub(lambda match: PLACES[match[0]].ljust(len(match[0])), content)
    known = {name for match in DECLARED.findall(text) for name in match if name}
    values = {
        b"__dirname": json.dumps(posixpath.join(ROOT, posixpath.dirname(path)).rstrip("/")),
        b"__filename": json.dumps(posixpath.join(ROOT, path)),
        b"__fileurl": json.dumps(f"file://{posixpath.join(ROOT, path)}"),
    }
    wanted = [f"const {name.decode()} = {value};" for name, value in values.items() if name in text and name not in known]
    if b"URL" not in known and b"new URL(" in content:
        wanted.append('import { URL } from "node:url";')
    return text + "\n".join(["", *wanted, ""]).encode() if wanted else text
