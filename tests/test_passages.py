from __future__ import annotations

import gc
import string
import time
from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import pytest
import sentencex
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.documents.articles import article_from_text
from qa_bot.documents.paragraphs import line_of
from qa_bot.documents.passages import MOST_SENTENCES, MOST_WORDS, passages
from qa_bot.language import sentences as room
from qa_bot.language.lexicon import short_forms
from qa_bot.language.lexicon.people import SHORT_TITLES
from qa_bot.language.sentences import JOINS, MOST_CHARACTERS, SPLITS, sentences
from qa_bot.values import Passage

SAMPLE = """
The BMA said. He left at 7 a.m. Dr No. 10 £1.5m, (It was late.) Done! “Yes. No.” ‘Why? ' " … ... 1. • - ; :
me. I strike word U.S. J. K. Rowling p. 12 😀 e\u0301 \x00 [1] # > Photo: `
"""
PROSE = st.lists(st.sampled_from([*SAMPLE.split(), " ", "\n", "\n\n", "\r\n", "\u00a0"]), max_size=80).map(
    " ".join
)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


SPLITTING = [
    "The walk-out starts at 7 a.m. on Monday. | It ends at 12.15pm. | Then it rests.",
    "By 10 a.m. Monday it was over. | It was 5 p.m. EST. | It ended at 6 p.m. on Friday.",
    "Dr. Smith spoke to Mrs. Jones. | Ms. Brown left. | He met Cllr. Green.",
    "See No. 10 for it. | No. 10 said so. | I said no. | Ten left.",
    "It cost £1.5m. | The bill rose. | It cost £1.5m. in all.",
    "See p. 12 for it. | And see figs. 3 and 4. | It lasted approx. 5 hours.",
    "The U.S. Army left. | He lives in the U.S. | He works.",
    "He left. | “We had rust. | “It must go.",
    "Asked again, she said no. | A former minister left.",
    'He left. | "We had rust. | "It must go.',
    "J. K. Rowling wrote it. | George R. R. Martin did too.",
    "On Jan. 5 it began. | On Tues. 5 May it ended. | It was over.",
    "Apple Inc. said so. | He works for Apple Inc. | He left.",
    "Well... maybe. | And so… it ended. | He stopped… | Then he ran. | Wait... | What?",
    "He said “it is over.” | Then he left. | She said “no”. | He left.",
    "“We are tired.” | She left. | “No!” she cried. | ‘Why?’ he asked.",
    "1. Do this. | 2. Do that. | 3. Rest.",
    "(a) Do this. | (b) Do that.",
    "(It was late.) | Done! | It was late (at 3 p.m.) and dark. | He joined (Foo Ltd.) Smith.",
    "Yahoo! is a firm. | Then Jeopardy! was on.",
    "“Oh! is it?” | He said “No.” and left. | He left.... then came back.",
    "What?! | No!! | Really?!? | Yes.",
    "• one thing. | • two things. | • three",
    "It runs to 6:00 p.m. Eastern Time. | It is so.[citation needed]",
    "It was.:33 | He said. [n 1] | [She] left.",
    "He was told. [1] | Then he left.[2] | And so on.",
    "They went to me. | Flora left. | It began in May. | Junior doctors left. | That is art. | London knew.",
    "She moved to Washington, D.C. in 1990. | Smith et al. found it, e.g. in Leeds.",
    "The vote was 5-4. | 3 people left. | It was 2016. | The end.",
    "He met Mr. Jones at St. James's Park. | Martin Luther King Jr. was born.",
    "It rose by 3.5%. | It fell to 1,000.5. | Visit www.example.org. | It is good.",
    "The hotel has 40 rooms, incl. 12 suites. | It holds max. 60 people. | It is avg. 12 tons.",
    "Rooms cost max. £60 a night. | Book by tel. 0113 496 0000. | Call ext. 12. | See Eq. 3 and Sect. 4.",
    "See Arts. 5 and 6, Tab. 2. | See App. B for it. | See Tab. C, Ch. XII. | He saw the app. | 12 did.",
    "It took 3 hrs. 20 mins. to cross. | It was 5 ft. 4 in. tall. | It was open for 3 hrs. | 20 people came.",
    "It was on Wed. Oct. 5 that he left Ft. Worth. | Pt. Lynas is far. | It opens Sat. June 4. | It sat.",
    "See vol. IV of it. | Then Cl. 5, Bk. 3, sched. 2. | Fax. 0113 496. | Some say - who? - that it works.",
    "Det. Supt. Hay came. | The Ven. Tom Bell and Atty. Gen. Roe left.",
    "Bp. Hay spoke. | Then Ald. Hay and Adm. Bell did. | Fr. Reed left.",
    "He chose option A. | Restart the pump. | He has vitamin C. | It works.",
    "It was late. | the bus came. | The dept. of art left. | He is, incl. his dog, here, govt. and all.",
    "The phone fell. | iPad sales rose. | He sold bbc.com. | eBay bought it. | He sells etc. iPads.",
    "Some shops -- though not all! -- sell it. | My aunt — who knows why? — Mary left. | He did! | So.",
    "A wrapped\nline, Mr.\nSmith. | Then\nanother.",
]


@pytest.mark.parametrize("row", SPLITTING)
def test_sentences_of_hard_cases(row: str) -> None:
    assert split(row.replace(" | ", " ")) == row.split(" | ")


@pytest.mark.parametrize("name", [*JOINS, *SPLITS])
def test_every_row_changes_a_hard_case(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(row.replace(" | ", " ") + "\n" for row in [*SPLITTING, *QUOTED])
    whole = [split(part) for part in text.split("\n")]
    for rows in (JOINS, SPLITS):
        monkeypatch.delitem(rows, name, raising=False)
    assert [split(part) for part in text.split("\n")] != whole


SHORT = short_forms.BEFORE_NUMBERS | short_forms.MEASURES | short_forms.OTHER_SHORT_FORMS | SHORT_TITLES
SHORT_WORDS = {
    *string.ascii_letters,
    *"Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun".split(),
    *"Jan Feb Mar Apr May Jun June Jul July Aug Sep Sept Oct Nov Dec".split(),
    *SHORT,
    *map(str.capitalize, SHORT),
}


@pytest.mark.parametrize(
    "head", ["A", "B x", "Then", "Jan. 5", "March 5", "EST", "GMT", "Monday", "IV", "C. 2"]
)
def test_a_row_holds_before_a_capital_only_after_words_that_are_looked_for(head: str) -> None:
    rows = [row for name, row in JOINS.items() if name != "the number of a list item"]
    for word, before in product(SHORT_WORDS, ("it was 7 ", "it was 7 p.", "the ")):
        if any(after.match(head) and end.search(f"{before}{word}.") for end, after in rows):
            assert word in room.BEFORE_CAPITALS


@pytest.mark.parametrize("end", ["! -- Tom", "? -- he left", "!” – he left"])
def test_a_call_without_a_dash_before_it_is_no_aside(end: str) -> None:
    assert len(split(f"The mill was shut{end}.")) == 2


TWENTY = " ".join(["word"] * 20)
QUOTED = [
    f"He said: “{TWENTY} one. | We {TWENTY} two. | “No,” they say. | It is {TWENTY} three.” | He left.",
    f'He said: "{TWENTY} one. | We {TWENTY} two. | We want... more. | It is {TWENTY} three" and left.',
    f"‘The government’s {TWENTY} one. | “Nothing” is {TWENTY} two. | It {TWENTY} three,’ he said.",
]


@pytest.mark.parametrize("row", QUOTED)
def test_a_long_quotation_is_split_inside(row: str) -> None:
    assert split(row.replace(" | ", " ")) == row.split(" | ")


def test_a_short_quotation_stays_whole() -> None:
    text = "“We tried. We failed. We are sorry,” he said."
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (" ".join(["word"] * 100 + ["half;"] + ["word"] * 100), ";"),
        (" ".join(["word"] * 100 + ["half,"] + ["word"] * 100), ","),
        (" ".join(["word"] * 200), "word"),
        ("x" * 10_000, "x"),
        ("中" * 10_000, "中"),
    ],
)
def test_what_never_ends_is_cut(text: str, end: str) -> None:
    pieces = split(text)
    assert pieces[0].endswith(end)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert max(map(len, pieces)) <= MOST_CHARACTERS
    assert max(len(piece.split()) for piece in pieces) <= room.MOST_WORDS


@given(PROSE | st.text(max_size=200))
def test_sentences_cover_every_word_in_order_and_are_trimmed(text: str) -> None:
    spans = list(sentences(text, 0, len(text)))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    pieces = [text[start:end] for start, end in spans]
    assert all(pieces)
    assert pieces == [piece.strip() for piece in pieces]
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(PROSE, st.sampled_from(["\r\n", "\r"]))
def test_sentences_do_not_depend_on_line_ends(text: str, line_end: str) -> None:
    text = " ".join(text.split("\r")).replace("\n\n", "\n")
    other = [piece.replace(line_end, "\n") for piece in split(text.replace("\n", line_end))]
    assert other == split(text)


@given(PROSE, st.text(max_size=9), st.text(max_size=9))
def test_sentences_of_a_stretch_are_those_of_its_text(text: str, before: str, after: str) -> None:
    inside = sentences(before + text + after, len(before), len(before) + len(text))
    shifted = [(start - len(before), end - len(before)) for start, end in inside]
    assert shifted == list(sentences(text, 0, len(text)))


@pytest.mark.parametrize(
    "unit", ["a. ", "“a. ", '"a ', "(a. ", "a", "… ", ".) ", "\n", "\x00. ", "• ", "1. ", "“"]
)
def test_the_splitter_is_asked_about_each_character_a_few_times_only(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    splitter = sentencex.get_sentence_boundaries

    def counted(language: str, window: str) -> Any:
        asked.append(len(window))
        return splitter(language, window)

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", counted)
    text = unit * (100_000 // len(unit))
    assert list(sentences(text, 0, len(text))) or not text.strip()
    assert max(asked) <= room.WINDOW
    assert sum(asked) <= 5 * len(text)


@pytest.mark.parametrize(
    "unit",
    ["a. ", "“a. ", "(a. ", "a", "a\n", "\n", "# a\n", "- a\n", "```\n", "<!--", "<!--\n", "a b\n\n",
     "Title: a\n", "![", "[a", "> ", "|", " ", "--", "…    "],
)  # fmt: skip
def test_reading_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return min(_timed(lambda: passages(article_from_text("a", text))) for _ in range(3))

    assert seconds(80_000) < 24 * max(seconds(10_000), 0.005)


def _timed(work: Callable[[], object]) -> float:
    """Return the seconds that work takes, without those of freeing what other tests have left behind."""
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def cut(text: str) -> list[Passage]:
    return passages(article_from_text("a", text))


def shape(text: str) -> list[int]:
    return [len(passage.sentences) for passage in cut(text)]


def paragraph(count: int, words: int = 8) -> str:
    return " ".join(" ".join(["It", *["goes"] * (words - 2), "on."]) for _ in range(count))


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([5], [5]),
        ([1, 1, 1], [3]),
        ([1, 5], [6]),
        ([5, 1], [6]),
        ([3, 4, 5], [3, 4, 5]),
        ([2, 2, 2], [6]),
        ([1, 1, 1, 1], [4]),
        ([12, 1], [12, 1]),
        ([13], [7, 6]),
        ([30], [10, 10, 10]),
        ([11, 2], [11, 2]),
        ([1], [1]),
    ],
)
def test_short_paragraphs_are_joined_and_long_ones_cut(paragraphs: list[int], expected: list[int]) -> None:
    assert shape("\n\n".join(paragraph(count) for count in paragraphs)) == expected


def test_paragraphs_are_not_joined_across_a_heading() -> None:
    text = f"{paragraph(1)}\n\nA heading\n\n{paragraph(1)}\n\nPhoto: a caption\n\n{paragraph(1)}"
    assert shape(text) == [1, 2]


def test_a_passage_has_a_bearable_number_of_words() -> None:
    assert [len(passage.text.split()) for passage in cut(paragraph(9, 50))] == [250, 200]


def test_headings_and_matter_inside_a_passage_are_no_sentences() -> None:
    text = f"{paragraph(1)}\n\nPhoto: a caption\n\n* * *\n\n{paragraph(2)}"
    (passage,) = cut(text)
    assert "caption" in passage.text
    assert not any("caption" in text[start:end] or "*" in text[start:end] for start, end in passage.sentences)


def test_passages_are_numbered_and_know_their_line() -> None:
    text = f"# Title\r\n\r\n{paragraph(3)}\r\n\r\n{paragraph(4)}\r\n"
    found = cut(text)
    assert [(passage.id, passage.source.line, passage.source.title) for passage in found] == [
        (0, 3, "Title"),
        (1, 5, "Title"),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ab", [1, 1, 1]),
        ("a\nb", [1, 1, 2, 2]),
        ("a\r\nb", [1, 1, 1, 2, 2]),
        ("\r\r", [1, 2, 3]),
        ("\n\r\n", [1, 2, 2, 3]),
    ],
)
def test_line_of(text: str, lines: list[int]) -> None:
    assert [line_of(text, offset) for offset in range(len(text) + 1)] == lines


@settings(max_examples=200)
@given(PROSE | st.text(max_size=300))
def test_passages_are_verbatim_sorted_and_hold_every_word_that_may_answer(text: str) -> None:
    article = article_from_text("a", text)
    found = passages(article)
    spans = [span for passage in found for span in passage.sentences]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for passage in found:
        assert passage.text == text[passage.start : passage.end]
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
        assert passage.source.line == line_of(text, passage.start)
        assert len(passage.sentences) <= MOST_SENTENCES
        assert sum(len(text[start:end].split()) for start, end in passage.sentences) <= MOST_WORDS
    told = "".join(text[start:end] for start, end in spans)
    answering = "".join(
        text[block.start : block.end] for block in article.blocks if block.kind in ("paragraph", "item")
    )
    assert "".join(told.split()) == "".join(answering.split())
