from __future__ import annotations

import re
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
from qa_bot.evaluation.report import page, write_report
from qa_bot.evaluation.triage import STAGES
from qa_bot.values import Answer, Evidence, Reply, Sentence, Source

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
    text = page(after, compare(before.results, after))
    found = Checker(text)
    assert found.open == []
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(found.tags)
    assert not {"src", "href", "onclick", "onload"} & {name for name, _ in found.attributes}
    assert "url(" not in text
    assert "@import" not in text
    assert found.tags.count("svg") == 2
    assert text.startswith("<!doctype html>")


def test_every_text_is_escaped() -> None:
    found = Checker(page(run(EVIL)))
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
    texts = " ".join(Checker(page(run("Ada", "Babbage"))).texts)
    for words in [*STAGES, "sentence_at_1", "best_f1", "calibration_error", "Conversations not asked: 1."]:
        assert words in texts
    assert "The 25 with the highest confidence of 30." in texts
    assert "Failures by stage: 31 of 31" in texts


def test_page_of_an_empty_run() -> None:
    found = Checker(page(evaluate(Reply, QuestionSet("empty"))))
    assert found.open == []
    assert "svg" not in found.tags
    assert "–" in found.texts


def test_page_of_silence_only() -> None:
    silent = AskedQuestion("s", "Who?")
    found = Checker(page(evaluate(Reply, QuestionSet("silent", (silent,)))))
    assert found.open == []
    assert "svg" not in found.tags


def test_comparison_shows_both_ways() -> None:
    before, after = run("Ada", "Babbage"), run("Ada")
    texts = " ".join(Checker(page(after, compare(before.results, after))).texts)
    assert "31 questions in both: 30 gained, 0 lost." in texts
    assert "better" in texts
    texts = " ".join(Checker(page(before, compare(after.results, before))).texts)
    assert "worse" in texts


def test_write_report(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(path, run(EVIL, count=2))
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    with pytest.raises(QABotError, match="cannot be written"):
        write_report(tmp_path / "nowhere" / "report.html", run("Ada", count=1))


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
