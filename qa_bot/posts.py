"""Who holds a post: the names that stand beside "mayor", "health secretary", "keeper of the light"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa_bot.answer_types.name_words import GIVEN
from qa_bot.speakers import cues
from qa_bot.speakers.items import Item, units
from qa_bot.speakers.mentions import post_beside
from qa_bot.speakers.names import is_title, kind_of, name_runs, role_of
from qa_bot.text import fold, stem, terms
from qa_bot.values import Question

OTHER_POST = frozenset(map(stem, "former then ex deputy vice shadow assistant".split()))
FARTHEST = 12
HONORIFIC = frozenset("doctor lord professor father mother".split())
_HOLDING = frozenset(
    """
    chaired chairs led leads headed heads managed manages captained captains edited edits directed directs
    coached coaches
    """.split()
)
_NAMED = frozenset(["person", "name", "several"])
_BE = r"(?:is to be|was to be|was|is|has been|had been|will be|were|are)"
_WORK = (
    r"(?:(?:re-?)?(?:elected|appointed|named|made|became|becomes|become|served|serves)|took over|takes over)"
)
_BECAME = re.compile(
    rf"(?:,? who\b[^,.;:]{{1,80}},)?\s(?:(?:{_BE} )?{_WORK}(?: as)?|{_BE})"
    r"(?P<post>(?: [^\W\d_][\w’'-]{0,30}){1,6})"
)
_WHO_IS = re.compile(rf"^who (?:(?:{_BE} )?{_WORK}(?: as)?|{_BE}) ")
_OPENINGS = cues.DETERMINERS | cues.PREPOSITIONS
_OF_BODY = re.compile(r"(?P<post>(?:[^\W\d_][\w’'-]{0,30} ){1,3})(?:of|for|at) (?:the )?$")
_IS = frozenset("is are was were remains".split())


class Holder(NamedTuple):
    """A name's span in a text, and the words of the post beside it."""

    start: int
    end: int
    post: str


def asked_post(question: Question) -> str:
    """Give the stem of the post whose holder is asked for: "who is the mayor?", "who chairs it?"."""
    if question.type != "person" or not question.form.startswith(("who", "wh-be", "terse")):
        return ""
    if question.form.startswith("wh-be") and question.head in question.names:
        return ""
    wanted = question.head or (question.terms[0] if question.form == "who-v" and question.terms else "")
    posts = [fold(token.text) for token in question.tokens]
    places = [at for at, token in enumerate(question.tokens) if wanted and token.stem == wanted]
    if question.form == "who-v" and places and posts[places[0]] in _HOLDING:
        return wanted
    at = next((place for place in places if role_of(posts[place]) in cues.ROLES), -1)
    while 0 <= at < len(posts) - 1 and role_of(posts[at + 1]) in cues.ROLES:
        at += 1
    return question.tokens[at].stem if at >= 0 else ""


def holder(question: Question, text: str, post: str) -> Holder | None:
    """Give the name in a sentence beside the post with the stem `post`, the one with most words asked about.

    A former holder, or a deputy, counts only where the question says so.
    """
    asked = frozenset(token.stem for token in question.tokens)
    asked = asked.union(*(one.long for one in question.expansions))
    fitting = [
        one
        for one in holders(text)
        if _is_held(one.post, post, asked)
        and _may_be(one.post, question, asked)
        and not _is_asked_about(text[one.start : one.end], question)
    ]
    return max(fitting, key=lambda one: (len(asked & set(terms(one.post))), -one.start), default=None)


def holds_another(question: Question, text: str, post: str) -> bool:
    """Tell whether a sentence names a deputy, or a former holder, of the post asked for."""
    asked = frozenset(token.stem for token in question.tokens)
    return any(part & OTHER_POST - asked for one in holders(text) for part in _parts_held(one.post, post))


@lru_cache(maxsize=256)
def holders(text: str) -> tuple[Holder, ...]:
    """Find the names of one sentence that stand beside a post, names of several people first."""
    found = (
        one
        for unit in units(text, [(0, len(text))], ())
        for first, last in name_runs(unit.items)
        if kind_of(unit.items, first, last) in _NAMED
        for one in _posts_of(text, unit.items, first, last)
    )
    return tuple(dict.fromkeys(found))


def _is_asked_about(name: str, question: Question) -> bool:
    """Tell whether the question holds a name: "before Ann Roe" asks for somebody else."""
    return terms(name)[-1:] != [] and terms(name)[-1] in question.names


def _is_held(words: str, post: str, asked: frozenset[str]) -> bool:
    """Tell whether the post is the last noun of a part of the phrase, and no other post unless asked for."""
    return any(not part & OTHER_POST - asked for part in _parts_held(words, post))


def _parts_held(words: str, post: str) -> Iterator[set[str]]:
    """Give the stems of the parts of a phrase whose last noun is the post: "chair and former MP"."""
    parts = (part.split() for part in words.split(" and "))
    return (set(terms(" ".join(part))) for part in parts if _ends_in(_before_preposition(part), post))


def _ends_in(words: Sequence[str], post: str) -> bool:
    return bool(words) and terms(words[-1])[-1:] == [post]


def _may_be(words: str, question: Question, asked: frozenset[str]) -> bool:
    """Tell whether a post is of no other body than the one asked about.

    In a question without capitals any word may be a name.
    """
    capitals = _names_in(words, any(_is_loud(token.text) for token in question.tokens))
    named = frozenset(question.terms) if question.text[1:].islower() else question.names
    return capitals <= asked or named <= frozenset(terms(words))


def _names_in(words: str, loud: bool) -> set[str]:
    """Give the stems of the capitalised words of a post, short forms in capitals only when `loud`."""
    found = words.split()
    names = [word for word in found[1:] if word[0].isupper() and not _is_loud(word)]
    return {stem(word) for word in (*names, *filter(_is_loud, found if loud else ()))}


def _is_loud(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _posts_of(text: str, items: Sequence[Item], first: int, last: int) -> Iterator[Holder]:
    after_title = _after_title(items, first, last)
    start = items[after_title if after_title < last else first].start
    end = items[last].end
    beside = post_beside(items, first, last)
    if beside:
        yield Holder(start, end, _without_verb(_whole_post(text, *beside)))
    if after_title > first:
        yield Holder(start, end, text[items[first].start : items[after_title].start])
    later = _BECAME.match(text, end)
    if later:
        yield Holder(start, end, _noun_phrase(later["post"]))
    before = _clause_before(text, items, first - 1)
    if first > 1 and (items[first - 1].word in _IS or (before and _is_set_off(items, first, last))):
        yield Holder(start, end, _noun_phrase(before))


def _is_set_off(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether a name stands between marks after words that begin with a determiner."""
    if items[first - 1].text != "," or (items[last + 1 : last + 2] and items[last + 1].word):
        return False
    return items[_clause_start(items, first - 1)].word in cues.DETERMINERS


def _after_title(items: Sequence[Item], first: int, last: int) -> int:
    """Give the first item of a name after a post before it: "Prime Minister Sam Ode", "Mayor Ode"."""
    words = items[first : last + 1]
    if any(item.word == "and" or item.text in GIVEN for item in words[:-2]):
        return first
    titles = (at for at in range(first, last) if _is_before_name(items, at))
    return max(titles, default=first - 1) + 1


def _is_before_name(items: Sequence[Item], at: int) -> bool:
    word = items[at].word
    return (
        is_title(items[at].text) and word not in HONORIFIC and role_of(word) != "" and items[at + 1].capital
    )


def _without_verb(post: str) -> str:
    """Give "chief executive" of "who is to be chief executive" or "who took over as chief executive"."""
    return _WHO_IS.sub("", post)


def _whole_post(text: str, start: int, end: int) -> str:
    """Give a post, and where it is only the body ("chair of the council X") the words before it too."""
    led = _OF_BODY.search(text[max(0, start - 80) : start])
    before = led["post"].split() if led else []
    cut = max((at + 1 for at, word in enumerate(before) if word.lower() in _OPENINGS), default=0)
    return " ".join([*before[cut:], *(["of"] if before[cut:] else []), text[start:end]])


def _clause_before(text: str, items: Sequence[Item], end: int) -> str:
    """Give the words before item `end`, back to a mark, at most a dozen."""
    start = _clause_start(items, end)
    return text[items[start].start : items[end].start] if start < end else ""


def _clause_start(items: Sequence[Item], end: int) -> int:
    farthest = max(0, end - FARTHEST)
    return next((at + 1 for at in range(end - 1, farthest - 1, -1) if not items[at].word), farthest)


def _noun_phrase(words: str) -> str:
    """Give a phrase if the noun before its first preposition is a post, else nothing."""
    named = _before_preposition(words.split())
    return words.strip() if named and role_of(named[-1].lower()) in cues.ROLES else ""


def _before_preposition(words: Sequence[str]) -> Sequence[str]:
    at = next((place for place, word in enumerate(words) if place and word in cues.PREPOSITIONS), len(words))
    return words[:at]
