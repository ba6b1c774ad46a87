"""A folder of articles of the size asked for: those given, then copies with their sentences mixed.

A mixed copy has the paragraphs of the articles, each filled with sentences drawn from all of them without
repetition. So every word is as frequent in each copy as in the articles, and the lists of where a word stands
grow with the corpus as they would. The same folder always gives the same copies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

from benchmarking.place import Place, Wanted, write_article
from qa_bot.documents.articles import article_from_text
from qa_bot.documents.passages import passages
from qa_bot.errors import NothingToRead
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.sanitising import shown_path

ENDINGS = {".txt", ".md"}
IN_A_FOLDER = 1000
WAY_OUT = "name a folder of texts"
_WORD = re.compile(r"\w\w")
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def make(place: Place) -> None:
    """Write the articles and the questions that are wanted."""
    wanted = place.wanted
    given = [text for text in pieces(wanted) if _WORD.search(text)]
    if not given:
        raise NothingToRead(f"{shown_path(wanted.folder)}: there is no word in its files; {WAY_OUT}")
    for number, text in enumerate(_enough(given, wanted)):
        write_article(place.articles / f"{number // IN_A_FOLDER:04}" / f"{number:07}.txt", text)
    asked = questions(wanted.question_sets) or [_first_words(text) for text in given]
    place.keep_questions(_evenly(asked, wanted.questions))


def pieces(wanted: Wanted) -> Iterator[str]:
    """Yield the texts of the question sets and of the folder, cut to the longest that is wanted."""
    for text in (*_texts_of_sets(wanted.question_sets), *_texts_of(Path(wanted.folder))):
        yield from _cut(text, wanted.longest)


def questions(sets: Sequence[str]) -> list[str]:
    """Return the questions of all sets."""
    return [one.text for path in sets for one in load_questions(path).questions]


def mixed(texts: Sequence[str], seed: int) -> Iterator[str]:
    """Yield a copy of all texts, their paragraphs filled with sentences drawn from all of them."""
    split = [[_SENTENCE.split(" ".join(one.split())) for one in _paragraphs(text)] for text in texts]
    drawn = [sentence for text in split for paragraph in text for sentence in paragraph]
    random.Random(seed).shuffle(drawn)
    rest = iter(drawn)
    for text in split:
        yield "\n\n".join(" ".join(islice(rest, len(paragraph))) for paragraph in text)


def _texts_of_sets(sets: Sequence[str]) -> Iterator[str]:
    for path in sets:
        yield from load_questions(path).texts.values()


def _texts_of(folder: Path) -> Iterator[str]:
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in ENDINGS and path.is_file()]
    if not paths:
        raise NothingToRead(f"{shown_path(str(folder))}: there is no .txt or .md file in it; {WAY_OUT}")
    return (path.read_text(encoding="utf-8-sig", errors="replace") for path in paths)


def _paragraphs(text: str) -> list[str]:
    return [one for one in _PARAGRAPH.split(text) if one.strip()]


def _cut(text: str, longest: int) -> Iterator[str]:
    """Cut a text between its paragraphs into pieces of at most `longest` characters, where it can be."""
    row, size = list[str](), 0
    for paragraph in _paragraphs(text):
        if row and size + len(paragraph) > longest:
            yield "\n\n".join(row)
            row, size = [], 0
        row.append(paragraph)
        size += len(paragraph) + 2
    if row:
        yield "\n\n".join(row)


def _endless(given: Sequence[str]) -> Iterator[str]:
    yield from given
    for seed in count(1):
        yield from mixed(given, seed)


def _enough(given: Sequence[str], wanted: Wanted) -> Iterator[str]:
    """Yield articles until there are as many files, or about as many passages, as are wanted.

    The passages of those given are counted, those of copies reckoned from their length.
    """
    cut, counted, letters = 0.0, 0.0, 0
    for number, text in enumerate(_endless(given)):
        if number >= wanted.files and cut >= wanted.passages:
            return
        yield text
        if wanted.passages and number < len(given):
            cut = counted = cut + len(passages(article_from_text(str(number), text)))
            letters += len(text)
        elif wanted.passages and not cut:
            raise NothingToRead(f"{shown_path(wanted.folder)}: there is no sentence in it; {WAY_OUT}")
        elif wanted.passages:
            cut += len(text) * counted / letters


def _first_words(text: str) -> str:
    """Return words of a text as a question, for a folder that comes without questions."""
    middle = _paragraphs(text)[len(_paragraphs(text)) // 2]
    return " ".join(middle.split()[:10]) + "?"


def _evenly(found: Sequence[str], most: int) -> list[str]:
    step = max(1, len(found) // most)
    return [one for one in found[::step] if _WORD.search(one)][:most]
