"""Write the chats of tests/transcripts anew: what is typed stays, what is answered is today's.

    python scripts/transcripts.py

A line that begins with "? " is typed; what follows it, up to the next one, is what the chat shows. Those of
tests/transcripts/bundled are about the bundled articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from qa_bot import QABot
from qa_bot.terminal.layout import Line, Look, paint
from qa_bot.terminal.plain import converse_plainly

TESTS = Path(__file__).parent.parent / "tests"
ARTICLES = TESTS / "articles" / "lighthouse"
BUNDLED = TESTS / "transcripts" / "bundled"
TRANSCRIPTS = sorted([*BUNDLED.parent.glob("*.txt"), *BUNDLED.glob("*.txt")])
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

    with TemporaryDirectory() as elsewhere, chdir(elsewhere):  # where the chat may write
        converse_plainly(bot, typed(), show, {})
    return "".join(rows).rstrip("\n") + "\n"


def bot_of(path: Path) -> QABot:
    """Return the bot over the articles that a transcript is about."""
    return _opened(None if path.parent == BUNDLED else ARTICLES)


@cache
def _opened(folder: Path | None) -> QABot:
    return QABot.from_folder(folder, cache=False)


def main() -> None:
    """Rewrite every transcript."""
    for path in TRANSCRIPTS:
        path.write_text(replayed(bot_of(path), path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
