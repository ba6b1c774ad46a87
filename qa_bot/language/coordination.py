"""Coordination: all items of "A, B and C" in a sentence.

No list rather than a wrong one: items must look alike and end where the phrase ends. Each token of a sentence
is written as one letter, so that a pattern finds a run of items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon import WordUnion, word_set
from qa_bot.language.lexicon.function_words import (
    DETERMINERS,
    ENDS_OF_ITEM,
    PERSONAL,
    PREPOSITIONS,
    THIRD_PERSON,
)
from qa_bot.language.lexicon.irregular_forms import PAST_FORMS
from qa_bot.language.lexicon.people import NAME_PARTICLES
from qa_bot.language.lexicon.punctuation import LIST_MARKS
from qa_bot.language.morphology import is_plural
from qa_bot.language.tokens import fold, tokens
from qa_bot.values import Span, Token

MOST_ITEMS = 30  # more items are rather a table
LEAST_OF_MANY = 3  # items that need nothing that announces them
LONGEST_ITEM = 14  # tokens; longer ones hold clauses
LONGEST_OF_TWO = 4  # tokens of each of two items that nothing announces: longer ones are often clauses
MOST_BESIDE = 3  # tokens of the answer outside the list: "the unions" in "the unions Unite and Unison"
# Letters of names: N a capital, j what may join two, t "the", a "and", and commas.
_NAME = rf"N(?:j?N){{0,{LONGEST_ITEM}}}"
_NAMES = rf"(?:{_NAME},){{0,{MOST_ITEMS}}}{_NAME},?at?{_NAME}"
_IN_BRACKETS = r"\([^()]*\)"
_MARKS = frozenset('[]"“”')
_IN_NAMES = WordUnion(NAME_PARTICLES, word_set("of 's - & ."))
# Letters of phrases: v a verb or colon that a list follows, p a preposition that a longer one follows,
# x what no item holds, s a past form (it ends the last item), d a determiner, a "and", w any other word.
_SIZE = f"{{1,{LONGEST_ITEM}}}"
_FIRST, _INNER, _LAST = f"[dws]{_SIZE}", f"[dwsp]{_SIZE}", rf"(?:[dwp]|(?<=d)s){_SIZE}(?=[xvs,]|$)"
_FURTHER = f"(?:,{_INNER}){{1,{MOST_ITEMS}}}"
_ANNOUNCED = rf"(?<=v){_FIRST},?a{_LAST}|(?<=[vp]){_FIRST}{_FURTHER},?a{_LAST}"
_MANY = rf"[dw]{_SIZE}(?:,[dwp]{_SIZE}){{1,{MOST_ITEMS}}},?a[dwp]{_SIZE}"
_WHOLE = rf"{_INNER}(?:{_FURTHER})?,?a{_LAST}"
_VERBS_BEFORE = word_set("include includes included including are were namely comprise comprises :")
_PREPOSITIONS_BEFORE = ("as", "between", "by", "with", "from")
_NEVER_IN_ITEM = WordUnion(ENDS_OF_ITEM - THIRD_PERSON - {"that", "who", "which"}, set(LIST_MARKS), {"such"})


def longest(sentence: str, asked: frozenset[str]) -> list[Span]:
    """Split the longest "A, B and C" of a sentence, of three items or more.

    The first item begins after the words that are `asked` about, given as stems: what ends with one says what
    the items are, "her sons, Olaf and Magnus".
    """
    found = _tokens(sentence)
    letters = "".join(map(_letter_of_phrase, found))
    runs = [_pieces("[^,a]+", match) for match in compiled(_MANY).finditer(letters)]
    told = [_without_opening(sentence, found, run, asked) for run in runs]
    best = max((run for run in told if not _has_pronoun(found, run)), key=len, default=[])
    return [_span(found, one) for one in best] if len(best) >= LEAST_OF_MANY else []


def _without_opening(
    sentence: str, found: Sequence[Token], run: Sequence[Span], asked: frozenset[str]
) -> list[Span]:
    """Begin the first item after what is asked about or a pronoun; end the last one before a place."""
    (first, last), *inner, end = run
    rest = [*inner, _without_place(found, run)]
    if found[last].stem in asked - {""}:
        return rest
    begins = [first + 1] if fold(found[first].text) in PREPOSITIONS and first < last else []
    for at in range(first, last):
        if found[at].stem in asked - {""} or fold(found[at].text) in PERSONAL:
            begins.append(at + 1)
    if all(_is_marked(sentence, found[at]) for at, _ in (*inner, end)):
        begins += [at for at in range(first, last + 1) if _is_marked(sentence, found[at])]
    return [(max([first, *begins]), last), *rest]


def _has_pronoun(found: Sequence[Token], run: Sequence[Span]) -> bool:
    """Whether a pronoun stands in an item: it is rather a clause."""
    return any(fold(found[at].text) in PERSONAL for first, last in run for at in range(first, last + 1))


def _is_marked(sentence: str, token: Token) -> bool:
    """Whether a mark stands right before a token."""
    return sentence[max(0, token.start - 1) : token.start] in _MARKS


def _tokens(sentence: str) -> list[Token]:
    """Return the tokens of a sentence without marks and what stands in brackets."""
    flat = compiled(_IN_BRACKETS).sub(lambda match: " " * len(match[0]), sentence)
    return [token for token in tokens(flat) if token.text not in _MARKS]


def _span(found: Sequence[Token], run: Span) -> Span:
    return found[run[0]].start, found[run[1]].end


def coordinated(sentence: str, start: int, end: int) -> list[Span]:
    """Split "A, B and C" that holds or touches the words from `start` to `end` of a sentence."""
    found = _tokens(sentence)
    touched = [at for at, token in enumerate(found) if token.start < end and start < token.end]
    if not touched:
        return []
    answer = touched[0], touched[-1]
    lists = (run for run in chain(_names(found), _phrases(found, answer)) if _holds(run, answer, found))
    return [_span(found, run) for run in next(lists, ())]


def _holds(run: Sequence[Span], answer: Span, found: Sequence[Token]) -> bool:
    """Whether the answer's words begin with an item of a list, or hold the list and little else."""
    (first, last), start, end = answer, run[0][0], run[-1][1]
    touches = start <= last and first <= end
    if not touches or first < start - MOST_BESIDE or last > end + MOST_BESIDE:
        return False
    begun = any(one < first <= other for one, other in run)
    return not begun or fold(found[first - 1].text) in DETERMINERS


def _names(found: Sequence[Token]) -> Iterator[list[Span]]:
    """Yield the lists of names, each name as its first and last token."""
    letters = "".join(map(_letter_of_name, found))
    for match in compiled(_NAMES).finditer(letters):
        names = _pieces(_NAME, match)
        if len(names) > 2 or "," in match[0] or not _is_one_name(found, *names):
            yield names


def _pieces(pattern: str, run: re.Match[str]) -> list[Span]:
    found = re.finditer(pattern, run[0])
    return [(run.start() + one.start(), run.start() + one.end() - 1) for one in found]


def _letter_of_name(token: Token) -> str:
    if token.text[0].isupper():
        return "N"
    word = fold(token.text)
    return {",": ",", "and": "a", "the": "t"}.get(word, "j" if word in _IN_NAMES else "x")


def _is_one_name(found: Sequence[Token], left: Span, right: Span) -> bool:
    """Whether "and" may stand inside a name: "Food and Drug Administration", "X of Y and Z"."""
    grows = left[0] == left[1] and right[0] < right[1] and not found[left[0]].text.isupper()
    joined = any(fold(token.text) in ("of", "for") for token in found[left[0] : left[1]])
    before = left[0] > 0 and fold(found[left[0] - 1].text) == "the"
    return joined or grows or (before and fold(found[right[0] - 1].text) != "the")


def _phrases(found: Sequence[Token], answer: Span) -> Iterator[list[Span]]:
    """Yield the lists of phrases: those that a word or colon announces, and the answer if it is one."""
    letters = "".join(map(_letter_of_phrase, found))
    runs = [_pieces("[^,a]+", match) for match in compiled(_ANNOUNCED).finditer(letters)]
    whole = compiled(_WHOLE).match(letters, answer[0])
    if whole and whole.end() == answer[1] + 1:
        run = _pieces("[^,a]+", whole)
        runs += [run] if len(run) > 2 or _are_plural(found, run) else []
    yield from ([*run[:-1], _without_place(found, run)] for run in runs)


def _letter_of_phrase(token: Token) -> str:
    word = fold(token.text)
    letters = (
        ("v", _VERBS_BEFORE),
        ("p", _PREPOSITIONS_BEFORE),
        ("x", _NEVER_IN_ITEM),
        ("d", DETERMINERS),
        ("s", PAST_FORMS),
        (",", {","}),
        ("a", {"and", "or", "&"}),
    )
    return next((letter for letter, words in letters if word in words), "w")


def _are_plural(found: Sequence[Token], run: Sequence[Span]) -> bool:
    """Whether all phrases are short plurals: "nurses and bus drivers"."""
    short = all(last - first < LONGEST_OF_TWO for first, last in run)
    return short and all(is_plural(fold(found[last].text)) for _, last in run)


def _without_place(found: Sequence[Token], run: Sequence[Span]) -> Span:
    """End the last item before "in the valley" where no other item has such words."""
    first, last = run[-1]
    places = [at for at in range(run[0][0], last + 1) if fold(found[at].text) in PREPOSITIONS]
    return (first, places[0] - 1) if places and places[0] > first else (first, last)
