"""Words of the question that are neither English nor in the articles, read as the nearest word that is.

What counts as English is the word list of the pyspellchecker package, looked at only when a
question holds a word that no article does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, zip_longest

from qa_bot.answer_types import heads
from qa_bot.documents.corpus import Corpus
from qa_bot.language.english_words import english_words
from qa_bot.language.lexicon.function_words import DO, FUNCTION_WORDS
from qa_bot.language.tokens import american, fold, stem
from qa_bot.questions.form import SLIPS
from qa_bot.values import Token

SHORTEST = 4  # letters of a word that is corrected: shorter ones are near too many others
LONG = 8  # letters of a word that may have two slips
_LETTER, _VOWEL, _DOUBLED = 1.0, 0.75, 0.5
_VOWELS = "aeiou"
_Row = Sequence[float]
RIVAL = 0.1  # of the uses of the word that seems meant: another English word with more makes it unsure
COMMON = 100_000  # times that a word of a few letters was counted which English uses every day
MANY = 1000  # words compared at most, then only those that share two letters: about 10 ms
# How words are typed in a hurry, and what they stand for.
SHORT_FORMS = {
    "u": "you", "ur": "your", "r": "are", "wat": "what", "wot": "what", "wut": "what", "wen": "when",
    "wich": "which", "coz": "because", "cuz": "because", "thru": "through",
    "tho": "though", "pls": "please", "plz": "please", "gonna": "going to", "wanna": "want to",
    "gotta": "have to", "abt": "about", "msg": "message", "ppl": "people", "thx": "thanks", "b4": "before",
    "im": "I'm", "ive": "I've", "youre": "you're", "youve": "you've", "theyre": "they're",
    "theyve": "they've", "weve": "we've", "hes": "he's", "shes": "she's", "thats": "that's",
    "theres": "there's", "lets": "let's", "aint": "isn't", "dept": "department", "dont": "don't",
    "wont": "won't", "cant": "can't",
} | {slip: f"{word} is" for slip, word in SLIPS.items()} | {
    f"{verb}nt": f"{verb}n't"
    for verb in ("is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "could", "would",
                 "should", "must", "need")
}  # fmt: skip


def corrected(text: str, found: Sequence[Token], corpus: Corpus) -> str:
    """Return the text, given with its tokens, with each misspelt word as the most similar word known.

    Known are the words of the articles, and those that questions ask by (percentage, chairman). A word is
    corrected only where it is sure which is meant: one slip away (of a long word two), and no other as near.
    Nothing is corrected in another language.
    """
    if _is_foreign(found, corpus):
        return text
    pieces, at = [], 0
    for token, following in zip_longest(found, found[1:]):
        pieces += [text[at : token.start], _better(token, following, corpus)]
        at = token.end
    return "".join(pieces) + text[at:]


def _is_foreign(found: Sequence[Token], corpus: Corpus) -> bool:
    """Whether most words, names aside, are none of the small words of English nor of the articles.

    A slip of a small word counts half, and one word must be too short to be a slip: "es", "der".
    """
    plain = [*found[:2], *(one for one in found[2:] if one.text[0].islower())]
    folded = [(fold(one.text), one.stem) for one in plain if one.text.isalpha()]
    unknown = [word for word, term in folded if word not in FUNCTION_WORDS and not corpus.frequency(term)]
    strange = [word for word in unknown if not _typed_for(word)]
    are_most = len(unknown) + len(strange) >= len(folded) > 1
    return are_most and any(len(word) < SHORTEST and english_words().count(word) < COMMON for word in strange)


def _typed_for(word: str) -> str:
    """Return what a word typed in a hurry stands for, "" of any other."""
    return SHORT_FORMS.get(word) or swapped().get(word, "")


def is_english(word: str) -> bool:
    """Whether a lower-case word, or its American spelling, is in the list of English words."""
    return any(map(english_words().count, (word, american(word))))


def _better(token: Token, following: Token | None, corpus: Corpus) -> str:
    """Return the word that was meant, the same where it is known."""
    folded = fold(token.text)
    if token.start == 0 and folded == "were" and following and fold(following.text) in DO:
        return "Where"
    slip = _typed_for(folded)
    if slip and next(iter(corpus.words(folded)), "") != folded:
        return slip if slip[0] == "I" or not token.text[0].isupper() else slip.capitalize()
    if corpus.frequency(token.stem) or len(folded) < SHORTEST or not folded.isalpha() or is_english(folded):
        return token.text
    return _cased(_nearest(folded, corpus), token)


def _cased(word: str, token: Token) -> str:
    return word.capitalize() if token.text[0].isupper() else word


@lru_cache(maxsize=1)
def swapped() -> Mapping[str, str]:
    """Return function words with two neighbouring letters swapped, "teh", "waht", and what they stand for."""
    words = sorted(word for word in FUNCTION_WORDS if len(word) >= 3)
    slips = {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word
        for word in words
        for at in range(len(word) - 1)
    }
    return {slip: word for slip, word in slips.items() if slip not in FUNCTION_WORDS}


def _nearest(word: str, corpus: Corpus) -> str:
    """Return the known word that is surely meant, the same word where none is."""
    known = chain(corpus.words(word[0]), (head for head in heads() if head[0] == word[0]))
    near = {other for other in known if abs(len(other) - len(word)) <= 2}
    if len(near) > MANY:
        near = {other for other in near if other[:2] == word[:2]}
    slips = sorted((distance, other) for other in near if (distance := _slips(word, other)) is not None)
    if not slips:
        return word
    least, best = slips[0]
    as_near = [other for distance, other in slips if distance == least]
    common = RIVAL * english_words().count(best)
    rivals = [other for other, count in english_words().beginning(word[:2]) if count > common]
    as_near += [one for one in rivals if abs(len(one) - len(word)) <= 1 and _is_as_near(word, one, least)]
    return best if len({stem(other) for other in as_near}) == 1 else word


def _is_as_near(word: str, other: str, least: float) -> bool:
    distance = _slips(word, other)
    return distance is not None and distance <= least


def _slips(word: str, other: str) -> float | None:
    """Return how far two words are apart, None where farther than a slip of the pen goes.

    The edit distance with swaps of neighbours (Damerau 1964, optimal string alignment), in which a swap or a
    letter doubled costs half, a vowel for a vowel, or one too many, three quarters.
    """
    most = 2.0 if len(word) >= LONG else 1.0 if len(word) > SHORTEST else 0.5
    letters, others = set(word), set(other)
    if _VOWEL * max(len(letters - others), len(others - letters)) > most:  # each costs so much at least
        return None
    extra = [_extra(other, place) for place in range(1, len(other) + 1)]
    before: list[float] = []
    row = [_LETTER * at for at in range(len(other) + 1)]
    for at in range(1, len(word) + 1):
        if before and min(row) > most < min(before):
            return None
        before, row = row, _next_row(word, at, other, extra, row, before)
    return row[-1] if row[-1] <= most else None


def _next_row(word: str, at: int, other: str, extra: _Row, before: _Row, two_before: _Row) -> list[float]:
    """Return how far the first `at` letters are from each beginning of another word; `before` one fewer."""
    letter, extra_here, least = word[at - 1], _extra(word, at), _LETTER * at
    row, of_vowel = [least], _VOWEL if letter in _VOWELS else _LETTER
    for place, known in enumerate(other):
        cost = 0.0 if letter == known else of_vowel if known in _VOWELS else _LETTER
        least = min(before[place] + cost, before[place + 1] + extra_here, least + extra[place])
        if two_before and place and letter == other[place - 1] and known == word[at - 2]:
            least = min(least, two_before[place - 1] + _DOUBLED)
        row.append(least)
    return row


def _extra(word: str, at: int) -> float:
    """Return what letter number `at` of a word costs where the other word has none."""
    letter = word[at - 1]
    if letter in word[max(0, at - 2) : at - 1] + word[at : at + 1]:
        return _DOUBLED
    return _VOWEL if letter in _VOWELS else _LETTER
