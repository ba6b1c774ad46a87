"""The sentences of a segment -> their vectors: each is encoded behind the title and headings above it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from time import monotonic

import numpy as np

from qa_bot.documents.layout import ABOVE, START
from qa_bot.documents.titles import titles
from qa_bot.encoding.encoder import PROBE, Encoder, Encoding, encoded
from qa_bot.encoding.named import AddingEncoder, NamedEncoder
from qa_bot.parallel import mapped
from qa_bot.retrieval.adding import Adder
from qa_bot.retrieval.segment import Reader
from qa_bot.retrieval.tables import I8, Segment, sizes, starts
from qa_bot.retrieval.tallying import Lexicon
from qa_bot.retrieval.vectors import KEY, Vectors, whole_numbers

LOT = 1024  # sentences encoded together
# The first lots are small: where all others would take long at the rate of one, the next is tried, since an
# encoder that keeps words has most of them to look up in the very first.
TRIALS = 16, 256, 256
WORTH = 4.0  # seconds of encoding for which other processes are worth their start


def vectors_of(
    segment: Segment,
    digests: Sequence[str],
    known: Mapping[bytes, I8],
    encoding: Encoding,
    fresh: Mapping[str, I8],
) -> Vectors:
    """Return the vectors of a segment: those of articles whose key is `known` are taken over.

    `digests` are of its articles; `fresh` has those that were made while articles were read, by id.
    """
    reader, tables = Reader(segment), segment.tables
    keys = [*map(_key, (source.id for source in segment.sources), digests)]
    first = tables.passage_sentences[:][tables.article_passages]
    counts = sizes(first).tolist()
    none = np.zeros((0, 0), np.int8)
    faces = zip(segment.sources, keys, strict=True)
    held = [fresh.get(source.id, known.get(key, none)) for source, key in faces]
    new = [at for at, rows in enumerate(held) if len(rows) != counts[at]]
    texts = chain.from_iterable(sentence_texts(reader, article) for article in new)
    made = _encoded(encoding, texts, sum(counts[at] for at in new))
    begin = starts([counts[at] for at in new], np.int64).tolist()
    for at, start, end in zip(new, begin, begin[1:], strict=False):
        held[at] = made[start:end]
    told_apart = np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY)
    rows = [made[:0], *(rows for rows in held if len(rows))]
    return Vectors(told_apart, first.astype(np.uint32), np.concatenate(rows))


def sentence_texts(reader: Reader, article: int) -> Iterator[tuple[str, str]]:
    """Yield what stands above each sentence of an article, in lines, and the sentence on one line."""
    text, layout, title = reader.text(article), reader.layout(article), reader.sources[article].title
    numbers = layout.rows[:, START].searchsorted(layout.sentences[:, START], "right") - 1
    sections, on_one_line = dict[int, str](), text.replace("\n", " ")
    above = layout.rows[numbers, ABOVE].tolist()
    for number, section, (start, end) in zip(numbers.tolist(), above, layout.sentences.tolist(), strict=True):
        if section not in sections:
            headings = (heading.text for heading in layout.headings(number, text))
            sections[section] = titles(title, None, headings)
        yield sections[section], on_one_line[start:end]


def _key(id: str, digest: str) -> bytes:
    """Return what tells an article, as it stands, from all others."""
    return hashlib.sha256(f"{id}\0{digest}".encode("utf-8", "surrogatepass")).digest()[:KEY]


def _encoded(encoding: Encoding, texts: Iterator[tuple[str, str]], count: int) -> I8:
    """Encode sentences, each behind what stands above it."""
    encoder, done = encoding.encoder, list[I8]()
    if isinstance(encoder, AddingEncoder):
        lots = _added(encoder, texts)
    else:
        lots = _given(encoding, map(_as_text, texts), count)
    for rows in lots:
        done.append(rows)
        encoding.told(sum(map(len, done)), count)
    return np.concatenate(done or [_rows(encoder, [PROBE])[:0]])


def _added(encoder: AddingEncoder, texts: Iterator[tuple[str, str]]) -> Iterator[I8]:
    """Yield the rows of sentences, added up from those of their words."""
    adder, lexicon = Adder(encoder), Lexicon()
    while lot := [*islice(texts, LOT)]:
        if lexicon.is_full:
            adder, lexicon = Adder(encoder), Lexicon()
        pieces = [sentence.split() for _, sentence in lot]
        words, held = lexicon.words_of([*chain.from_iterable(pieces)])
        first = starts(held, np.int64)[starts([*map(len, pieces)], np.int64)]
        above = np.array([adder.number(above) for above, _ in lot])
        adder.add(lexicon, words, sizes(first), above)
        yield adder.rows()


def _as_text(pair: tuple[str, str]) -> str:
    """Return a sentence behind the title and the nearest heading.

    An encoder that reads a text as a whole hears less of the sentence the more stands above it: with the
    headings between these two, all-MiniLM-L6-v2 answers fewer questions. In a sum they do no harm.
    """
    above, sentence = pair
    title, *headings = above.split("\n")
    return "\n".join((title, *headings[-1:], sentence))


def _given(encoding: Encoding, texts: Iterator[str], count: int) -> Iterator[I8]:
    """Yield the rows of texts, by several processes where that is worth it; they are the same by one."""
    encoder, is_long = encoding.encoder, True
    for size in TRIALS:
        if is_long and (lot := [*islice(texts, size)]):
            began = monotonic()
            rows = _rows(encoder, lot)
            took = monotonic() - began
            yield rows
            is_long = took * count / len(lot) > WORTH
    workers = encoding.workers if is_long and isinstance(encoder, NamedEncoder) else 1
    yield from mapped(_rows, encoder, iter(lambda: [*islice(texts, LOT)], []), workers)


def _rows(encoder: Encoder, texts: Sequence[str]) -> I8:
    return whole_numbers(encoded(encoder, texts))
