"""What is said: the stretch of a unit that a verb of saying reports, and which quotation is whose."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.speakers import cues
from qa_bot.speakers.frames import Frame
from qa_bot.speakers.items import Item
from qa_bot.speakers.mentions import is_past

Span = tuple[int, int]

_DASHES = ("—", "–")
_THAT = 14
_ADJUNCT = 14
_HEARER = 6
_LOOSE_MARKS = frozenset('.?!…;,:—–-“‘"')
_BARE = frozenset(
    "said say says told tell tells argued argues insisted insists claimed claims stated states".split()
)
_OPENS_CLAUSE = frozenset("he she they it we i there how why what whether if where when who".split())
_LOOSE = frozenset("and but while as after yet although though whereas".split())
_ENDS = frozenset(".?!…;,")


def reported(items: Sequence[Item], frames: Sequence[Frame], number: int) -> Span | None:
    """Give the items, end exclusive, that frame `number` reports; None if it reports nothing."""
    frame = frames[number]
    end = _last(items)
    if frame.order in ("source", "view"):
        return _filled(items, *_around(items, frame, end))
    if frame.order == "passive":
        span = _passive(items, frame, end)
    elif _aside(items, frame):
        span = _aside_span(items, frame, end) or _after(items, frames, number, end)
    else:
        span = _after(items, frames, number, end)
    if span is None:
        return None
    first = span[0] + (_follows_that(items, frame, len(items)) and span[0] == frame.right)
    return _filled(items, first, _cut(items, frames, number, span))


def _last(items: Sequence[Item]) -> int:
    end = len(items)
    while end and items[end - 1].text in _ENDS:
        end -= 1
    return end


def _filled(items: Sequence[Item], start: int, end: int) -> Span | None:
    while start < end and (items[start].text in (*_ENDS, ":", *_DASHES)):
        start += 1
    while start < end and items[end - 1].quote < 0 and items[end - 1].text in _LOOSE_MARKS:
        end -= 1
    words = [item for item in items[start:end] if item.word]
    quoted = any(item.quote >= 0 for item in items[start:end])
    only_quoted = quoted and all(item.word in ("and", "or", "as", "a", "an", "“") for item in words)
    return None if only_quoted or (len(words) < 2 and not quoted) else (start, end)


def _around(items: Sequence[Item], frame: Frame, end: int) -> Span:
    """Read "According to X, C" and "C, according to X"."""
    after = frame.right
    if frame.left == 0 or (frame.left == 1 and items[0].word in cues.CLAUSE_WORDS):
        comma = next((at for at in range(after, min(end, after + 24)) if items[at].text == ","), after)
        return comma, end
    if after < end and items[after].text == "," and end - after > 2:
        return 0, end
    return 0, frame.left


def _passive(items: Sequence[Item], frame: Frame, end: int) -> Span | None:
    """Read "the strike will begin on Monday, employers have been told by X"."""
    for at in range(frame.right, min(end, frame.right + 4)):
        if items[at].word in ("that", "of", "as", "for"):
            return at + (items[at].word == "that"), end
    comma = next((at for at in range(frame.at, max(0, frame.at - 14), -1) if items[at].text == ","), 0)
    told = items[frame.at].word in ("told", "warned", "informed")
    return (0, comma) if told and comma > 3 and frame.right >= end else None


def _aside(items: Sequence[Item], frame: Frame) -> bool:
    """Tell whether the frame stands after a comma, so that it may be an aside."""
    if frame.order not in ("before", "inverted") or frame.left < 2:
        return False
    return items[frame.left - 1].text in (",", *_DASHES) and any(item.word for item in items[: frame.left])


def _aside_span(items: Sequence[Item], frame: Frame, end: int) -> Span | None:
    """Give what "C, X said" or "C1, X said, C2" reports."""
    before, at = frame.left - 1, frame.right
    words = sum(bool(item.word) for item in items[:before]) + 4 * any(
        item.quote >= 0 for item in items[:before]
    )
    opening = items[0].word in cues.PREPOSITIONS or items[0].word in cues.TIMED_CLAUSES
    told = items[frame.at].word in cues.HEARING and end - at <= _HEARER and not _has_verb(items[:end], at)
    if at >= end or (told and items[at].text != ":"):
        return (0, before) if words > 3 else None
    mark = items[at].text
    if mark == ":":
        if any(item.quote >= 0 for item in items[at : at + 2]):
            return None
        return (0, end) if words > 3 and not opening else None
    if mark in (",", ";", *_DASHES):
        return 0, end
    if frame.order == "inverted":
        return 0, before
    return _with_adjunct(items, before, at, end) if words > 3 else None


def _with_adjunct(items: Sequence[Item], before: int, at: int, end: int) -> Span | None:
    if items[at].word not in cues.ADJUNCT_OPENERS:
        return None
    rest = items[at:end]
    if any(item.word == "that" or item.quote >= 0 or item.text == ":" for item in rest[:_ADJUNCT]):
        return None
    comma = next((n for n, item in enumerate(rest[:8]) if item.text == ","), -1)
    if comma > 0:
        return 0, end
    return (0, before) if len(rest) <= _ADJUNCT else None


def _after(items: Sequence[Item], frames: Sequence[Frame], number: int, end: int) -> Span | None:
    frame = frames[number]
    if not _stands_free(items, frame):
        return None
    limit = frames[number + 1].left if number + 1 < len(frames) else end
    if frame.order == "inverted" and not _follows_that(items, frame, end):
        return None
    start = _clause_start(items, frame, limit, end) or _act_start(items, frame, end)
    if start is None:
        return None
    return (start, _relative_end(items, start, end)) if frame.order == "clause" else (start, end)


def is_free(items: Sequence[Item], frame: Frame) -> bool:
    """Tell whether the frame is told by the article itself and is no part of a clause with which or that."""
    return (
        frame.left == 0
        or frame.order == "shared"
        or items[frame.left - 1].word not in cues.CLAUSE_WORDS - _LOOSE
    )


def _follows_that(items: Sequence[Item], frame: Frame, end: int) -> bool:
    return frame.right < end and items[frame.right].word == "that"


def _stands_free(items: Sequence[Item], frame: Frame) -> bool:
    """Tell whether the speaker's phrase begins where a clause may begin."""
    if frame.order in ("shared", "inverted") or frame.left == 0:
        return True
    before = items[frame.left - 1]
    if before.word in cues.SHADY_CLAUSES:
        return False
    if before.word in cues.TIMED_CLAUSES:
        return frame.right < len(items) and items[frame.right].word == "that"
    return not before.word or before.word in cues.CLAUSE_WORDS


def _relative_end(items: Sequence[Item], start: int, end: int) -> int:
    return next((at for at in range(start, min(end, start + 60)) if items[at].text == ","), end)


def _clause_start(items: Sequence[Item], frame: Frame, limit: int, end: int) -> int | None:
    level = frame.level.split("+")[0]
    if level not in ("say", "clause") or frame.right >= end:
        return None
    word = items[frame.at].word
    that = _that(items, frame.right, min(end, max(limit, frame.right + 1)))
    if that is not None and _leads_to(items, frame.right, that, word):
        return that + 1
    start = _over_time(items, frame.right, end)
    if start < end and items[start].text == ":":
        return start + 1
    if word in cues.HEARING:
        start = _over_hearer(items, start, end)
    if start >= end or not _begins_clause(items, start, word, level):
        return None
    return start


def _that(items: Sequence[Item], start: int, end: int) -> int | None:
    for at in range(start, min(end, start + _THAT)):
        if items[at].word == "that":
            return at
        if (
            items[at].quote >= 0
            or items[at].text in (":", ";")
            or items[at].word in cues.AUXILIARIES - {"to"}
        ):
            return None
    return None


def _leads_to(items: Sequence[Item], start: int, that: int, verb: str) -> bool:
    """Tell whether what stands between a verb and "that" is no clause: a hearer, a time or a place."""
    if start == that:
        return True
    first = items[start].word
    if verb in cues.MENTAL:
        return False
    placed = first in cues.PREPOSITIONS | cues.ADVERBS | cues.DAYS or not first
    return (placed or verb in cues.HEARING) and not any(is_past(items[at].word) for at in range(start, that))


def _over_time(items: Sequence[Item], start: int, end: int) -> int:
    """Step over "on Monday", "earlier this week", "yesterday"."""
    at = start
    while at < end and at < start + 5:
        word = items[at].word
        timed = word in cues.DAYS | cues.TIME_NOUNS | cues.ADVERBS - {"here", "first", "all", "both", "even"}
        leads = (
            word in ("on", "last", "this", "earlier")
            and at + 1 < end
            and items[at + 1].word in cues.DAYS | cues.TIME_NOUNS | {"on", "this"}
        )
        if not (timed or leads):
            break
        at += 1
    return at


def _over_hearer(items: Sequence[Item], start: int, end: int) -> int:
    """Step over the one who is told: them, reporters, the BBC, members of the council."""
    if start >= end:
        return start
    first = items[start]
    if first.word in cues.OTHER_PRONOUNS | {"her", "it"}:
        return start + 1
    at = start + (first.word in cues.DETERMINERS)
    if at < end and items[at].capital:
        while at < end and (
            items[at].capital
            or (items[at].word in ("of", "the", "and") and at + 1 < end and items[at + 1].capital)
        ):
            at += 1
        return at
    for place in range(at, min(end, at + 8)):
        if place > at and _hearer_ends(items[place]):
            return place
    return at + 1 if at > start or first.word.endswith("s") else end


def _hearer_ends(item: Item) -> bool:
    if item.word in ("of", "at", "in", "and"):
        return False
    edges = cues.DETERMINERS | cues.PRONOUNS | cues.CLAUSE_WORDS | cues.PREPOSITIONS | {"to", "there"}
    return not item.word or item.word in edges


def _begins_clause(items: Sequence[Item], start: int, verb: str, level: str) -> bool:
    item = items[start]
    if item.word in _OPENS_CLAUSE:
        return level == "say" or verb in cues.CLAUSE_AT_ONCE or item.word not in ("it",)
    if verb.startswith("ask") or not (item.word or item.quote >= 0):
        return False
    if item.quote >= 0:
        return verb in cues.STRONG
    if verb in cues.HEARING and not _has_verb(items, start):
        return False
    if level == "clause":
        bare = verb in cues.CLAUSE_AT_ONCE
        return bare and (item.word in cues.DETERMINERS or item.capital) and _has_verb(items, start)
    if verb not in _BARE:
        return False
    if item.word in cues.PREPOSITIONS | {"to"}:
        return item.word in ("in", "at", "for", "by", "on") and _has_comma(items, start)
    return True


def _has_verb(items: Sequence[Item], start: int) -> bool:
    """Tell whether an auxiliary or the like follows soon, so that a clause begins and no bare object."""
    return any(
        item.word in cues.AUXILIARIES - {"to", "not"} or item.word.endswith(("n't", "ed"))
        for item in items[start : start + 14]
    )


def _has_comma(items: Sequence[Item], start: int) -> bool:
    return any(item.text == "," for item in items[start : start + 10])


def _act_start(items: Sequence[Item], frame: Frame, end: int) -> int | None:
    """Give where an act's object begins: "accused the club of ...", "called it ..."."""
    sign = frame.level.split("+")[-1]
    start = frame.right
    near = items[start : min(end, start + 14)]
    if not near or (not near[0].word and near[0].quote < 0):
        return None
    words = [item.word for item in near]
    quoted = any(item.quote >= 0 for item in near[:9])
    if sign in ("of", "as") and (sign in words[:12] or quoted):
        return start
    if sign == "to" and "to" in words[:12]:
        return start
    if sign == "object":
        return start if words[0] not in cues.PREPOSITIONS - {"for"} else None
    if sign == "call":
        return start if _is_calling(words, quoted) else None
    return None


def _is_calling(words: Sequence[str], quoted: bool) -> bool:
    if words[0] in ("for", "on"):
        return len(words) > 1
    named = words[0] in ("it", "him", "her", "them", "this", "that") or words[0] in cues.DETERMINERS
    return quoted or (named and any(word in ("a", "an") for word in words[1:8]))


def _cut(items: Sequence[Item], frames: Sequence[Frame], number: int, span: Span) -> int:
    """End the content where the next verb of the same speaker, or the next speaker's clause, begins."""
    for frame in frames[number + 1 :]:
        if frame.left <= span[0] or frame.left >= span[1]:
            continue
        before = items[frame.left - 1]
        if frame.order == "shared":
            return frame.left - (before.word in ("and", "but", "then"))
        if (
            (
                (frame.order == "before" and before.word in ("and", "but", "while", "whereas"))
                or before.text == ";"
            )
            and frame.left >= 2
            and not items[frame.left - 2].word
        ):
            return frame.left - 1
    return span[1]


def owner(items: Sequence[Item], frames: Sequence[Frame], at: int, text_end: str) -> int:
    """Give the number of the frame to which the quotation at item `at` belongs, -1 if to none.

    `text_end` is the quotation's last character. Costs after the findings on who said what.
    """
    best, cost = -1, 100.0
    for number, frame in enumerate(frames):
        price = _cost_after(items, frame, at, text_end)
        if price is None:
            price = _cost_before(items, frames, number, at)
        if price is not None and price < cost:
            best, cost = number, price
    return best


def _cost_after(items: Sequence[Item], frame: Frame, at: int, text_end: str) -> float | None:
    if frame.order not in ("before", "inverted", "source", "view") or frame.left <= at:
        return None
    between = items[at + 1 : frame.left]
    if len(between) > 2 or any(item.word for item in between):
        return None
    if any(item.text in ";:" for item in between):
        return None
    cost = len(between) + 4.0 * (frame.level != "say")
    comma = text_end == "," or any(item.text == "," for item in between)
    cost -= 8 if comma else 4 if text_end in "?!" else 0
    cost += 8 if text_end == "." and not comma else 0
    return cost - 2 * (frame.right < len(items) and items[frame.right].text == ",")


def _cost_before(items: Sequence[Item], frames: Sequence[Frame], number: int, at: int) -> float | None:
    frame = frames[number]
    if frame.right > at:
        return None
    between = items[frame.right : at]
    if any(item.text in (";", ".") for item in between):
        return None
    if number + 1 < len(frames) and frames[number + 1].right <= at:
        return None
    words = sum(bool(item.word) for item in between)
    if words > _reach(items, frame, between):
        return None
    cost = len(between) + 4.0 * (frame.level != "say")
    cost -= 5 if between and between[-1].text in (",", ":") else 0
    cost -= 4 if not between else 2 if len(between) <= 2 else 0
    return cost + 5 * any(item.word in ("and", "but", "while", "when") for item in between)


def _reach(items: Sequence[Item], frame: Frame, between: Sequence[Item]) -> int:
    """Give how many words may stand between a verb and its quotation."""
    if any(item.quote >= 0 for item in between):
        joined = all(item.word in ("and", "or", "") for item in between)
        return 1 if joined else 0
    if between and between[-1].text == ":":
        return 24
    level = frame.level
    if frame.order in ("source", "view", "passive"):
        return 0
    if frame.left and items[frame.left - 1].word in ("when", "if", "whether"):
        return 0
    if level in ("as", "call"):
        return 10
    return 8 if level.startswith("say") and not _has_clause(between) else 2


def _has_clause(between: Sequence[Item]) -> bool:
    return any(item.word in cues.AUXILIARIES - {"to"} or item.word in cues.CLAUSE_WORDS for item in between)
