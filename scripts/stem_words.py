"""Write the words that stand for each other by their stems, as the answerer looks them up.

    python scripts/stem_words.py

Reads synonyms.txt, phrases.txt and bridge.tsv of qa_bot/answering/weights, and the forms that two verbs
share; writes stand_ins.tsv and stand_ins_of_phrases.tsv there, a line for each stem of a question. The stems
are made here once, and not at each start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from fitting import WEIGHTS, write

from qa_bot.answering.matching.terms import NEAR_RELATIVE, RULES, SYNONYM
from qa_bot.language.lexicon.irregular_forms import SHARED_FORMS
from qa_bot.language.tokens import stem

HEAD = "Written by scripts/stem_words.py; change {}, and run it."
StandIns = Mapping[str, Mapping[str, tuple[float, str]]]


def main() -> None:
    """Write both tables."""
    write(WEIGHTS / "stand_ins.tsv", [HEAD.format("synonyms.txt or bridge.tsv")], word_rows())
    write(WEIGHTS / "stand_ins_of_phrases.tsv", [HEAD.format("phrases.txt")], phrase_rows())


def word_rows() -> Iterator[str]:
    """Yield the rows: a stem of a question, then strength, number of the rule and stem of a sentence."""
    for asked, met in sorted(_stand_ins().items()):
        cells = (f"{strength:g} {RULES.index(rule)} {one}" for one, (strength, rule) in met.items())
        yield "\t".join((asked, *cells))


def phrase_rows() -> Iterator[str]:
    """Yield the rows: the stem of a verb, then the stems after it and the stems that stand for all of them.

    The longest phrase comes first.
    """
    found: dict[str, dict[str, str]] = {}
    for phrase, words in sorted(phrases().items(), key=lambda row: -len(row[0].split())):
        verb, *rest = map(stem, phrase.split())
        found.setdefault(verb, {})[" ".join(rest)] = " ".join(map(stem, words))
    for verb, rests in sorted(found.items()):
        yield "\t".join((verb, *(f"{rest}: {words}" for rest, words in rests.items())))


def phrases() -> dict[str, list[str]]:
    """Read the verbs of several words ("step down") -> the single words that may stand for each."""
    rows = (line.partition(":") for line in _lines("phrases.txt"))
    return {phrase: words.split() for phrase, _, words in rows}


def _stand_ins() -> StandIns:
    """Return the pairs of all tables: question stem -> sentence stem -> strength and rule."""
    pairs: dict[str, dict[str, tuple[float, str]]] = {}
    shared = [(stem(base), stem(form)) for base, form in SHARED_FORMS.items()]
    for asked, met in (*shared, *((form, base) for base, form in shared)):
        pairs.setdefault(asked, {})[met] = (NEAR_RELATIVE, "another form")
    for asked, met in (pair for line in _lines("synonyms.txt") for pair in _pairs(line)):
        pairs.setdefault(stem(asked), {})[stem(met)] = (SYNONYM, "synonym")
    for line in _lines("bridge.tsv"):
        strength, asked, met = line.split("\t")
        pairs.setdefault(asked, {}).setdefault(met, (float(strength), "learnt pair"))
    return pairs


def _pairs(line: str) -> Iterable[tuple[str, str]]:
    """Return the pairs (word of the question, word of the sentence) of a line of the table of synonyms.

    A plain line is a group whose words stand for each other; `> general: special special` says
    that a general word of the question is met by a special one of the sentence.
    """
    if line.startswith(">"):
        general, _, special = line[1:].partition(":")
        return [(general.strip(), word) for word in special.split()]
    return permutations(line.split(), 2)


def _lines(name: str) -> list[str]:
    lines = (WEIGHTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


if __name__ == "__main__":
    main()
