"""What Tab offers: commands after a slash, otherwise words of the articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from qa_bot.language.tokens import fold
from qa_bot.sanitising import neutralise

_MOST = 20  # words offered at once
_SHORTEST = 2  # characters typed before words are offered


class ChatCompleter(Completer):
    """Complete the word before the cursor; the words are read at the first Tab."""

    def __init__(self, commands: Mapping[str, str], words: Callable[[], Iterator[str]]) -> None:
        """Offer `commands` (name to help) and the words that `words` yields."""
        self._commands = commands
        self._read_words = words

    @cached_property
    def _words(self) -> list[str]:
        return sorted(word for word in self._read_words() if neutralise(word) == word)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield at most twenty ways to go on."""
        before = document.text_before_cursor
        if before.startswith("/") and " " not in before:
            return self._complete_command(before[1:])
        return self._complete_word(before.rpartition(" ")[2])

    def _complete_command(self, typed: str) -> Iterator[Completion]:
        for name, meaning in self._commands.items():
            if name.startswith(typed.lower()):
                yield Completion("/" + name, -len(typed) - 1, display_meta=meaning)

    def _complete_word(self, typed: str) -> Iterator[Completion]:
        prefix = fold(typed)
        if len(prefix) < _SHORTEST:
            return
        first = bisect_left(self._words, prefix)
        for word in self._words[first : first + _MOST]:
            if word.startswith(prefix):
                yield Completion(typed + word[len(prefix) :], -len(typed), display=word)
