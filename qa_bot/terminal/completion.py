"""What is offered to go on with: commands and their arguments, titles, names, words of the articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import fold
from qa_bot.sanitising import neutralise, one_line

if TYPE_CHECKING:
    from qa_bot.terminal.chat import Chat
    from qa_bot.terminal.library import Library
    from qa_bot.values import Source

MOST, MOST_TITLES = 20, 5  # offered at once; of them titles that begin alike, so that words keep a place
SHORTEST, SHORTEST_UNASKED = 2, 3  # letters typed before anything is offered: at Tab, and while typing
LONGEST_PHRASE = 4  # words before the cursor that may begin a title or a name
LONGEST_TYPED = 200  # characters before the cursor that are looked at: few titles are longer


class ChatCompleter(Completer):
    """Complete the line of a chat, once there is one; nothing is read before something is typed."""

    def __init__(self, chat: Callable[[], Chat | None]) -> None:
        """Offer what fits the chat that `chat` returns."""
        self._chat = chat
        self._titles = Titles()

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield ways to go on; what is wrong with an index, a question will tell."""
        typed = document.text_before_cursor[-LONGEST_TYPED:].rpartition("\n")[2]
        shortest = SHORTEST if complete_event.completion_requested else SHORTEST_UNASKED
        try:
            yield from _distinct(self._offered(typed, shortest), typed)
        except Exception:
            return

    def _offered(self, typed: str, shortest: int) -> Iterator[Completion]:
        chat = self._chat()
        if typed.startswith("/"):
            return self._for_command(chat, typed, shortest)
        return self._for_text(chat.bot, typed, shortest) if chat else iter(())

    def _for_command(self, chat: Chat | None, typed: str, shortest: int) -> Iterator[Completion]:
        """Yield commands, or after one what it says may follow it, else titles, names and words."""
        from qa_bot.terminal.commands import TABLE

        name, blank, rest = typed[1:].partition(" ")
        if not blank:
            rows = (row for row in TABLE.values() if row.name.startswith(name.lower()))
            for one in rows:
                command = f"/{one.name}"
                text = f"{command} " if one.takes else command
                yield Completion(text, -len(typed), display=command, display_meta=one.help)
        elif chat and (row := TABLE.get(name.lower())):
            argument = rest.lstrip()
            arguments = [Completion(one_line(one), -len(argument)) for one in row.complete(chat, argument)]
            yield from arguments or (self._for_text(chat.bot, argument, shortest) if row.takes else ())

    def _for_text(self, bot: Library, typed: str, shortest: int) -> Iterator[Completion]:
        """Yield a few names and titles that the last words begin, the most words first, then words."""
        return islice(chain(self._for_phrases(bot, typed, shortest), _words(bot, typed, shortest)), MOST)

    def _for_phrases(self, bot: Library, typed: str, shortest: int) -> Iterator[Completion]:
        for phrase in _phrases(typed):
            if len(phrase) >= shortest and fold(phrase) not in FUNCTION_WORDS:
                found = chain(bot.names(phrase), self._titles.beginning(phrase, bot.sources))
                yield from (Completion(each, -len(phrase)) for each in map(one_line, found))


class Titles:
    """The titles of articles in alphabetical order, sorted when they are first needed."""

    def __init__(self) -> None:
        """Begin with none."""
        self._sources: Sequence[Source] = ()
        self._sorted: list[tuple[str, str]] = []

    def beginning(self, typed: str, sources: Sequence[Source]) -> Iterator[str]:
        """Yield a few titles that begin so."""
        if sources is not self._sources:
            self._sorted = sorted({(fold(one.title), one.title) for one in sources})
            self._sources = sources
        prefix = fold(typed)
        following = islice(self._sorted, bisect_left(self._sorted, (prefix, "")), None)
        fitting = takewhile(lambda row: row[0].startswith(prefix), following)
        return (title for _, title in islice(fitting, MOST_TITLES))


def _phrases(typed: str) -> Iterator[str]:
    """Yield the last few words of a line, then one fewer, down to the last one."""
    words = typed.split(" ")
    for first in range(max(0, len(words) - LONGEST_PHRASE), len(words)):
        if words[first]:
            yield " ".join(words[first:])


def _words(bot: Library, typed: str, shortest: int) -> Iterator[Completion]:
    last = typed.rpartition(" ")[2]
    prefix = fold(last)
    if len(prefix) >= shortest:
        for word in islice(bot.words(prefix), MOST):
            if neutralise(word) == word:
                yield Completion(last + word[len(prefix) :], -len(last), display=word)


def _distinct(offered: Iterable[Completion], typed: str) -> Iterator[Completion]:
    """Yield what makes another line of what is typed, each line once."""
    made = {typed}
    for one in offered:
        line = typed[: len(typed) + one.start_position] + one.text
        if line not in made:
            made.add(line)
            yield one
