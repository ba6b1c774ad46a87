"""Questions about who said what, held against the speakers of the articles weighed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa_bot.documents.corpus import Corpus
from qa_bot.language.entities.names import is_acronym
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon.organisations import GROUPS
from qa_bot.language.lexicon.people import GENDER_OF_TITLE, ROLES
from qa_bot.language.tokens import fold, stem, terms, tokens
from qa_bot.values import Attribution, SpeechQuestion

Span = tuple[int, int]
LEAST_SHARE = 0.3
SAME_VERB = 0.05
SURE = 1.0
LIKELY = 0.5
NEAR = 300
_BEYOND = re.compile(r",|\s(?:of|for|at|in|from|to|with|on|who|that|which)\s")
_SPEAKS_FOR = re.compile(r"\bspokes(?:man|woman|person|people)\b", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class SpeechMatch:
    """The attribution that fits a question best in one sentence, and how well, 0 to 1."""

    share: float
    attribution: Attribution


Cover = Callable[[Sequence[str], int, int], float]


@dataclass(frozen=True)
class SpeechMatcher:
    """A question about who said what, and the corpus whose speakers it is held against."""

    asked: SpeechQuestion
    corpus: Corpus

    def claim(self, source: str, start: int, end: int, cover: Cover) -> SpeechMatch | None:
        """Give the best claim in the sentence from `start` to `end` of an article, if one fits.

        `cover` gives the share of terms met between two offsets of the article.
        """
        said = self.corpus.speech(source)
        claims = [
            SpeechMatch(self._share(one, said.text, start, end, cover), one)
            for one in said.within(start, end)
        ]
        best = max(claims, key=lambda claim: claim.share, default=None)
        return best if best and best.share >= LEAST_SHARE else None

    def voice(self, source: str, start: int, end: int) -> int | None:
        """Give where the speaker asked about is named for words in a sentence; None if nobody surely is."""
        if self.asked.asks_speaker:
            return None
        said = self.corpus.speech(source)
        heard = (one for one in said.within(start, end) if speaks(self.asked, one, said.text) == SURE)
        return next((max(start, one.speaker_start) for one in heard), None)

    def _share(self, one: Attribution, text: str, start: int, end: int, cover: Cover) -> float:
        first, last = max(start, one.start), min(end, one.end)
        if self.asked.asks_speaker:
            return cover(self.asked.topic, first, last)
        return speaks(self.asked, one, text) * self._about(one, first, last, cover)

    def _about(self, one: Attribution, first: int, last: int, cover: Cover) -> float:
        said, same = is_said_as(self.asked.verb, one.cue), is_same_act(self.asked.verb, one.cue)
        if not self.asked.topic:
            return 1.0 if said else 0.5
        points = 0.45 + SAME_VERB * (said + same)
        return min(1.0, points + cover(self.asked.topic, first, last) / 2)

    def words(self, claim: SpeechMatch, start: int, end: int) -> Span:
        """Give the article's span that answers: the speaker's name, or what was said.

        Where the speaker is named in another sentence only, what was said stands for it.
        """
        one = claim.attribution
        if self.asked.asks_speaker:
            named = ((one.name_start, one.name_end), (one.speaker_start, one.speaker_end))
            inside = [span for span in named if start <= span[0] and span[1] <= end]
            if inside:
                return inside[0]
        return max(start, one.start), min(end, one.end)


def speaks(asked: SpeechQuestion, one: Attribution, text: str) -> float:
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
    roles = (token.stem for noun in nouns for token in noun if role_of(fold(token.text)) in ROLES)
    return {*roles, *(noun[-1].stem for noun in nouns if noun)}


def is_said_as(asked: str, cue: str) -> bool:
    """Tell whether words told by the verb `cue` answer a question whose verb has the stem `asked`."""
    return asked in ("say", "tell", "state") or is_same_act(asked, cue)


def is_same_act(asked: str, cue: str) -> bool:
    """Tell whether both verbs do the same with words, more than merely say them."""
    told = stem(cue)
    same = asked == told or any({asked, told} <= family for family in _FAMILIES)
    return same and asked not in ("say", "tell", "state")


def _same_name(asked: SpeechQuestion, speaker: str, stems: list[str]) -> bool:
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
    return speaker.split()[0].rstrip(".") in GENDER_OF_TITLE.keys() | {
        "Dr",
        "Prof",
        "Professor",
    }


def _may_be_group(asked: SpeechQuestion, one: Attribution) -> bool:
    """Tell whether "the union" may be an organisation that is only known by its initials."""
    lone = len(asked.speaker) == 1 and not one.post
    group = any(role_of(word) in GROUPS for word in asked.speaker)
    return lone and group and is_acronym(one.speaker.split()[-1])
