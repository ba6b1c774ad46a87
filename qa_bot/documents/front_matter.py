"""Front matter: the fenced block of data above a text, as YAML, TOML or JSON, whole or broken.

The parsers are imported when a file has such a block. They see bounded text, and no value is built from it:
of YAML the nodes are read as they are written, so that a tag makes nothing and a bad date stays words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any, Protocol

from qa_bot.documents.lines import Line

Pair = tuple[str, str]
MOST_LINES = 200  # of a header: after as many lines without its end, what begins like one is text
MOST_CHARACTERS = 10_000  # read by a parser; of more only plain `key: value` lines are read
MOST_ENTRIES = 200  # of a mapping: one inside another may be named again and again
DEEPEST = 3  # a key of a mapping in a mapping: `extra.dates.created`
_FENCE = re.compile(r"(---|\+\+\+|;;;)\s{0,3}(yaml|toml|json)?\s{0,8}\Z", re.IGNORECASE)
_CLOSERS = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",)}
_LANGUAGES = {"---": "yaml", "+++": "toml", ";;;": "json"}
_KEY = re.compile(r"(?P<key>[\"']?[A-Za-z_][\w .:/@-]{0,60}?[\"']?)\s{0,4}(?::(?=\s|\Z)|=)(?P<value>.*)")
_COMMENT = re.compile(r"\s#.*")
_BLOCK_MARK = re.compile(r"[>|][-+\d]{0,2}\Z")
_GOES_ON = (" ", "\t", "#", "- ", "[", "]", "}")


class _Node(Protocol):
    """What a YAML parser finds; `value` is words, nodes, or pairs of nodes, as `id` says."""

    id: str
    tag: str
    value: Any


def is_fence(line: str) -> bool:
    """Whether a line begins front matter, if that is what follows."""
    return bool(_FENCE.match(line))


def front_matter(lines: Sequence[Line], first: int) -> tuple[list[Pair], int]:
    """Read the front matter that may begin at line `first`: its pairs and the line behind it; else none, 0.

    The key of a value inside a mapping is its path, "extra.updated"; of a list the first value is read.
    """
    opened = lines[first].text if first < len(lines) else ""
    fence = _FENCE.match(opened)
    if fence is None:
        return _json_object(lines[first : first + MOST_LINES], first) if opened[:1] == "{" else ([], 0)
    mark, language = fence[1], (fence[2] or _LANGUAGES[fence[1]]).lower()
    for number, line in enumerate(lines[first + 1 : first + MOST_LINES], first + 1):
        if line.text.rstrip() in _CLOSERS[mark]:
            pairs = _pairs_of([inner.text for inner in lines[first + 1 : number]], language)
            return (pairs, number + 1) if pairs else ([], 0)
    return [], 0


def unquoted(value: str) -> str:
    """Return a value without the quotes around it."""
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _json_object(lines: Sequence[Line], first: int) -> tuple[list[Pair], int]:
    """Read the JSON object that lines begin with, if nothing stands behind it on its last line."""
    text = "\n".join(line.text for line in lines)[:MOST_CHARACTERS]
    try:
        tree, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return [], 0
    if text[end:].partition("\n")[0].strip():
        return [], 0
    return list(_pairs(tree)), first + 1 + text.count("\n", 0, end)


def _pairs_of(lines: Sequence[str], language: str) -> list[Pair]:
    text = "\n".join(lines)
    known = language if len(text) <= MOST_CHARACTERS else ""
    tree = _tree(text, known)
    return list(_pairs(tree if tree is not None else _piecewise(lines, known)))


def _pairs(tree: object, path: tuple[str, ...] = (), depth: int = 0) -> Iterator[Pair]:
    if depth > DEEPEST:
        return
    tree = "" if tree in (None, [], {}) else tree
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from _pairs(value, (*path, str(key)), depth + 1)
    elif isinstance(tree, list):
        yield from _pairs(tree[0], path, depth + 1)
    elif path:
        yield ".".join(path), str(tree).strip()


def _piecewise(lines: Sequence[str], language: str) -> dict[str, Any] | None:
    """Read broken front matter key by key, a broken value as it is written; None where prose is among it."""
    pieces = _pieces(lines)
    found: dict[str, Any] = {}
    for piece in pieces or ():
        found = {**(_tree("\n".join(piece), language) or _as_written(piece)), **found}
    return None if pieces is None else found


def _pieces(lines: Sequence[str]) -> list[list[str]] | None:
    """Return the lines of each key, None where prose is among them."""
    pieces: list[list[str]] = []
    for before, line in zip(["", *lines], lines, strict=False):
        goes_on = not line.strip() or line.startswith(_GOES_ON)
        if _KEY.match(line):
            pieces.append([line])
        elif pieces and (goes_on or before.strip()):
            pieces[-1].append(line)
        elif not goes_on:
            return None
    return pieces


def _as_written(piece: Sequence[str]) -> dict[str, Any]:
    """Return a key with its words: those of its line, and of the lines moved right below it."""
    match = _KEY.match(piece[0])
    if match is None:
        return {}
    below = takewhile(lambda line: line[:1].isspace() and line.strip(), piece[1:])
    words = [_COMMENT.sub("", match["value"]).strip(), *map(str.strip, below)]
    value = unquoted(" ".join(words[1:] if _BLOCK_MARK.match(words[0]) else words).strip())
    if value[:1] in ("'", '"') and value.count(value[0]) == 1:
        value = value[1:]
    return {unquoted(match["key"]): value}


def _tree(text: str, language: str) -> dict[str, Any] | None:
    """Return the mapping that a text is in a language, None where it is none."""
    try:
        tree = _PARSERS[language](text) if language else None
    except (ValueError, RecursionError):
        return None
    return tree if isinstance(tree, dict) else None


def _yaml(text: str) -> object:
    import yaml

    try:
        return _plain(yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError from error


def _plain(node: _Node | None, depth: int = 0) -> object:
    """Return a YAML node as dicts, lists and the words of its values, as deep as is read."""
    if node is None or depth > DEEPEST:
        return None
    if node.id == "scalar":
        return None if node.tag == "tag:yaml.org,2002:null" else node.value
    if node.id == "sequence":
        return [_plain(one, depth + 1) for one in node.value[:1]]
    entries = islice(((key, value) for key, value in node.value if key.id == "scalar"), MOST_ENTRIES)
    return {key.value: _plain(value, depth + 1) for key, value in entries}


def _toml(text: str) -> object:
    import tomllib

    return tomllib.loads(text)


_PARSERS: Mapping[str, Callable[[str], object]] = {"yaml": _yaml, "toml": _toml, "json": json.loads}
