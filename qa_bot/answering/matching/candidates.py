"""The sentences that may answer, laid out for the clues: what each meets of the question, and how well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import chain, takewhile

from qa_bot.answer_types import AnswerType, answer_type, find
from qa_bot.answering.matching.likeness import Likeness, Placed, likeness
from qa_bot.answering.matching.positions import PositionHolder, names_another, position_holder, who_is
from qa_bot.answering.matching.query import WeightedQuestion, weigh
from qa_bot.answering.matching.sentences import (
    MatchedPassage,
    MatchedSentence,
    TermMatch,
    match_passage,
    sentences_of,
)
from qa_bot.answering.matching.speech import SpeechMatch, SpeechMatcher
from qa_bot.answering.matching.terms import TermVariant, by_first_letter, reworded, variants
from qa_bot.documents.corpus import Corpus
from qa_bot.documents.layout import Setting
from qa_bot.language.entities.abbreviations import stand_ins
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.negation import left_out
from qa_bot.language.tokens import distinct_terms, tokens
from qa_bot.values import DialogueContext, Entity, Query, Question, RankedPassage, Source, Token

ALL_SCORED = 24  # sentences: up to so many all are scored, of more only those near a match
SHOWN_NEAR = 1200  # code points from a sentence just shown in the conversation: these are scored too
_SECTION = r"\d{1,3}(?:\.\d{1,3}){0,5}[.):]? {1,9}(?=[\W_A-Z])"  # "1.3 Bo", "2) Saws"
COUNTED_WITHIN = 3  # tokens from a number to the noun that it counts
# Sentences scored at most, those that meet most: with all of them no more first sentences are right, and a
# question takes a third longer.
MOST_SCORED = 40
# What counts for meeting much, beside the mass of the sentence: shares of the mass of the best neighbour, of
# the idf met by what stands above, of the best mass as the passage is ranked.
NEIGHBOUR, ABOVE, RANKED = 0.3, 0.3, 0.5
NEAREST = 8  # sentences nearest in meaning that are scored whatever they meet
BESIDE = 3  # tokens between an entity and a word asked about that stands beside it
# Shares of its strength that a term counts for what was said, where the words said do not hold it:
# in the rest of the sentence, in the sentence before, in the article's title (a number there is its date).
IN_SENTENCE, IN_SENTENCE_BEFORE, IN_TITLE = 0.9, 0.35, 0.25


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
    def row(self) -> AnswerType:
        """Return the answer type that is asked for."""
        return self.candidates.row

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
    def place(self) -> Placed:
        """Return the article, and where the sentence starts in it."""
        return self.source.id, self.sentence.start

    @property
    def before(self) -> MatchedSentence | None:
        """Return the sentence before, within the passage."""
        number = self.sentence.number
        return self.passage.sentences[number - 1] if number else None

    @property
    def after(self) -> MatchedSentence | None:
        """Return the sentence after, within the passage."""
        return next(iter(self.passage.sentences[self.sentence.number + 1 :]), None)

    @property
    def around(self) -> list[MatchedSentence]:
        """Return the sentence with its neighbours."""
        number = self.sentence.number
        return self.passage.sentences[max(0, number - 1) : number + 2]

    @cached_property
    def asked_above(self) -> frozenset[int]:
        """Return the numbers of the terms met by the question right before it, or in its heading.

        A heading must ask by the same word: "Can I ...?" is no answer to "tell me about".
        """
        if self.before:
            return frozenset(self.before.met_terms if self.before.asks else ())
        asking = tokens(self.passage.heading)[:1] if self.passage.is_asked else ()
        is_same = any(token.stem in self.weighted.stems for token in asking)
        return self.passage.under if is_same else frozenset()

    @cached_property
    def met_or_titled(self) -> list[bool]:
        """Return, for each term, whether the sentence or what stands above it meets it.

        That is its lead-in, the question it answers, a heading, the title.
        """
        above = self.passage.above | self.sentence.led_in | self.asked_above
        rated = enumerate(zip(self.sentence.matches, self.passage.met_in_title, strict=True))
        return [match is not None or titled or at in above for at, (match, titled) in rated]

    @cached_property
    def entities(self) -> list[Entity]:
        """Return the entities here that the answer type asks for and the question does not hold."""
        row = self.row
        found = [entity for entity in find(row.name, self.sentence.text) if self._is_new(entity)]
        if row.counts:
            found = [entity for entity in found if not self._is_of_a_date(entity)]
        return [entity for entity in found if not row.beside_words or self._is_beside_term(entity)]

    def counts(self, number: Entity) -> bool:
        """Whether a number counts the asked-for noun: it stands in it, or at most three words before."""
        question, sentence = self.question, self.sentence
        if question.focus not in question.terms:
            return False
        noun = sentence.matches[question.terms.index(question.focus)]
        first, last = sentence.token_at(number.start), sentence.token_at(number.end - 1)
        return noun is not None and any(first <= at <= last + COUNTED_WITHIN for at in noun.positions)

    @cached_property
    def speech_match(self) -> SpeechMatch | None:
        """Return the words here that a question about who said what asks for."""
        if self.speech is None:
            return None
        return self.speech.best_match(self.source.id, self.sentence.start, self.sentence.end, self._coverage)

    @cached_property
    def position_holder(self) -> PositionHolder | None:
        """Return the name here that stands beside the position asked for."""
        return position_holder(self.question, self.sentence.text, self._position) if self._position else None

    @property
    def names_other_holder(self) -> bool:
        """Whether only a deputy, or a former holder, of the position asked for is named here."""
        if not self._position or self.position_holder:
            return False
        return names_another(self.question, self.sentence.text, self._position)

    @property
    def _position(self) -> str:
        """Return the stem by which the position asked for is met here, empty if it is not."""
        term = self.weighted.position_term
        match = self.sentence.matches[term] if term is not None else None
        return match.stem if match else ""

    @cached_property
    def description(self) -> Entity | None:
        """Return the words here that say who the person asked about is."""
        return who_is(self.question, self.sentence.text) if any(self.sentence.matches) else None

    def _coverage(self, topic: Sequence[str], first: int, last: int) -> float:
        """Return the share of a topic's idf met between two offsets of the article, or less well around."""
        terms, idf = self.question.terms, self.weighted.idf
        typed = [at for at in sorted(self.candidates.typed_terms) if terms[at] in topic]
        if not typed and self.context:
            return 1.0
        met = sum(idf[at] * self._strength_within(at, first, last) for at in typed)
        return met / (sum(idf[at] for at in typed) or 1.0)

    def _strength_within(self, term: int, first: int, last: int) -> float:
        match = self.sentence.matches[term]
        if match:
            return match.strength * (1.0 if self._stands_within(match, first, last) else IN_SENTENCE)
        before = IN_SENTENCE_BEFORE * self.before.strength(term) if self.before else 0.0
        return max(before, self._strength_in_title(term))

    def _stands_within(self, match: TermMatch, first: int, last: int) -> bool:
        origin, words = self.sentence.start, self.sentence.tokens
        return any(first <= origin + words[at].start < last for at in match.positions)

    def _strength_in_title(self, term: int) -> float:
        if not self.passage.met_in_title[term]:
            return 0.0
        return IN_SENTENCE if self.question.terms[term] in self.question.numbers else IN_TITLE

    def _is_beside_term(self, entity: Entity) -> bool:
        """Whether a word asked about stands beside an entity."""
        first = self.sentence.token_at(entity.start) - BESIDE
        last = self.sentence.token_at(entity.end - 1) + BESIDE
        return any(first <= at <= last for match in self.sentence.matches if match for at in match.positions)

    def _is_of_a_date(self, number: Entity) -> bool:
        """Whether a number counts nothing: it stands in a date, or numbers the section that begins here."""
        if compiled(_SECTION).match(self.sentence.text, number.start) and not number.start:
            return True
        return any(time.start <= number.start < time.end for time in self._dates)

    @cached_property
    def _dates(self) -> list[Entity]:
        return list(find("date", self.sentence.text))

    def _is_new(self, entity: Entity) -> bool:
        """Whether an entity has a content word that the question does not hold; not where it is left out."""
        if left_out(self.sentence.text, entity.start):
            return False
        known, first = self.weighted.stems, self.sentence.token_at(entity.start)
        inside = takewhile(lambda token: token.start < entity.end, self.sentence.tokens[first:])
        return any(token.stem not in known and _is_content(token) for token in inside)


def _is_content(token: Token) -> bool:
    """Whether a token is no mark and no function word, "May" the month taken for none."""
    return bool(token.stem) and (token.text in MONTHS or token.stem not in FUNCTION_WORDS)


_Pair = tuple[MatchedPassage, MatchedSentence]


class CandidateSet:
    """The sentences of the passages ranked for one question, each with what it meets of it."""

    def __init__(
        self, question: Question, ranked: Sequence[RankedPassage], corpus: Corpus, query: Query | None = None
    ) -> None:
        """Match the question's terms in the sentences of the ranked passages."""
        self._corpus = corpus
        self.weighted = weigh(question, corpus)
        self.speech = SpeechMatcher(question.speech, corpus) if question.speech else None
        self.context = query.context if query else None
        self.row = answer_type(question.type)
        self.is_given = query is not None and query.scope is not None
        asked = query.articles if query else None
        self.of_one_text = self.is_given or (corpus.article_count if asked is None else len(asked)) == 1
        added = self.context.added_terms if self.context else frozenset()
        self.typed_terms = frozenset(at for at, term in enumerate(question.terms) if term not in added)
        named = self.context.named if self.context else frozenset()
        self.named = frozenset(at for at, term in enumerate(question.terms) if term in named)
        settings = [corpus.setting(one.passage.source.id, one.passage.start) for one in ranked]
        known = variants_of(question, ranked, settings)
        self.passages = [
            match_passage(one, setting, self.weighted, known, self.speech, corpus)
            for one, setting in zip(ranked, settings, strict=True)
        ]
        self.named_and_told = frozenset(
            at for at in self.named if any(one.met_with_titles[at] for one in self.passages)
        )
        self.top = max((passage.top for passage in self.passages), default=0.0) or 1.0
        self.top_score = max((passage.score for passage in self.passages), default=0.0) or 1.0
        self.article_scores: dict[str, float] = {}
        for passage in self.passages:
            so_far = self.article_scores.get(passage.source.id, 0.0)
            self.article_scores[passage.source.id] = so_far + passage.score

    @cached_property
    def likeness(self) -> Likeness:
        """Return how near each sentence is in meaning to the question."""
        return likeness(self.weighted.question, self.passages, self._corpus)

    def candidates(self) -> list[Candidate]:
        """Return a candidate for each sentence that is no question, in the order of the passages.

        Where there are many, only those that meet the question, or stand beside one, or below headings that
        meet half of it.
        """
        every = [(passage, sentence) for passage in self.passages for sentence in passage.sentences]
        pairs = [pair for pair in every if not pair[1].asks]
        near = [pair for pair in pairs if len(pairs) <= ALL_SCORED or self._is_near(*pair)]
        if len(near) > MOST_SCORED:
            near = self._meeting_most(near)
        return [Candidate(self.weighted, self, *pair) for pair in near or pairs]

    def _meeting_most(self, pairs: Sequence[_Pair]) -> list[_Pair]:
        """Return those that meet most, and those near what the conversation has shown, in their order."""
        masses = [self._mass_around(*pair) for pair in pairs]
        least = sorted(masses, reverse=True)[MOST_SCORED - 1]
        rated = zip(pairs, masses, strict=True)
        return [pair for pair, mass in rated if mass >= least or self._is_kept(*pair)]

    def _mass_around(self, passage: MatchedPassage, sentence: MatchedSentence) -> float:
        """Return roughly how much a sentence meets with what stands around it."""
        beside = passage.sentences[max(0, sentence.number - 1) : sentence.number + 2]
        above = sum(self.weighted.idf[at] for at in passage.under | sentence.led_in)
        ranked = passage.score / self.top_score * self.top
        best_beside = max((one.mass for one in beside), default=0.0)
        return sentence.mass + NEIGHBOUR * best_beside + ABOVE * above + RANKED * ranked

    def _is_near(self, passage: MatchedPassage, sentence: MatchedSentence) -> bool:
        is_below = bool(passage.under) and 2 * len(passage.above) >= len(self.weighted.question.terms)
        is_near = is_below or passage.is_near_match(sentence.number)
        return is_near or self._is_kept(passage, sentence)

    def _is_kept(self, passage: MatchedPassage, sentence: MatchedSentence) -> bool:
        """Whether a sentence is scored whatever it meets."""
        is_nearest = (passage.source.id, sentence.start) in self._nearest
        return is_nearest or self._is_shown_near(passage.source, sentence)

    @cached_property
    def _nearest(self) -> frozenset[Placed]:
        """The sentences nearest in meaning to the question."""
        cosines = self.likeness.of_question
        return frozenset(nlargest(NEAREST, cosines, cosines.__getitem__))

    def _is_shown_near(self, source: Source, sentence: MatchedSentence) -> bool:
        """Whether the conversation has just shown a sentence near by."""
        places = self.context.places if self.context else ()
        return any(one.source == source.id and abs(sentence.start - one.start) < SHOWN_NEAR for one in places)


def variants_of(
    question: Question, ranked: Sequence[RankedPassage], settings: Sequence[Setting]
) -> list[list[TermVariant]]:
    """Return, for each term of a question, the stems that meet it in the ranked passages and above them."""
    titles = (one.passage.source.title for one in ranked)
    above = chain.from_iterable((*setting.headings, setting.lead_in) for setting in settings)
    texts = chain((text for one in ranked for _, text in sentences_of(one.passage)), titles, above)
    stems = frozenset[str]().union(*map(distinct_terms, texts))
    grouped, expansions = by_first_letter(stems), stand_ins(question.expansions)
    phrases = reworded(question.tokens)
    return [
        variants(term, grouped, {**phrases.get(term, {}), **expansions.get(term, {})})
        for term in question.terms
    ]
