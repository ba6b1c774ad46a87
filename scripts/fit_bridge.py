"""Learn which words of a question stand for which words of its sentence.

Writes qa_bot/answering/weights/bridge.tsv.

    python scripts/fit_bridge.py SQUAD_SET...

From each question and its right sentence, the terms the sentence does not hold are aligned with the
sentence's other words by IBM Model 1 with an empty word (Brown et al. 1993, "The Mathematics of
Statistical Machine Translation"). A pair stays when it is expected often enough, in enough different
sentences, and well above chance.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from fitting import WEIGHTS, write

from qa_bot.documents.articles import article_from_text
from qa_bot.documents.passages import passages
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import terms
from qa_bot.questions.reading import read_question

ROUNDS = 6  # of Model 1
LEAST_EXPECTED = 2.1  # alignments expected: a pair met once or twice may be chance
LEAST_SOURCES = 3  # articles: a pair of one story is a fact of it, no synonym
LEAST_LIFT = 1.0  # natural log: a pair must be e times as frequent as by chance
FULL_LIFT = 6.0  # natural log: the lift that would give a level of 1
HIGHEST = 0.7  # level: a learnt pair never counts as much as the word itself
NOTHING = ""


class Pair(NamedTuple):
    """The unmet terms of a question, and the words of its sentence that it does not hold."""

    asked: tuple[str, ...]
    met: tuple[str, ...]
    source: str


def pairs_of(path: Path) -> Iterator[Pair]:
    """Yield a pair for each question of a set whose sentence leaves terms unmet."""
    question_set = load_questions(path)
    cut = {
        name: [span for passage in passages(article_from_text(name, text)) for span in passage.sentences]
        for name, text in question_set.texts.items()
    }
    for question in question_set.questions:
        for gold in question.spans[:1]:
            text = question_set.texts[gold.source]
            for start, end in (span for span in cut[gold.source] if span[0] <= gold.start < span[1]):
                asked = read_question(question.text).terms
                here = set(terms(text[start:end]))
                unmet = tuple(term for term in asked if term not in here)
                other = (*sorted(here - set(asked) - FUNCTION_WORDS), NOTHING)
                if unmet:
                    yield Pair(unmet, other, gold.source)


def aligned(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """Return the expected number of times each pair of words is aligned, after `ROUNDS` of Model 1."""
    chance: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    counts: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        counts, totals = defaultdict(float), defaultdict(float)
        for pair in pairs:
            for asked in pair.asked:
                whole = sum(chance[asked, met] for met in pair.met)
                for met in pair.met:
                    share = chance[asked, met] / whole
                    counts[asked, met] += share
                    totals[met] += share
        chance = defaultdict(float, {key: count / totals[key[1]] for key, count in counts.items()})
    return dict(counts)


def kept(pairs: Sequence[Pair]) -> Iterator[tuple[float, str, str]]:
    """Yield the pairs that stay, with their levels."""
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    asked_often: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for pair in pairs:
        asked_often.update(pair.asked)
        held.update(pair.met)
        for both in product(pair.asked, pair.met):
            sources[both].add(pair.source)
    whole = sum(asked_often.values())
    frequent = {
        pair: count
        for pair, count in aligned(pairs).items()
        if count >= LEAST_EXPECTED and len(sources[pair]) >= LEAST_SOURCES and pair[1] != NOTHING
    }
    for (asked, met), count in frequent.items():
        lift = math.log((count / held[met]) / (asked_often[asked] / whole))
        if lift > LEAST_LIFT:
            yield min(HIGHEST, lift / FULL_LIFT), asked, met


def main() -> None:
    """Learn from the sets named and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path)
    sets = parser.parse_args().sets
    pairs = [pair for path in sets for pair in pairs_of(path)]
    rows = sorted((asked, met, level) for level, asked, met in kept(pairs))
    head = [
        "Words that stand for each other: level, stem in the question, stem in the sentence.",
        f"Learnt by scripts/fit_bridge.py from {', '.join(path.name for path in sets)}.",
    ]
    write(WEIGHTS / "bridge.tsv", head, (f"{level:.2f}\t{asked}\t{met}" for asked, met, level in rows))


if __name__ == "__main__":
    main()
