"""Write the chats of tests/transcripts anew: what is typed stays, what is answered is today's.

    python scripts/transcripts.py

A line that begins with "? " is typed; what follows it, up to the next one, is what the chat shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from qa_bot import QABot
from qa_bot.terminal.layout import Line, Look, paint
from qa_bot.terminal.plain import converse_plainly

TESTS = Path(__file__).parent.parent / "tests"
ARTICLES = TESTS / "articles" / "lighthouse"
TRANSCRIPTS = sorted((TESTS / "transcripts").glob("*.txt"))
PROMPT = "? "


def replayed(bot: QABot, written: str) -> str:
    """Return the transcript of a new chat in which the same lines are typed."""
    rows: list[str] = []

    def typed() -> Iterator[str]:
        for row in written.split("\n"):
            if row.startswith(PROMPT):
                rows.append(f"{row}\n")
                yield row.removeprefix(PROMPT)

    def show(lines: Iterable[Line]) -> None:
        rows.append(paint(lines, Look()) + "\n")

    converse_plainly(bot, typed(), show, {})
    return "".join(rows).rstrip("\n") + "\n"


@cache
def open_bot() -> QABot:
    """Return the bot over the articles that the transcripts are about."""
    return QABot.from_folder(ARTICLES, cache=False)


def main() -> None:
    """Rewrite every transcript."""
    bot = open_bot()
    for path in TRANSCRIPTS:
        path.write_text(replayed(bot, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
