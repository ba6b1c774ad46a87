"""No pattern of the package takes long on any text: each is tried on what its own repeats are made for."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from re import _compiler, _parser
from types import FunctionType, ModuleType
from typing import Any

import pytest

import qa_bot

LENGTH = 6000  # code points of a text tried
MOST_SECONDS = 0.05
TRIED = "aA1 .,;:-'\"([/é–“#*|\n"
COMPILING = {"compiled", "compile", "by_pattern", "sub", "search", "match", "fullmatch", "split", "findall"}
REPEATS = {_parser.MAX_REPEAT, _parser.MIN_REPEAT, _parser.POSSESSIVE_REPEAT}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(qa_bot.__path__, "qa_bot."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def held(value: object, seen: set[int]) -> Iterator[str | re.Pattern[str]]:
    """Yield the patterns that a value of a module holds, and the strings, which may be patterns."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, str | re.Pattern):
        yield value
    elif isinstance(value, FunctionType):
        for cell in value.__closure__ or ():
            yield from held(cell.cell_contents, seen)
    elif isinstance(value, tuple | list | frozenset | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from held(one, seen)


def written(module: ModuleType) -> Iterator[str]:
    """Yield the patterns that are put together where they are used, of names of the module alone."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if name in COMPILING and node.args:
            try:
                value = eval(ast.unparse(node.args[0]), vars(module))
            except (NameError, AttributeError, TypeError):
                continue
            if isinstance(value, str):
                yield value


@cache
def patterns() -> dict[tuple[str, int], str]:
    """Return every pattern, with its flags, and the module that it was first found in."""
    found: dict[tuple[str, int], str] = {}
    seen: set[int] = set()
    for module in modules():
        for one in (*held(list(vars(module).values()), seen), *written(module)):
            text, flags = (one.pattern, one.flags) if isinstance(one, re.Pattern) else (one, 0)
            if len(text) > 3 and set(text) & set("*+{?") and isinstance(text, str):
                found.setdefault((text, flags), module.__name__)
    return found


def sample(parsed: Any, branch: int = 0) -> str:
    """Return a text that a parsed pattern matches, more or less: the shortest, of choices number `branch`."""
    return "".join(sampled(*node, parsed.state, branch) for node in parsed)


def sampled(kind: Any, value: Any, state: Any, branch: int) -> str:
    if kind is _parser.LITERAL:
        return chr(value)
    if kind in REPEATS:
        return sample(value[2], branch) * max(value[0], 0 if branch % 2 else value[0])
    if kind is _parser.SUBPATTERN:
        return sample(value[-1], branch)
    if kind is _parser.BRANCH:
        return sample(value[1][branch % len(value[1])], branch)
    if kind in (_parser.IN, _parser.NOT_LITERAL, _parser.ANY):
        one = _compiler.compile(_parser.SubPattern(state, [(kind, value)]))
        fitting = [letter for letter in TRIED if one.match(letter)]
        return fitting[branch % len(fitting)] if fitting else ""
    return ""


def texts(parsed: Any, before: str = "") -> Iterator[str]:
    """Yield texts in which what may stand often stands very often, and then what ends no match."""
    for kind, value in parsed:
        inner = value[2] if kind in REPEATS else value[-1] if kind is _parser.SUBPATTERN else None
        if kind in REPEATS and value[1] > 3:
            for branch in range(4):
                if piece := sample(inner, branch):
                    yield before + piece * (LENGTH // len(piece)) + "\0"
                    yield (before + piece) * (LENGTH // len(before + piece)) + "\0"
        for one in value[1] if kind is _parser.BRANCH else [inner] if inner is not None else []:
            yield from texts(one, before)
        before += sampled(kind, value, parsed.state, 0)


def seconds(pattern: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


def slow(pattern: str, flags: int = 0) -> str:
    """Return the beginning of a text on which a pattern takes too long five times, else nothing."""
    try:
        rule, parsed = re.compile(pattern, flags), _parser.parse(pattern, flags & ~re.DEBUG)
    except re.error:
        return ""
    pumped = dict.fromkeys(texts(parsed))
    bad = (text for text in pumped if is_slow(rule, text[: LENGTH // 10] + "\0") or is_slow(rule, text))
    return next(bad, "")[:40]


def is_slow(rule: re.Pattern[str], text: str) -> bool:
    return all(seconds(rule, text) > MOST_SECONDS * len(text) / LENGTH for _ in range(5))


def test_every_pattern_is_quick_on_what_it_repeats() -> None:
    found = {(module, text): slow(text, flags) for (text, flags), module in patterns().items()}
    assert len(found) > 400
    assert {place: bad for place, bad in found.items() if bad} == {}


SLOW = [r"\d+x", r"(?:\[\w\]|:\d[\d:]{0,12}){1,4}(?!\S)", r"\s*(?:,|\Z)"]


@pytest.mark.parametrize("pattern", SLOW)
def test_a_slow_one_is_seen(pattern: str) -> None:
    assert slow(pattern)
