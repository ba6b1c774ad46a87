"""Sentences and passages with what they meet of the question: which terms, where, and how well."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.query import WeightedQuestion
from qa_bot.answering.matching.speech import SpeechMatcher
from qa_bot.answering.matching.terms import TermVariant
from qa_bot.documents.corpus import Corpus
from qa_bot.documents.layout import Setting
from qa_bot.documents.titles import dated_title
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.tokens import distinct_terms, places, stem, tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.questions.times import met_terms
from qa_bot.values import Passage, RankedPassage, Source, Token

QUOTES = ('"', "”", "’", "'")
SPEAKER = "speaker"  # the rule by which a name is met that stands elsewhere: of whoever says the sentence
MARKS = " *_)"  # what may stand behind the mark that ends a sentence
Variants = Sequence[Sequence[TermVariant]]  # of each term of the question, best first


class TermMatch(NamedTuple):
    """The variant by which a sentence meets a term, and the numbers of the tokens that do."""

    stem: str
    strength: float
    rule: str
    positions: list[int]


Matches = Sequence[TermMatch | None]  # of each term of the question


class MatchedSentence(NamedTuple):
    """A sentence, number `number` of its passage, from `start` of its article, and what it meets.

    `matches` is aligned with the question's terms, `phrases` with its pairs of neighbouring words: whether
    they are neighbours here too. `led_in` numbers the terms that the `lead_in` of its list meets. `mass` sums
    idf x strength x rarity of the terms met.
    """

    text: str
    start: int
    number: int
    tokens: tuple[Token, ...]
    stems: frozenset[str]
    matches: Matches
    phrases: list[bool]
    lead_in: str = ""
    led_in: frozenset[int] = frozenset()
    mass: float = 0.0

    @property
    def end(self) -> int:
        """Return where it ends in its article."""
        return self.start + len(self.text)

    @property
    def asks(self) -> bool:
        """Whether it is a question, which never answers another; what somebody says may be one."""
        plain = self.text.rstrip(MARKS)
        return plain.endswith("?") and not self.text.rstrip().endswith(QUOTES)

    @property
    def announces(self) -> bool:
        """Whether it only announces what follows."""
        return self.text.rstrip(MARKS).endswith(":")

    @property
    def met(self) -> list[int]:
        """Return the numbers of the tokens that meet a term, term by term; but a speaker named elsewhere."""
        return [at for match in self.matches if match and match.rule != SPEAKER for at in match.positions]

    @property
    def met_terms(self) -> list[int]:
        """Return the numbers of the terms that it meets."""
        return [at for at, match in enumerate(self.matches) if match]

    def positions(self, stem: str) -> list[int]:
        """Return the numbers of the tokens with a stem."""
        return places(stem, self.text)

    def strength(self, term: int) -> float:
        """Return how well term number `term` is met here, 0 to 1."""
        match = self.matches[term]
        return match.strength if match else 0.0

    def token_at(self, offset: int) -> int:
        """Return the number of the token at code point `offset` of the sentence."""
        return _token_at(self.tokens, offset)


@dataclass(frozen=True)
class MatchedPassage:
    """A ranked passage, its sentences, and how rare each term is among them.

    `rarity` (0 to 1) and `met_in_title` are aligned with the question's terms. `under` numbers the terms that
    the nearest `heading` above meets, `above` those that any heading does; `dating` are the headings that
    may date it; `is_first` whether it is the first below the nearest one.
    """

    passage: Passage
    score: float
    sentences: list[MatchedSentence]
    rarity: list[float]
    met_in_title: list[bool]
    under: frozenset[int] = frozenset()
    above: frozenset[int] = frozenset()
    heading: str = ""
    is_first: bool = False
    dating: str = ""

    @property
    def source(self) -> Source:
        """Return the article that the passage stands in."""
        return self.passage.source

    @property
    def is_asked(self) -> bool:
        """Whether it is the first below a heading that is a question."""
        return self.is_first and self.heading.rstrip(MARKS).endswith("?")

    @cached_property
    def top(self) -> float:
        """Return the greatest mass of its sentences."""
        return max((one.mass for one in self.sentences), default=0.0)

    @cached_property
    def met(self) -> list[bool]:
        """Return, for each term, whether a sentence meets it."""
        return [any(one.matches[term] for one in self.sentences) for term in range(len(self.rarity))]

    @cached_property
    def met_with_titles(self) -> list[bool]:
        """Return, for each term, whether a sentence, a lead-in, a heading above or the title meets it."""
        above = self.above.union(*(one.led_in for one in self.sentences))
        return [met or self.met_in_title[at] or at in above for at, met in enumerate(self.met)]

    @cached_property
    def phrases(self) -> list[bool]:
        """Return, for each pair of neighbouring words, whether they are neighbours in a sentence."""
        return [any(found) for found in zip(*(one.phrases for one in self.sentences), strict=True)]

    def is_near_match(self, number: int) -> bool:
        """Whether sentence `number`, or one beside it, meets any term."""
        return any(any(one.matches) for one in self.sentences[max(0, number - 1) : number + 2])


def sentences_of(passage: Passage) -> list[tuple[int, str]]:
    """Return each sentence of a passage with where it starts in its article."""
    origin = passage.start
    return [(start, passage.text[start - origin : end - origin]) for start, end in passage.sentences]


def match_passage(
    ranked: RankedPassage,
    setting: Setting,
    weighted: WeightedQuestion,
    variants: Variants,
    speech: SpeechMatcher | None,
    corpus: Corpus,
) -> MatchedPassage:
    """Return a passage with what its sentences, its title and the headings above it meet of the question."""
    passage = ranked.passage
    headings = setting.headings
    matches = _match_sentences(passage, weighted, variants, speech)
    rarity = [_rarity([of_terms[term] for of_terms in matches]) for term in range(len(weighted.idf))]
    lead_ins = _lead_ins(passage, corpus)
    led_in = {text: _met_in(text, variants) for text in {"", *lead_ins}}
    sentences = [
        MatchedSentence(
            text, start, number, tokens(text), distinct_terms(text), matches[number],
            _phrases(text, weighted), lead_ins[number], led_in[lead_ins[number]],
            _mass(matches[number], weighted.idf, rarity),
        )
        for number, (start, text) in enumerate(sentences_of(passage))
    ]  # fmt: skip
    return MatchedPassage(
        passage,
        ranked.score,
        sentences,
        rarity,
        _met_in_title(passage.source, sentences, weighted, variants),
        _met_in(headings[-1], variants) if headings else frozenset(),
        _met_in("\n".join(headings), variants),
        headings[-1] if headings else "",
        setting.is_first,
        "\n".join(setting.dating(passage.source.title)),
    )


def _lead_ins(passage: Passage, corpus: Corpus) -> list[str]:
    """Return the lead-in of the list that each sentence of a passage stands in, "" where it is in none."""
    article = passage.source.id
    if not corpus.holds_items(article, passage.start, passage.end):
        return [""] * len(passage.sentences)
    return [corpus.setting(article, start).lead_in for start, _ in passage.sentences]


def _met_in(text: str, variants: Variants) -> frozenset[int]:
    """Return the numbers of the terms that some words meet."""
    stems = distinct_terms(text)
    if not stems:
        return frozenset()
    return frozenset(
        at for at, of_term in enumerate(variants) if any(variant.stem in stems for variant in of_term)
    )


def _match_sentences(
    passage: Passage, weighted: WeightedQuestion, variants: Variants, speech: SpeechMatcher | None
) -> list[Matches]:
    terms, article = weighted.question.terms, passage.source
    dated = _terms_of_date(terms, article.date or "")
    wanted = [[] if term in dated else of_term for term, of_term in zip(terms, variants, strict=True)]
    known = frozenset(variant.stem for of_term in wanted for variant in of_term)
    found = [(start, text, _matches(text, wanted, known)) for start, text in sentences_of(passage)]
    if speech is None:
        return [matches for _, _, matches in found]
    return [_with_speaker(*one, article.id, terms, speech) for one in found]


def _matches(text: str, variants: Variants, known: frozenset[str]) -> Matches:
    """Return what a sentence meets; `known` are the stems of all variants."""
    stems = distinct_terms(text)
    if known.isdisjoint(stems):
        return [None] * len(variants)
    return [_best_match(of_term, text, stems) for of_term in variants]


def _phrases(text: str, weighted: WeightedQuestion) -> list[bool]:
    stems = distinct_terms(text)
    return [
        one in stems and other in stems and _are_neighbours(text, one, other)
        for one, other, _ in weighted.pairs
    ]


def _best_match(variants: Sequence[TermVariant], text: str, stems: frozenset[str]) -> TermMatch | None:
    for variant in variants:
        if variant.stem in stems:
            return TermMatch(*variant, places(variant.stem, text))
    return None


def _token_at(words: Sequence[Token], offset: int) -> int:
    return bisect_left(words, offset, key=lambda token: token.end - 1)


def _are_neighbours(text: str, one: str, other: str) -> bool:
    after = places(other, text)
    return any(at + 1 in after for at in places(one, text))


def _with_speaker(
    start: int, text: str, matches: Matches, article: str, terms: Sequence[str], speech: SpeechMatcher
) -> Matches:
    """Return what a sentence meets, the speaker's name too, wherever the article names who says it."""
    named = speech.speaker_start(article, start, start + len(text))
    if named is None:
        return matches
    position = [_token_at(tokens(text), named - start)]
    return [
        match or (TermMatch(term, 1.0, SPEAKER, position) if term in speech.asked.name else None)
        for term, match in zip(terms, matches, strict=True)
    ]


def _terms_of_date(terms: Sequence[str], date: str) -> frozenset[str]:
    """Return the question's terms that are the article's year, and its month beside the year.

    Every sentence of the article meets them by its date, so none earns anything by saying them.
    """
    if date[:4] not in terms:
        return frozenset()
    month = {stem(MONTHS[int(date[5:7]) - 1])} if date[5:7] else set()
    return frozenset({date[:4], *month}.intersection(terms))


def _met_in_title(
    source: Source, sentences: Sequence[MatchedSentence], weighted: WeightedQuestion, variants: Variants
) -> list[bool]:
    """Return, for each term, whether the title meets it, or as a term of time the article's dates do."""
    title = distinct_terms(dated_title(source.title, source.date))
    question = weighted.question
    amount = answer_type(question.type).is_amount
    timely = met_terms(question.times, source.date, (one.text for one in sentences), amount)
    return [
        term in timely or any(variant.stem in title for variant in of_term)
        for term, of_term in zip(question.terms, variants, strict=True)
    ]


def _mass(matches: Sequence[TermMatch | None], idf: Sequence[float], rarity: Sequence[float]) -> float:
    rated = zip(idf, matches, rarity, strict=True)
    return sum(weight * match.strength * rare for weight, match, rare in rated if match)


def _rarity(of_sentences: Matches) -> float:
    """Return how rare a term is among a passage's sentences: 0 in all of them (about), 1 in one or none."""
    count = len(of_sentences) + 1
    holding = count - 1 - of_sentences.count(None)
    return math.log(count / holding) / math.log(count) if holding else 1.0
