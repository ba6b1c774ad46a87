"""The package's named tuples are as those of `typing` are."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import NamedTuple as Typed
from typing import get_type_hints

import pytest

import qa_bot
from qa_bot.named_tuples import NamedTuple


class Place(NamedTuple):
    """Where something stands."""

    path: str
    line: int = 1
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Return the path alone."""
        return f"<{self.path}>"

    @property
    def next(self) -> Place:
        """Return the place below."""
        return self._replace(line=self.line + 1)


class TypedPlace(Typed):
    """The same as `typing` makes it."""

    path: str
    line: int = 1


def test_it_is_a_tuple_with_names_defaults_and_methods() -> None:
    place = Place("a.txt")
    assert place == ("a.txt", 1) == TypedPlace("a.txt")
    assert place.next == Place(line=2, path="a.txt")
    assert (repr(place), Place.__doc__) == ("<a.txt>", "Where something stands.")
    assert (Place.__name__, Place.__qualname__, Place.__module__) == ("Place", "Place", __name__)
    assert issubclass(Place, tuple)


@pytest.mark.parametrize("told", ["_fields", "_field_defaults", "__match_args__", "__slots__"])
def test_it_says_of_itself_what_others_say(told: str) -> None:
    assert getattr(Place, told) == getattr(TypedPlace, told)
    assert get_type_hints(Place) == get_type_hints(TypedPlace)


def test_it_is_refused_what_others_are() -> None:
    for kind in (Place, TypedPlace):
        with pytest.raises(TypeError):
            kind()  # type: ignore[call-arg]
        with pytest.raises(AttributeError):
            kind("a").line = 2  # type: ignore[misc]


def test_the_package_makes_no_others() -> None:
    makes = re.compile(r"^from (?:typing|collections) import .*\b[Nn]amed_?[Tt]uple\b", re.MULTILINE)
    package = Path(qa_bot.__file__).parent
    found = [
        str(path.relative_to(package)) for path in package.rglob("*.py") if makes.search(path.read_text())
    ]
    assert found == []


def test_it_can_be_sent() -> None:
    assert pickle.loads(pickle.dumps(Place("a", 2))) == Place("a", 2)
