"""The report page as a browser lays it out: by day and by night, at a desk, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browser import Page, browser, executable

from qa_bot.evaluation.comparison import compare
from qa_bot.evaluation.dataset import AskedQuestion, GoldText, QuestionSet
from qa_bot.evaluation.evaluate import Report, evaluate
from qa_bot.evaluation.provenance import Provenance
from qa_bot.evaluation.report import page
from qa_bot.values import Answer, Evidence, Reply, Sentence, Source

pytestmark = pytest.mark.skipif(executable() is None, reason="there is no Chromium here")
LONG = "Llanfair" * 30  # one word, wider than any phone
OVERLAP = """
(() => {
  const wide = [...document.querySelectorAll('main *')].filter(one => !one.closest('.wide, svg'));
  return wide.filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.className);
})()
"""


def answering(words: str) -> Reply:
    place, source = Sentence(words, 0, len(words)), Source(words, words)
    answer = Answer(words, 0, len(words), "name", None, place, source, 0.7)
    return Reply("?", answer, (), (Evidence(place, source, {}, 1.0, 0.7, answer),), confidence=0.7)


def run(given: str) -> Report:
    asked = [
        AskedQuestion(f"{LONG}-{number}", f"{LONG}?", (word,), evidence=(GoldText("", word),), kind=word)
        for number, word in enumerate(("Ada", LONG, "Babbage"))
    ]
    return evaluate(lambda _: answering(given), QuestionSet(LONG, (*asked, AskedQuestion("none", LONG))))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before, after = run("Ada"), run(LONG)
    made = Provenance(LONG, "9.8", datetime(2021, 3, 4, tzinfo=UTC))
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(page(after, made, compare(before.results, after)), encoding="utf-8")
    return path


@pytest.mark.parametrize(("width", "printed"), [(320, False), (390, False), (1280, False), (794, True)])
def test_nothing_runs_out_of_the_page(shown: Page, written: Path, width: int, printed: bool) -> None:
    shown.show(written, width, printed=printed)
    assert shown.value("document.documentElement.scrollWidth") <= width
    assert shown.value(OVERLAP) == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_light_by_day_and_dark_by_night(shown: Page, written: Path, dark: bool) -> None:
    shown.show(written, 1280, dark=dark)
    ground = shown.value("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in ground.removeprefix("rgb(").removesuffix(")").split(",")) / 3
    assert (light < 60) if dark else (light > 240)


def test_what_failed_is_seen_without_a_click_and_the_rest_after_one(shown: Page, written: Path) -> None:
    shown.show(written, 1280)
    height = "document.querySelector('{}').getBoundingClientRect().height"
    assert shown.value(height.format(".case .pair")) > 10
    closed = shown.value(height.format(".case"))
    shown.value("document.querySelector('.case summary').click()")
    assert shown.value(height.format(".case")) > closed + 50


def test_the_page_asks_for_nothing_and_runs_nothing(shown: Page, written: Path) -> None:
    shown.show(written, 1280)
    assert shown.value("performance.getEntriesByType('resource').length") == 0
    assert shown.value("document.scripts.length") == 0


def test_paper_shows_what_was_won_though_it_is_closed_on_the_screen(shown: Page, written: Path) -> None:
    height = "document.querySelector('.group:not([open])').getBoundingClientRect().height"
    shown.show(written, 1280)
    closed = shown.value(height)
    shown.show(written, 1280, printed=True)
    assert shown.value(height) > closed + 20
