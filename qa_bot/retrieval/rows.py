"""A sequence whose values are made as they are asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

Said = TypeVar("Said")


class Rows(Sequence[Said]):
    """Values by their numbers from 0; equal to any sequence that holds the same."""

    @abstractmethod
    def at(self, number: int) -> Said:
        """Return one; IndexError where there is none of that number."""

    @overload
    def __getitem__(self, number: int) -> Said: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Said]: ...
    def __getitem__(self, number: int | slice) -> Said | Sequence[Said]:
        """Return one, or some in a row."""
        if isinstance(number, slice):
            return tuple(self.at(one) for one in range(*number.indices(len(self))))
        return self.at(number + len(self) if number < 0 else number)

    def __iter__(self) -> Iterator[Said]:
        """Yield all."""
        return map(self.at, range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Whether another sequence holds the same."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of all."""
        return hash(tuple(self))
