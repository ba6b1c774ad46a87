"""Whether an attribution's speaker is the one a question asks about."""

from __future__ import annotations

import re

from qa_bot.speakers import cues
from qa_bot.speakers.asked import Asked
from qa_bot.speakers.attribution import Attribution
from qa_bot.speakers.names import is_acronym, role_of
from qa_bot.text import fold, stem, terms, tokens

SURE = 1.0
LIKELY = 0.5
NEAR = 300

_BEYOND = re.compile(r",|\s(?:of|for|at|in|from|to|with|on|who|that|which)\s")
_SPEAKS_FOR = re.compile(r"\bspokes(?:man|woman|person|people)\b", re.IGNORECASE)
_ANY_VERB = frozenset(map(stem, "say said tell told state stated".split()))
_FAMILIES = tuple(
    frozenset(map(stem, family.split()))
    for family in (
        "want demand ask urge call seek need insist request",
        "predict prediction expect forecast warn fear reckon believe",
        "promise pledge vow promised undertake",
        "reply respond answer response reaction react",
        "criticise criticize condemn attack denounce blame accuse slam criticism",
        "think believe feel consider reckon view opinion",
        "claim argue maintain insist assert contend allege argument",
        "deny reject dismiss",
        "admit concede acknowledge accept confirm",
        "warn caution warning fear",
        "hope want wish",
        "announce reveal disclose declare confirm",
        "suggest propose recommend advise",
        "complain protest object complaint",
        "describe call brand label dub",
    )
)


def speaks(asked: Asked, one: Attribution, text: str) -> float:
    """Tell how well the speaker of `one` is the asked one: 1 surely, 0.5 perhaps, 0 not.

    `text` is the article's. A name matches by its last word, an organisation also by its initials;
    a post by the speaker's mention or the post given beside the name.
    """
    if not asked.name:
        return 0.0
    speaker = terms(one.speaker)
    if asked.named:
        return SURE if _same_name(asked, one.speaker, speaker) else 0.0
    mention = terms(text[one.speaker_start : one.speaker_end])
    known = {*speaker, *mention, *terms(one.post)}
    if known.issuperset(asked.speaker) and asked.name[-1] in _heads(one, text):
        return SURE
    if asked.name[-1] in known and len(known.intersection(asked.speaker)) * 2 > len(asked.speaker):
        return LIKELY
    if asked.name[-1] in known and set(asked.speaker) <= {*known, *_before(one, text)}:
        return SURE
    return LIKELY if _may_be_group(asked, one) else 0.0


def _before(one: Attribution, text: str) -> list[str]:
    """Give the stems shortly before a mention with "the", which need not tell its whole name again."""
    mention = text[one.speaker_start : one.speaker_end]
    near = text[max(0, one.speaker_start - NEAR) : one.speaker_start]
    return terms(near) if mention.lower().startswith("the ") else []


def _heads(one: Attribution, text: str) -> set[str]:
    """Give the stems that name a speaker's kind: the roles told, and the noun each phrase is about."""
    phrases = (one.speaker, text[one.speaker_start : one.speaker_end], one.post)
    if any(_SPEAKS_FOR.search(phrase) for phrase in phrases):
        return {term for phrase in phrases for term in terms(phrase)}
    nouns = [tokens(_BEYOND.split(phrase, maxsplit=1)[0]) for phrase in phrases]
    roles = (token.stem for noun in nouns for token in noun if role_of(fold(token.text)) in cues.ROLES)
    return {*roles, *(noun[-1].stem for noun in nouns if noun)}


def is_said_as(asked: str, cue: str) -> bool:
    """Tell whether words told by the verb `cue` answer a question whose verb has the stem `asked`."""
    return asked in _ANY_VERB or is_same_act(asked, cue)


def is_same_act(asked: str, cue: str) -> bool:
    """Tell whether both verbs do the same with words, more than merely say them."""
    told = stem(cue)
    same = asked == told or any({asked, told} <= family for family in _FAMILIES)
    return same and asked not in _ANY_VERB


def _same_name(asked: Asked, speaker: str, stems: list[str]) -> bool:
    if not stems:
        return False
    if asked.name[-1] == stems[-1]:
        both = len(asked.name) > 1 and len(stems) > 1
        return not both or asked.name[0] in stems or stems[0] in asked.name or _titled(speaker)
    if set(asked.name) <= set(stems):
        return True
    initials = "".join(word[0] for word in asked.name)
    spoken = "".join(word[0] for word in speaker.split() if word[0].isupper())
    short = fold(speaker.split()[-1])
    return (len(asked.name) > 1 and initials == short) or (
        len(asked.name) == 1 and asked.name[0] == spoken.lower()
    )


def _titled(speaker: str) -> bool:
    return speaker.split()[0].rstrip(".") in cues.MALE_TITLES | cues.FEMALE_TITLES | {
        "Dr",
        "Prof",
        "Professor",
    }


def _may_be_group(asked: Asked, one: Attribution) -> bool:
    """Tell whether "the union" may be an organisation that is only known by its initials."""
    lone = len(asked.speaker) == 1 and not one.post
    group = any(role_of(word) in cues.GROUPS for word in asked.speaker)
    return lone and group and is_acronym(one.speaker.split()[-1])
