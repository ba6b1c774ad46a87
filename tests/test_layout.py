"""The blocks of an article, as the index keeps them: marks, headings above, what leads a list in."""

from __future__ import annotations

import numpy as np
import pytest

from qa_bot.bot import QABot
from qa_bot.documents.articles import article_from_text
from qa_bot.documents.layout import Heading, Layout, Setting, is_sound
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.refreshing import build

GUIDE = """# The harbour

Ships come in May.

## Fees

Each ship pays for:

- a pilot. He is paid at once.
  * at night, two pilots
- a berth

### Late fees

They are doubled.

## Tides

1. Low at noon.
2) High at six.
"""
BOOK = """CHAPTER I

The Storm

It rained for nine days, and the river rose above the lower of the two bridges at Osby.

The Flood

Nobody slept, because the water stood in the kitchens and in the yard behind the mill.

CHAPTER II

The sun came out in the morning, and the people of Osby went to look at what was left.
"""


def _index(text: str) -> Index:
    return build([article_from_text("a", text)])


@pytest.mark.parametrize(
    ("words", "kind", "level", "mark"),
    [
        ("Ships come", "paragraph", 0, ""),
        ("## Fees", "heading", 2, ""),
        ("### Late", "heading", 3, ""),
        ("a pilot", "item", 0, "-"),
        ("at night", "item", 2, "*"),
        ("Low at", "item", 0, "1"),
        ("High at", "item", 0, "1"),
    ],
)
def test_a_block_keeps_its_kind_its_level_and_its_mark(words: str, kind: str, level: int, mark: str) -> None:
    layout = _index(GUIDE).layout_of("a")
    block = layout.block(layout.number_at(GUIDE.index(words)))
    assert (block.kind, block.level, block.mark) == (kind, level, mark)
    assert GUIDE[block.start : block.end].startswith(words)


@pytest.mark.parametrize(
    ("text", "words", "headings"),
    [
        (GUIDE, "Ships come", [(1, "The harbour")]),
        (GUIDE, "a berth", [(1, "The harbour"), (2, "Fees")]),
        (GUIDE, "They are", [(1, "The harbour"), (2, "Fees"), (3, "Late fees")]),
        (GUIDE, "High at", [(1, "The harbour"), (2, "Tides")]),
        (GUIDE, "# The harbour", []),
        (GUIDE, "### Late", [(1, "The harbour"), (2, "Fees")]),
        (BOOK, "It rained", [(6, "CHAPTER I"), (7, "The Storm")]),
        (BOOK, "Nobody", [(6, "CHAPTER I"), (7, "The Flood")]),
        (BOOK, "The sun", [(6, "CHAPTER II")]),
        ("The harbour\n===\n\nFees\n---\n\nIt rained.", "It rained", [(1, "The harbour"), (2, "Fees")]),
        ("It rained.", "It rained", []),
    ],
)
def test_the_headings_above_a_sentence(text: str, words: str, headings: list[Heading]) -> None:
    layout = _index(text).layout_of("a")
    assert [*layout.headings(layout.number_at(text.index(words)), text)] == headings


@pytest.mark.parametrize(
    ("words", "led_in"),
    [("a pilot", "Each ship pays for:"), ("a berth", "Each ship pays for:"), ("High at", None)],
)
def test_what_leads_a_list_in(words: str, led_in: str | None) -> None:
    layout = _index(GUIDE).layout_of("a")
    block = layout.lead_in(layout.number_at(GUIDE.index(words)))
    assert (GUIDE[block.start : block.end] if block else None) == led_in


@pytest.mark.parametrize(
    ("text", "words", "setting"),
    [
        (GUIDE, "Ships come", Setting(("The harbour",), is_first=True)),
        (GUIDE, "a berth", Setting(("The harbour", "Fees"), "Each ship pays for:")),
        (GUIDE, "He is paid", Setting(("The harbour", "Fees"), "Each ship pays for:")),
        (GUIDE, "at night", Setting(("The harbour", "Fees"), "Each ship pays for:")),
        (GUIDE, "Each ship", Setting(("The harbour", "Fees"), is_first=True)),
        (GUIDE, "They are", Setting(("The harbour", "Fees", "Late fees"), is_first=True)),
        (GUIDE, "High at", Setting(("The harbour", "Tides"))),
        (BOOK, "Nobody", Setting(("CHAPTER I", "The Flood"), is_first=True)),
        ("It rained.", "It rained", Setting()),
    ],
)
def test_what_stands_above_a_place(text: str, words: str, setting: Setting) -> None:
    place = text.index(words)
    assert _index(text).layout_of("a").setting(place, text) == setting
    assert QABot.from_texts({"a": text}).corpus.setting("a", place) == setting


def test_nothing_stands_above_an_empty_article() -> None:
    none = np.zeros((0, 6), np.uint32)
    assert Layout(none, np.zeros((0, 2), np.uint32)).setting(0, "") == Setting()


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("a pilot", "a pilot", "a berth"),
        ("He is paid", "a pilot", "a berth"),
        ("a berth", "a pilot", "a berth"),
        ("at night", "at night", "at night, two pilots"),
        ("Each ship", "a pilot", "a berth"),
        ("Low at", "Low at", "High at six."),
        ("Ships come", None, ""),
        ("They are", None, ""),
    ],
)
def test_the_list_that_a_place_stands_in_or_announces(words: str, first: str | None, last: str) -> None:
    span = _index(GUIDE).layout_of("a").list_at(GUIDE.index(words))
    assert span == (first and (GUIDE.index(first), GUIDE.index(last) + len(last)))


def test_each_sentence_stands_in_its_paragraph_or_item() -> None:
    paragraphs = _index(GUIDE).layout_of("a").between(0, len(GUIDE))
    assert [[GUIDE[start:end] for start, end in one.sentences] for one in paragraphs] == [
        ["Ships come in May."],
        ["Each ship pays for:"],
        ["a pilot.", "He is paid at once."],
        ["at night, two pilots"],
        ["a berth"],
        ["They are doubled."],
        ["Low at noon."],
        ["High at six."],
    ]


def test_a_stretch_holds_the_sentences_inside_it() -> None:
    around = QABot.from_texts({"a": GUIDE}).corpus.paragraphs_near(
        "a", GUIDE.index("He is"), GUIDE.index("- a berth")
    )
    assert around is not None
    assert [[around.words(span) for span in one.sentences] for one in around.paragraphs] == [
        ["He is paid at once."],
        ["at night, two pilots"],
    ]
    assert [around.paragraph_of(GUIDE.index(words)) for words in ("He is", "at night", "a berth")] == [
        0,
        1,
        -1,
    ]
    assert QABot.from_texts({"a": GUIDE}).corpus.paragraphs_near("a", 0, 2) is None
    assert QABot.from_texts({"a": GUIDE}).corpus.paragraphs_near("unknown", 0, 99) is None


SOUND = [[0, 5, 2, 1, 0, 0], [7, 20, 0, 0, 0, 1], [22, 30, 1, 0, 45, 1]]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (1, 0, 40), (1, 1, 6), (0, 0, 8), (2, 2, 3), (2, 4, 1 << 21),
        (0, 5, 1), (1, 5, 2), (2, 5, 2), (2, 5, 1 << 31), (0, 1, (1 << 32) - 1),
    ],
)  # fmt: skip
def test_rows_without_order_are_found_out(row: int, column: int, value: int) -> None:
    rows, sentences = np.array(SOUND, np.uint32), np.array([[7, 12], [13, 20], [22, 30]], np.uint32)
    assert is_sound(Layout(rows, sentences))
    rows[row, column] = value
    broken = not is_sound(Layout(rows, sentences))
    assert broken or (row, column) == (0, 1), "a heading's end alone breaks no walk"


@pytest.mark.parametrize("sentences", [[[3, 2]], [[0, 2]]])
def test_sentences_without_a_block_are_found_out(sentences: list[list[int]]) -> None:
    rows = np.array([[1, 5, 0, 0, 0, 0]], np.uint32)
    assert not is_sound(Layout(rows, np.array(sentences, np.uint32)))
    assert not is_sound(Layout(rows[:0], np.array(sentences, np.uint32)))
    assert is_sound(Layout(rows[:0], np.zeros((0, 2), np.uint32)))
