"""All items of a list that is asked for: "A, B and C" in the sentence, or the items that follow it.

No list rather than a wrong one: items must look alike, end where the phrase ends, and be as many as the
question says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from qa_bot.answering.composition.context import surroundings_of
from qa_bot.documents.corpus import Corpus
from qa_bot.documents.lines import item_start
from qa_bot.documents.passages import Paragraph, Stretch, line_of
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import DETERMINERS, ENDS_OF_ITEM, PREPOSITIONS, THIRD_PERSON
from qa_bot.language.lexicon.people import NAME_PARTICLES
from qa_bot.language.lexicon.punctuation import LIST_MARKS
from qa_bot.language.morphology import is_past, is_plural
from qa_bot.language.tokens import fold, tokens
from qa_bot.values import Answer, Question, Sentence, Token

Span = tuple[int, int]
LIST_AFTER = 2_500  # code points read after the sentence that a list follows
LONGEST_ITEM = 14
MOST_ITEMS = 30
DEEPER = 2
_OPENERS = frozenset(
    """
    include includes included including are were is was namely comprise comprises comprised comprising
    contain contains contained offer offers sell sells named called between by with from among against
    """.split()
)


class _Run(NamedTuple):
    """Items as first and last token, both taken."""

    items: list[Span]
    named: bool
    announced: bool


def listed(question: Question, answer: Answer, around: Stretch | None) -> list[Span]:
    """Give the spans of the article that are the items asked for; none where no rule is sure.

    `around` is what stands around the answer's sentence.
    """
    first = answer.sentence.start
    inside = [
        (first + start, first + end)
        for start, end in coordinated(answer.sentence.text, answer.start - first, answer.end - first)
    ]
    items = inside or (following(around, answer.sentence) if around else [])
    wanted = question.item_count
    right = len(items) == wanted if wanted else 2 <= len(items) <= MOST_ITEMS
    return items if right else []


def coordinated(sentence: str, start: int, end: int) -> list[Span]:
    """Split "A, B and C" that holds or touches the words from `start` to `end` of a sentence."""
    found = tokens(sentence)
    first = next((at for at, token in enumerate(found) if token.end > start), 0)
    last = max((at for at, token in enumerate(found) if token.start < end), default=0)
    for at, token in enumerate(found):
        if fold(token.text) in ("and", "&") and 0 < at < len(found) - 1:
            run = _run(found, at, first, last)
            if run and _holds(run, first, last) and _alike(found, run):
                return [(found[one].start, found[other].end) for one, other in run.items]
    return []


def _holds(run: _Run, first: int, last: int) -> bool:
    """Tell whether the answer's words lie in the run, or the run in them and little else."""
    start, end = run.items[0][0], run.items[-1][1]
    inside = start <= first <= end or start <= last <= end
    return inside and first >= start - 3 and last <= end + 3


def _run(found: Sequence[Token], joint: int, first: int, last: int) -> _Run | None:
    names = _names(found, joint)
    return names or _phrases(found, joint, first, last)


def _names(found: Sequence[Token], joint: int) -> _Run | None:
    """Read names on both sides of "and", and further ones before commas."""
    right = _name_after(found, joint + 1)
    left = _name_before(found, joint - 1 - (found[joint - 1].text == ","))
    if right is None or left is None:
        return None
    items = [left, right]
    while items[0][0] > 1 and found[items[0][0] - 1].text == ",":
        further = _name_before(found, items[0][0] - 2)
        if further is None:
            break
        items.insert(0, further)
    short = len(items) == 2 and found[joint - 1].text != ","
    return None if short and _is_one_name(found, *items) else _Run(items, True, False)


def _is_one_name(found: Sequence[Token], left: Span, right: Span) -> bool:
    """Tell whether "and" may stand inside a name: "Food and Drug Administration", "X of Y and Z"."""
    grows = left[0] == left[1] and right[0] < right[1] and not found[left[0]].text.isupper()
    joined = any(fold(token.text) in ("of", "for") for token in found[left[0] : left[1]])
    before = left[0] > 0 and fold(found[left[0] - 1].text) == "the"
    return joined or grows or (before and fold(found[right[0] - 1].text) != "the")


def _name_before(found: Sequence[Token], last: int) -> Span | None:
    if last < 0 or not _is_capital(found[last]):
        return None
    first = last
    while first and (_is_capital(found[first - 1]) or _joins(found, first - 1)):
        first -= 1
    while first < last and not _is_capital(found[first]):
        first += 1
    return first, last


def _name_after(found: Sequence[Token], first: int) -> Span | None:
    if first < len(found) and fold(found[first].text) == "the":
        first += 1
    if first >= len(found) or not _is_capital(found[first]):
        return None
    last = first
    while last + 1 < len(found) and (_is_capital(found[last + 1]) or _joins(found, last + 1)):
        last += 1
    while not _is_capital(found[last]):
        last -= 1
    return first, last


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper()


def _joins(found: Sequence[Token], at: int) -> bool:
    """Tell whether a small word or mark stands inside a name: "of", "de", a hyphen."""
    small = fold(found[at].text) in NAME_PARTICLES | {"of"} or found[at].text in (
        "’s",
        "'s",
        "-",
        "’",
        "'",
        "&",
        ".",
    )
    return small and 0 < at < len(found) - 1 and _is_capital(found[at + 1]) and _is_capital(found[at - 1])


def _phrases(found: Sequence[Token], joint: int, first: int, last: int) -> _Run | None:
    """Read phrases before commas and "and": the answer's own edges, or an opener, tell where they begin."""
    end = _phrase_end(found, joint + 1)
    cuts = _commas(found, joint)
    if end is None or not cuts:
        return None
    begin = _phrase_begin(found, cuts[0] - 1, first)
    if begin is None:
        return None
    openers = _OPENERS - PREPOSITIONS if len(cuts) == 1 else _OPENERS
    announced = begin > 0 and (found[begin - 1].text == ":" or fold(found[begin - 1].text) in openers)
    edges = [begin - 1, *cuts, end + 1]
    items = [(one + 1, other - 1) for one, other in pairwise(edges)]
    items[-1] = (joint + 1, _alone(found, items[:-1], joint + 1, end))
    whole = end == last and (begin == first or fold(found[begin].text) in DETERMINERS)
    return _Run(items, False, announced) if announced or whole else None


def _alone(found: Sequence[Token], others: Sequence[Span], first: int, end: int) -> int:
    """End the last item before "in the valley" where no other item has such words."""
    if any(fold(token.text) in PREPOSITIONS for one in others for token in found[one[0] : one[1] + 1]):
        return end
    return next((at - 1 for at in range(first + 1, end + 1) if fold(found[at].text) in PREPOSITIONS), end)


def _commas(found: Sequence[Token], joint: int) -> list[int]:
    """Give the commas of the list before its "and", in order; where there is none, "and" itself."""
    cuts = [joint - 1 if found[joint - 1].text == "," else joint]
    while True:
        at = cuts[0] - 1
        while at > 0 and found[at].text != "," and _is_inner(found[at]) and cuts[0] - at <= LONGEST_ITEM:
            at -= 1
        if found[at].text != "," or at < 1:
            return cuts
        cuts.insert(0, at)


def _is_inner(token: Token) -> bool:
    return token.text not in LIST_MARKS and fold(token.text) not in ENDS_OF_ITEM - THIRD_PERSON - {
        "that",
        "who",
        "which",
        "we",
    }


def _phrase_begin(found: Sequence[Token], last: int, answer: int) -> int | None:
    for at in range(last, max(-1, last - LONGEST_ITEM), -1):
        if at == 0 or (at == answer and fold(found[at - 1].text) not in DETERMINERS):
            return at
        before = found[at - 1]
        if before.text == ":" or fold(before.text) in _OPENERS or _is_such_as(found, at):
            return at
        if not _is_inner(before) or before.text == ",":
            return None
    return None


def _is_such_as(found: Sequence[Token], at: int) -> bool:
    return at > 1 and fold(found[at - 1].text) == "as" and fold(found[at - 2].text) == "such"


def _phrase_end(found: Sequence[Token], first: int) -> int | None:
    """Give the last token of the last item: it must end at a mark, or before a helping verb."""
    for at in range(first, min(len(found), first + LONGEST_ITEM)):
        token = found[at]
        if at > first and (token.text in LIST_MARKS or _stops(found, at)):
            return at - 1
    return len(found) - 1 if len(found) - first <= LONGEST_ITEM else None


def _stops(found: Sequence[Token], at: int) -> bool:
    """Tell whether a word cannot belong to the last item: a helping verb, a past form, a time."""
    word, before = fold(found[at].text), fold(found[at - 1].text)
    past = is_past(word) and not word.endswith("ed") and before not in DETERMINERS
    return word in ENDS_OF_ITEM or word in DAYS or word in ("last", "next", "this") or word == "," or past


def _alike(found: Sequence[Token], run: _Run) -> bool:
    """Tell whether all items are things of one make, and no clauses."""
    items = [found[first : last + 1] for first, last in run.items]
    if not all(items) or any(len(item) > LONGEST_ITEM for item in items):
        return False
    if run.named:
        return True
    starts = [fold(item[0].text) for item in items]
    if any(is_past(start) or start in ENDS_OF_ITEM | PREPOSITIONS | {"not", "then"} for start in starts):
        return False
    if len(items) > 2 or run.announced:
        return True
    return all(len(item) <= 4 and is_plural(fold(item[-1].text)) for item in items)


def following(around: Stretch, sentence: Sentence) -> list[Span]:
    """Give the items of the list that a sentence announces with a colon, or that it stands in."""
    number = around.paragraph_of(sentence.start)
    if number < 0:
        return []
    own, first = around.paragraphs[number], number + 1
    if own.is_marked_item:
        first = _first_item(around.paragraphs, number)
    elif own.span[1] != sentence.end:
        return []
    announced = first > 0 and around.words(around.paragraphs[first - 1].span).endswith(":")
    return _items_of(around, around.paragraphs[first:]) if announced else []


def _first_item(paragraphs: Sequence[Paragraph], number: int) -> int:
    while number and paragraphs[number - 1].is_marked_item:
        number -= 1
    return number


def _items_of(around: Stretch, paragraphs: Sequence[Paragraph]) -> list[Span]:
    """Take the items of a list; deeper ones are passed over, and other marks end it."""
    spans: list[Span] = []
    for one in takewhile(lambda paragraph: paragraph.is_marked_item, paragraphs):
        first = paragraphs[0].block
        deeper = one.block.level >= first.level + DEEPER
        if one.block.mark != first.mark and not deeper:
            break
        if not deeper:
            spans.append(_without_number(around, one.span))
    return spans


def _without_number(around: Stretch, span: Span) -> Span:
    """Leave out "1." at the beginning, and a mark at the end."""
    start, words = span[0], around.words(span)
    if item_start(words) >= 0:
        start += len(words) - len(words.split(maxsplit=1)[-1])
    return start, span[0] + len(words.rstrip(" ;,."))


def items(question: Question, answer: Answer, corpus: Corpus) -> tuple[Answer, ...]:
    """Return all items of the list asked for, each an answer of its own; none where there is no list."""
    near = surroundings_of(answer, corpus, LIST_AFTER)
    spans = listed(question, answer, near)
    return tuple(_item(answer, near, span) for span in spans) if near else ()


def _item(answer: Answer, near: Stretch, span: Span) -> Answer:
    (start, end), words = span, near.words(span)
    sentence = answer.sentence
    inside = sentence.start <= start and end <= sentence.end
    origin = near.origin
    ahead = line_of(near.text, start - origin) - line_of(near.text, sentence.start - origin)
    source = answer.source if inside else replace(answer.source, line=answer.source.line + ahead)
    held = sentence if inside else Sentence(words, start, end)
    return replace(answer, text=words, start=start, end=end, value=None, sentence=held, source=source)
