"""Which words of one sentence answer: the first of EXTRACTORS that is sure of them, else the span model."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from qa_bot.answer_types import answer_type
from qa_bot.answering.extraction.clauses import clause
from qa_bot.answering.extraction.disambiguation import nearest, whole_time
from qa_bot.answering.extraction.spans import SpanModel, choose
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.query import deed_asked
from qa_bot.language.entities.abbreviations import expansions
from qa_bot.language.entities.patterns import nothing
from qa_bot.language.lexicon import WordUnion
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import (
    ANY_BE,
    ARTICLES,
    CLAUSE_WORDS,
    COUNTED_DETERMINERS,
    GENITIVES,
    HELPERS,
    PERSONAL,
    PREPOSITIONS_AND_PARTICLES,
)
from qa_bot.language.morphology import is_plural
from qa_bot.language.negation import left_out
from qa_bot.language.tokens import fold, stem, stems
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Span, Token

LOOK = 40  # code points after a noun in which its share stands
LEAST = 1e-3  # probability below which an extraction counts no less
NEARER = (("nearest to the words asked about", 1.0),)
ENDS_OF_OBJECT = WordUnion(PREPOSITIONS_AND_PARTICLES, CLAUSE_WORDS, HELPERS, ADVERBS, DAYS)
_BRACKETED = re.compile(r"\s?[(\[]([\w.&-]{2,10})[)\]]")


class ExtractedSpan(NamedTuple):
    """The span of the answer words in a sentence's text, how probable they are, and what that rests on."""

    start: int
    end: int
    probability: float = 1.0
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def log_probability(self) -> float:
        """Return the natural logarithm of the probability, at least that of one in a thousand."""
        return math.log(max(self.probability, LEAST))


def extract(candidate: Candidate, spans: SpanModel) -> ExtractedSpan:
    """Return the answer words of a sentence."""
    sure = next(filter(None, (extractor(candidate) for extractor in EXTRACTORS)), None)
    return ExtractedSpan(*sure) if sure else _best_span(candidate, spans)


def _best_span(candidate: Candidate, spans: SpanModel) -> ExtractedSpan:
    text = candidate.sentence.text
    ranked = [one for one in spans.rank(candidate.question, text) if not left_out(text, one.start)]
    if not ranked:
        return ExtractedSpan(0, len(text), 0.0)
    best = choose(ranked, text)
    nearer = nearest(candidate, best.start, best.end)
    reasons = NEARER if nearer else spans.reasons(candidate.question, text, best)
    chosen = ExtractedSpan(*(nearer or best[:2]), ranked[0].probability, reasons)
    subject = None if nearer else _subject(candidate, chosen)
    start, end = whole_time(candidate, *chosen[:2]) or subject or chosen[:2]
    return chosen._replace(start=start, end=end)


def _speech(candidate: Candidate) -> Span | None:
    """Return the speaker's name, or what was said."""
    speech, match, sentence = candidate.speech, candidate.speech_match, candidate.sentence
    if speech is None or match is None:
        return None
    first, last = speech.words(match, sentence.start, sentence.end)
    inside = sentence.start <= first < last <= sentence.end
    return (first - sentence.start, last - sentence.start) if inside else None


def _position_holder(candidate: Candidate) -> Span | None:
    return candidate.position_holder and candidate.position_holder[:2]


def _description(candidate: Candidate) -> Span | None:
    return candidate.description and candidate.description[:2]


def _long_form(candidate: Candidate) -> Span | None:
    """Return the long form before the bracketed short one that a question asks the meaning of."""
    question, text = candidate.question, candidate.sentence.text
    if answer_type(question.type).short_form != "given":
        return None
    for found in expansions(text):
        short = _BRACKETED.match(text, found.end)
        if short and stem(short[1]) in question.terms:
            return found.start, found.end
    return None


def _clause(candidate: Candidate) -> Span | None:
    """Return the clause that answers a question of yes or no."""
    question = candidate.question
    return clause(question, candidate.sentence.tokens) if question.wants_verdict else None


def _statement(candidate: Candidate) -> Span | None:
    """Return the whole sentence where a description is asked for, or what is required stands in no part."""
    row = candidate.row
    is_open = row.clause and row.find is nothing and not candidate.question.wants_verdict
    is_bare = (row.required and not candidate.entities) or _is_told_by_heading(candidate)
    return (0, len(candidate.sentence.text)) if is_open or is_bare else None


def _is_told_by_heading(candidate: Candidate) -> bool:
    """Whether several things are asked for in the words of the heading, and none of them are met below."""
    question, passage = candidate.question, candidate.passage
    is_several = any(token.stem == question.focus and is_plural(token.text) for token in question.tokens)
    is_below = passage.is_first and len(passage.under) == len(question.terms)
    return is_several and is_below and not any(candidate.sentence.matches)


def _object(candidate: Candidate) -> Span | None:
    """Return what stands right after the verb of "Who did X marry?": "Ann Roe's brother", and its names.

    Nothing without a name in it, nor where another thing follows at once: "taught Ann Roe the piano".
    """
    tokens, verb = candidate.sentence.tokens, _only_place(candidate, deed_asked(candidate.question))
    if verb < 0 or not _has_doer(candidate, verb):
        return None
    first = verb + 1
    last = next((at for at in range(first, len(tokens)) if not _goes_on(tokens, first, at)), len(tokens))
    is_followed = any(fold(token.text) in COUNTED_DETERMINERS for token in tokens[last : last + 1])
    is_named = any(token.text[0].isupper() for token in tokens[first:last])
    return _without_article(tokens[first:last]) if is_named and not is_followed else None


def _only_place(candidate: Candidate, term: str) -> int:
    """Return the number of the one token that meets a term, -1 if there is none or are more."""
    match = candidate.sentence.matches[candidate.question.terms.index(term)] if term else None
    return match.positions[0] if match and len(match.positions) == 1 else -1


def _without_article(found: Sequence[Token]) -> Span:
    first = found[1] if len(found) > 1 and fold(found[0].text) in ARTICLES else found[0]
    return first.start, found[-1].end


def _subject(candidate: Candidate, chosen: ExtractedSpan) -> Span | None:
    """Return all before the verb of "Who won ...?" where a name chosen only owns it: "Ann Roe's son".

    So too where one stands behind the verb or in another clause: "Bell bought Hay from Reed".
    """
    question, found = candidate.question, candidate.sentence.tokens
    asked = next(iter(question.terms), "") if question.form.name == "who-v" else ""
    verb = _only_place(candidate, asked)
    first, last = _phrase_before(found, verb)
    phrase = found[first:last]
    if not phrase:
        return None
    is_elsewhere = phrase[0].start >= chosen.end or chosen.start >= phrase[-1].end
    is_doer = is_elsewhere and question.tokens[1].stem == asked and _does(found, first, last, verb)
    return _without_article(phrase) if is_doer or _owns(phrase, chosen) else None


def _phrase_before(found: Sequence[Token], verb: int) -> Span:
    """Return the first token of the phrase before a verb and its adverbs, and the one after its last."""
    first = last = verb
    while first > 0 and _goes_before(found, first - 1):
        first -= 1
    while last > first and found[last - 1].text.endswith("ly"):
        last -= 1
    return first, last


def _owns(phrase: Sequence[Token], chosen: ExtractedSpan) -> bool:
    """Whether what a phrase names belongs to what is chosen in it: "Ann Roe's son", "a son of Ann Roe"."""
    is_of = any(one.text == "of" and one.end + 1 == chosen.start for one in phrase)
    return is_of or any(one.text in GENITIVES and one.start == chosen.end for one in phrase)


def _does(found: Sequence[Token], first: int, last: int, verb: int) -> bool:
    """Whether the phrase from `first` to `last` opens a clause and is named as who does the verb."""
    before = fold(found[first - 1].text) if first else ","
    is_named = any(one.text[0].isupper() and fold(one.text) not in ARTICLES for one in found[first:last])
    is_passive = verb + 1 < len(found) and fold(found[verb + 1].text) == "by"
    opens = before in (",", ";", ":") or before in CLAUSE_WORDS
    return opens and is_named and not is_passive and fold(found[last - 1].text) not in PERSONAL


def _goes_before(found: Sequence[Token], at: int) -> bool:
    """Whether a token belongs to the phrase that goes on with the next one."""
    text, word = found[at].text, fold(found[at].text)
    if text in GENITIVES or word == "of":
        return True
    ends = fold(found[at + 1].text) in COUNTED_DETERMINERS
    return text[0].isalpha() and word not in ENDS_OF_OBJECT and not ends


def _has_doer(candidate: Candidate, verb: int) -> bool:
    """Whether a name asked about stands before a verb, and the verb is in the active."""
    tokens, question = candidate.sentence.tokens, candidate.question
    rated = zip(question.terms, candidate.sentence.matches, strict=True)
    places = [at for term, match in rated if match and term in question.names for at in match.positions]
    is_passive = any(token.text in ANY_BE for token in tokens[max(0, verb - 2) : verb])
    return any(at < verb for at in places) and not is_passive


def _goes_on(found: Sequence[Token], first: int, at: int) -> bool:
    """Whether a token belongs to the phrase that begins with token `first`."""
    word, text = fold(found[at].text), found[at].text
    if text in GENITIVES or word == "of":
        return at > first
    if word in COUNTED_DETERMINERS:
        return at == first or fold(found[at - 1].text) == "of"
    return text[0].isalpha() and word not in ENDS_OF_OBJECT


def _counted(candidate: Candidate) -> Span | None:
    """Return the one number that counts the noun asked for."""
    if not candidate.row.counts:
        return None
    counting = [one for one in candidate.entities if candidate.counts(one)]
    return counting[0][:2] if len(counting) == 1 else None


def _of_the_noun(candidate: Candidate) -> Span | None:
    """Return the share right after a noun that asks for one: "a turnout of 77%, with 98% in favour"."""
    row = candidate.row
    if row.name != "percent" or len(candidate.entities) < 2:
        return None
    matches = (match for match in candidate.sentence.matches if match and match.stem in stems(row.heads))
    ends = [candidate.sentence.tokens[at].end for match in matches for at in match.positions]
    after = [one for end in ends for one in candidate.entities if end < one.start < end + LOOK]
    return min(after)[:2] if after else None


EXTRACTORS: tuple[Callable[[Candidate], Span | None], ...] = (
    _speech,
    _position_holder,
    _description,
    _long_form,
    _clause,
    _statement,
    _object,
    _counted,
    _of_the_noun,
)
