"""The commands of the chat: one declared function each; its docstring's first line is its help."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qa_bot.questions.small_talk import SmallTalk, small_talk
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.layout import ANSWER, QUIET, WORDS, Bit, Line, cells, line
from qa_bot.terminal.rendering import (
    MET_WITH,
    date_text,
    numbered_lines,
    ranked,
    reply_lines,
    sentence_bits,
    source_line,
    source_text,
    titles_text,
)
from qa_bot.terminal.sanitising import excerpt, one_line, shown_path
from qa_bot.values import Answer, Evidence, Reply, Sentence, Source

Handler = Callable[[Chat, str], Iterable[Line]]
_LEAVING = ("exit", "quit", "/exit", "/q", ":q")
_MOST_ARTICLES = 50  # listed at once: two screens
_MORE = 3  # sentences that /more adds
_DIGITS = 6  # of a number typed: no reply has a million sentences
_AROUND = 2  # lines with text that /open shows on each side
_LINE_END = re.compile(r"\r\n|\r|\n")


def nothing(chat: Chat, typed: str) -> Iterable[str]:
    """Offer nothing."""
    return ()


class Command(NamedTuple):
    """A row of the table: what is typed, what may follow it, what it does, how what follows is completed."""

    name: str
    takes: str
    run: Handler
    complete: Callable[[Chat, str], Iterable[str]] = nothing

    @property
    def help(self) -> str:
        """The first line of the handler's docstring."""
        return (self.run.__doc__ or "").split("\n", 1)[0]


def command(name: str, takes: str = "") -> Callable[[Handler], Command]:
    """Declare the function below as the command /`name`."""
    return lambda run: Command(name, takes, run)


def respond(chat: Chat, typed: str) -> Iterable[Line]:
    """Answer one line: a command, a wish to leave, or a question."""
    typed = " ".join(typed.split())
    if typed.lower() in _LEAVING:
        typed = "/quit"
    if typed.startswith("/"):
        name, _, rest = typed[1:].partition(" ")
        found = TABLE.get(name.lower())
        return found.run(chat, rest.strip()) if found else _unknown(name)
    if not any(char.isalnum() for char in typed):
        return [line("Please ask a question, or type /help.")]
    if said := small_talk(typed):
        return _SPOKEN[said](chat, "") if said in _SPOKEN else [line(MET_WITH[said])]
    return reply_lines(chat.ask(typed))


@command("help")
def help_(chat: Chat, rest: str) -> Iterator[Line]:
    """Show what can be typed."""
    yield line("Ask a question about the articles, or type a command:")
    for row in TABLE.values():
        yield line(f"{f'/{row.name} {row.takes}':<18}{row.help}", indent=2, hang=18)
    yield line("Tab completes, Up recalls, Ctrl-C clears the line, Ctrl-D leaves.")


@command("why")
def why(chat: Chat, rest: str) -> Iterable[Line]:
    """Show the points each clue gave the sentence shown and its runner-up."""
    if chat.reply is None or not chat.reply.evidence:
        return [_NOTHING_ASKED if chat.reply is None else line("No sentence was near enough to weigh.")]
    return _reasons(chat.reply)


@command("sources")
def sources(chat: Chat, rest: str) -> Iterable[Line]:
    """Show where the last reply stands."""
    if chat.reply is None:
        return [_NOTHING_ASKED]
    shown = enumerate(chat.reply.shown, 1)
    lines = [line(f"{number}. {_dated(each.source)}", hang=3) for number, each in shown]
    return lines or [line("The last reply has no source.")]


@command("more")
def more(chat: Chat, rest: str) -> Iterable[Line]:
    """Show the next best sentences."""
    if chat.reply is None:
        return [_NOTHING_ASKED]
    first, following = chat.shown_count, ranked(chat.reply)[chat.shown_count : chat.shown_count + _MORE]
    chat.shown_count += len(following)
    stated = chat.reply.answer is not None
    return list(numbered_lines(following, first + 1, stated)) or [line("There is no more.")]


@command("open", "[N]")
def open_(chat: Chat, rest: str) -> Iterable[Line]:
    """Show the article around the answer, or around sentence N."""
    if chat.reply is None:
        return [_NOTHING_ASKED]
    found = ranked(chat.reply)
    if not found:
        return [line("There is nothing to open.")]
    number = _number(rest or "1", len(found))
    if number is None:
        return [line(f"/open takes a number from 1 to {len(found)}.")]
    each = found[number - 1]
    answer = each if isinstance(each, Answer) else each.answer
    stated = answer if chat.reply.answer else None  # with silence no words are set off as an answer
    return _around(chat.bot.text_of(each.source.id), each.source, each.sentence, stated)


@command("articles", "[WORD]")
def articles(chat: Chat, rest: str) -> Iterator[Line]:
    """List the articles, or those with WORD in title, publisher, date or file."""
    listed = [text for each in chat.bot.sources if rest.lower() in (text := _face(each)).lower()]
    if not listed:
        yield line(f"No article's title, publisher, date or file holds {excerpt(rest)!r}.")
    yield from (line(text, hang=2) for text in listed[:_MOST_ARTICLES])
    if len(listed) > _MOST_ARTICLES:
        yield line(f"... and {len(listed) - _MOST_ARTICLES:,} more; /articles WORD narrows the list.")


@command("forget")
def forget(chat: Chat, rest: str) -> Iterable[Line]:
    """Forget what was asked before, so that the next question stands alone."""
    chat.forget()
    return [line("Forgotten.")]


@command("quit")
def quit_(chat: Chat, rest: str) -> Iterable[Line]:
    """Leave (Ctrl-D, exit and quit do so too)."""
    chat.left = True
    return []


def _titles(chat: Chat, rest: str) -> Iterable[Line]:
    return [line(titles_text(chat.bot.sources))]


def _sure(chat: Chat, rest: str) -> Iterable[Line]:
    """Say in one sentence why the last reply is what it is."""
    if chat.reply is None or not chat.reply.evidence:
        return [_NOTHING_ASKED]
    return [line(f"{_in_a_sentence(chat.reply)} /why shows the points.")]


# What is asked of the program in plain words.
_SPOKEN: dict[SmallTalk, Handler] = {
    "articles": _titles, "more": more.run, "reasons": _sure, "source": sources.run, "forget": forget.run,
}  # fmt: skip
TABLE = {row.name: row for row in list(globals().values()) if isinstance(row, Command)}
_NOTHING_ASKED = line("Nothing has been asked yet.")


def _number(typed: str, most: int) -> int | None:
    """Return a number from 1 to `most`, None where something else was typed."""
    number = int(typed[:_DIGITS]) if typed.isdecimal() else 0
    return number if 1 <= number <= most else None


def _unknown(name: str) -> list[Line]:
    near = difflib.get_close_matches(name.lower()[:40], TABLE, n=1)
    hint = f"did you mean /{near[0]}?" if near else "/help lists the commands."
    return [line(f"There is no command /{excerpt(name, 40)}: {hint}")]


def _dated(source: Source) -> str:
    """Return a source in one line, and where its date was found."""
    place = source.date_from if source.date_from not in ("text", "file") else None
    return source_text(source) + (f" (date: {place})" if place else "")


def _face(source: Source) -> str:
    known = (source.title, source.publisher, date_text(source))
    return ", ".join([*(one_line(part) for part in known if part), shown_path(source.place)])


def _reasons(reply: Reply) -> Iterator[Line]:
    """Prove a reply: what decided on silence, the best two sentences, their points clue by clue."""
    weighed = reply.evidence[:2]
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
        yield from _proof(each)
    yield from _table(weighed)


def _in_a_sentence(reply: Reply) -> str:
    """Say in one sentence what was replied and why."""
    first = reply.evidence[0]
    unmet = f" (it does not meet {_listed(first.unmet)})" if first.unmet else ""
    if reply.answer and reply.unsure:
        return f"Two sentences came out nearly alike, so both are shown{unmet}."
    if reply.answer:
        return f"Stated, because one sentence stands out{_for(first)}{unmet}."
    held_back = f": {one_line(reply.vetoes[0])}" if reply.vetoes else ""
    if reply.shown:
        return f"Not stated, because the best sentence may not be the answer{held_back}."
    return f"Silent, because nothing near enough was found{held_back}."


def _signs_in_a_sentence(reply: Reply) -> str:
    """Say by which signs a sentence was read as a yes or a no."""
    signs = "; ".join(f"{one_line(name)} {log_odds:+.2f}" for name, log_odds in reply.verdict_reasons)
    return f"It was read as a {reply.verdict} by the log odds of a no: {signs}."


def _for(one: Evidence) -> str:
    """Name the clue that gave a sentence most."""
    name, points = max(one.points.items(), key=lambda row: row[1], default=("", 0.0))
    return f", most of all for “{name}”" if points > 0 else ""


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{one_line(word)}”" for word in words)


def _proof(one: Evidence) -> Iterator[Line]:
    """Show what of the asked kind stands in a sentence, what is missing, and why these words of it."""
    chosen = [f"{name} {points:+.2f}" for name, points in one.reasons]
    parts = (("Of the kind asked for", one.found), ("Not met", one.unmet), ("The words rest on", chosen))
    for name, values in parts:
        if values:
            yield line(Bit(QUIET, f"{name}: {'; '.join(map(one_line, values))}"), indent=3, hang=2)


def _table(weighed: tuple[Evidence, ...]) -> Iterator[Line]:
    names = dict.fromkeys(name for each in weighed for name, points in each.points.items() if points)
    ordered = sorted(names, key=lambda name: -abs(weighed[0].points.get(name, 0.0)))
    rows = [(one_line(name), _figures([one.points.get(name, 0.0) for one in weighed])) for name in ordered]
    rows.append(("sum", _figures([each.total for each in weighed])))
    rows.append(("probability", [f"{each.probability:.2f}" for each in weighed]))
    widest = max(cells(name) for name, _ in rows)
    heads = [str(number) for number, _ in enumerate(weighed, 1)]
    yield _row("points", heads + (["apart"] if len(weighed) > 1 else []), widest, QUIET)
    for name, figures in rows:
        yield _row(name, figures, widest, ANSWER if name == "sum" else "")


def _figures(points: list[float]) -> list[str]:
    """Write points, and how far the first two are apart."""
    apart = [points[0] - points[1]] if len(points) > 1 else []
    return [f"{one:+.2f}" for one in (*points, *apart)]


def _row(name: str, figures: list[str], widest: int, style: str) -> Line:
    padded = name + " " * (widest - cells(name))
    return line(Bit(style, padded + "".join(f"{figure:>9}" for figure in figures)), indent=2)


def _around(text: str, source: Source, sentence: Sentence, answer: Answer | None) -> Iterator[Line]:
    yield line(Bit(ANSWER, _face(source)))
    lines = _numbered(text)
    first = next((at for at, (_, _, end) in enumerate(lines) if end >= sentence.start), 0)
    last = next((at for at, (_, _, end) in enumerate(lines) if end >= sentence.end), len(lines) - 1)
    shown = lines[max(0, first - _AROUND) : last + 1 + _AROUND]
    places = _emphasis(sentence, answer)
    for number, start, end in shown:
        yield line(Bit(QUIET, f"{number:>5}  "), *_styled(text, start, end, places), hang=7)


def _numbered(text: str) -> list[tuple[int, int, int]]:
    edges = [(0, 0), *((end.start(), end.end()) for end in _LINE_END.finditer(text)), (len(text), len(text))]
    spans = ((before[1], after[0]) for before, after in pairwise(edges))
    return [(number, start, end) for number, (start, end) in enumerate(spans, 1) if text[start:end].strip()]


def _emphasis(sentence: Sentence, answer: Answer | None) -> list[tuple[int, int, str]]:
    if answer is None:
        return [(sentence.start, sentence.end, ANSWER)]
    return [
        (sentence.start, answer.start, ANSWER),
        (answer.start, answer.end, WORDS),
        (answer.end, sentence.end, ANSWER),
    ]


def _styled(text: str, start: int, end: int, places: list[tuple[int, int, str]]) -> Iterator[Bit]:
    edges = sorted({start, end, *(edge for place in places for edge in place[:2] if start < edge < end)})
    for left, right in pairwise(edges):
        style = next((style for begin, close, style in places if begin <= left < close), "")
        yield Bit(style, one_line(text[left:right]))
