"""The sentences in question, laid out so that each clue can look at them: terms met, where, how well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.positions import Holder, holder, holds_another, who_is
from qa_bot.answering.matching.query import WeightedQuestion, weighted
from qa_bot.answering.matching.speech import SpeechMatch, SpeechMatcher
from qa_bot.answering.matching.terms import by_first_letter, compounds, reworded, variants
from qa_bot.answering.matching.views import PassageView, SentenceView, views_of
from qa_bot.documents.corpus import Corpus
from qa_bot.language.entities.abbreviations import stand_ins
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.values import DialogueContext, Found, Question, RankedPassage

WINDOW = 12
FEW = 24
SHOWN_NEAR = 1200
BESIDE = 0.9
AROUND = 0.35
ENTITLED = 0.25


@dataclass(frozen=True)
class Case:
    """One sentence of one passage, as a clue sees it."""

    asked: WeightedQuestion
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
        row = answer_type(self.asked.question.type)
        found = [thing for thing in row.find(self.view.text) if self._is_new(thing)]
        return [thing for thing in found if not row.beside_words or self._is_beside_term(thing)]

    @cached_property
    def claim(self) -> SpeechMatch | None:
        """Find the words here that a question about who said what asks for."""
        told, view = self.pool.speech, self.view
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
        if not known and self.pool.context:
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
        question: Question,
        ranked: Sequence[RankedPassage],
        corpus: Corpus,
        context: DialogueContext | None = None,
    ) -> None:
        """Lay out the ranked passages' sentences and meet the question's terms in them."""
        asked = weighted(question, corpus)
        self.asked = asked
        self.speech = SpeechMatcher(question.speech, corpus) if question.speech else None
        self.context = context
        self.own = frozenset(
            at for at, term in enumerate(question.terms) if not context or term not in context.added_terms
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
            passage.weigh(asked, self.variants, self.speech)
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
        source, places = passage.passage.source.id, self.context.places if self.context else ()
        return any(one.source == source and abs(view.start - one.start) < SHOWN_NEAR for one in places)
