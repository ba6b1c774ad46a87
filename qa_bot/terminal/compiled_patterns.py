"""What Python made of regular expressions in an earlier run, kept as it keeps the byte code of modules.

Compiling takes longer than all else that a first question does. This leans on the insides of `re`: where
another Python has others, nothing is kept, and it compiles.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import read_regular, require_own, write_whole

_PYTHON = f"{sys.version} {sys.byteorder}"  # which alone understands what it compiled
_NAME = f"patterns-{sys.implementation.cache_tag}"
_MOST = 450  # patterns: `re` itself holds 512, and questions of all kinds need some 350
_MOST_NEW = 200  # a question needs up to 170; a run that reads files compiles more, which no question needs
_MOST_BYTES = 8 << 20  # of about half a megabyte
Key = tuple[type, str, int]


class Compiled(NamedTuple):
    """A pattern and its flags as they are asked for, and what `_sre.compile` is given for them."""

    pattern: str
    asked: int
    flags: int
    groups: int
    named: Mapping[str, int]
    names: tuple[str | None, ...]
    code: bytes


@contextmanager
def kept_patterns(cache: Path | None) -> Iterator[None]:
    """Give `re` what is kept in the folder `cache`, and keep there what it has to compile meanwhile."""
    known = _given(_recalled(cache / _NAME)) if cache else []
    before = set(_held())
    yield
    new = [key for key in _held() if key not in before and key[0] is str]
    if cache and 0 < len(new) <= _MOST_NEW:
        with suppress(Exception):
            _keep(cache / _NAME, [*known, *(_compiled(pattern, flags) for _, pattern, flags in new)])


def _held() -> dict[Key, re.Pattern[str]]:
    held: dict[Key, re.Pattern[str]] = vars(re).get("_cache", {})
    return held


def _given(known: Sequence[Compiled]) -> Sequence[Compiled]:
    """Give `re` what was compiled; return that, or nothing where `re` cannot use it."""
    with suppress(Exception):
        make = import_module("_sre").compile
        made: dict[Key, re.Pattern[str]] = {}
        for one in known:
            code = memoryview(one.code).cast("I").tolist()
            made[str, one.pattern, one.asked] = make(
                one.pattern, one.flags, code, one.groups, one.named, one.names
            )
        _held().update(made)
        return known
    return []


def _compiled(pattern: str, asked: int) -> Compiled:
    """Compile a pattern as `re` does, but hold on to its code."""
    from array import array

    parser, compiler = (import_module(f"re.{name}") for name in ("_parser", "_compiler"))
    parsed = parser.parse(pattern, asked)
    state = parsed.state
    named = dict(state.groupdict)
    numbers = {number: name for name, number in named.items()}
    names = tuple(numbers.get(number) for number in range(state.groups))
    code = array("I", compiler._code(parsed, asked)).tobytes()
    return Compiled(pattern, asked, int(asked | state.flags), state.groups - 1, named, names, code)


def _recalled(path: Path) -> list[Compiled]:
    """Read what was kept; nothing where that is damaged, or another Python's."""
    with suppress(Exception):
        require_own(path.parent)
        data = read_regular(path, _MOST_BYTES)
        if data == sealed(body := data.partition(b"\n")[2]):
            head, _, codes = body.partition(b"\n")
            return list(_read(json.loads(head), codes))
    return []


def _read(head: Mapping[str, Any], codes: bytes) -> Iterator[Compiled]:
    at = 0
    rows = head["rows"] if head["python"] == _PYTHON else ()
    for pattern, asked, flags, groups, named, names, size in rows:
        yield Compiled(pattern, asked, flags, groups, named, tuple(names), codes[at : at + size])
        at += size


def _keep(path: Path, compiled: list[Compiled]) -> None:
    require_own(path.parent)
    rows = compiled[-_MOST:]
    head = {"python": _PYTHON, "rows": [(*one[:-1], len(one.code)) for one in rows]}
    body = json.dumps(head).encode() + b"\n" + b"".join(one.code for one in rows)
    write_whole(path, sealed(body))


def sealed(body: bytes) -> bytes:
    """Return bytes after a line with their checksum."""
    return f"{zlib.crc32(body):08x}\n".encode() + body
