"""Context of an answer: whose claim it is, what comes before it, what its pronoun stands for."""

from __future__ import annotations

from dataclasses import replace

from qa_bot.answer_types import answer_type, find
from qa_bot.answering.composition.normalising import value_in
from qa_bot.documents.corpus import Corpus
from qa_bot.documents.paragraphs import Stretch, line_of
from qa_bot.language.discourse.attribution import claim_of as innermost
from qa_bot.language.discourse.pronouns import stands_for
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon import WordUnion
from qa_bot.language.lexicon.function_words import THIRD_PERSON
from qa_bot.language.lexicon.reporting_verbs import ACTS, SPEECH_VERBS, WITH_PARTICLE
from qa_bot.language.tokens import fold
from qa_bot.values import Answer, Attribution, Question, Sentence, StandsFor

Span = tuple[int, int]
# Code points read around an answer's sentence: a paragraph, and the one before for a pronoun.
READ_BEFORE = 1_500
READ_AFTER = 600
ABOVE = 400  # code points above a sentence in which the heading stands that dates it
# What these verbs have after them is wanted or promised, and not said to be so.
_NO_CLAIMS = ("to", "object", "call")
_SPEECH = WordUnion(
    SPEECH_VERBS, WITH_PARTICLE, ACTS, ("according", "statement", "view", "opinion"),
    but=[word for word, follows in ACTS.items() if follows in _NO_CLAIMS],
)  # fmt: skip
_WORD = r"[a-z]+"
_QUOTES = '“”"‘«»'
_SUBJECT = r"(?i)(?:[\w,]{1,20} ){0,7}(?:he|she|it)\b"
_PRONOUN = r"(?i)[“‘\"'(\s]{0,3}(?:he|she|it|they|this|that|these|those|his|her|their|its)\b"


def begins_with_pronoun(sentence: str) -> bool:
    """Whether a sentence begins with a pronoun, which the sentence before explains."""
    return compiled(_PRONOUN).match(sentence) is not None


def with_context(answer: Answer, question: Question, corpus: Corpus, shown: bool) -> Answer:
    """Add to an answer the sentence before a pronoun; if `shown` what announces its list, and who claims it.

    With the claim goes whom a pronoun stands for.
    """
    sentence = answer.sentence
    is_pronoun = begins_with_pronoun(sentence.text)
    if not (shown or is_pronoun):
        return answer
    first, last = sentence.start - READ_BEFORE, sentence.end + READ_AFTER
    near = corpus.paragraphs_near(answer.source.id, max(0, first), last)
    number = near.paragraph_of(sentence.start) if near else -1
    if near is None or number < 0:
        return answer
    announced = near.announces(sentence) if _is_led_in(answer.source.id, sentence, corpus) else None
    if announced or is_pronoun:
        answer = replace(answer, context=announced or near.before(sentence))
    return _dated_above(_attributed(answer, question, corpus, near), corpus) if shown else answer


def announcement(source_id: str, sentence: Sentence, corpus: Corpus) -> Sentence | None:
    """Return the sentence that announces the list in which `sentence` stands; None in no list."""
    if not _is_led_in(source_id, sentence, corpus):
        return None
    near = corpus.paragraphs_near(source_id, max(0, sentence.start - READ_BEFORE), sentence.end)
    return near.announces(sentence) if near else None


def _is_led_in(source_id: str, sentence: Sentence, corpus: Corpus) -> bool:
    return corpus.setting(source_id, sentence.start).lead_in != ""


def _attributed(answer: Answer, question: Question, corpus: Corpus, near: Stretch) -> Answer:
    """Add whose claim an answer is and who the pronoun of its sentence stands for."""
    sentence = answer.sentence
    number = near.paragraph_of(sentence.start)
    if question.speech and question.speech.asks_speaker:
        answer = _spoken(answer, corpus, near)
    elif _may_be_said(near.words(near.paragraphs[number].span), sentence.text):
        answer = replace(answer, claim_of=_claimant(answer, question, corpus))
    if answer.sentence == sentence and not answer.stands_for and compiled(_SUBJECT).match(sentence.text):
        answer = replace(answer, stands_for=_stands_for(sentence, near, number))
    return answer


def _spoken(answer: Answer, corpus: Corpus, near: Stretch) -> Answer:
    """Make the speaker of the answer: whom a pronoun stands for is added, words said give way to the name.

    The sentence then reaches from where the speaker is named to the words said, if both stand near.
    """
    said = corpus.speech_near(answer.source.id, answer.sentence.start)
    place = (answer.start, answer.end)
    spoken = (one for one in said.attributions if (one.speaker_start, one.speaker_end) == place)
    voice = next(spoken, None)
    if voice:
        meant = (StandsFor(*place, voice.speaker),) if fold(answer.text) in THIRD_PERSON else ()
        return replace(answer, stands_for=meant)
    voice = innermost(said.attributions, *place)
    return answer if voice is None else _named(answer, voice, said.text, near)


def _named(answer: Answer, voice: Attribution, text: str, near: Stretch) -> Answer:
    mention, name = (voice.speaker_start, voice.speaker_end), (voice.name_start, voice.name_end)
    place = name if fold(text[slice(*mention)]) in THIRD_PERSON else mention
    spans = (span for one in near.paragraphs for span in one.sentences)
    home = next((span for span in spans if span[0] <= place[0] and place[1] <= span[1]), None)
    return _moved(answer, place, home, text) if home else replace(answer, claim_of=voice.speaker)


def _dated_above(answer: Answer, corpus: Corpus) -> Answer:
    """Give the date in the nearest heading with one, where a time is asked for that no sentence tells."""
    row, sentence = answer_type(answer.type), answer.sentence
    if not row.is_time or answer.text != sentence.text:
        return answer
    above = reversed(corpus.setting(answer.source.id, sentence.start).dating(answer.source.title))
    heading = next((one for one in above if find(row.name, one)), "")
    found, text = find(row.name, heading), corpus.text_of(answer.source.id)
    base = text.rfind(heading, max(0, sentence.start - ABOVE), sentence.start)
    if len(found) != 1 or base < 0:
        return answer
    start, end = found[0][:2]
    value = value_in(answer.type, heading, (start, end), answer.source.date)
    moved = _moved(answer, (base + start, base + end), (base, base + len(heading)), text)
    return replace(moved, value=value)


def _moved(answer: Answer, place: Span, home: Span, text: str) -> Answer:
    """Put the answer in another place, in `home`, its sentence reaching from there to its own or back."""
    sentence, (start, end) = answer.sentence, place
    first, last = min(home[0], sentence.start), max(home[1], sentence.end)
    lines = line_of(text, sentence.start) - line_of(text, first)
    return replace(
        answer,
        text=text[start:end],
        start=start,
        end=end,
        sentence=Sentence(text[first:last], first, last),
        source=answer.source._replace(line=answer.source.line - lines),
        context=None,
    )


def _may_be_said(paragraph: str, sentence: str) -> bool:
    """Whether a sentence has a verb of saying, or is quoted where its paragraph has one."""
    if any(word in _SPEECH for word in compiled(_WORD).findall(sentence.lower())):
        return True
    before = paragraph[: max(0, paragraph.find(sentence))]
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    quoted = opened or any(mark in sentence for mark in _QUOTES)
    return quoted and any(word in _SPEECH for word in compiled(_WORD).findall(paragraph.lower()))


def _claimant(answer: Answer, question: Question, corpus: Corpus) -> str | None:
    """Return the speaker of the answer's words as the article names him, if they are somebody's claim."""
    said = corpus.speech_near(answer.source.id, answer.sentence.start)
    start, end = _without_quotes(answer)
    claims = [one for one in said.holding(start, end) if ACTS.get(one.cue.lower()) not in _NO_CLAIMS]
    claim = innermost(claims, start, end)
    if claim is None or _is_named(claim, said.text, start, end) or _is_vague(claim.speaker):
        return None
    # That X is mayor in "X, the mayor, said" is nobody's claim.
    if question.form.name.startswith("who-be") and said.text[end : end + 1] == ",":
        return None
    return _with_article(claim, said.text)


def _is_vague(speaker: str) -> bool:
    """Whether a speaker is a single common noun: "spokesman" names nobody, "doctors" a group."""
    return speaker.islower() and speaker.isalpha() and not speaker.endswith("s")


def _with_article(claim: Attribution, text: str) -> str:
    article = text[max(0, claim.name_start - 4) : claim.name_start]
    return f"the {claim.speaker}" if article.lower() == "the " else claim.speaker


def _is_named(claim: Attribution, text: str, start: int, end: int) -> bool:
    """Whether the answer is the speaker, or the speaker's post, and nothing that is said."""
    words = text[start:end]
    is_speaker = claim.speaker_start <= start < claim.speaker_end
    return is_speaker or words in claim.post or words in claim.speaker


def _without_quotes(answer: Answer) -> Span:
    inner = answer.text.strip(_QUOTES)
    start = answer.start + answer.text.find(inner)
    return start, start + len(inner)


def _stands_for(sentence: Sentence, near: Stretch, number: int) -> tuple[StandsFor, ...]:
    before = near.paragraphs[max(0, number - 1) : number + 1]
    sentences = [[(start - near.origin, end - near.origin) for start, end in one.sentences] for one in before]
    found = stands_for(near.text, sentences, sentence.start - near.origin)
    if found is None:
        return ()
    return (found._replace(start=found.start + near.origin, end=found.end + near.origin),)
