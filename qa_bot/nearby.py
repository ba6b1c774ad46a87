"""A follow-up answered from the article that the talk is in.

Whoever asks on has just read an answer: what they ask next is mostly told in the same article, near by.
So less is taken for an answer there; but the sentence must hold what the asker added to the talk, and
the date, number or speaker asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from qa_bot.answer_types import BY_NAME
from qa_bot.matching import by_first_letter, variants
from qa_bot.text import terms
from qa_bot.values import Evidence, Reply, Sentence

SUPPORTED = 0.1
AFTER_SILENCE = 0.35
WELL_SUPPORTED = 0.55
CLOSE = 5.0
SURE = 0.68
AKIN = 0.5
OWN = "words the follow-up adds"
HELD = "the kind of thing asked for"
TOLD = "told already"
OWN_POINTS = 4.0
HELD_POINTS = 2.0
TOLD_POINTS = -2.0
SAID = "said as asked"


class Followed(NamedTuple):
    """What a follow-up brings: the terms of it as completed, those its asker typed, the sentences told.

    `others` says that it asks for others, so that what was told is no answer.
    """

    asked: frozenset[str]
    own: frozenset[str]
    told: Sequence[Sentence] = ()
    others: bool = False


def settled(reply: Reply, near: Reply, talk: Followed, least: float = SUPPORTED) -> Reply:
    """Choose between what all articles give and what one article of the talk gives.

    `least` is the support that an answer of the one article needs.
    """
    if reply.answer and near.evidence[0].source.id != reply.answer.source.id:
        return reply
    found = _candidates(near, talk)
    if not found or not (talk.others or _is_supported(_support(reply, near), found[0], talk.own, least)):
        return reply
    if reply.answer and found[0].sentence == reply.answer.sentence:
        return reply
    return _answered(near, found)


def _answered(near: Reply, found: Sequence[Evidence]) -> Reply:
    said = {one.sentence: one for one in (near.answer, *near.alternatives) if one}
    answers = tuple(said.get(one.sentence, one.answer) for one in found if one.answer)
    best = found[0].sentence == near.evidence[0].sentence
    confidence = near.confidence if best else found[0].probability
    chosen = {one.sentence for one in found}
    kept = near if best else replace(near, verdict=None, items=(), groups=())
    return replace(
        kept,
        answer=replace(answers[0], confidence=round(confidence, 4)),
        alternatives=answers[1:],
        evidence=(*found, *(one for one in near.evidence if one.sentence not in chosen)),
        confidence=round(confidence, 4),
        unsure=len(answers) > 1 and confidence < SURE,
        missing=(),
    )


def _candidates(near: Reply, talk: Followed) -> list[Evidence]:
    """Give the sentences that may answer, best first, with the points a follow-up adds."""
    found = [one for one in near.evidence if one.answer and not (talk.others and one.sentence in talk.told)]
    fit = [one for one in found if not _lacks(one, talk.own) and not _repeats(one, talk.asked)]
    close = [one for one in fit if one.total > found[0].total - CLOSE]
    return sorted((_pointed(one, talk) for one in close), key=lambda one: -one.total)


def _pointed(one: Evidence, talk: Followed) -> Evidence:
    added = {
        OWN: OWN_POINTS * share_held(talk.own, one.sentence.text),
        HELD: HELD_POINTS * bool(one.found),
        TOLD: TOLD_POINTS * (bool(talk.own) and one.sentence in talk.told),
    }
    kept = {name: value for name, value in added.items() if value}
    return replace(one, points=one.points | kept, total=one.total + sum(kept.values()))


def _lacks(one: Evidence, own: frozenset[str]) -> bool:
    """Tell that a sentence holds no date, number or speaker asked for, or not the year typed."""
    asked = one.answer.type if one.answer else "thing"
    nothing = BY_NAME[asked].hard and not one.found
    dated = {*terms(one.sentence.text), (one.source.date or "")[:4]}
    other = any(term.isdigit() and term not in dated for term in own)
    return nothing or other or (asked == "quotation" and SAID not in one.points)


def _repeats(one: Evidence, asked: frozenset[str]) -> bool:
    """Tell that the person found is the one asked about."""
    return one.answer is not None and one.answer.type == "person" and asked.issuperset(terms(one.answer.text))


def _support(reply: Reply, near: Reply) -> float:
    """Give the support, that of all articles where the best sentence is of this one."""
    same = bool(reply.evidence) and reply.evidence[0].source.id == near.evidence[0].source.id
    return max(near.support, reply.support if same else 0.0)


def _is_supported(support: float, best: Evidence, own: frozenset[str], least: float) -> bool:
    holds = not own or share_held(own, best.sentence.text) > 0
    return support >= (least if holds else WELL_SUPPORTED)


def share_held(own: frozenset[str], text: str) -> float:
    """Give the share of terms that a text holds, by themselves or by a near relative; 0 for no terms."""
    held = frozenset(terms(text))
    known = by_first_letter(held)
    met = sum(any(one.stem in held and one.level >= AKIN for one in variants(term, known)) for term in own)
    return met / len(own) if own else 0.0
