"""Words -> how often each term stands in each passage, in how many sentences, and how words are written."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.language.tokens import fold, split, stem
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.tables import I64, U32, Postings
from qa_bot.retrieval.weighting import MAX_TF

if TYPE_CHECKING:
    from qa_bot.retrieval.adding import Adder

RUN = 1 << 18  # pieces of text counted at once: a column of their numbers takes 2 MB
MOST_PIECES = 1 << 18  # that a lexicon is to know: with their words they take about 50 MB
MOST_LETTERS = 1 << 23  # of its pieces: where text has no spaces, they are long
NO_SENTENCE = -1
NOT_ENCODED = -1
_MARKS = '.,;:!?"()“”'  # single marks that are no part of a word and no term, where a piece begins or ends


class Counts(NamedTuple):
    """What a tally comes to: the terms and words that were met, and the counts by their numbers.

    `sentence_frequency` tells of each term how many sentences hold it, `word_uses` of each folded word its
    uses, those inside a sentence, and the capitals among these; `lengths` of each passage its terms.
    """

    terms: list[str]
    postings: Postings
    sentence_frequency: U32
    words: list[str]
    word_uses: U32
    lengths: U32


class _Words(dict[str, int]):
    """Numbers words as they come, -1 for what has no term, and knows the term and the folded word of each."""

    def __init__(self) -> None:
        super().__init__()
        self.terms, self.folded, self.written = _Numbers(), _Numbers(), list[str]()
        self.columns = array("i"), array("i"), array("i")

    def __missing__(self, word: str) -> int:
        term = stem(word)
        if not term:
            self[word] = -1
            return -1
        term_of, folded_of, capital = self.columns
        number = self[word] = len(term_of)
        self.written.append(word)
        term_of.append(self.terms[term])
        folded_of.append(self.folded[fold(word)] if word[0].isalpha() else -1)
        capital.append(word[0].isupper())
        return number


class _Numbers(dict[str, int]):
    """Numbers names as they come."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


class Lexicon(dict[str, int]):
    """Numbers pieces of text (what stands between white space) as they come, and knows the words in each.

    No word goes over white space, so that each piece is looked at once, however often it is met.
    """

    def __init__(self) -> None:
        """Know no pieces yet."""
        super().__init__()
        self._words = _Words()
        self._letters = 0
        self._bounds, self._held = array("i", [0]), array("i")

    def __missing__(self, piece: str) -> int:
        """Assign the next number to a new piece."""
        number = self[piece] = len(self)
        self._letters += len(piece)
        bare = piece.strip(_MARKS)
        if bare.isalpha() and bare.isascii():
            self._held.append(self._words[bare])
        else:
            self._held.extend([one for word in split(piece) if (one := self._words[word]) >= 0])
        self._bounds.append(len(self._held))
        return number

    @property
    def is_full(self) -> bool:
        """Whether it has become large: what goes on counting should begin another."""
        return len(self) > MOST_PIECES or self._letters > MOST_LETTERS

    @property
    def terms(self) -> list[str]:
        """The terms met so far, by number."""
        return list(self._words.terms)

    @property
    def folded(self) -> list[str]:
        """The folded words met so far, by number."""
        return list(self._words.folded)

    def words_from(self, first: int) -> list[str]:
        """Return the words met so far, as they are written, from a number on."""
        return self._words.written[first:]

    def words_of(self, pieces: Sequence[str]) -> tuple[I64, I64]:
        """Return the numbers of the words in pieces, one after the other, and how many each piece has."""
        numbers = np.fromiter(map(self.__getitem__, pieces), np.int64, len(pieces))
        bounds, held = _array(self._bounds), _array(self._held)
        first = bounds[numbers]
        sizes = bounds[numbers + 1] - first
        places = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        return held[places], sizes

    def columns(self) -> tuple[I64, I64, I64]:
        """Return each word's term and folded word by number (-1: none), and 1 for a capital."""
        term_of, folded_of, capital = map(_array, self._words.columns)
        return term_of, folded_of, capital


def _array(column: array[int]) -> I64:
    """Return a copy: an array cannot grow while another stands over it."""
    return np.array(column, np.int64)


class Tally:
    """Counts words in runs, so that memory does not grow with the text."""

    def __init__(self, lexicon: Lexicon, adder: Adder | None = None) -> None:
        """Count by the terms and words of a lexicon; an `adder` is given the sentences."""
        self._lexicon, self._adder = lexicon, adder
        self._empty()
        self._runs: list[Postings] = []
        self._frequencies: list[I64] = []
        self._uses: list[I64] = []
        self._lengths: list[I64] = []

    def add(self, pieces: Sequence[str], passage: int, sentence: int, above: int = NOT_ENCODED) -> None:
        """Take a whole sentence (-1: a title, or said before), in the order of the passages.

        `above` is the adder's number of what stands above it.
        """
        self._pieces += pieces
        self._sizes.append(len(pieces))
        self._owners.append(passage)
        self._labels.append(sentence)
        self._above.append(above)

    def _empty(self) -> None:
        self._pieces: list[str] = []
        self._sizes, self._owners, self._labels, self._above = (array("i") for _ in range(4))

    def settle(self) -> None:
        """Count what was taken, if it is much: all words of its passages must have been."""
        if len(self._pieces) > RUN:
            self._close_run()

    def counts(self, passages: int) -> Counts:
        """Return all that was counted, of so many passages."""
        self._close_run()
        postings = Postings(*map(np.concatenate, zip(*self._runs, strict=True))) if self._runs else _NOTHING
        names, folded = self._lexicon.terms, self._lexicon.folded
        frequency, uses = _summed(self._frequencies, (len(names),)), _summed(self._uses, (len(folded), 3))
        terms, rank = _met(np.bincount(postings.terms, minlength=len(names)))
        words, _ = _met(uses[:, 0])
        return Counts(
            [names[number] for number in terms.tolist()],
            postings._replace(terms=rank[postings.terms]),
            frequency[terms],
            [folded[number] for number in words.tolist()],
            uses[words],
            _summed(self._lengths, (passages,)),
        )

    def _close_run(self) -> None:
        if not self._pieces:
            return
        words, entries = self._taken()
        if self._adder:
            self._encode(self._adder, words, entries)
        passages, sentences = _array(self._owners)[entries], _array(self._labels)[entries]
        self._empty()
        term_of, folded_of, capital = self._lexicon.columns()
        terms = term_of[words]
        self._lengths.append(np.bincount(passages))
        order = _order(terms)
        by_term, owners = terms[order], passages[order]
        first = _changes(by_term, owners)
        times = np.minimum(np.diff(first, append=len(order)), MAX_TF).astype(np.uint16)
        self._runs.append(Postings(by_term[first].astype(np.uint32), owners[first].astype(np.uint32), times))
        said, labels = by_term, sentences[order]
        said, labels = said[labels >= 0], labels[labels >= 0]
        self._frequencies.append(np.bincount(said[_changes(said, labels)]))
        words, sentences = words[sentences >= 0], sentences[sentences >= 0]
        inner = np.concatenate([[False], sentences[1:] == sentences[:-1]])[: len(sentences)]
        self._uses.append(_uses(folded_of[words], inner, capital[words] == 1))

    def _taken(self) -> tuple[I64, I64]:
        """Return the words that were taken, and the number of what each was taken with."""
        words, sizes = self._lexicon.words_of(self._pieces)
        return words, np.repeat(np.repeat(np.arange(len(self._sizes)), _array(self._sizes)), sizes)

    def _encode(self, adder: Adder, words: I64, entries: I64) -> None:
        """Give the sentences among what was taken to the adder."""
        above = _array(self._above)
        is_encoded = above != NOT_ENCODED
        sizes = np.bincount(entries, minlength=len(above))
        adder.add(self._lexicon, words[is_encoded[entries]], sizes[is_encoded], above[is_encoded])


_NOTHING = Postings(np.zeros(0, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.uint16))


def _order(numbers: I64) -> I64:
    """Return what sorts numbers below 2**32, equal ones as they come: by halves, which numpy sorts fast."""
    order = np.argsort((numbers & 0xFFFF).astype(np.uint16), kind="stable")
    high = (numbers >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")] if high.any() else order


def _changes(*columns: I64) -> I64:
    """Return the places of rows that differ from the row before."""
    differ = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return np.flatnonzero(np.concatenate([[True], differ])[: len(columns[0])])


def _met(counts: NDArray[Any]) -> tuple[I64, U32]:
    """Return the numbers of what was counted at all, and the place of each number among them."""
    return np.flatnonzero(counts), (np.cumsum(counts > 0) - 1).astype(np.uint32)


def _uses(words: I64, inner: NDArray[np.bool_], capital: NDArray[np.bool_]) -> I64:
    size = int(words.max(initial=-1)) + 1
    columns = (words >= 0, inner & (words >= 0), inner & capital & (words >= 0))
    return np.stack([np.bincount(words[chosen], minlength=size) for chosen in columns], axis=1)


def _summed(runs: list[I64], shape: tuple[int, ...]) -> U32:
    total = np.zeros(shape, np.int64)
    for run in runs:
        total[: len(run)] += run
    return total.astype(np.uint32)
