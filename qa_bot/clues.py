"""CLUES: why a sentence looks like the answer. One row each: a name a person understands, a function.

Each function looks at one case and gives a plain number; the fitted weight of its name turns it
into points. Clues of the sentence and its neighbours come first, clues of the retrieval last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa_bot.answer_types import BY_NAME
from qa_bot.pool import WINDOW, Case, Hit, SentenceView
from qa_bot.text import stem
from qa_bot.values import Found, Token
from qa_bot.words import FUNCTION_WORDS, MONTHS

_STANDS_IN = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "such",
    ]
)


_EXPLAINING = frozenset(map(stem, ("because", "reason", "due", "owing", "explains", "why")))
_DEFINING = frozenset("definition expansion abbreviation identity description".split())
_SAYS_WHAT = frozenset(["is", "are", "was", "were", ","])


KINDS = {
    "a time": "date year day weekday month period time",
    "a duration": "duration age frequency",
    "an amount": "count percent money measure number ordinal",
    "a person": "person identity role",
    "an organisation": "organisation",
    "a place": "place city country state language",
    "a reason": "reason",
    "a manner": "manner",
    "a meaning": "definition expansion abbreviation term",
    "spoken words": "quotation",
    "a work or event": "work event",
    "some name": "thing",
}


class Clue(NamedTuple):
    """A named reason; `measure` gives 0 where it does not apply."""

    name: str
    measure: Callable[[Case], float]


def shared_rare_words(case: Case) -> float:
    """Square the sentence's mass relative to the best of its passage."""
    return (case.view.mass / case.passage.top) ** 2 if case.passage.top else 0.0


def fitting_things(case: Case) -> float:
    """Count the new things of the asked type, at most three."""
    return float(min(3, len(case.things)))


def carried_over(case: Case) -> float:
    """Give the mass met in the sentence before but not here, relative to the passage's best."""
    return _only_in(case, case.before)


def taken_up_after(case: Case) -> float:
    """Give the mass met in the sentence after but not here, relative to the passage's best."""
    return _only_in(case, case.after)


def same_phrase(case: Case) -> float:
    """Weigh the question's neighbouring words that are neighbours here too."""
    places = case.view.positions
    met = sum(
        weight
        for one, other, weight in case.asked.pairs
        if one in places and other in places and _follows(places[one], places[other])
    )
    return met / case.asked.mass


def asked_for_noun(case: Case) -> float:
    """Tell how well the asked-for noun is met."""
    question = case.asked.question
    if question.head not in question.terms:
        return 0.0
    return case.view.level(question.terms.index(question.head))


def hard_thing_near(case: Case) -> float:
    """Tell how near a date, number or amount of the asked type stands to the question's words."""
    return _nearest_thing(case) if _is_hard(case) else 0.0


def soft_thing_near(case: Case) -> float:
    """Tell how near a name or phrase of the asked type stands to the question's words."""
    return 0.0 if _is_hard(case) else _nearest_thing(case)


def next_is_best(case: Case) -> float:
    """Tell whether the sentence after is the passage's best."""
    return float(case.after is not None and case.passage.best == case.after.number)


def names_missing(case: Case) -> float:
    """Give the idf, in tens, of the question's names that are not met."""
    return _missing(case, case.asked.question.names) / 10


def numbers_missing(case: Case) -> float:
    """Count the question's numbers that are not met."""
    terms, numbers = case.asked.question.terms, case.asked.question.numbers
    return float(sum(term in numbers and not hit for term, hit in zip(terms, case.view.hits, strict=True)))


def words_close_together(case: Case) -> float:
    """Give the share of the met mass that stands within the best window of twelve words."""
    met = _met(case)
    whole = sum(weight for weight, _ in met)
    return (
        max((_within(met, at) for _, hit in met for at in hit.positions), default=0.0) / whole
        if whole
        else 0.0
    )


def how_many_rare_words(case: Case) -> float:
    """Sum the local rarity of the words met exactly."""
    return sum(
        rare
        for hit, rare in zip(case.view.hits, case.passage.rarity, strict=True)
        if hit and hit.level == 1.0
    )


def stands_in_for_before(case: Case) -> float:
    """Give the mass (in tens) of the sentence before where this one begins with a pronoun."""
    before = case.before
    return before.mass / 10 if before and _first_stem(case.view) in _STANDS_IN else 0.0


def met_at_the_start(case: Case) -> float:
    """Give the mass (in tens) met among the first four words."""
    return sum(weight for weight, hit in _met(case) if hit.positions[0] < 4) / 10


def shared_function_words(case: Case) -> float:
    """Count the question's function words that stand here too."""
    return float(sum(word in case.view.positions for word in case.asked.function_words))


def relative_position(case: Case) -> float:
    """Tell where in its passage the sentence stands: 0 first, 1 last."""
    return case.view.number / max(1, len(case.passage.sentences) - 1)


def done_by(case: Case) -> float:
    """Tell whether a who-question's verb is followed by "by"."""
    question = case.asked.question
    if not question.form.startswith("who") or not question.terms:
        return 0.0
    hit, stems = case.view.hits[0], case.view.positions
    return float(hit is not None and "by" in stems and _follows(hit.positions, stems["by"]))


def defines(case: Case) -> float:
    """Tell whether a name asked about is spelt out, or said to be something, here."""
    if case.asked.question.type not in _DEFINING:
        return 0.0
    return float(
        any(hit and _is_defined(case.view.tokens, at) for hit in case.view.hits for at in _ends(hit))
    )


def first_word_met(case: Case) -> float:
    """Tell how well the question's first content word beside the asked-for noun is met."""
    terms, head = case.asked.question.terms, case.asked.question.head
    first = next((at for at, term in enumerate(terms) if term != head), None)
    return case.view.level(first) if first is not None else 0.0


def last_word_met(case: Case) -> float:
    """Tell how well the question's last content word is met."""
    return case.view.level(-1) if case.view.hits else 0.0


def new_words(case: Case) -> float:
    """Count the words, in tens, that the question does not hold."""
    known = case.asked.known
    return sum(stem not in known and stem not in FUNCTION_WORDS for stem in case.view.positions) / 10


def topic_in_first_sentence(case: Case) -> float:
    """Give the mass met in the passage's first sentence but not here, relative to its best."""
    first = case.passage.sentences[0]
    return _only_in(case, first) if case.view.number > 1 else 0.0


def explains_before(case: Case) -> float:
    """Give the mass of the sentence before, relative to the best, where this one gives its reason."""
    before, question = case.before, case.asked.question
    if question.type != "reason" or before is None or not case.passage.top:
        return 0.0
    opening = {token.stem for token in case.view.tokens[:5]}
    stands_in = _first_stem(case.view) in _STANDS_IN and bool(case.things)
    return before.mass / case.passage.top if stands_in or opening & _EXPLAINING else 0.0


def said_as_asked(case: Case) -> float:
    """Tell how well the words here are those that a question about who said what asks for."""
    return case.claim.share if case.claim else 0.0


def dated_as_asked(case: Case) -> float:
    """Tell that the article is of the year asked about (1), the year and month (2), or another year (-1)."""
    years = [number for number in case.asked.question.numbers if _is_year(number)]
    date = case.passage.passage.source.date
    if not years or not date:
        return 0.0
    if date[:4] in years:
        return 1.0 + (date[5:7] in _months(case))
    named = any(year in view.positions for year in years for view in case.passage.sentences)
    return 0.0 if named else -1.0


def _months(case: Case) -> list[str]:
    named = (stem(month) for month in MONTHS)
    return [f"{at:02}" for at, month in enumerate(named, 1) if month in case.asked.known]


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.isdigit() and "1900" <= number <= "2099"


def _stands_here(types: str) -> Callable[[Case], float]:
    wanted = frozenset(types.split())

    def measure(case: Case) -> float:
        return float(case.asked.question.type in wanted and bool(case.things))

    return measure


def nothing_of_the_type(case: Case) -> float:
    """Tell that a date, number or amount is asked for and none stands here."""
    return float(_is_hard(case) and not case.things)


def nothing_new(case: Case) -> float:
    """Tell that every content word here stands in the question."""
    return float(new_words(case) == 0)


def all_met(case: Case) -> float:
    """Tell that every word of the question that the passage meets is met here."""
    matchable = [hit for hit, met in zip(case.view.hits, case.passage.met, strict=True) if met]
    return float(bool(matchable) and all(matchable))


def named_subject(case: Case) -> float:
    """Tell that a name of the question begins the sentence."""
    return float(_first_stem(case.view) in case.asked.question.names)


def length(case: Case) -> float:
    """Give the sentence's length in hundreds of words."""
    return len(case.view.tokens) / 100


def best_of_all(case: Case) -> float:
    """Give the sentence's mass relative to the best of all passages."""
    return case.view.mass / case.pool.top


def passage_score(case: Case) -> float:
    """Give the retrieval score of the passage, in tens."""
    return case.passage.score / 10


def passage_score_relative(case: Case) -> float:
    """Give the retrieval score of the passage relative to the best passage's."""
    return case.passage.score / case.pool.top_score


def passage_rank(case: Case) -> float:
    """Give one over the passage's rank."""
    return 1 / (1 + case.passage.rank)


def passage_cover(case: Case) -> float:
    """Give the share of the question's idf that the passage with its title meets."""
    rated = zip(case.asked.idf, case.passage.met_with_title, strict=True)
    return sum(idf for idf, met in rated if met) / case.asked.mass


def names_missing_from_passage(case: Case) -> float:
    """Give the idf, in tens, of the question's names that the passage and its title do not meet."""
    question = case.asked.question
    met = case.passage.met_with_title
    return (
        sum(
            idf
            for term, idf, ok in zip(question.terms, case.asked.idf, met, strict=True)
            if term in question.names and not ok
        )
        / 10
    )


def _ends(hit: Hit | None) -> Sequence[int]:
    return hit.positions if hit else ()


def _is_defined(found: Sequence[Token], at: int) -> bool:
    before = found[at - 1].text if at else ""
    after = [token.text for token in found[at + 1 : at + 3]]
    spelt_out = (before == "(" and after[:1] == [")"]) or after[:1] == ["("]
    return spelt_out or (len(after) > 1 and after[0] in _SAYS_WHAT and after[1] in ("a", "an", "the", "one"))


def _met(case: Case) -> list[tuple[float, Hit]]:
    rated = zip(case.asked.idf, case.passage.rarity, case.view.hits, strict=True)
    return [(idf * hit.level * rare, hit) for idf, rare, hit in rated if hit]


def _only_in(case: Case, other: SentenceView | None) -> float:
    if other is None or not case.passage.top:
        return 0.0
    rated = zip(case.asked.idf, case.passage.rarity, other.hits, case.view.hits, strict=True)
    mass = sum(idf * rare * there.level for idf, rare, there, here in rated if there and not here)
    return mass / case.passage.top


def _missing(case: Case, wanted: frozenset[str]) -> float:
    rated = zip(case.asked.question.terms, case.asked.idf, case.view.hits, strict=True)
    return sum(idf for term, idf, hit in rated if term in wanted and not hit)


def _follows(places: Sequence[int], others: Sequence[int]) -> bool:
    return any(place + 1 in others for place in places)


def _first_stem(view: SentenceView) -> str:
    return next((token.stem for token in view.tokens if token.stem), "")


def _within(met: Sequence[tuple[float, Hit]], left: int) -> float:
    return sum(weight for weight, hit in met if any(left <= at < left + WINDOW for at in hit.positions))


def _is_hard(case: Case) -> bool:
    return BY_NAME[case.asked.question.type].hard


def _nearest_thing(case: Case) -> float:
    return max((_nearness(case, thing) for thing in case.things), default=0.0)


def _nearness(case: Case, thing: Found) -> float:
    first, last = case.view.token_at(thing.start), case.view.token_at(thing.end - 1)
    total = 0.0
    for idf, hit in zip(case.asked.idf, case.view.hits, strict=True):
        if hit:
            distance = min(max(first - at, at - last, 0) for at in hit.positions)
            total += idf * hit.level / (1 + distance / 4)
    return total / case.asked.mass


CLUES: tuple[Clue, ...] = (
    Clue("shared rare words", shared_rare_words),
    Clue("things of the asked type", fitting_things),
    Clue("words in the sentence before", carried_over),
    Clue("words in the sentence after", taken_up_after),
    Clue("same phrase", same_phrase),
    Clue("asked-for noun", asked_for_noun),
    Clue("date, number or amount near the words", hard_thing_near),
    Clue("name or phrase near the words", soft_thing_near),
    Clue("next sentence is best", next_is_best),
    Clue("names missing", names_missing),
    Clue("numbers missing", numbers_missing),
    Clue("words close together", words_close_together),
    Clue("how many rare words", how_many_rare_words),
    Clue("pronoun for the sentence before", stands_in_for_before),
    Clue("words at the start", met_at_the_start),
    Clue("shared function words", shared_function_words),
    Clue("place in the passage", relative_position),
    Clue("done by", done_by),
    Clue("says what the name is", defines),
    Clue("first word met", first_word_met),
    Clue("last word met", last_word_met),
    Clue("new words", new_words),
    Clue("topic named in the first sentence", topic_in_first_sentence),
    Clue("nothing of the asked type", nothing_of_the_type),
    *(Clue(f"{kind} asked for and here", _stands_here(types)) for kind, types in KINDS.items()),
    Clue("nothing new", nothing_new),
    Clue("all words met", all_met),
    Clue("begins with a name asked about", named_subject),
    Clue("length", length),
    Clue("explains the sentence before", explains_before),
    Clue("said as asked", said_as_asked),
    Clue("dated as asked", dated_as_asked),
    Clue("best of all passages", best_of_all),
    Clue("passage score", passage_score),
    Clue("passage score against the best", passage_score_relative),
    Clue("passage rank", passage_rank),
    Clue("question covered by the passage", passage_cover),
    Clue("names missing from the passage", names_missing_from_passage),
)
