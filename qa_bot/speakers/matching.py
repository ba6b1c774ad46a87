"""Whether an attribution's speaker is the one a question asks about."""

from __future__ import annotations

from qa_bot.speakers import cues
from qa_bot.speakers.asked import Asked
from qa_bot.speakers.attribution import Attribution
from qa_bot.speakers.names import is_acronym, role_of
from qa_bot.text import fold, terms

SURE = 1.0
LIKELY = 0.5


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
    if asked.name[-1] in known and known.issuperset(asked.speaker):
        return SURE
    if asked.name[-1] in known and len(known.intersection(asked.speaker)) * 2 > len(asked.speaker):
        return LIKELY
    return LIKELY if _may_be_group(asked, one) else 0.0


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
