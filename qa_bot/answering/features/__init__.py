"""CLUES: why a sentence looks like the answer. One row each: a name a person understands, a function.

Each function looks at one candidate and returns a plain number; the fitted weight of its name turns it
into points. Clues of the sentence and its neighbours come first, clues of the retrieval last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from qa_bot.answer_types.answer_type import AnswerType, TypeGroup
from qa_bot.answering.features import (
    claims,
    dialogue,
    entities,
    meaning,
    neighbours,
    passages,
    polarity,
    statements,
    times,
    words,
)
from qa_bot.answering.matching.candidates import Candidate, CandidateSet
from qa_bot.answering.matching.positions import asks_for_position, asks_who
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Question

Applies = Callable[[CandidateSet], bool]


def to_all(asked: CandidateSet) -> bool:
    """Whether a clue applies to a question: to any."""
    return True


def in_talk(asked: CandidateSet) -> bool:
    """Whether a question stands in a conversation."""
    return asked.context is not None


def of_question(test: Callable[[Question], object]) -> Applies:
    """Return the test of a question."""
    return lambda asked: bool(test(asked.weighted.question))


def of_type(test: Callable[[AnswerType], bool]) -> Applies:
    """Return the test of the answer type that is asked for."""
    return lambda asked: test(asked.row)


def to_group(group: TypeGroup) -> Applies:
    """Return the test whether the answer type is of one group."""
    return of_type(lambda row: row.group == group)


class Clue(NamedTuple):
    """A named feature of a candidate: `measure` returns its value, `applies` tests what is asked."""

    name: str
    measure: Callable[[Candidate], float]
    applies: Applies = to_all

    def value(self, candidate: Candidate) -> float:
        """Measure a candidate: 0 where the clue does not apply to what is asked."""
        return self.measure(candidate) if self.applies(candidate.candidates) else 0.0


CLUES: tuple[Clue, ...] = (
    Clue("shared rare words", words.shared_rare_words),
    Clue("things of the asked type", entities.fitting_entities),
    Clue("words in the sentence before", neighbours.carried_over),
    Clue("same phrase", words.same_phrase),
    Clue("asked-for noun", words.asked_for_noun),
    Clue(
        "date, number or amount near the words",
        entities.required_entity_near,
        of_type(lambda row: row.required),
    ),
    Clue("names missing", words.names_missing),
    Clue("words close together", words.words_close_together),
    Clue("pronoun for the sentence before", neighbours.stands_in_for_before),
    Clue("words at the start", words.met_at_the_start),
    Clue("shared function words", words.shared_function_words),
    Clue("place in the passage", neighbours.relative_position),
    Clue("number of the asked-for noun", entities.counts_the_noun, of_type(lambda row: row.counts)),
    Clue("done by", words.done_by, of_question(lambda question: question.form.word == "who")),
    Clue(
        "says what the name is",
        entities.defines,
        lambda asked: asked.row.defining or asks_who(asked.weighted.question),
    ),
    Clue("short form spelt out", entities.spells_out, of_type(lambda row: row.short_form is not None)),
    Clue("first word met", words.first_word_met),
    Clue("last word met", words.last_word_met),
    Clue("new words", words.new_words),
    Clue("topic named in the first sentence", neighbours.topic_in_first_sentence),
    *(
        Clue(f"{group} asked for and here", entities.stands_here, to_group(group))
        for group in get_args(TypeGroup)
    ),
    Clue("nothing new", words.nothing_new),
    Clue("all words met", words.all_met),
    Clue("length", words.length),
    Clue("explains the sentence before", neighbours.explains_before, to_group("a reason")),
    Clue("said as asked", entities.said_as_asked),
    Clue("holds the post asked for", entities.holds_the_position, of_question(asks_for_position)),
    Clue("dated as asked", times.dated_as_asked, of_question(lambda question: question.times)),
    Clue("words the follow-up adds", dialogue.own_words, in_talk),
    Clue("follows what was shown at once", dialogue.follows_at_once, in_talk),
    Clue("near what was shown", dialogue.near_what_was_shown, in_talk),
    Clue("shown last", dialogue.shown_last, in_talk),
    Clue("article of the talk", dialogue.of_the_conversations_article, in_talk),
    Clue("told already", dialogue.given_already, in_talk),
    Clue("pronoun as asked", dialogue.pronoun_as_asked, in_talk),
    Clue("new thing of the kind asked for", dialogue.new_entity, in_talk),
    Clue("best of all passages", words.best_of_all),
    Clue("passage score against the best", passages.passage_score_relative),
    Clue("question covered by the passage", passages.passage_cover),
    Clue("question covered here or by the title", passages.covered_here_or_by_title),
    Clue("question covered here and around", passages.covered_around),
    Clue("same phrase in the passage", passages.same_phrase_in_passage),
    Clue("names missing from the passage", passages.names_missing_from_passage),
    Clue("words in the nearest heading", passages.met_by_setting),
    Clue("words in higher headings", passages.met_higher),
    Clue("first below its heading", passages.opens_section),
    Clue("share of the article", passages.article_share),
    Clue("only announces", statements.announces),
    Clue("answers the question before it", statements.answers_before),
    Clue("told as denied, expected or supposed", lambda candidate: float(claims.is_unreal(candidate))),
    Clue(
        "told the other way round",
        lambda candidate: float(claims.roles_swapped(candidate)),
        of_question(lambda question: question.names),
    ),
    Clue("says what may be", statements.allows),
    Clue("says outright yes or no", polarity.says_outright),
    Clue("says on what condition", statements.conditions),
    Clue("item of the list asked for", statements.lists),
    Clue("holds a list where one is asked for", statements.holds_list),
    Clue("means nearly the same", meaning.means_the_same),
    Clue("the passage means nearly the same", meaning.passage_means_the_same),
    Clue("near in meaning to the words not met", meaning.unmet_meant),
)
OF_PLACE = tuple(clue.name for clue in CLUES if clue.measure in dialogue.OF_PLACE)
