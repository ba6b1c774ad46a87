"""`qa-bot verify`: the citations of a saved chat, checked against today's articles."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from qa_bot.bot import QABot
from qa_bot.display import source_text
from qa_bot.sanitising import one_line, shown_path
from qa_bot.terminal.citations import Checked, Export, Outcome, check, read_export
from qa_bot.terminal.exit_statuses import ANSWERED, SILENT
from qa_bot.terminal.layout import ANSWER, QUIET, WORDS, Bit, Line, line, rooted
from qa_bot.terminal.rendering import counted
from qa_bot.terminal.running import open_with_notices, path_of
from qa_bot.terminal.sources import source_bits
from qa_bot.terminal.streams import say, show

SOUND: tuple[Outcome, ...] = ("stands", "moved")
_OUTCOMES: tuple[Outcome, ...] = ("stands", "moved", "changed", "gone")


def verify(arguments: argparse.Namespace) -> int:
    """Check every citation of the saved chat `arguments.file`; return 0 where all stand or have moved."""
    export = read_export(arguments.file)
    bot = open_with_notices(path_of(arguments))
    checked = [check(one, bot) for one in export.citations]
    if arguments.json:
        say("".join(f"{json.dumps(_row(one))}\n" for one in checked))
    else:
        show(rooted(verified_lines(checked, export, bot), bot.file_of))
    return status_of(checked)


def status_of(checked: Sequence[Checked]) -> int:
    """Return the status to end with: whether every citation stands or has moved."""
    return ANSWERED if all(one.outcome in SOUND for one in checked) else SILENT


def verified_lines(checked: Sequence[Checked], export: Export, bot: QABot) -> Iterator[Line]:
    """Show what became of each citation, then how many there are of each kind."""
    for number, one in enumerate(checked, 1):
        yield from _checked_lines(number, one)
    counts = Counter(one.outcome for one in checked)
    told = ", ".join(f"{counts[name]:,} {_counted(name, counts[name])}" for name in _OUTCOMES if counts[name])
    same = export.corpora == {bot.fingerprint}
    yield line(f"{counted(len(checked), 'citation')}: {told}. {_whether_same(same, bot)}")


def _whether_same(same: bool, bot: QABot) -> str:
    """Say whether the articles are those that were asked; where not, which these are."""
    if same:
        return "The articles are those that were asked."
    place = f" in {shown_path(str(bot.root.absolute()))}" if bot.root else ""
    return f"The articles{place} are not as they were when asked; --knowledge PATH names another folder."


def _counted(outcome: Outcome, count: int) -> str:
    return "stand" if outcome == "stands" and count > 1 else outcome


def _checked_lines(number: int, one: Checked) -> Iterator[Line]:
    citation, now = one.citation, one.now
    yield line(f"{number}. ", Bit(ANSWER, one.outcome), f"  {one_line(citation.question)}", hang=3)
    if one.outcome != "changed" or now is None:
        yield line(one_line(citation.exact), indent=3)
    else:
        yield line("was: ", *_apart(citation.exact, now.text), indent=3, hang=5)
        yield line("now: ", *_apart(now.text, citation.exact), indent=3, hang=5)
        if citation.words:
            kept = "still stand there" if one.keeps_words else "are no longer there"
            yield line(f"The words “{one_line(citation.words)}” {kept}.", indent=3)
    if one.outcome != "stands":
        yield line(Bit(QUIET, f"was in {source_text(citation.source)}"), indent=3, hang=2)
    if now:
        yield line(
            Bit(QUIET, "in " if one.outcome == "stands" else "now in "),
            *source_bits(now.source),
            indent=3,
            hang=2,
        )


def _apart(text: str, other: str) -> Iterator[Bit]:
    """Return a text, with the words set off that another has not."""
    words = text.split()
    found = SequenceMatcher(None, other.split(), words, autojunk=False)
    for kind, _, _, start, end in found.get_opcodes():
        if start < end:
            yield Bit("" if kind == "equal" else WORDS, one_line(" ".join(words[start:end])))
            yield Bit("", " ")


def _row(one: Checked) -> dict[str, Any]:
    """Return the JSON object of a citation: what it was, what became of it, and where it stands now."""
    citation, now = one.citation, one.now
    return {
        "question": citation.question,
        "outcome": one.outcome,
        "was": {"source": citation.source._asdict(), "start": citation.start, "text": citation.exact},
        "now": {"source": now.source._asdict(), "start": now.start, "text": now.text} if now else None,
        "keeps_words": one.keeps_words if citation.words else None,
    }
