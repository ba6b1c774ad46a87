"""Questions about who said what, matched with the attributions of the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa_bot.documents.corpus import Corpus
from qa_bot.language.entities.names import is_acronym
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon.function_words import NOBODY
from qa_bot.language.lexicon.organisations import GROUPS
from qa_bot.language.lexicon.people import ROLES
from qa_bot.language.negation import DENIED_WITHIN, denied
from qa_bot.language.tokens import fold, stem, terms, tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Attribution, Span, SpeechQuestion

# Shares of a question about speech, 0 to 1, that an attribution meets: below the least it is about something
# else. The right speaker counts, then a verb that means the same, and as much as both the topic.
LEAST_SHARE = 0.3
SPEAKER = 0.45
ANY_VERB, SAME_VERB = 0.05, 0.1
TOPIC = 0.5
SURE, LIKELY = 1.0, 0.5  # how far a speaker is the one asked about
NEAR = 300  # code points before a mention with "the" where its whole name may stand
OPENING = 3  # tokens of what is said in which "nobody" or "no one" denies it
_DENYING = ("deni", "reject", "dismiss", "refut", "doubt", "dispute")
_PLAIN_VERBS = ("say", "tell", "state")
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


class SpeechMatch(NamedTuple):
    """The attribution of one sentence that fits a question best, and how well, 0 to 1."""

    share: float
    attribution: Attribution


Coverage = Callable[[Sequence[str], int, int], float]


class SpeechMatcher(NamedTuple):
    """A question about who said what, and the corpus whose attributions may answer it."""

    asked: SpeechQuestion
    corpus: Corpus

    def best_match(self, source: str, start: int, end: int, coverage: Coverage) -> SpeechMatch | None:
        """Return the attribution that fits best in the sentence from `start` to `end` of an article.

        `coverage` returns the share of terms met between two offsets of the article.
        """
        said = self.corpus.speech(source)
        matches = [
            SpeechMatch(self._share(one, said.text, start, end, coverage), one)
            for one in said.within(start, end)
        ]
        best = max(matches, key=lambda match: match.share, default=None)
        return best if best and best.share >= LEAST_SHARE else None

    def speaker_start(self, source: str, start: int, end: int) -> int | None:
        """Return where the speaker asked about is named for words in a sentence; None if nobody surely is."""
        if self.asked.asks_speaker:
            return None
        said = self.corpus.speech(source)
        heard = (one for one in said.within(start, end) if speaks(self.asked, one, said.text) == SURE)
        return next((max(start, one.speaker_start) for one in heard), None)

    def _share(self, one: Attribution, text: str, start: int, end: int, coverage: Coverage) -> float:
        first, last = max(start, one.start), min(end, one.end)
        if self.asked.asks_speaker:
            return 0.0 if self._denies(one, text[first:last]) else coverage(self.asked.topic, first, last)
        return speaks(self.asked, one, text) * self._fit(one, first, last, coverage)

    def _denies(self, one: Attribution, said: str) -> bool:
        """Whether a speaker denies what is asked about, or says that it is not so."""
        if self.asked.verb in _DENYING:
            return False
        if self.asked.verb in _PLAIN_VERBS and stem(one.cue) in _DENYING:
            return True
        found = tokens(said)
        words = [fold(token.text) for token in found]
        denies = not NOBODY.isdisjoint(words[:OPENING]) or words[:2] == ["no", "one"]
        about = [at for at, token in enumerate(found) if token.stem in self.asked.topic]
        doubts = any(one.stem in _DENYING for at in about for one in found[max(0, at - DENIED_WITHIN) : at])
        return (denies or doubts or any(denied(words, at) for at in about)) != self.asked.denies

    def _fit(self, one: Attribution, first: int, last: int, coverage: Coverage) -> float:
        """Return how well the verb and the words said fit the question."""
        if not self.asked.topic:
            return 1.0 if verb_share(self.asked.verb, one.cue) else 0.5
        share = SPEAKER + verb_share(self.asked.verb, one.cue)
        return min(1.0, share + TOPIC * coverage(self.asked.topic, first, last))

    def words(self, match: SpeechMatch, start: int, end: int) -> Span:
        """Return the article's span that answers: the speaker's name, or what was said.

        Where the speaker is named in another sentence only, what was said stands for it.
        """
        one = match.attribution
        if self.asked.asks_speaker:
            named = ((one.name_start, one.name_end), (one.speaker_start, one.speaker_end))
            inside = [span for span in named if start <= span[0] and span[1] <= end]
            if inside:
                return inside[0]
        return max(start, one.start), min(end, one.end)


def speaks(asked: SpeechQuestion, one: Attribution, text: str) -> float:
    """Return how far the speaker of `one` is the asked one: 1 surely, 0.5 perhaps, 0 not.

    `text` is the article's. A name matches by its last word, an organisation also by its initials;
    a position by the speaker's mention or the position given beside the name.
    """
    if not asked.name:
        return 0.0
    if asked.named:
        return SURE if _has_same_name(asked.name, one.speaker) else 0.0
    return _has_position(asked, one, text)


def _has_position(asked: SpeechQuestion, one: Attribution, text: str) -> float:
    mention = text[one.speaker_start : one.speaker_end]
    known = {*terms(one.speaker), *terms(mention), *terms(one.post)}
    if asked.name[-1] not in known:
        return LIKELY if _may_be_group(asked, one) else 0.0
    if known.issuperset(asked.speaker) and asked.name[-1] in _head_nouns(one, mention):
        return SURE
    if len(known.intersection(asked.speaker)) * 2 > len(asked.speaker):
        return LIKELY
    return SURE if known.union(_before(one, text)).issuperset(asked.speaker) else 0.0


def _before(one: Attribution, text: str) -> list[str]:
    """Return the stems shortly before a mention with "the", which need not say its whole name again."""
    mention = text[one.speaker_start : one.speaker_end]
    near = text[max(0, one.speaker_start - NEAR) : one.speaker_start]
    return terms(near) if mention.lower().startswith("the ") else []


def _head_nouns(one: Attribution, mention: str) -> set[str]:
    """Return the stems that say what a speaker is: the roles, and the noun each phrase is about."""
    phrases = (one.speaker, mention, one.post)
    if any(_SPEAKS_FOR.search(phrase) for phrase in phrases):
        return {term for phrase in phrases for term in terms(phrase)}
    nouns = [tokens(_BEYOND.split(phrase, maxsplit=1)[0]) for phrase in phrases]
    roles = (token.stem for noun in nouns for token in noun if role_of(fold(token.text)) in ROLES)
    return {*roles, *(noun[-1].stem for noun in nouns if noun)}


def verb_share(asked: str, cue: str) -> float:
    """Return what the verb `cue` counts for a question whose verb has the stem `asked`."""
    if asked in _PLAIN_VERBS:
        return ANY_VERB
    stems = {asked, stem(cue)}
    return SAME_VERB if len(stems) == 1 or any(stems <= family for family in _FAMILIES) else 0.0


def _has_same_name(name: Sequence[str], speaker: str) -> bool:
    stems = terms(speaker)
    if not stems:
        return False
    if name[-1] == stems[-1]:
        return _may_be_one_person(name, stems)
    return set(name) <= set(stems) or _is_acronym_of(name, speaker)


def _may_be_one_person(name: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names with one last word may be of one person: a first name that is given agrees."""
    return len(name) == 1 or len(other) == 1 or name[0] in other or other[0] in name


def _is_acronym_of(name: Sequence[str], speaker: str) -> bool:
    """Whether one of two names is made of the first letters of the other's words."""
    if len(name) == 1:
        return name[0] == "".join(word[0] for word in speaker.split() if word[0].isupper()).lower()
    return "".join(word[0] for word in name) == fold(speaker.split()[-1])


def _may_be_group(asked: SpeechQuestion, one: Attribution) -> bool:
    """Whether "the union" may be an organisation that is only known by its initials."""
    if len(asked.speaker) != 1 or one.post:
        return False
    return role_of(asked.speaker[0]) in GROUPS and is_acronym(one.speaker.split()[-1])
