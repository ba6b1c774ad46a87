"""What Python made of regular expressions in an earlier run, kept as it keeps the byte code of modules.

Compiling takes longer than all else that a first question does. This leans on the insides of `re`: where
another Python has others, nothing is kept, and it compiles.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from qa_bot.opening import read_regular, require_own, write_whole

_PYTHON = f"{sys.version} {sys.byteorder}"  # which alone understands what it compiled
_NAME = f"patterns-{sys.implementation.cache_tag}"
_MOST = 400  # patterns: `re` itself keeps 512, the package has some 300
_MOST_BYTES = 8 << 20  # of about half a megabyte
_UNKNOWN = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ImportError,
    RuntimeError,
    OverflowError,
)


class Compiled(NamedTuple):
    """A pattern and its flags as they are asked for, and what `_sre.compile` is given for them."""

    pattern: str
    asked: int
    flags: int
    groups: int
    named: Mapping[str, int]
    names: tuple[str | None, ...]
    code: list[int]


@contextmanager
def kept_patterns(cache: Path | None) -> Iterator[None]:
    """Give `re` what is kept in the folder `cache`, and keep there what it has to compile meanwhile."""
    known = _recalled(cache / _NAME) if cache else []
    before = _given(known)
    yield
    with suppress(*_UNKNOWN):
        new = [key for key in _held() if key not in before and key[0] is str]
        if cache and new:
            require_own(cache)
            _keep(cache / _NAME, [*known, *(_compiled(pattern, flags) for _, pattern, flags in new)])


def _held() -> dict[tuple[type, str, int], re.Pattern[str]]:
    held: dict[tuple[type, str, int], re.Pattern[str]] = vars(re)["_cache"]
    return held


def _given(known: Iterable[Compiled]) -> set[tuple[type, str, int]]:
    """Give `re` compiled patterns; return which it holds then."""
    with suppress(*_UNKNOWN):
        held, make = _held(), import_module("_sre").compile
        for one in known:
            made = make(one.pattern, one.flags, one.code, one.groups, one.named, one.names)
            held.setdefault((str, one.pattern, one.asked), made)
        return set(held)
    return set()


def _compiled(pattern: str, asked: int) -> Compiled:
    """Compile a pattern as `re` does, but hold on to its code."""
    parser, compiler = (import_module(f"re.{name}") for name in ("_parser", "_compiler"))
    parsed = parser.parse(pattern, asked)
    state = parsed.state
    named = dict(state.groupdict)
    numbers = {number: name for name, number in named.items()}
    names = tuple(numbers.get(number) for number in range(state.groups))
    code = list(map(int, compiler._code(parsed, asked)))
    return Compiled(pattern, asked, int(asked | state.flags), state.groups - 1, named, names, code)


def _recalled(path: Path) -> list[Compiled]:
    """Read what was kept; nothing where that is damaged, or another Python's."""
    with suppress(*_UNKNOWN):
        require_own(path.parent)
        seal, _, body = read_regular(path, _MOST_BYTES).partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() == seal:
            head, _, codes = body.partition(b"\n")
            return list(_read(json.loads(head), array("I", codes).tolist()))
    return []


def _read(head: Mapping[str, Any], codes: list[int]) -> Iterator[Compiled]:
    at = 0
    for pattern, asked, flags, groups, named, names, size in (
        head["rows"] if head["python"] == _PYTHON else ()
    ):
        yield Compiled(pattern, asked, flags, groups, named, tuple(names), codes[at : at + size])
        at += size


def _keep(path: Path, compiled: list[Compiled]) -> None:
    rows = compiled[-_MOST:]
    head = {"python": _PYTHON, "rows": [(*one[:-1], len(one.code)) for one in rows]}
    codes = array("I", [number for one in rows for number in one.code]).tobytes()
    body = json.dumps(head).encode() + b"\n" + codes
    write_whole(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
