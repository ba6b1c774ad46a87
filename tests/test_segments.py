"""An index of several segments answers as one that was made at once."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_texts import TEXTS, aged, articles, content, ranked, told, write

from qa_bot.errors import IndexDamaged
from qa_bot.retrieval import generation, uniting
from qa_bot.retrieval.counting import count
from qa_bot.retrieval.folder import check_folder, open_folder
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.numbering import Numbering, Place
from qa_bot.retrieval.refreshing import build, with_passages
from qa_bot.retrieval.tables import Assembled
from qa_bot.retrieval.uniting import updated

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")
WORDS = "strike Strike port the The Café U.S. 3,000 it's May otters Otters river # Fish* x".split()
NAMES = ["a", "b", "c/d", "c-e", "é", "m", "z"]
BODIES = st.lists(st.sampled_from([*WORDS, ".", ".\n\n", "!", "\n\n# Ships\n\n"]), max_size=40).map(" ".join)
SHELVES = st.dictionaries(st.sampled_from(NAMES), BODIES, max_size=4)
EDITS = st.lists(st.tuples(SHELVES, st.sets(st.sampled_from(NAMES), max_size=2)), max_size=4)


@pytest.fixture
def never_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each change a segment of its own."""
    monkeypatch.setattr(uniting, "SMALL", 0)
    monkeypatch.setattr(uniting, "GROWTH", 0)


def changed(assembled: Assembled, texts: dict[str, str], gone: set[str]) -> Assembled:
    """Put new texts in, and take out those of the same names and those that are gone."""
    numbering = Numbering(assembled)
    sources = Index(assembled).sources
    places = [numbering.article_at(at) for at, one in enumerate(sources) if one.id in texts or one.id in gone]
    return updated(assembled, places, [count(with_passages(articles(texts)))])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=SHELVES, edits=EDITS)
@pytest.mark.parametrize(("small", "growth"), [(0, 0), (0, 1), (6, 2), (5_000, 4)])
def test_changed_equals_built(
    small: int,
    growth: int,
    texts: dict[str, str],
    edits: list[tuple[dict[str, str], set[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uniting, "SMALL", small)
    monkeypatch.setattr(uniting, "GROWTH", growth)
    assembled = build(articles(texts)).assembled
    for new, gone in edits:
        assembled = changed(assembled, new, gone)
        texts = {name: text for name, text in texts.items() if name not in gone} | new
    index, built = Index(assembled), build(articles(texts))
    assert told(index) == told(built)
    assert content(index) == content(built)


@pytest.mark.usefixtures("never_merged")
def test_each_change_is_a_segment() -> None:
    assembled = build(articles(TEXTS)).assembled
    for number in range(4):
        assembled = changed(assembled, {f"new{number}": "Otters left. They left the river."}, set())
        assert len(assembled.segments) == number + 2
    assert content(Index(changed(assembled, {}, set()))) == content(Index(assembled))


def test_small_segments_are_merged() -> None:
    assembled = build(articles(TEXTS)).assembled
    for number in range(4):
        assembled = changed(assembled, {f"new{number}": "Otters left. They left the river."}, set())
        assert len(assembled.segments) == 1


def test_there_are_few_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uniting, "SMALL", 0)
    assembled, texts, most = build(articles(TEXTS)).assembled, dict(TEXTS), 0
    for number in range(60):
        texts[f"new{number:02}"] = "Otters left. They left the river."
        assembled = changed(assembled, {f"new{number:02}": texts[f"new{number:02}"]}, set())
        most = max(most, len(assembled.segments))
    assert 1 < most <= 4
    assert told(Index(assembled)) == told(build(articles(texts)))


@pytest.mark.usefixtures("never_merged")
def test_a_segment_that_is_half_gone_is_written_anew() -> None:
    assembled = build(articles(TEXTS)).assembled
    one_less = changed(assembled, {}, {"otters"})
    assert len(one_less.segments) == 2
    assert len(changed(one_less, {}, {"harbour", "deep/choir"}).segments) == 1


def test_places_of_removed_articles_have_no_number() -> None:
    assembled = build(articles(TEXTS)).assembled
    numbering = Numbering(assembled._replace(union=assembled.union._replace(runs=assembled.union.runs[:0])))
    assert numbering.article(Place(0, 1)) is None
    with pytest.raises(IndexError):
        numbering.article_at(0)


def generations(cache: Path) -> set[str]:
    return {path.name for path in cache.glob("*/g-*")}


STEPS: list[Callable[[Path], object]] = [
    lambda root: (root / "otters.txt").write_text("Otters left.\n\nThey left the river. Nobody saw them go."),
    lambda root: (root / "new.md").write_text(
        "# News\n\n## A *new* strike\n\nIt began in June.\n\n- Pay\n- Hours"
    ),
    lambda root: (root / "harbour.txt").unlink(),
    lambda root: (root / "new.md").rename(root / "a.md"),
    lambda root: (root / "a.md").write_text("# News\n\nThe strike is over."),
    lambda root: (root / "bad.txt").write_bytes(b"\0\1\2"),
    lambda root: write(root, {"otters": TEXTS["otters"], "harbour": TEXTS["harbour"]}),
    lambda root: (root / "rows.csv").write_text("title,text\nA,The mill closed.\nB,The mill opened.\n"),
    lambda root: (root / "rows.csv").write_text("title,text\nB,The mill opened.\n"),
    lambda root: (root / "rows.csv").unlink(),
]


@pytest.mark.usefixtures("never_merged")
def test_a_folder_refreshed_by_segments_equals_a_rebuilt_one(root: Path, cache: Path) -> None:
    open_folder(root, cache=cache)
    before = generations(cache)
    for number, step in enumerate(STEPS):
        step(root)
        aged(root)
        opened, built = open_folder(root, cache=cache), open_folder(root, cache=None)
        again = open_folder(root, cache=cache)
        for one in (opened, again):
            assert told(one.index) == told(built.index), number
            assert (one.corpus, one.notices, {*one.skipped}) == (built.corpus, (), {*built.skipped})
        assert check_folder(root, cache).sound
        assert content(again.index) == content(built.index)
    assert before < generations(cache), "the first segment was never written again"


@pytest.mark.usefixtures("never_merged")
def test_all_segments_are_put_together_when_asked(root: Path, cache: Path) -> None:
    open_folder(root, cache=cache)
    (root / "new.txt").write_text("A new strike began in June.")
    before = open_folder(root, cache=cache)
    assert len(generations(cache)) == 2
    for _ in range(2):
        after = open_folder(root, cache=cache, compact=True)
        assert told(after.index) == told(before.index)
        assert after.corpus == before.corpus
        (left,) = generations(cache)
    assert open_folder(root, cache=cache, compact=True).notices == ()
    assert generations(cache) == {left}, "what is one segment is left as it is"


@pytest.mark.usefixtures("never_merged")
def test_what_is_lost_of_any_segment_is_made_anew(root: Path, cache: Path) -> None:
    for name in ("runs.npy", "ids.npy", "manifest.json", "articles.jsonl"):
        for which in (0, 1):
            open_folder(root, cache=cache)
            (root / "new.txt").write_text(f"A new strike began, {name} and {which}.")
            expected = told(open_folder(root, cache=cache).index)
            newest = max(cache.glob("*/g-*"), key=lambda path: path.stat().st_mtime_ns)
            others = sorted(path for path in cache.glob("*/g-*") if path != newest)
            ((newest, *others)[which] / name).unlink()
            opened = open_folder(root, cache=cache)
            assert "damaged" in opened.notices[0]
            assert told(opened.index) == expected
            assert len(generations(cache)) == 1


@pytest.mark.usefixtures("never_merged")
@pytest.mark.parametrize(
    "rows", [[[0, 0, 9]], [[5, 0, 1]], [[0, 2, 1]], [[0, 0, 2], [0, 1, 4]], [[0, 2, 4], [0, 0, 2]]]
)
def test_runs_that_are_none_are_damage(rows: list[list[int]], root: Path, cache: Path) -> None:
    saved = open_folder(root, cache=cache)
    (place,) = cache.iterdir()
    layers = generation.load(place).layers
    union = saved.index.assembled.union
    forged = saved.index.assembled._replace(union=union._replace(runs=uniting.np.array(rows, "<u4")))
    generation.save(place, forged, layers[0].digests, saved.corpus)
    with pytest.raises(IndexDamaged):
        generation.load(place)
    assert "damaged" in open_folder(root, cache=cache).notices[0]


@pytest.mark.usefixtures("never_merged")
def test_chance_changes(root: Path, cache: Path, tmp_path: Path) -> None:
    chance = random.Random(5)
    for number in range(25):
        for _ in range(chance.randint(1, 3)):
            path = root / f"{chance.choice('abcdefg')}.txt"
            if path.exists() and chance.random() < 0.4:
                path.unlink()
            else:
                path.write_text(f"{chance.choice(list(TEXTS.values()))} Round {number}.")
        opened, built = open_folder(root, cache=cache), open_folder(root, cache=tmp_path / f"c{number}")
        assert told(opened.index) == told(built.index)
        assert opened.corpus == built.corpus
        shutil.rmtree(tmp_path / f"c{number}")
    assert ranked(opened.index, "Who called off the strike?")
    assert os.listdir(cache)
