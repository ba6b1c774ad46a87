"""Citations of an export, found again in the articles of today: stand, moved, changed or gone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal, TypeAlias

from qa_bot.bot import QABot
from qa_bot.documents.paragraphs import line_of
from qa_bot.errors import QABotError
from qa_bot.language.tokens import fold, split
from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import MOST_BYTES, read_regular
from qa_bot.snapshot import LONGEST_QUESTION
from qa_bot.terminal.exporting import CITED, CITED_END
from qa_bot.values import Source

Outcome: TypeAlias = Literal["stands", "moved", "changed", "gone"]
Json: TypeAlias = Any
NEAR = 0.6  # of the words of two sentences that are the same, in order, so that one has become the other
_PASSAGES_NEAR = 3  # of other articles, looked through for a sentence that has changed


class Citation(NamedTuple):
    """A sentence that an export cites: where it stood, what stood around it, and the words that answered."""

    question: str
    source: Source
    start: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    words: str = ""


class Place(NamedTuple):
    """Where a sentence stands today."""

    source: Source
    start: int
    text: str


class Checked(NamedTuple):
    """What became of a citation; `now` is where it stands, or what it became, None where it is gone."""

    citation: Citation
    outcome: Outcome
    now: Place | None = None

    @property
    def keeps_words(self) -> bool:
        """Whether the words that answered still stand in the sentence."""
        return self.now is not None and _folded(self.citation.words) in _folded(self.now.text)


class Export(NamedTuple):
    """The citations of a file, each once, and the fingerprints of the articles that were asked."""

    citations: tuple[Citation, ...]
    corpora: frozenset[str]


def read_export(path: str | Path) -> Export:
    """Read a file that /save or `qa-bot ask --json` wrote; QABotError says what is wrong with it."""
    try:
        text = read_regular(path, MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise QABotError(f"{path}: cannot be read ({error.strerror}); give a saved chat") from error
    except UnicodeDecodeError as error:
        raise QABotError(f"{path}: not UTF-8 at byte {error.start}; give a chat that /save wrote") from error
    is_lines = Path(path).suffix.lower() in (".jsonl", ".json", ".ndjson")
    try:
        rows = list(_rows(path, text) if is_lines else _comments(path, text))
        cited = tuple(dict.fromkeys(_citation(row, str(row.get("question", ""))) for row in rows))
        corpora = frozenset(str(row["corpus"]) for row in rows if row.get("corpus"))
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        msg = f"{path}: a citation without its sentence, source and selector; give a chat that /save wrote"
        raise QABotError(msg) from error
    if not cited:
        raise QABotError(f"{path}: it cites nothing; give a .md or .jsonl file that /save wrote")
    return Export(cited, corpora)


def _rows(path: str | Path, text: str) -> Iterator[Json]:
    """Yield what each line of JSON shows."""
    for number, written in enumerate(text.split("\n"), 1):
        if written.strip():
            reply = _decoded(path, number, written)
            shared = {"question": reply.get("question"), "corpus": reply.get("corpus")}
            yield from (shown | shared for shown in reply.get("shown", ()))


def _comments(path: str | Path, text: str) -> Iterator[Json]:
    for number, written in enumerate(text.split("\n"), 1):
        for after in written.split(CITED)[1:]:
            row, end, _ = after.partition(CITED_END)
            if end:
                yield _decoded(path, number, row)


def _decoded(path: str | Path, number: int, written: str) -> Json:
    try:
        row = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise QABotError(
            f"{path}, line {number}: not JSON ({error}); give a chat that /save wrote"
        ) from error
    if not isinstance(row, dict):
        raise QABotError(f"{path}, line {number}: not an object; give a chat that /save wrote")
    return row


def _citation(row: Json, question: str) -> Citation:
    sentence, source = row["sentence"], _source(row["source"])
    selector, answer = sentence["selector"], row.get("answer")
    words = str(answer["text"]) if answer else ""
    beside = str(selector["prefix"]), str(selector["suffix"])
    if not str(selector["exact"]).strip():
        raise ValueError("no words are cited")
    return Citation(question, source, int(sentence["start"]), str(selector["exact"]), *beside, words)


def _source(row: Json) -> Source:
    """Return a source as it was written; TypeError where a field is not what it should be."""
    source = Source(**row)
    if not (source.is_typed and isinstance(source.line, int)):
        raise TypeError("a source has texts and a line")
    return source


def check(citation: Citation, bot: QABot) -> Checked:
    """Find a citation in the articles of today."""
    own = next((one for one in bot.sources if one.id == citation.source.id), None)
    others = [one for one in bot.sources if one is not own]
    found = _exact_places(citation, [own] if own else [], bot) or _exact_places(citation, others, bot)
    if found:
        best = max(found, key=lambda place: _likeness(citation, place, bot))
        return Checked(citation, "stands" if _is_same(citation, best) else "moved", _on_its_line(best, bot))
    near = _nearest(citation, own, bot)
    return Checked(citation, "changed", _on_its_line(near, bot)) if near else Checked(citation, "gone")


def _on_its_line(place: Place, bot: QABot) -> Place:
    """Return a place with its line, which is looked for of the one that counts only."""
    line = line_of(bot.text_of(place.source.id), place.start)
    return place._replace(source=place.source._replace(line=line))


def _exact_places(citation: Citation, sources: Sequence[Source], bot: QABot) -> list[Place]:
    """Return where the same words stand, however the lines are broken."""
    written = re.compile(r"\s+".join(map(re.escape, citation.exact.split())))
    return [
        place for source in sources for place in _places(written.finditer, source, bot.text_of(source.id))
    ]


def _places(find: Callable[[str], Iterator[re.Match[str]]], source: Source, text: str) -> Iterator[Place]:
    for match in find(text):
        yield Place(source, match.start(), match[0])


def _is_same(citation: Citation, place: Place) -> bool:
    return (place.source.id, place.start) == (citation.source.id, citation.start)


def _likeness(citation: Citation, place: Place, bot: QABot) -> tuple[bool, float]:
    """Return how likely a place is the one that was cited: the very same, else by what stands around it."""
    text = bot.text_of(place.source.id)
    end = place.start + len(place.text)
    before, after = text[max(0, place.start - 32) : place.start], text[end : end + 32]
    around = SequenceMatcher(None, citation.prefix + citation.suffix, before + after, autojunk=False)
    return _is_same(citation, place), around.ratio()


def _nearest(citation: Citation, own: Source | None, bot: QABot) -> Place | None:
    """Return the sentence that has most words in common, in order; None where none has enough."""
    wanted = _words(citation.exact)
    compared = SequenceMatcher(None, autojunk=False)
    compared.set_seq2(wanted)
    best, most = None, NEAR
    for place in _candidates(citation, own, bot):
        compared.set_seq1(_words(place.text))
        if compared.quick_ratio() >= most and (ratio := compared.ratio()) >= most:
            best, most = place, ratio
    return best


def _candidates(citation: Citation, own: Source | None, bot: QABot) -> Iterator[Place]:
    """Yield the sentences of the passages that are most like a citation, then those of its own article."""
    words = " ".join(split(citation.exact))[:LONGEST_QUESTION]
    ranked = bot.rank(bot.read(words)) if any(map(str.isalnum, words)) else []
    passages = dict.fromkeys(one.passage.source.id for one in ranked[:_PASSAGES_NEAR])
    known = {one.id: one for one in bot.sources}
    for source in [*(known[name] for name in passages), *([own] if own else [])]:
        for sentence in bot.sentences(source.id):
            yield Place(source, sentence.start, sentence.text)


def _words(text: str) -> list[str]:
    return [fold(word) for word in split(text)]


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
