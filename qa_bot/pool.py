"""The sentences in question, laid out so that each clue can look at them: terms met, where, how well."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa_bot.acronyms import stand_ins
from qa_bot.answer_types import BY_NAME
from qa_bot.claims import Claim, Telling
from qa_bot.identities import who_is
from qa_bot.matching import Variant, by_first_letter, compounds, reworded, variants
from qa_bot.posts import Holder, asked_post, holder, holds_another
from qa_bot.text import heading, stem, tokens
from qa_bot.timeline import AMOUNTS, TimeAsked, met_terms, times_asked
from qa_bot.values import Focus, Found, Passage, Question, RankedPassage
from qa_bot.words import FUNCTION_WORDS, MONTHS

WINDOW = 12
FEW = 24
SHOWN_NEAR = 1200
BESIDE = 0.9
AROUND = 0.35
ENTITLED = 0.25


@dataclass(frozen=True)
class Asked:
    """A question and its terms' weights: `idf` in the order of `terms`, `familiar` those the corpus holds."""

    question: Question
    idf: tuple[float, ...]
    pairs: tuple[tuple[str, str, float], ...]
    function_words: frozenset[str]
    familiar: frozenset[str]

    @cached_property
    def mass(self) -> float:
        """Sum the idf of the question's terms."""
        return sum(self.idf) or 1.0

    @cached_property
    def post(self) -> int:
        """Give the number of the term that is the post whose holder is asked for, or -1."""
        post, terms = asked_post(self.question), self.question.terms
        return terms.index(post) if post in terms else -1

    @cached_property
    def times(self) -> tuple[TimeAsked, ...]:
        """Give the times that the question names."""
        return times_asked(self.question.text)

    @cached_property
    def known(self) -> frozenset[str]:
        """Give every stem of the question."""
        return frozenset(token.stem for token in self.question.tokens if token.stem)


class Hit:
    """Where one term of the question is met in one sentence: level, and token positions."""

    __slots__ = ("level", "positions", "rule", "stem")

    def __init__(self, variant: Variant, positions: list[int]) -> None:
        """Hold the best variant of the term here and its positions."""
        self.level = variant.level
        self.stem = variant.stem
        self.rule = variant.rule
        self.positions = positions


class SentenceView:
    """One sentence in the light of the question; `hits` is aligned with the question's terms."""

    __slots__ = ("end", "hits", "mass", "number", "phrases", "start", "stems", "text", "tokens")

    def __init__(self, text: str, start: int, number: int) -> None:
        """Tokenise the sentence `number` of its passage, which begins at `start` in its article."""
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.number = number
        self.tokens = tokens(text)
        self.stems = frozenset([token.stem for token in self.tokens if token.stem])
        self.hits: list[Hit | None] = []
        self.phrases: list[bool] = []
        self.mass = 0.0

    def meet(self, all_variants: Sequence[Sequence[Variant]]) -> None:
        """Find each term's best variant here."""
        self.hits = [self._best(term_variants) for term_variants in all_variants]

    def _best(self, term_variants: Sequence[Variant]) -> Hit | None:
        for variant in term_variants:
            if variant.stem in self.stems:
                return Hit(variant, self.places(variant.stem))
        return None

    def follow(self, pairs: Sequence[tuple[str, str, float]]) -> None:
        """Find which neighbouring words of the question are neighbours here too."""
        self.phrases = [self._has_pair(one, other) for one, other, _ in pairs]

    def _has_pair(self, one: str, other: str) -> bool:
        if one not in self.stems or other not in self.stems:
            return False
        return any(one == here.stem and other == there.stem for here, there in pairwise(self.tokens))

    def places(self, stem: str) -> list[int]:
        """Give the numbers of the tokens with a stem."""
        return [at for at, token in enumerate(self.tokens) if token.stem == stem]

    def level(self, term: int) -> float:
        """Tell how well term number `term` is met here, 0 to 1."""
        hit = self.hits[term]
        return hit.level if hit else 0.0

    def token_at(self, offset: int) -> int:
        """Give the number of the token at code point `offset` of the sentence."""
        return bisect_left(self.tokens, offset, key=lambda token: token.end - 1)


class PassageView:
    """A passage's sentences, and how rare each term of the question is among them (0 to 1)."""

    __slots__ = (
        "met",
        "met_with_title",
        "passage",
        "phrases",
        "rarity",
        "score",
        "sentences",
        "title_hits",
        "top",
    )

    def __init__(self, ranked: RankedPassage, views: list[SentenceView]) -> None:
        """Hold the sentences of a passage, and its retrieval score."""
        self.passage: Passage = ranked.passage
        self.score = ranked.score
        self.sentences = views
        self.rarity: list[float] = []
        self.met: list[bool] = []
        self.title_hits: list[bool] = []
        self.met_with_title: list[bool] = []
        self.phrases: list[bool] = []
        self.top = 0.0

    def weigh(
        self, asked: Asked, all_variants: Sequence[Sequence[Variant]], telling: Telling | None = None
    ) -> None:
        """Give each sentence its mass: the sum over terms of idf x level x local rarity."""
        dated = self._dated(asked)
        for view in self.sentences:
            view.meet(all_variants)
            view.follow(asked.pairs)
            view.hits = [None if term in dated else hit for term, hit in enumerate(view.hits)]
            if telling:
                self._hear(view, asked, telling)
        self.met = [any(view.hits[term] for view in self.sentences) for term in range(len(asked.idf))]
        self.phrases = [
            any(view.phrases[pair] for view in self.sentences) for pair in range(len(asked.pairs))
        ]
        self.rarity = [self._rarity(term) for term in range(len(asked.idf))]
        for view in self.sentences:
            view.mass = sum(
                idf * hit.level * rare
                for idf, hit, rare in zip(asked.idf, view.hits, self.rarity, strict=True)
                if hit
            )
        self.top = max((view.mass for view in self.sentences), default=0.0)
        source = self.passage.source
        title = {token.stem for token in tokens(heading(source.title, source.date))}
        told = self._told(asked)
        self.title_hits = [
            term in told or any(variant.stem in title for variant in term_variants)
            for term, term_variants in zip(asked.question.terms, all_variants, strict=True)
        ]
        self.met_with_title = [here or there for here, there in zip(self.met, self.title_hits, strict=True)]

    def _hear(self, view: SentenceView, asked: Asked, telling: Telling) -> None:
        """Let a speaker's words meet the speaker's name, wherever it stands."""
        named = telling.voice(self.passage.source.id, view.start, view.end)
        if named is None:
            return
        place = view.token_at(named - view.start)
        for at, term in enumerate(asked.question.terms):
            if term in telling.asked.name and not view.hits[at]:
                view.hits[at] = Hit(Variant(term, 1.0, "speaker"), [place])

    def is_near(self, number: int) -> bool:
        """Tell whether sentence `number`, or one beside it, meets any term."""
        return any(any(view.hits) for view in self.sentences[max(0, number - 1) : number + 2])

    def _dated(self, asked: Asked) -> frozenset[int]:
        """Give the question's terms that are the article's year, and its month beside the year."""
        date = self.passage.source.date or ""
        terms = asked.question.terms
        if date[:4] not in terms:
            return frozenset()
        month = stem(MONTHS[int(date[5:7]) - 1]) if len(date) >= len("2016-08") else ""
        return frozenset(at for at, term in enumerate(terms) if term in (date[:4], month))

    def _told(self, asked: Asked) -> frozenset[str]:
        """Give the terms of a time asked about that the article's date meets, or a time told here."""
        if not asked.times:
            return frozenset()
        amount = asked.question.type in AMOUNTS
        return met_terms(
            asked.times, self.passage.source.date, (view.text for view in self.sentences), amount
        )

    def _rarity(self, term: int) -> float:
        count = len(self.sentences) + 1
        holding = sum(view.hits[term] is not None for view in self.sentences)
        return math.log(count / holding) / math.log(count) if holding else 1.0


@dataclass(frozen=True)
class Case:
    """One sentence of one passage, as a clue sees it."""

    asked: Asked
    pool: Pool
    passage: PassageView
    view: SentenceView

    @property
    def before(self) -> SentenceView | None:
        """Give the sentence before, within the passage."""
        number = self.view.number
        return self.passage.sentences[number - 1] if number else None

    @property
    def after(self) -> SentenceView | None:
        """Give the sentence after, within the passage."""
        number = self.view.number + 1
        return self.passage.sentences[number] if number < len(self.passage.sentences) else None

    @cached_property
    def things(self) -> list[Found]:
        """Find the things here that the question's type asks for and the question does not hold."""
        kind = self.asked.question.type
        found = [thing for thing in BY_NAME[kind].find(self.view.text) if self._is_new(thing)]
        return [thing for thing in found if kind != "expansion" or self._is_beside_term(thing)]

    @cached_property
    def claim(self) -> Claim | None:
        """Find the words here that a question about who said what asks for."""
        told, view = self.pool.telling, self.view
        return told.claim(self.passage.passage.source.id, view.start, view.end, self._cover) if told else None

    @cached_property
    def holder(self) -> Holder | None:
        """Find the name here that stands beside the post asked for."""
        return holder(self.asked.question, self.view.text, self._post) if self._post else None

    @property
    def is_of_another_post(self) -> bool:
        """Tell that only a deputy, or a former holder, of the post asked for is named here."""
        unheld = bool(self._post) and self.holder is None
        return unheld and holds_another(self.asked.question, self.view.text, self._post)

    @property
    def _post(self) -> str:
        """Give the stem by which the post asked for is met here, empty if it is not."""
        hit = self.view.hits[self.asked.post] if self.asked.post >= 0 else None
        return hit.stem if hit else ""

    @cached_property
    def identity(self) -> Found | None:
        """Find the words here that tell who the person asked about is."""
        return who_is(self.asked.question, self.view.text) if any(self.view.hits) else None

    def _cover(self, topic: Sequence[str], first: int, last: int) -> float:
        """Give the share of a topic's idf met between two offsets of the article, less what is met around."""
        asked = self.asked
        terms = asked.question.terms
        known = [(asked.idf[at], at) for at in sorted(self.pool.own) if terms[at] in topic]
        if not known and self.pool.focus:
            return 1.0
        met = sum(idf * self._level_within(at, first, last) for idf, at in known)
        return met / (sum(idf for idf, _ in known) or 1.0)

    def _level_within(self, term: int, first: int, last: int) -> float:
        hit, view = self.view.hits[term], self.view
        if hit:
            places = (view.start + view.tokens[at].start for at in hit.positions)
            return hit.level * (1.0 if any(first <= place < last for place in places) else BESIDE)
        before = AROUND * self.before.level(term) if self.before else 0.0
        dated = self.asked.question.terms[term] in self.asked.question.numbers
        return max(before, self.passage.title_hits[term] * (BESIDE if dated else ENTITLED))

    def _is_beside_term(self, thing: Found) -> bool:
        """Tell whether a word asked about stands within three tokens of a thing."""
        first, last = self.view.token_at(thing.start) - 3, self.view.token_at(thing.end - 1) + 3
        return any(first <= at <= last for hit in self.view.hits if hit for at in hit.positions)

    def _is_new(self, thing: Found) -> bool:
        known = self.asked.known
        first = self.view.token_at(thing.start)
        for token in self.view.tokens[first:]:
            if token.start >= thing.end:
                return False
            is_content = token.text in MONTHS or token.stem not in FUNCTION_WORDS
            if token.stem and token.stem not in known and is_content:
                return True
        return False


class Pool:
    """All sentences that one question weighs, passage by passage."""

    def __init__(
        self,
        asked: Asked,
        ranked: Sequence[RankedPassage],
        telling: Telling | None = None,
        focus: Focus | None = None,
    ) -> None:
        """Lay out the ranked passages' sentences and meet the question's terms in them."""
        self.asked = asked
        self.telling = telling
        self.focus = focus
        self.own = frozenset(
            at for at, term in enumerate(asked.question.terms) if not focus or term not in focus.added
        )
        self.passages = [PassageView(one, views_of(one.passage)) for one in ranked]
        stems = by_first_letter(
            stem for passage in self.passages for view in passage.sentences for stem in view.stems
        )
        short = stand_ins(asked.question.expansions)
        single = reworded(asked.question.tokens)
        joined = compounds(asked.question.tokens, {one for group in stems.values() for one in group})
        self.variants = [
            variants(term, stems, {**single.get(term, {}), **joined.get(term, {}), **short.get(term, {})})
            for term in asked.question.terms
        ]
        for passage in self.passages:
            passage.weigh(asked, self.variants, telling)
        self.top = max((passage.top for passage in self.passages), default=0.0) or 1.0
        self.top_score = max((passage.score for passage in self.passages), default=0.0) or 1.0

    def cases(self) -> list[Case]:
        """Give a case for each sentence, in the order of the passages.

        Where there are many, only those that meet the question or stand beside one that does.
        """
        pairs = [(passage, view) for passage in self.passages for view in passage.sentences]
        near = [
            (one, view)
            for one, view in pairs
            if len(pairs) <= FEW or one.is_near(view.number) or self._is_shown_near(one, view)
        ]
        return [Case(self.asked, self, passage, view) for passage, view in near or pairs]

    def _is_shown_near(self, passage: PassageView, view: SentenceView) -> bool:
        """Tell whether the talk has just shown a sentence near by."""
        source, places = passage.passage.source.id, self.focus.places if self.focus else ()
        return any(one.source == source and abs(view.start - one.start) < SHOWN_NEAR for one in places)


def views_of(passage: Passage) -> list[SentenceView]:
    """Cut a passage into its sentences."""
    origin = passage.start
    return [
        SentenceView(passage.text[start - origin : end - origin], start, number)
        for number, (start, end) in enumerate(passage.sentences)
    ]


def ask_about(question: Question, frequency: Callable[[str], int], count: int) -> Asked:
    """Weigh the question's terms and its neighbouring pairs of words.

    `frequency` tells in how many of the corpus's `count` sentences a stem stands; the weight is
    the always positive idf of BM25, ln(1 + (N - n + 1/2) / (n + 1/2)).
    """

    def idf(stem: str) -> float:
        holding = min(frequency(stem), count)
        return math.log(1 + (count - holding + 0.5) / (holding + 0.5))

    stems = [token.stem for token in question.tokens if token.stem]
    pairs = tuple((one, other, idf(one) + idf(other)) for one, other in pairwise(stems) if one != other)
    return Asked(
        question=question,
        idf=tuple(idf(term) for term in question.terms),
        pairs=pairs,
        function_words=frozenset(stem for stem in stems if stem in FUNCTION_WORDS),
        familiar=frozenset(term for term in question.terms if frequency(term)),
    )
