from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pytest
from fake_library import CANNED, COST, FINISHED, LIT, PLANS, SOURCES, WALL, evidence, offered
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from qa_bot.display import source_text
from qa_bot.sanitising import MARKS_A_BASE, excerpt, neutralise, one_line
from qa_bot.terminal.layout import (
    ANSWER,
    MET,
    OURS,
    QUIET,
    WORDS,
    Bit,
    Line,
    Look,
    cells,
    line,
    look_of,
    paint,
)
from qa_bot.terminal.rendering import offered_bits, reply_lines, sentence_bits, top_lines, with_top
from qa_bot.values import Answer, Evidence, Group, Reply, Sentence, Shown, Source, StandsFor

PLAIN = Look()
HOSTILE = (
    "\x00\x07\x08\x0d\x1b\x7f\x80\x85\x9b\x9d\u061c\u200e\u202e\u2066\u2069\ud800\udcff\ufeff\u200b\U000e0041"
)

any_text = st.text(st.characters(exclude_categories=()))
wild_text = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from(HOSTILE + "\u200d\u0301\ufe0f👩a "))
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("two\nlines", "two\nlines"),
        ("a\tb", "a b"),
        ("\x1b[2J", "^[[2J"),
        ("\x1b]0;title\x07", "^[]0;title^G"),
        ("\x1b]8;;http://x\x1b\\", "^[]8;;http://x^[\\"),
        ("back\x08\rspace\x00\x7f", "back^H^Mspace^@^?"),
        ("\x9b31m\x9d\x90", "\\x9b31m\\x9d\\x90"),
        ("abc\u202edcb", "abc<U+202E>dcb"),
        ("\u2066\u2069\u061c\u200f", "<U+2066><U+2069><U+061C><U+200F>"),
        ("שלום مرحبا", "שלום مرحبا"),
        ("in\u00adfor\u200bmation\ufeff\u2060", "information"),
        ("a\U000e0068\U000e0069b", "ab"),
        ("\udcff\ud800", "\\udcff\\ud800"),
        ("a" + "\u0301" * 1000, "a" + "\u0301" * MARKS_A_BASE),
        ("Zoe\u0308, café", "Zoe\u0308, café"),
        ("👩\u200d💻 ❤\ufe0f\u200d🔥", "👩\u200d💻 ❤\ufe0f\u200d🔥"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),
        ("a\ufe0fb", "ab"),
        ("\u2028\u2029", "<U+2028><U+2029>"),
    ],
)
def test_neutralise(text: str, shown: str) -> None:
    assert neutralise(text) == shown


@given(wild_text)
def test_nothing_a_terminal_would_obey_is_left(text: str) -> None:
    shown = neutralise(text)
    assert not [
        char
        for char in shown
        if (unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} and char != "\n")
        or unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    ]
    shown.encode("utf-8")


@given(wild_text)
def test_neutral_text_stays_as_it_is(text: str) -> None:
    assert neutralise(neutralise(text)) == neutralise(text)


def test_every_format_character_is_spelt_hidden_or_known_to_be_harmless() -> None:
    formats = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"}
    kept = {f"{ord(char):04X}" for char in formats if neutralise(char) == char}
    numbers = {"0600", "0601", "0602", "0603", "0604", "0605", "06DD", "070F", "0890", "0891", "08E2"}
    assert kept == numbers | {"110BD", "110CD"}


@given(any_text)
def test_one_line_is_one_line(text: str) -> None:
    assert not re.search(r"[\n\r\x0b\x0c\x85\u2028\u2029]", one_line(text))


def test_an_excerpt_of_ten_million_characters_is_short() -> None:
    assert len(excerpt("x" * 10_000_000)) == 83


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 100, ["one two three"]),
        ("abcdef", 1, list("abcdef")),
        ("漢字漢", 4, ["漢字", "漢"]),
        ("漢字", 1, ["漢", "字"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("", 10, [""]),
        ("  kept   apart", 20, ["  kept   apart"]),
        ("antidisestablishment is long", 10, ["antidisest", "ablishment", "is long"]),
    ],
)
def test_lines_are_filled_to_the_width(text: str, width: int, rows: list[str]) -> None:
    assert paint([line(text)], Look(width)).split("\n")[:-1] == rows


@pytest.mark.parametrize(
    ("indent", "hang", "rows"),
    [
        (0, 3, ["1. one two", "   three", "   four"]),
        (2, 3, ["  1. one", "     two", "     three", "     four"]),
        (2, 9, ["1. one two", "three four"]),
    ],
)
def test_later_rows_hang(indent: int, hang: int, rows: list[str]) -> None:
    painted = paint([line("1. ", "one two three four", indent=indent, hang=hang)], Look(11))
    assert painted.split("\n")[:-1] == rows


@given(any_text.map(one_line), st.integers(1, 30), st.integers(0, 4), st.integers(0, 7))
def test_filling_loses_nothing_but_space(text: str, width: int, indent: int, hang: int) -> None:
    painted = paint([line(text, indent=indent, hang=hang)], Look(width))
    assert "".join(painted.split()) == "".join(text.split())
    assert all(cells(row) <= max(width, 2) for row in painted.split("\n"))


@pytest.mark.parametrize(
    "text", ["plain", "漢字", "e\u0301", "£37,000 – “so”", "👩", "Ａ", "한국어", "नमस्ते"[:2]]
)
def test_columns_are_counted_as_prompt_toolkit_counts_them(text: str) -> None:
    assert cells(text) == get_cwidth(text)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "manner"),
    [
        ({"TERM": "xterm"}, "styled"),
        ({"TERM": "xterm", "NO_COLOR": ""}, "styled"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "marked"),
        ({"TERM": "dumb"}, "marked"),
        ({"TERM": "unknown"}, "marked"),
        ({}, "marked"),
    ],
)
def test_styles_need_a_terminal_that_has_them(environ: dict[str, str], manner: str) -> None:
    assert look_of(Terminal(), environ).manner == manner
    assert look_of(io.StringIO(), environ) == Look(None, "plain")


@pytest.mark.parametrize("columns", ["", "0", "garbage", "-3", "1", "20", "1000000"])
def test_any_width_is_survived(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    look = look_of(Terminal(), {"TERM": "xterm"})
    assert look.width is not None
    assert 1 <= look.width <= 100
    assert (
        "".join(paint(reply_lines(Reply("?")), look._replace(manner="plain")).split())
        == "Thearticlesdon'tsay."
    )


def test_the_words_come_first_then_the_sentence_then_the_source() -> None:
    shown = paint(reply_lines(CANNED["When was the wall finished?"]), PLAIN)
    assert shown == (
        "4 May 1911\n  The wall was finished on 4 May 1911.\n"
        "  The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
    )


def test_the_words_are_emphasised_in_their_sentence() -> None:
    assert FINISHED.answer is not None
    assert sentence_bits(FINISHED.sentence, FINISHED.answer) == (
        Bit("", "The wall was finished on "),
        Bit(WORDS, "4 May 1911"),
        Bit("", "."),
    )


@pytest.mark.parametrize(
    ("look", "row"),
    [
        (Look(80, "styled"), "  It was on \x1b[1;4m4 May 1911\x1b[0m."),
        (Look(80, "marked"), "  It was on *4 May 1911*."),
        (Look(80), "  It was on 4 May 1911."),
        (Look(15, "styled"), "  It was on \x1b[1;4m4\x1b[0m\n  \x1b[1;4mMay 1911\x1b[0m."),
    ],
)
def test_manners(look: Look, row: str) -> None:
    bits = (Bit("", "It was on "), Bit(WORDS, "4 May 1911"), Bit("", "."))
    assert paint([Line(bits, 2)], look) == row + "\n"


def test_an_unsure_reply_shows_two() -> None:
    shown = paint(reply_lines(CANNED["When did Ada Bell see it?"]), PLAIN)
    assert shown.startswith(
        "Read as: when did Ada Bell see the lamp?\nNot sure: one of these two.\n1. 9 June 1912\n"
    )
    assert "\n2. 4 May 1911\n" in shown


def test_two_sentences_that_agree_are_one_answer() -> None:
    both = [
        evidence(SOURCES[0], "Ada Bell drew the plans.", "Ada Bell"),
        evidence(SOURCES[1], LIT.sentence.text, "Ada Bell"),
    ]
    answers = [each.answer for each in both if each.answer]
    assert paint(reply_lines(Reply("?", answers[0], tuple(answers[1:]), unsure=True)), PLAIN) == (
        "Ada Bell\n"
        "  Ada Bell drew the plans.\n  The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
        "  The lamp was first lit on 9 June 1912 by Ada Bell.\n  The lamp, 1912, lamp.md:3\n"
    )


def test_an_unsure_reply_without_an_alternative_shows_one() -> None:
    reply = Reply("?", FINISHED.answer, unsure=True)
    assert paint(reply_lines(reply), PLAIN).startswith("4 May 1911\n")


SHE = "“Yes,” she said."
LEANING = Answer("Yes", 31, 34, "name", None, Sentence(SHE, 30, 46), Source("a", "A"), 0.9)


def test_what_goes_with_an_answer_is_shown_before_its_sentence() -> None:
    answer = replace(
        LEANING,
        claim_of="The mayor",
        context=Sentence("Ada spoke.", 10, 20),
        stands_for=(StandsFor(37, 40, "Ada Bell"),),
    )
    assert paint(reply_lines(Reply("?", answer)), PLAIN) == (
        "Yes\n  according to the mayor\n  Before: Ada spoke.\n  “Yes,” she [Ada Bell] said.\n  A, a:1\n"
    )


def test_words_that_are_the_whole_sentence_are_said_once() -> None:
    sentence = Sentence("Ada Bell spoke.", 30, 45)
    whole = replace(LEANING, text="Ada Bell spoke", start=30, end=44, sentence=sentence)
    assert paint(reply_lines(Reply("?", whole)), PLAIN) == "Ada Bell spoke.\n  A, a:1\n"
    unsure = Reply("?", replace(LEANING, start=60, end=63), (whole,), unsure=True)
    assert "2. Ada Bell spoke.\n  A, a:1\n" in paint(reply_lines(unsure), PLAIN)


def test_words_of_ours_have_a_style_of_their_own() -> None:
    answer = replace(LEANING, stands_for=(StandsFor(37, 40, "Ada\x1b Bell"),))
    bits = sentence_bits(answer.sentence, answer)
    assert [bit.text for bit in bits if bit.style == OURS] == [" [Ada^[ Bell]"]
    assert "".join(bit.text for bit in bits if bit.style != OURS) == SHE


def test_a_verdict_and_a_list_stand_in_the_place_of_the_words() -> None:
    assert paint(reply_lines(Reply("?", LEANING, verdict="no")), PLAIN).startswith("No.\n  “Yes,”")
    items = (LEANING, replace(LEANING, text="said"))
    assert paint(reply_lines(Reply("?", LEANING, items=items)), PLAIN).startswith("- Yes\n- said\n  “Yes,”")


def _answer(source: str, date: str | None, text: str) -> Answer:
    said = f"The wall in {source} was built by {text}."
    start = said.index(text)
    place = Sentence(said, 0, len(said))
    return Answer(
        text, start, start + len(text), "person", None, place, Source(source, source, date=date), 0.5
    )


ROE, AGAIN, MAY = (
    _answer("a", "2016-01", "Ann Roe"),
    _answer("b", "2015", "Roe"),
    _answer("c", "2023-02", "Jo May"),
)


def shown_as(question: str, groups: tuple[Group, ...], *doubted: Answer) -> Reply:
    answers = [*(period[0] for group in groups for period in group.periods), *doubted]
    shown = tuple(Shown(one.sentence, one.source, one.confidence, one) for one in answers)
    return Reply(question, answers[0], tuple(answers[1:]), unsure=bool(doubted), groups=groups, shown=shown)


def test_values_that_differ_are_shown_each_with_mark_date_and_source() -> None:
    groups = (Group("Jo May", ((MAY,),), "later article"), Group("Ann Roe", ((ROE, AGAIN),)))
    assert paint(reply_lines(shown_as("?", groups)), PLAIN) == (
        "The articles differ; the newest comes first.\n"
        "Jo May  (later article, 2023-02)\n  The wall in c was built by Jo May.\n  c, 2023-02, c:1\n"
        "Ann Roe  (2016-01, 2 articles)\n  The wall in a was built by Ann Roe.\n  a, 2016-01, a:1\n"
        "  Also: b, 2015, b:1\n"
    )


def test_the_newest_is_not_said_to_come_first_where_one_is_undated() -> None:
    undated = replace(ROE, source=Source("a", "a"))
    shown = paint(
        reply_lines(shown_as("?", (Group("Jo May", ((MAY,),)), Group("Ann Roe", ((undated,),))))), PLAIN
    )
    assert shown.startswith("The articles differ; not all of them are dated.\nJo May  (2023-02)\n")


def test_the_date_of_an_article_is_told_from_that_of_the_words() -> None:
    april = replace(MAY, type="date", is_time=True, value="2016-04")
    shown = paint(
        reply_lines(shown_as("?", (Group("Jo May", ((april,),)), Group("Ann Roe", ((ROE,),))))), PLAIN
    )
    assert "\nJo May  (2016-04)  (article of 2023-02)\n" in shown
    assert "\nAnn Roe  (2016-01)\n" in shown


def test_one_value_told_years_apart_is_said_once_and_shown_apart() -> None:
    later = replace(MAY, source=Source("c", "c", date="2023-02"), sentence=ROE.sentence, text="Ann Roe")
    unknown = replace(later, source=Source("d", "d"))
    groups = (Group("Ann Roe", ((later,), (ROE, AGAIN), (unknown,))),)
    shown = paint(reply_lines(shown_as("?", groups)), PLAIN)
    told = [row for row in shown.splitlines() if row.endswith((":", "articles)")) or "Also" in row]
    assert told == [
        "Ann Roe  (4 articles)",
        "  Told 2023-02:",
        "  Told 2015 to 2016-01:",
        "  Also: b, 2015, b:1",
        "  Undated:",
    ]


def test_in_doubt_a_value_of_no_group_is_shown_as_well() -> None:
    groups = (Group("Ann Roe", ((ROE, AGAIN),)),)
    assert "Or perhaps: Jo May" in paint(reply_lines(shown_as("?", groups, MAY)), PLAIN)
    assert "perhaps" not in paint(reply_lines(shown_as("?", groups, AGAIN)), PLAIN)
    other_words = replace(ROE, text="wall", start=4, end=8)
    assert "Or perhaps: wall" in paint(reply_lines(shown_as("?", groups, other_words)), PLAIN)


CLOSEST = CANNED["Who painted the wall blue?"]
SILENT = CANNED["Who sank the ferry?"]


def test_what_is_closest_is_offered_by_number_below_the_word_that_no_article_says() -> None:
    assert paint(reply_lines(CLOSEST), PLAIN) == (
        "I'm not sure the articles answer this. Closest:\n  No article says “painted”.\n"
        "1. The wall was finished on 4 May 1911.\n"
        "  The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
        "2. It cost £37,000.\n  The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
    )


def test_of_a_sentence_offered_the_words_that_meet_the_question_are_marked_and_none_as_its_answer() -> None:
    assert offered_bits(offered(WALL, "wall", "May")) == (
        Bit("", "The "),
        Bit(MET, "wall"),
        Bit("", " was finished on 4 "),
        Bit(MET, "May"),
        Bit("", " 1911."),
    )
    assert offered_bits(offered(COST)) == (Bit("", "It cost £37,000."),)
    assert {bit.style for each in reply_lines(CLOSEST) for bit in each.bits} == {ANSWER, MET, QUIET, ""}
    assert "1. The \x1b[4mwall\x1b[0m was finished" in paint(reply_lines(CLOSEST), Look(80, "styled"))


def test_silence_names_the_word_that_no_article_says_and_shows_no_sentence() -> None:
    assert paint(reply_lines(SILENT), PLAIN) == "The articles don't say.\n  No article says “ferry”.\n"


def test_silence_about_nothing_shows_no_sentence() -> None:
    assert paint(reply_lines(Reply("xyzzy?")), PLAIN) == "The articles don't say.\n"


def test_a_reply_is_of_the_kind_that_it_shows() -> None:
    replies = (CANNED["When was the wall finished?"], CLOSEST, SILENT)
    assert [reply.kind for reply in replies] == ["answer", "closest", "silence"]
    assert [reply.as_dict()["kind"] for reply in replies] == ["answer", "closest", "silence"]
    assert Reply("?").kind == "silence"
    assert "nearest" not in CLOSEST.as_dict()
    first, second = CLOSEST.as_dict()["shown"]
    assert (first["answer"], first["met"], second["met"]) == (None, [[22, 26]], [])


def test_top_adds_sentences_from_the_evidence_and_no_sentence_twice() -> None:
    reply = Reply("?", FINISHED.answer, (), (FINISHED, LIT, COST, PLANS))
    assert [each.text for each in with_top(reply, 9).alternatives] == ["9 June 1912", "Ada Bell"]
    assert len(with_top(reply, 1).alternatives) == 0
    assert paint(top_lines(reply, 2), PLAIN).count("\n") == 5
    assert "\n3. It cost £37,000.\n" in paint(top_lines(reply, 9), PLAIN)


@pytest.mark.parametrize(
    ("reply", "first", "second"),
    [
        (CLOSEST, "I'm not sure the articles answer this. Closest:\n", "\n2. It cost £37,000.\n"),
        (SILENT, "The articles don't say.\n", "\n2. It cost £37,000.\n"),
    ],
)
def test_top_without_an_answer_says_so_and_states_no_words(reply: Reply, first: str, second: str) -> None:
    shown = paint(top_lines(reply, 2), PLAIN)
    assert shown.startswith(first)
    assert second in shown
    assert shown.count("\n") == 6
    assert reply.evidence[0].answer is not None
    assert f"\n1. {reply.evidence[0].answer.text}\n" not in shown


def test_a_source_shows_what_is_known() -> None:
    assert source_text(Source("a/b", "T")) == "T, a/b:1"
    assert source_text(Source("a/fair", "Fair", path="a/2021-fair.md")) == "a/2021-fair.md:1"
    assert source_text(Source("a/air", "Fair", path="a/air.md")) == "Fair, a/air.md:1"


@given(wild_text, wild_text, st.sampled_from(["styled", "marked", "plain"]), st.integers(1, 60))
def test_no_article_can_write_to_the_terminal(text: str, title: str, manner: str, width: int) -> None:
    sentence = Sentence("x" + text, 0, len(text) + 1)
    source = Source(title, title, title, title, title)
    answer = Answer(sentence.text, 0, sentence.end, "date", None, sentence, source, 1.0)
    weighed = Evidence(sentence, source, {}, 1.0, 1.0, answer)
    replies = [
        Reply(title, answer, (answer,), (weighed,), unsure=True, read_as=text, notices=(text,)),
        Reply(title, evidence=(weighed,), missing=(text,)),
        Reply(
            title, evidence=(weighed,), missing=(text,), shown=(Shown(sentence, source, 0.5, met=((0, 1),)),)
        ),
    ]
    for reply in replies:
        painted = paint([*reply_lines(reply), *top_lines(reply, 3)], Look(width, manner))  # type: ignore[arg-type]
        ours = re.sub(r"\x1b\[(?:1|1;4|2|4|0)m", "", painted)
        assert not [char for char in ours if unicodedata.category(char) in {"Cc", "Cs"} and char != "\n"]


def test_styles_are_prompt_toolkit_styles() -> None:
    from prompt_toolkit.styles import Style

    for style in (ANSWER, WORDS, QUIET, OURS, MET):
        assert Style([("x", style)]).get_attrs_for_style_str("class:x").color == ""
