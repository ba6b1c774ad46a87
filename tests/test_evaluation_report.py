from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import QABotError
from qa_bot.evaluation.comparison import compare
from qa_bot.evaluation.dataset import AskedQuestion, GoldText, QuestionSet
from qa_bot.evaluation.drawing import Html, escape, join, reliability_chart, risk_coverage_chart, tag
from qa_bot.evaluation.evaluate import Report, evaluate
from qa_bot.evaluation.figures import Bin
from qa_bot.evaluation.provenance import Provenance, provenance
from qa_bot.evaluation.report import MOST_SHOWN, STYLE, page, write_report
from qa_bot.evaluation.triage import STAGES
from qa_bot.values import Answer, Evidence, Reply, Sentence, Source

MADE = Provenance("articles/", "9.8", datetime(2021, 3, 4, 5, 6, tzinfo=UTC))
EVIL = "<script>alert('x')</script>&\"\x1b[31m\u202e\udcff"
VOID = {"meta", "br", "line", "circle", "rect", "polyline", "path"}


class Checker(HTMLParser):
    """Keep the tags, texts and attributes of a page, and what was opened and never closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def answering(words: str, confidence: float = 0.7) -> Reply:
    place = Sentence(words, 0, len(words))
    answer = Answer(words, 0, len(words), words, None, place, Source(words, words), confidence)
    evidence = Evidence(place, answer.source, {}, 1.0, confidence, answer)
    return Reply(
        words, answer, (answer,), (evidence, evidence), (words,), True, confidence, confidence, words
    )


def run(words: str, given: str | None = None, count: int = 30) -> Report:
    asked = [
        AskedQuestion(f"{number} {words}", words, (words,), evidence=(GoldText("", words),), kind=words)
        for number in range(count)
    ]
    silent = AskedQuestion(f"silent {words}", words, kind=words)
    return evaluate(
        lambda _: answering(given or words), QuestionSet(words, (*asked, silent), ((silent,),), dropped=1)
    )


def test_page_is_whole_self_contained_and_without_scripts() -> None:
    before, after = run("Ada", "Babbage"), run("Ada")
    text = page(after, MADE, compare(before.results, after))
    found = Checker(text)
    assert found.open == []
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(found.tags)
    assert not {"src", "href", "onclick", "onload"} & {name for name, _ in found.attributes}
    assert "url(" not in text
    assert "@import" not in text
    assert found.tags.count("svg") == 2
    assert text.startswith("<!doctype html>")


def test_every_text_is_escaped() -> None:
    found = Checker(page(run(EVIL), MADE))
    assert "script" not in found.tags
    assert found.open == []
    joined = "".join(found.texts)
    assert "<script>alert('x')</script>&\"\ufffd[31m" in joined
    assert not re.search(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]", joined)


def test_what_has_no_width_or_turns_the_text_round_is_spelt_out() -> None:
    hidden = "\u00ad\u061c\u200b\u200d\u200e\u202a\u202e\u2060\u2066\u2069\ufeff\U000e0041"
    assert escape(f"a{hidden}b é ж 😀 \u0627") == (
        "a" + "".join(f"&lt;U+{ord(one):04X}&gt;" for one in hidden) + "b é ж 😀 \u0627"
    )


def test_page_shows_figures_stages_and_examples() -> None:
    report = run("Ada", "Babbage")
    texts = " ".join(Checker(page(report, MADE)).texts)
    happened = [name for name in STAGES if report.stages()[name]]
    for words in [*happened, "sentence_at_1", "calibration_error", "Conversations not asked: 1."]:
        assert words in texts
    assert "What failed: 31 of 31" in texts


def test_page_opens_with_when_what_and_how_it_went() -> None:
    texts = Checker(page(run("Ada"), MADE)).texts
    place = texts.index("4 March 2021, 05:06 UTC · qa-bot 9.8 · 31 questions asked of articles/")
    assert texts[place - 1] == "Ada"
    assert texts[place + 1] == (
        "Of 30 questions the articles answer, 30 get a right answer. "
        "Of 1 question the articles do not answer, 1 gets an answer all the same."
    )


def test_what_failed_comes_before_what_needs_explaining() -> None:
    before, after = run("Ada"), run("Ada", "Babbage")
    texts = Checker(page(after, MADE, compare(before.results, after))).texts
    heads = ["What failed: 31 of 31", "Against the baseline: 0 won, 30 lost", "Where it goes wrong", "mrr"]
    places = [texts.index(head) for head in heads]
    assert places == sorted(places)
    assert not [
        words
        for words in texts[texts.index("Ada", 2) : places[0]]
        if re.search("mrr|aurc|f1|%", words, re.IGNORECASE)
    ]


def test_no_row_is_only_dashes() -> None:
    for report in (run("Ada"), evaluate(Reply, QuestionSet("empty")), run("Ada", "Babbage")):
        rows = re.findall("<tr>.*?</tr>", page(report, MADE))
        cells = [re.findall("<td[^>]*>(.*?)</td>", row) for row in rows]
        assert not [row for row in cells if row and set(row) <= {"–", ""}]


def test_a_large_set_gives_a_page_that_opens() -> None:
    text = page(run("Ada", "Babbage", count=5_000), MADE)
    assert f"The first {MOST_SHOWN}; --json has all." in text
    assert text.count('class="case"') == MOST_SHOWN + 1
    assert len(text) < 1_000_000


def test_nothing_failed() -> None:
    one = AskedQuestion("1", "Ada?", ("Ada",), evidence=(GoldText("", "Ada"),))
    report = evaluate(lambda _: answering("Ada"), QuestionSet("set", (one,)))
    assert "Nothing failed" in Checker(page(report, MADE)).texts


def test_the_date_is_now_or_the_one_that_is_given() -> None:
    made = provenance("articles", "9.8", {}, clock=lambda: 1_614_834_360.5)
    assert (made.made.isoformat(), made.is_dated) == ("2021-03-04T05:06:00.500000+00:00", False)
    made = provenance("articles", "9.8", {"SOURCE_DATE_EPOCH": "1614834360"}, clock=lambda: 0)
    assert (made.made.isoformat(), made.is_dated) == ("2021-03-04T05:06:00+00:00", True)
    for odd in ("yesterday", "-5", "1e9", "9" * 30, "\u0665"):
        with pytest.raises(QABotError, match="; give seconds since 1970"):
            provenance("articles", "9.8", {"SOURCE_DATE_EPOCH": odd})


def test_a_page_whose_date_is_given_is_the_same_again() -> None:
    first, second = run("Ada"), run("Ada", count=30)
    assert first.figures()["seconds"] != second.figures()["seconds"]
    dated = MADE._replace(is_dated=True)
    assert page(first, dated) == page(second, dated)
    assert "seconds_p50" not in page(first, dated)
    assert "seconds_p50" in page(first, MADE)


def declared(css: str) -> list[dict[str, str]]:
    """Return the colours of every scheme that the style declares: by day, by night, on paper."""
    blocks = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", css, re.S)
    ]
    return [blocks[0], *(blocks[0] | later for later in blocks[1:])]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, relative luminance)."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_and_marks_stand_out_by_day_by_night_and_on_paper() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    schemes = declared(STYLE.read_text(encoding="utf-8"))
    assert len(schemes) == 3
    for colours in schemes:
        for ground in ("paper", "card"):
            for words in ("ink", "soft", "good", "bad", "accent"):
                assert contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
        for mark in ("good", "bad", "accent", *(f"s{place}" for place in range(len(STAGES)))):
            assert contrast(colours[mark], colours["card"]) >= 2.5, mark


def test_what_is_long_is_broken_or_scrolled() -> None:
    css = STYLE.read_text(encoding="utf-8")
    assert re.search(r"^main {[^}]*overflow-wrap: anywhere", css, re.MULTILINE)
    assert re.search(r"^\.wide {[^}]*overflow-x: auto", css, re.MULTILINE)
    classes = {
        name
        for _, names in Checker(page(run("Ada"), MADE)).attributes
        if _ == "class"
        for name in names.split()
    }
    styled = set(re.findall(r"\.([a-z][\w-]*)", css))
    assert classes - styled == {"tick"}


def test_page_of_an_empty_run() -> None:
    found = Checker(page(evaluate(Reply, QuestionSet("empty")), MADE))
    assert found.open == []
    assert "svg" not in found.tags
    assert "There is no question." in found.texts


def test_page_of_silence_only() -> None:
    silent = AskedQuestion("s", "Who?")
    found = Checker(page(evaluate(Reply, QuestionSet("silent", (silent,))), MADE))
    assert found.open == []
    assert "svg" not in found.tags


def test_comparison_shows_both_ways() -> None:
    before, after = run("Ada", "Babbage"), run("Ada")
    texts = " ".join(Checker(page(after, MADE, compare(before.results, after))).texts)
    assert "Against the baseline: 30 won, 0 lost" in texts
    assert "Of 31 questions in both runs." in texts
    assert "better" in texts
    texts = " ".join(Checker(page(before, MADE, compare(after.results, before))).texts)
    assert "worse" in texts


def test_write_report(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(path, run(EVIL, count=2), MADE)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    with pytest.raises(QABotError, match="cannot be written"):
        write_report(tmp_path / "nowhere" / "report.html", run("Ada", count=1), MADE)


@given(st.text())
def test_tag_escapes_texts_and_attributes(text: str) -> None:
    found = Checker(tag("p", tag("b", text), title=text))
    assert found.open == []
    assert found.tags == ["p", "b"]


def test_tag_leaves_markup_alone() -> None:
    assert (
        tag("p", Html("<i>"), "<", class_="x", aria_label='"')
        == '<p class="x" aria-label="&quot;"><i>&lt;</p>'
    )
    assert join("a & ", tag("br")) == "a &amp; <br>"


SHARE = st.floats(0, 1)


@given(st.lists(st.tuples(SHARE, SHARE)), st.none() | st.tuples(SHARE, SHARE))
def test_risk_coverage_stays_on_the_drawing(
    curve: list[tuple[float, float]], here: tuple[float, float] | None
) -> None:
    drawing = risk_coverage_chart(curve, here)
    assert_inside(drawing)
    assert ('class="here"' in drawing) == (here is not None)


@given(st.lists(st.builds(Bin, SHARE, SHARE, st.integers(1, 9)), max_size=10))
def test_reliability_stays_on_the_drawing(bins: list[Bin]) -> None:
    drawing = reliability_chart(bins)
    assert_inside(drawing)
    assert drawing.count('class="bin"') == len(bins)


def assert_inside(drawing: str) -> None:
    width, height = map(float, re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawing)[0])
    pairs = [pair for points in re.findall(r'points="([^"]*)"', drawing) for pair in points.split()]
    pairs += [",".join(pair) for pair in re.findall(r'cx="([^"]*)" cy="([^"]*)"', drawing)]
    for x, y in (pair.split(",") for pair in pairs):
        assert 0 <= float(x) <= width
        assert 0 <= float(y) <= height
