"""The sentences of a segment -> their vectors: each is encoded behind the title and the headings above it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from time import monotonic

import numpy as np

from qa_bot.documents.layout import ABOVE, START
from qa_bot.documents.titles import titles
from qa_bot.encoding.encoder import PROBE, Encoder, Encoding, encoded
from qa_bot.encoding.named import has_name
from qa_bot.parallel import mapped
from qa_bot.retrieval.segment import Reader
from qa_bot.retrieval.tables import Segment, sizes
from qa_bot.retrieval.vectors import I8, KEY, Vectors, whole_numbers

LOT = 1024  # sentences encoded together
# The first lots are small, and what the last of them takes is what all others will: in the very first, an
# encoder that keeps words has all of them to look up.
TRIED, TRIALS = 256, 2
WORTH = 4.0  # seconds of encoding for which other processes are worth their start


def vectors_of(
    segment: Segment, digests: Sequence[str], known: Mapping[bytes, I8], encoding: Encoding
) -> Vectors:
    """Return the vectors of a segment: those of articles whose key is `known` are taken over.

    `digests` are of its articles.
    """
    reader, tables = Reader(segment), segment.tables
    keys = [*map(_key, (source.id for source in segment.sources), digests)]
    first = tables.passage_sentences[:][tables.article_passages]
    counts = sizes(first).tolist()
    new = [at for at, key in enumerate(keys) if len(known.get(key, ())) != counts[at]]
    texts = chain.from_iterable(sentence_texts(reader, article) for article in new)
    fresh = _encoded(encoding, texts, sum(counts[at] for at in new))
    ends = np.cumsum([0, *(counts[at] for at in new)]).tolist()
    made = {at: fresh[start:end] for at, start, end in zip(new, ends, ends[1:], strict=False)}
    rows = [made[at] if at in made else known.get(key, fresh[:0]) for at, key in enumerate(keys)]
    told_apart = np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY)
    return Vectors(told_apart, first.astype(np.uint32), np.concatenate([fresh[:0], *rows]))


def sentence_texts(reader: Reader, article: int) -> Iterator[str]:
    """Yield each sentence of an article as it is encoded: behind lines of what stands above it."""
    text, layout, title = reader.text(article), reader.layout(article), reader.sources[article].title
    numbers = layout.rows[:, START].searchsorted(layout.sentences[:, START], "right") - 1
    sections, on_one_line = dict[int, str](), text.replace("\n", " ")
    above = layout.rows[numbers, ABOVE].tolist()
    for number, section, (start, end) in zip(numbers.tolist(), above, layout.sentences.tolist(), strict=True):
        if section not in sections:
            headings = (heading.text for heading in layout.headings(number, text))
            sections[section] = titles(title, None, headings)
        yield f"{sections[section]}\n{on_one_line[start:end]}"


def _key(id: str, digest: str) -> bytes:
    """Return what tells an article, as it stands, from all others."""
    return hashlib.sha256(f"{id}\0{digest}".encode("utf-8", "surrogatepass")).digest()[:KEY]


def _encoded(encoding: Encoding, texts: Iterator[str], count: int) -> I8:
    """Encode texts, by several processes where that is worth it: the vectors do not depend on how many."""
    encoder, told, workers = encoding
    if not count:
        return _rows(encoder, [PROBE])[:0]
    lots, done, took = _lots(texts), list[I8](), 0.0
    for lot in islice(lots, TRIALS):
        began = monotonic()
        done.append(_rows(encoder, lot))
        took = monotonic() - began
    is_long = took * count / TRIED > WORTH
    for rows in mapped(_rows, encoder, lots, workers if is_long and has_name(encoder) else 1):
        told(sum(map(len, done)), count)
        done.append(rows)
    told(count, count)
    return np.concatenate(done)


def _lots(texts: Iterator[str]) -> Iterator[list[str]]:
    for size in chain(repeat(TRIED, TRIALS), repeat(LOT)):
        if lot := [*islice(texts, size)]:
            yield lot
        else:
            return


def _rows(encoder: Encoder, texts: Sequence[str]) -> I8:
    return whole_numbers(encoded(encoder, texts))
