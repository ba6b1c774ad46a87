"""Why the last reply is what it is: a plain sentence, the sentences weighed, their points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qa_bot.sanitising import one_line
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands.command import NOTHING_ASKED, beginning, command
from qa_bot.terminal.layout import ANSWER, QUIET, Bit, Line, line
from qa_bot.terminal.rendering import sentence_bits
from qa_bot.terminal.sources import source_line
from qa_bot.values import Evidence, Reply

_MOST = 8  # clues shown, those that part the two sentences most; fewer words of it are a wall


def _all(chat: Chat, typed: str) -> Iterable[str]:
    return beginning(typed, ["all"])


@command("why", "[all]", _all)
def why(chat: Chat, rest: str) -> Iterable[Line]:
    """Show why: in a sentence, then the points that decided.

    The points of each clue for the sentence shown first and for the next best one, those first that part
    the two most. /why all shows every clue, and what the choice of the words rests on.
    """
    if chat.reply is None or not chat.reply.evidence:
        return [NOTHING_ASKED if chat.reply is None else line("No sentence was near enough to weigh.")]
    return _reasons(chat.reply, None if rest.lower() == "all" else _MOST)


def in_short(chat: Chat, rest: str) -> Iterable[Line]:
    """Say in one sentence why the last reply is what it is."""
    if chat.reply is None or not chat.reply.evidence:
        return [NOTHING_ASKED]
    return [line(f"{_in_a_sentence(chat.reply)} /why shows the points.")]


def _reasons(reply: Reply, most: int | None) -> Iterator[Line]:
    """Prove a reply: what decided on silence, the best two sentences, their points clue by clue."""
    weighed = _weighed(reply)
    yield line(_in_a_sentence(reply))
    yield line(
        f"The first sentence is right with probability {reply.confidence:.2f}; "
        f"the articles hold an answer with {reply.support:.2f}."
    )
    if reply.answer:
        value = f", value {one_line(reply.answer.value)}" if reply.answer.value else ""
        yield line(f"The words were taken as: {one_line(reply.answer.type)}{value}.")
    if reply.verdict:
        yield line(_signs_in_a_sentence(reply), hang=2)
    for number, each in enumerate(weighed, 1):
        yield line(f"{number}. ", *sentence_bits(each.sentence, each.answer), hang=3)
        yield source_line(each.source, 3)
        yield from _proof(each, most is None)
    yield from _table(weighed, most)


def _weighed(reply: Reply) -> list[Evidence]:
    """Return the sentence that is shown first, and the best of the others."""
    place = next(((one.source.id, one.sentence.start) for one in reply.shown), None)
    ordered = sorted(reply.evidence, key=lambda one: (one.source.id, one.sentence.start) != place)
    return ordered[:2]


def _in_a_sentence(reply: Reply) -> str:
    """Say in one sentence what was replied and why."""
    weighed = _weighed(reply)
    unmet = f", which holds all you asked about but {_listed(weighed[0].unmet)}" if weighed[0].unmet else ""
    if reply.answer and reply.unsure:
        first = f"; the first, {unmet.removeprefix(', ')}" if unmet else ""
        return f"Two sentences came out nearly alike, so both are shown{first}."
    if reply.answer:
        return f"Stated, because one sentence{unmet}{unmet and ','} stands out{_for(weighed)}."
    held_back = f": {one_line(reply.vetoes[0])}" if reply.vetoes else ""
    if reply.shown:
        return f"Not stated, because the best sentence may not be the answer{held_back}."
    return f"Silent, because nothing near enough was found{held_back}."


def _signs_in_a_sentence(reply: Reply) -> str:
    """Say by which signs a sentence was read as a yes or a no."""
    signs = "; ".join(f"{one_line(name)} {log_odds:+.2f}" for name, log_odds in reply.verdict_reasons)
    return f"It was read as a {reply.verdict} by the log odds of a no: {signs}."


def _for(weighed: Sequence[Evidence]) -> str:
    """Name the clue by which the first sentence leads most."""
    leads = {name: _lead(weighed, name) for name in weighed[0].points}
    name, points = max(leads.items(), key=lambda row: row[1], default=("", 0.0))
    return f", most of all for “{one_line(name)}”" if points > 0 else ""


def _lead(weighed: Sequence[Evidence], name: str) -> float:
    first, *others = (one.points.get(name, 0.0) for one in weighed)
    return first - sum(others)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{one_line(word)}”" for word in words)


def _proof(one: Evidence, is_whole: bool) -> Iterator[Line]:
    """Show what of the asked kind stands in a sentence, what is missing and, if whole, why these words."""
    chosen = [f"{name} {points:+.2f}" for name, points in one.reasons] if is_whole else []
    parts = (("Of the kind asked for", one.found), ("Not met", one.unmet), ("The words rest on", chosen))
    for name, values in parts:
        if values:
            yield line(Bit(QUIET, f"{name}: {'; '.join(map(one_line, values))}"), indent=3, hang=2)


def _table(weighed: Sequence[Evidence], most: int | None) -> Iterator[Line]:
    """Show the points of each clue, those first that part the two sentences most."""
    names = dict.fromkeys(name for each in weighed for name, points in each.points.items() if points)
    ordered = sorted(names, key=lambda name: -abs(_lead(weighed, name)))
    shown = ordered if most is None or len(ordered) <= most + 1 else ordered[:most]
    yield _row([str(number) for number, _ in enumerate(weighed, 1)], "points", QUIET)
    yield from (_points_row(weighed, [name], one_line(name)) for name in shown)
    if rest := ordered[len(shown) :]:
        yield _points_row(weighed, rest, f"{len(rest)} more clues (/why all)")
    yield _row([f"{one.total:+.2f}" for one in weighed], "sum", ANSWER)
    yield _row([f"{one.probability:.2f}" for one in weighed], "share among all sentences")


def _points_row(weighed: Sequence[Evidence], names: Sequence[str], told: str) -> Line:
    return _row([f"{sum(one.points.get(name, 0.0) for name in names):+.2f}" for one in weighed], told)


def _row(figures: Sequence[str], name: str, style: str = "") -> Line:
    """Show figures, and behind them what they are: a long name goes on below itself."""
    columns = "".join(f"{figure:>7}" for figure in figures)
    return line(Bit(style, f"{columns}  {name}"), hang=len(columns) + 2)
