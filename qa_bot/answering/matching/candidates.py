"""The sentences in question, laid out so that each clue can look at them: terms met, where, how well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.positions import (
    PositionHolder,
    holds_another_position,
    position_holder,
    who_is,
)
from qa_bot.answering.matching.query import WeightedQuestion, weigh
from qa_bot.answering.matching.sentences import MatchedPassage, MatchedSentence, sentences_of
from qa_bot.answering.matching.speech import SpeechMatch, SpeechMatcher
from qa_bot.answering.matching.terms import by_first_letter, compounds, reworded, variants
from qa_bot.documents.corpus import Corpus
from qa_bot.language.entities.abbreviations import stand_ins
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.values import DialogueContext, Entity, Question, RankedPassage, Source

WINDOW = 12
FEW = 24
SHOWN_NEAR = 1200
BESIDE = 0.9
AROUND = 0.35
ENTITLED = 0.25


@dataclass(frozen=True)
class Candidate:
    """One sentence of one passage, as a clue sees it."""

    weighted: WeightedQuestion
    candidates: CandidateSet
    passage: MatchedPassage
    sentence: MatchedSentence

    @property
    def question(self) -> Question:
        """Return the question."""
        return self.weighted.question

    @property
    def context(self) -> DialogueContext | None:
        """Return the state of the conversation, None for a question that stands alone."""
        return self.candidates.context

    @property
    def speech(self) -> SpeechMatcher | None:
        """Return what finds the speech asked about, None where none is asked about."""
        return self.candidates.speech

    @property
    def source(self) -> Source:
        """Return the article."""
        return self.passage.source

    @property
    def before(self) -> MatchedSentence | None:
        """Give the sentence before, within the passage."""
        number = self.sentence.number
        return self.passage.sentences[number - 1] if number else None

    @property
    def after(self) -> MatchedSentence | None:
        """Give the sentence after, within the passage."""
        number = self.sentence.number + 1
        return self.passage.sentences[number] if number < len(self.passage.sentences) else None

    @cached_property
    def entities(self) -> list[Entity]:
        """Find the things here that the question's type asks for and the question does not hold."""
        row = answer_type(self.question.type)
        found = [entity for entity in row.find(self.sentence.text) if self._is_new(entity)]
        return [entity for entity in found if not row.beside_words or self._is_beside_term(entity)]

    @cached_property
    def speech_match(self) -> SpeechMatch | None:
        """Find the words here that a question about who said what asks for."""
        if self.speech is None:
            return None
        return self.speech.match(self.source.id, self.sentence.start, self.sentence.end, self._cover)

    @cached_property
    def position_holder(self) -> PositionHolder | None:
        """Find the name here that stands beside the post asked for."""
        return position_holder(self.question, self.sentence.text, self._position) if self._position else None

    @property
    def names_other_holder(self) -> bool:
        """Tell that only a deputy, or a former holder, of the post asked for is named here."""
        unheld = bool(self._position) and self.position_holder is None
        return unheld and holds_another_position(self.question, self.sentence.text, self._position)

    @property
    def _position(self) -> str:
        """Give the stem by which the post asked for is met here, empty if it is not."""
        match = (
            self.sentence.matches[self.weighted.position_term] if self.weighted.position_term >= 0 else None
        )
        return match.stem if match else ""

    @cached_property
    def description(self) -> Entity | None:
        """Find the words here that tell who the person asked about is."""
        return who_is(self.question, self.sentence.text) if any(self.sentence.matches) else None

    def _cover(self, topic: Sequence[str], first: int, last: int) -> float:
        """Give the share of a topic's idf met between two offsets of the article, less what is met around."""
        terms, idfs = self.question.terms, self.weighted.idf
        known = [(idfs[at], at) for at in sorted(self.candidates.own) if terms[at] in topic]
        if not known and self.context:
            return 1.0
        met = sum(idf * self._strength_within(at, first, last) for idf, at in known)
        return met / (sum(idf for idf, _ in known) or 1.0)

    def _strength_within(self, term: int, first: int, last: int) -> float:
        match, sentence = self.sentence.matches[term], self.sentence
        if match:
            places = (sentence.start + sentence.tokens[at].start for at in match.positions)
            return match.strength * (1.0 if any(first <= place < last for place in places) else BESIDE)
        before = AROUND * self.before.strength(term) if self.before else 0.0
        dated = self.question.terms[term] in self.question.numbers
        return max(before, self.passage.met_in_title[term] * (BESIDE if dated else ENTITLED))

    def _is_beside_term(self, entity: Entity) -> bool:
        """Tell whether a word asked about stands within three tokens of a thing."""
        first, last = self.sentence.token_at(entity.start) - 3, self.sentence.token_at(entity.end - 1) + 3
        return any(first <= at <= last for match in self.sentence.matches if match for at in match.positions)

    def _is_new(self, entity: Entity) -> bool:
        known = self.question.stems
        first = self.sentence.token_at(entity.start)
        for token in self.sentence.tokens[first:]:
            if token.start >= entity.end:
                return False
            is_content = token.text in MONTHS or token.stem not in FUNCTION_WORDS
            if token.stem and token.stem not in known and is_content:
                return True
        return False


class CandidateSet:
    """All sentences that one question weighs, passage by passage."""

    def __init__(
        self,
        question: Question,
        ranked: Sequence[RankedPassage],
        corpus: Corpus,
        context: DialogueContext | None = None,
    ) -> None:
        """Lay out the ranked passages' sentences and meet the question's terms in them."""
        weighted = weigh(question, corpus)
        self.weighted = weighted
        self.speech = SpeechMatcher(question.speech, corpus) if question.speech else None
        self.context = context
        self.own = frozenset(
            at for at, term in enumerate(question.terms) if not context or term not in context.added_terms
        )
        self.passages = [MatchedPassage(one, sentences_of(one.passage)) for one in ranked]
        stems = by_first_letter(
            stem for passage in self.passages for sentence in passage.sentences for stem in sentence.stems
        )
        short = stand_ins(question.expansions)
        single = reworded(question.tokens)
        joined = compounds(question.tokens, {one for group in stems.values() for one in group})
        self.variants = [
            variants(term, stems, {**single.get(term, {}), **joined.get(term, {}), **short.get(term, {})})
            for term in question.terms
        ]
        for passage in self.passages:
            passage.match_terms(weighted, self.variants, self.speech)
        self.top = max((passage.top for passage in self.passages), default=0.0) or 1.0
        self.top_score = max((passage.score for passage in self.passages), default=0.0) or 1.0

    def candidates(self) -> list[Candidate]:
        """Give a case for each sentence, in the order of the passages.

        Where there are many, only those that meet the question or stand beside one that does.
        """
        pairs = [(passage, sentence) for passage in self.passages for sentence in passage.sentences]
        near = [
            (one, sentence)
            for one, sentence in pairs
            if len(pairs) <= FEW or one.is_near(sentence.number) or self._is_shown_near(one, sentence)
        ]
        return [Candidate(self.weighted, self, passage, sentence) for passage, sentence in near or pairs]

    def _is_shown_near(self, passage: MatchedPassage, sentence: MatchedSentence) -> bool:
        """Tell whether the talk has just shown a sentence near by."""
        source, places = passage.source.id, self.context.places if self.context else ()
        return any(one.source == source and abs(sentence.start - one.start) < SHOWN_NEAR for one in places)
