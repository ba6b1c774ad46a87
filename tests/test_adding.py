"""Vectors that are added up while articles are read: those that the encoder gives for each sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import small_wordllama
from hypothesis import given, settings
from hypothesis import strategies as st
from index_texts import TEXTS, aged, articles, write

from qa_bot import QABot
from qa_bot.encoding import named
from qa_bot.encoding.encoder import encoded
from qa_bot.encoding.named import AddingEncoder, Row, encoder_named
from qa_bot.encoding.wordllama import WordLlama
from qa_bot.retrieval import batches, encoding, tallying
from qa_bot.retrieval.adding import Adder
from qa_bot.retrieval.batches import with_passages
from qa_bot.retrieval.counting import count
from qa_bot.retrieval.encoding import sentence_texts
from qa_bot.retrieval.segment import Reader
from qa_bot.retrieval.tables import I8, Segment
from qa_bot.retrieval.tallying import Lexicon
from qa_bot.retrieval.vectors import whole_numbers

NAME = "wordllama"
LETTER = """# Letter {0}

The mill has {0} wheels, it’s said. “It\u00a0grinds.”

## Of the_fair No. {0}

It rained on 3D films (10km off). It rained on 3D films (10km off).

- a mill
- an ill wind

| mill | wheels |
|---|---|
| Lee | 7 |
"""
LETTERS = {f"letters/{number}": LETTER.format(number) for number in range(20)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a folder of articles that certainly do not change by themselves."""
    folder = write(tmp_path / "articles", TEXTS | LETTERS)
    aged(folder)
    return folder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a small package of the name; where indexes are kept is the test's own."""
    small_wordllama.make(tmp_path / "packages" / NAME)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    monkeypatch.setenv("QA_BOT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make batches of a few files, and two processes."""
    monkeypatch.setattr(batches, "BATCH", 3 * batches.EACH)
    monkeypatch.setattr(batches, "processors", lambda: 2)


@pytest.fixture
def nothing_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid to encode what was not encoded while it was read."""

    def none_of(_: object, texts: Iterator[object]) -> Iterator[Any]:
        assert [*texts] == []
        return iter(())

    monkeypatch.setattr(encoding, "_added", none_of)


def segments(bot: QABot) -> tuple[Segment, ...]:
    return bot._now.index.assembled.segments


def rows(bot: QABot) -> list[I8]:
    meanings = bot._now.opened.meanings
    assert meanings is not None
    return [*meanings._rows]


def given_by_the_encoder(bot: QABot) -> list[I8]:
    """Return the rows of each segment, made sentence by sentence."""
    assert bot.encoder is not None
    found = []
    for segment in segments(bot):
        reader = Reader(segment)
        pairs = [pair for number in range(len(segment.sources)) for pair in sentence_texts(reader, number)]
        alone = (encoded(bot.encoder, ["\n".join(pair)]) for pair in pairs)
        found.append(np.concatenate([*map(whole_numbers, alone)]))
    return found


def same(some: list[I8], others: list[I8]) -> bool:
    return [one.tolist() for one in some] == [one.tolist() for one in others]


@pytest.mark.usefixtures("package", "no_waiting_for_the_disk", "nothing_afterwards")
@pytest.mark.parametrize("processes", ["one", "several"])
@pytest.mark.parametrize("cache", [True, False])
def test_all_are_made_while_articles_are_read(
    processes: str, cache: bool, root: Path, request: pytest.FixtureRequest
) -> None:
    if processes == "several":
        request.getfixturevalue("several")
    bot = QABot.from_folder(root, encoder=NAME, cache=cache)
    assert same(rows(bot), given_by_the_encoder(bot))
    assert same(rows(QABot.from_folder(root, encoder=NAME, cache=cache)), rows(bot))


@pytest.mark.usefixtures("package", "no_waiting_for_the_disk")
def test_those_of_an_index_that_stands_are_made_then(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    QABot.from_folder(root)
    monkeypatch.setattr(encoding, "LOT", 7)
    monkeypatch.setattr(tallying, "MOST_PIECES", 12)
    bot = QABot.from_folder(root, encoder=NAME)
    assert same(rows(bot), given_by_the_encoder(bot))


@pytest.mark.usefixtures("package", "no_waiting_for_the_disk", "nothing_afterwards")
def test_of_a_changed_folder_only_what_changed_is_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    QABot.from_folder(root, encoder=NAME)
    (root / "otters.txt").write_text("Otters left\n\nThe otters left the river. They swam.", encoding="utf-8")
    aged(root)
    made: list[int] = []
    add = Adder.add
    monkeypatch.setattr(Adder, "add", lambda self, *given: (made.append(len(given[2])), add(self, *given)))
    bot = QABot.from_folder(root, encoder=NAME)
    assert made == [2]
    assert same(rows(bot), given_by_the_encoder(bot))


@pytest.mark.usefixtures("several", "nothing_afterwards")
def test_where_another_process_cannot_open_the_encoder_all_is_read_here(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = small_wordllama.make(tmp_path / "package")
    row = Row("here", "json", lambda model: WordLlama(place), takes_model=False, kind=AddingEncoder)
    monkeypatch.setattr(named, "ENCODERS", (row,))
    bot = QABot.from_folder(root, encoder="here", cache=False)
    assert same(rows(bot), given_by_the_encoder(bot))


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> AddingEncoder:
    """Open a small encoder."""
    place = tmp_path_factory.mktemp("packages")
    small_wordllama.make(place / NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(place))
        found = encoder_named(NAME)
    assert isinstance(found, AddingEncoder)
    return found


LINES = st.text(st.sampled_from("the mill.?!9’’s é\u00a0漢_-#|* \n\t“”"), max_size=60)


@given(texts=st.lists(LINES, min_size=1, max_size=5), run=st.sampled_from([1, 9, 1 << 18]))
@settings(deadline=None, max_examples=60)
def test_whatever_is_read_the_rows_are_those_of_the_encoder(
    texts: list[str], run: int, encoder: AddingEncoder
) -> None:
    named_texts = {f"{number}": f"# Mill {number}\n\n{text}" for number, text in enumerate(texts)}
    adder = Adder(encoder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallying, "RUN", run)
        part = count(with_passages(articles(named_texts)), Lexicon(), adder)
    made, bot = adder.rows(), QABot.from_texts(named_texts, encoder=encoder)
    assert len(made) == len(part.sentences)
    assert same([made], rows(bot))
    assert same(rows(bot), given_by_the_encoder(bot))
