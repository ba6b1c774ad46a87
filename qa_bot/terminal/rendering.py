"""A reply as lines: the answer's words first, then the sentence they stand in, then its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qa_bot import __version__
from qa_bot.display import (
    CLOSEST,
    PERHAPS,
    SILENCE,
    UNSURE,
    differing_text,
    is_whole,
    missing_text,
    place_text,
)
from qa_bot.language.lexicon.function_words import DETERMINERS
from qa_bot.language.tokens import fold
from qa_bot.questions.small_talk import SmallTalk, small_talk
from qa_bot.sanitising import one_line, shown_path
from qa_bot.terminal.layout import ANSWER, MET, OURS, QUIET, WORDS, Bit, Line, line
from qa_bot.terminal.library import Library
from qa_bot.terminal.sources import source_bits, source_line
from qa_bot.values import Answer, Evidence, Group, Reply, Sentence, Shown, Skipped, Source

_MOST_REASONS, _MOST_PATHS, _MOST_TITLES = 5, 5, 8  # named in passing: a few lines
MET_WITH: dict[SmallTalk, str] = {
    "bye": "Goodbye. Ctrl-D or /quit leaves.",
    "thanks": "You're welcome.",
    "hello": "Hello. Ask me about the articles, or type /help.",
    "assent": "Ask me about the articles, or type /help.",
    "help": "Ask a question about the articles in your own words; /help shows what else can be typed.",
    "self": "I look for sentences in the articles that answer your question, and add nothing to them.",
    "articles": "/articles lists the articles.",
    "more": "/more shows the next best sentences.",
    "reasons": "/why shows what spoke for the sentence.",
    "wrong": "/why shows what spoke for it, /more what comes next; /bad N or /bad WORDS keeps what is right.",
    "source": "/sources shows where the last reply stands.",
    "forget": "Forgotten. Ask me about something else.",
}


def reply_lines(reply: Reply) -> Iterator[Line]:
    """Show one reply: an answer, the answers it wavers between, what is closest, or silence."""
    if reply.read_as:
        yield line(Bit(QUIET, f"Read as: {one_line(reply.read_as)}"))
    yield from answered_lines(reply) if reply.answer else unanswered_lines(reply)
    for notice in reply.notices:
        yield line(Bit(QUIET, f"Note: {one_line(notice)}"))


def answered_lines(reply: Reply) -> Iterator[Line]:
    """Show the answer, and the first alternative too when the reply is unsure."""
    if reply.shows_groups:
        yield from grouped_lines(reply)
        return
    answers = [one.answer for one in reply.shown if one.answer]
    if reply.verdict or reply.items or len({fold(one_line(each.plain)) for each in answers}) == 1:
        yield from headline(reply, answers[0])
        for each in answers:
            # Whose claim a verdict is, its line says.
            stated = replace(each, claim_of=None) if reply.verdict else each
            is_said = each is answers[0] and not (reply.verdict or reply.items)
            yield from (below_lines if is_said else place_lines)(stated)
            yield from copy_lines(reply, each)
        return
    yield line(UNSURE)
    for number, each in enumerate(answers, 1):
        yield from answer_lines(each, number)
        yield from copy_lines(reply, each)


def grouped_lines(reply: Reply) -> Iterator[Line]:
    """Show each value once with its sources, newest first; articles years apart stand apart."""
    if len(reply.groups) > 1:
        yield line(Bit(QUIET, differing_text(reply)))
    for group in reply.groups:
        yield line(*words_bits(group.answers[0]), *_mark_bits(group, alone=len(reply.groups) == 1))
        for part in group.periods:
            if len(group.periods) > 1:
                yield line(Bit(QUIET, f"{_times_text(part)}:"), indent=2)
            yield from place_lines(part[0])
            yield from (also_line(each.source) for each in part[1:])
    for other in reply.ungrouped:
        yield line(PERHAPS, *words_bits(other))
        yield from place_lines(other)


def copy_lines(reply: Reply, each: Answer | Shown) -> Iterator[Line]:
    """Show the other articles of the evidence in which a sentence stands word for word."""
    copies = (one.source for one in reply.evidence if one.sentence.text == each.sentence.text)
    yield from (also_line(source) for source in copies if source.id != each.source.id)


def also_line(source: Source) -> Line:
    """Show one more source of what has been said."""
    return line(Bit(QUIET, "Also: "), *source_bits(source), indent=2, hang=2)


def _mark_bits(group: Group, alone: bool) -> tuple[Bit, ...]:
    """Return how many articles bear a value out, and, where others differ, its mark and newest date."""
    newest = group.answers[0]
    date = "" if alone else newest.source.date or "undated"
    if newest.date and newest.source.date and date and not group.mark:
        date = f"article of {date}"  # the words have a date of their own beside them
    borne_out = f"{group.articles} articles" if group.articles > 1 else ""
    told = ", ".join(filter(None, ("" if alone else group.mark, date, borne_out)))
    return (Bit(QUIET, f"  ({told})"),) if told else ()


def _times_text(answers: Sequence[Answer]) -> str:
    dates = sorted({each.source.date for each in answers if each.source.date})
    return f"Told {' to '.join(dict.fromkeys((dates[0], dates[-1])))}" if dates else "Undated"


def headline(reply: Reply, answer: Answer) -> Iterator[Line]:
    """Show what is answered: yes or no, the items of a list one a line, or the words."""
    if reply.verdict:
        claim = f", according to {_speaker(answer)}" if answer.claim_of else ""
        on_condition = f", {one_line(reply.condition)}" if reply.condition else ""
        yield line(Bit(ANSWER, f"{reply.verdict.capitalize()}{claim}{on_condition}."))
    elif reply.items:
        yield from (line("- ", *item_bits(item, answer), hang=2) for item in reply.items)
    else:
        yield line(*head_bits(answer))


def item_bits(item: Answer, answer: Answer) -> tuple[Bit, ...]:
    """Return an item of a list, with its place where it stands in another article than the answer."""
    words, source = Bit(ANSWER, one_line(item.plain)), item.source
    if source.id == answer.source.id:
        return (words,)
    known = (one_line(source.date or ""), place_text(source))
    return words, Bit(QUIET, f"  ({', '.join(filter(None, known))})")


def unanswered_lines(reply: Reply) -> Iterator[Line]:
    """Say that the articles don't say, or offer what is closest; name the word that no article has."""
    yield from _without_answer(reply)
    for number, each in enumerate(reply.shown, 1):
        yield line(f"{number}. ", *announced_bits(each.context), *offered_bits(each), hang=3)
        yield source_line(each.source)
        yield from copy_lines(reply, each)


def _without_answer(reply: Reply) -> Iterator[Line]:
    silence = MET_WITH.get(small_talk(reply.question), SILENCE)
    yield line(Bit(ANSWER, CLOSEST if reply.shown else silence))
    yield from (line(missing_text(word), indent=2) for word in reply.missing)


def titles_text(sources: Sequence[Source]) -> str:
    """Return in one line how many articles there are, and the titles of the first."""
    named = "; ".join(one_line(one.title) for one in sources[:_MOST_TITLES])
    more = f"; and {len(sources) - _MOST_TITLES:,} more (/articles)" if len(sources) > _MOST_TITLES else ""
    return f"{counted(len(sources), 'article')}: {named}{more}."


def announced_bits(before: Sentence | None) -> tuple[Bit, ...]:
    """Return what a sentence offered needs before it: what announces its list, or names its pronoun."""
    return (Bit(QUIET, f"{one_line(before.plain)} "),) if before else ()


def offered_bits(each: Shown) -> tuple[Bit, ...]:
    """Return a sentence offered as one line, the words that meet the question marked."""
    sentence = each.sentence
    edges = sorted({sentence.start, sentence.end, *(edge for span in each.met for edge in span)})
    bits: list[Bit] = []
    for start, end in pairwise(edges):
        style = MET if any(first <= start < last for first, last in each.met) else ""
        bits.append(Bit(style, one_line(sentence.words(start, end))))
    return tuple(bit for bit in bits if bit.text)


def answer_lines(answer: Answer, number: int) -> Iterator[Line]:
    """Show the words behind their number, then where they stand."""
    yield line(f"{number}. ", *head_bits(answer), hang=3)
    yield from below_lines(answer)


def below_lines(answer: Answer) -> Iterator[Line]:
    """Show what stands below the head of an answer: all that the head does not show."""
    return iter((source_line(answer.source),)) if is_whole(answer) else place_lines(answer)


def place_lines(answer: Answer) -> Iterator[Line]:
    """Show whose claim it is, the sentence with the answer's words emphasised, and the source."""
    if answer.claim_of:
        yield line(Bit(QUIET, f"according to {_speaker(answer)}"), indent=2)
    if answer.context:
        yield line(Bit(QUIET, f"Before: {one_line(answer.context.plain)}"), indent=2)
    yield Line(sentence_bits(answer.sentence, answer), 2)
    yield source_line(answer.source)


def head_bits(answer: Answer) -> tuple[Bit, ...]:
    """Return the answer's words, or, where they are a whole sentence, that."""
    return sentence_bits(answer.sentence, answer) if is_whole(answer) else words_bits(answer)


def words_bits(answer: Answer) -> tuple[Bit, ...]:
    """Return the answer's words, and beside them whom, or what date, they stand for without saying it."""
    words = Bit(ANSWER, one_line(answer.plain))
    meant = (one.name for one in answer.stands_for if (one.start, one.end) == (answer.start, answer.end))
    told = [Bit(OURS, f" [{one_line(name)}]") for name in meant]
    return (words, *told, Bit(QUIET, f"  ({one_line(answer.date)})")) if answer.date else (words, *told)


def numbered_lines(found: Iterable[Answer | Evidence], first: int, stated: int) -> Iterator[Line]:
    """Show answers, or sentences, numbered from `first`; answer words only of the `stated` first of all."""
    for number, each in enumerate(found, first):
        answer = each if isinstance(each, Answer) else each.answer
        if answer and number <= stated:
            yield from answer_lines(answer, number)
        else:
            before = answer.context if answer else None
            yield line(f"{number}. ", *announced_bits(before), *sentence_bits(each.sentence), hang=3)
            yield source_line(each.source)


def stated_count(reply: Reply) -> int:
    """Return how many of the sentences shown are stated as answers."""
    return sum(one.answer is not None for one in reply.shown)


def sentence_bits(sentence: Sentence, answer: Answer | None = None) -> tuple[Bit, ...]:
    """Return the sentence as one line; the words of `answer` are emphasised where they stand.

    After a pronoun the name it stands for is put in brackets, in a style of its own: it is ours.
    """
    if answer is None:
        return (Bit("", one_line(sentence.plain)),)
    names = {one.end: f" [{one_line(one.name)}]" for one in answer.stands_for}
    edges = sorted({sentence.start, answer.start, answer.end, sentence.end, *names})
    bits: list[Bit] = []
    for start, end in pairwise(edges):
        style = WORDS if answer.start <= start < answer.end else ""
        bits.append(Bit(style, one_line(sentence.words(start, end))))
        bits += [Bit(OURS, names[end])] if end in names else []
    return tuple(bit for bit in bits if bit.text)


def _speaker(answer: Answer) -> str:
    """Write whose claim an answer is, such as "A spokeswoman" or "The letter", as within a sentence."""
    name = one_line(answer.claim_of or "")
    first, _, rest = name.partition(" ")
    determines = first[:1].isupper() and first.lower() in DETERMINERS | {"one", "two", "some"}
    return f"{first.lower()} {rest}" if rest and determines else name


def ranked(reply: Reply) -> list[Answer | Evidence]:
    """Return the answers shown, as they are shown, then every other sentence of a reply once."""
    shown = [each.answer for each in reply.shown if each.answer]
    following: list[Answer | Evidence] = [*reply.alternatives, *reply.evidence]
    places = {_place(each) for each in shown}
    others: dict[tuple[str, int], Answer | Evidence] = {}
    for each in following:
        if _place(each) not in places:
            others.setdefault(_place(each), each)
    return [*shown, *others.values()]


def with_top(reply: Reply, count: int) -> Reply:
    """Return the reply with `count` answers in all, as far as the evidence holds so many."""
    if reply.answer is None:
        return reply
    answers = (each.answer if isinstance(each, Evidence) else each for each in ranked(reply)[1:])
    return replace(reply, alternatives=tuple(filter(None, answers))[: count - 1])


def top_lines(reply: Reply, count: int) -> Iterator[Line]:
    """Show the best `count` sentences: the answer and what comes next, or what is nearest."""
    if reply.answer is None:
        yield from _without_answer(reply)
    yield from numbered_lines(ranked(reply)[:count], 1, stated_count(reply))


def _place(each: Answer | Evidence | Shown) -> tuple[str, int]:
    return each.source.id, each.sentence.start


def banner_lines(bot: Library, notice: str | None = None) -> Iterator[Line]:
    """Say what was read, what was skipped, and how to leave."""
    yield line(f"qa_bot {__version__}: {read_text(bot)}.")
    paths = {each.path for each in bot.sources}
    repaired = sum(each.path in paths for each in bot.skipped)
    told = ((len(bot.skipped) - repaired, "not read"), (repaired, "read with repairs"))
    if bot.skipped:
        files = ", ".join(f"{counted(number, 'file')} {said}" for number, said in told if number)
        yield line(f"{files}; qa-bot check PATH says why.")
    for each in (*bot.notices, notice or "", _language_text(bot)):
        if each:
            yield line(Bit(QUIET, f"Note: {one_line(each)}"))
    yield line("Ask a question. /help lists the commands; Ctrl-D leaves.")


def _language_text(bot: Library) -> str:
    """Say how many articles are not in English, "" where all are."""
    foreign, count = bot.not_english()
    of = f"{foreign:,} of {counted(count, 'article')}" + ("" if count == len(bot.sources) else " looked at")
    seem = "seems" if foreign == 1 else "seem"
    told = f"{of} {seem} not to be in English, which alone is understood; qa-bot check PATH tells which."
    return told if foreign else ""


def left_out_texts(skipped: Iterable[Skipped]) -> Iterator[str]:
    """Yield a line for each reason why files were not read, or only in part, with the first of them."""
    by_reason: dict[str, list[str]] = {}
    for each in skipped:
        by_reason.setdefault(each.reason, []).append(shown_path(each.path))
    told = list(by_reason.items())
    for reason, paths in told[:_MOST_REASONS]:
        more = f" and {len(paths) - _MOST_PATHS:,} more" if len(paths) > _MOST_PATHS else ""
        yield f"not read, or only in part: {', '.join(paths[:_MOST_PATHS])}{more} ({one_line(reason)})"
    if rest := sum(len(paths) for _, paths in told[_MOST_REASONS:]):
        yield f"not read, or only in part: {counted(rest, 'file')} more; qa-bot check PATH names each"


def read_text(bot: Library) -> str:
    """Count what was read: articles, sentences, and the dates they span."""
    dates = sorted(each.date for each in bot.sources if each.date)
    some = f"; {counted(len(dates), 'article')} " if len(dates) < len(bot.sources) else ", "
    span = f"{some}dated {' to '.join(dict.fromkeys((dates[0], dates[-1])))}" if dates else ""
    articles, sentences = counted(len(bot.sources), "article"), counted(bot.sentence_count, "sentence")
    return f"{articles}, {sentences}{one_line(span)}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it needs one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
