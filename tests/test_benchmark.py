"""scripts/benchmark on a very small scale: that it measures and writes, not how fast anything is."""

from __future__ import annotations

import math
import re
import sys
import tomllib
from pathlib import Path

import pytest
from benchmarking import __main__ as benchmark
from benchmarking import corpus, libraries, plots, running, tables
from benchmarking.__main__ import DOCUMENT, OWN_QUESTIONS
from benchmarking.figures import SHOWN, title
from benchmarking.libraries import OWN
from benchmarking.measures import MEASURES
from benchmarking.options import OUT, parser
from benchmarking.place import Place, Wanted
from benchmarking.results import FILE, Corpus, Failed, Results, Row
from benchmarking.running import KNOWLEDGE

ROOT = Path(__file__).parent.parent
TEXTS = [
    "One fell. Two rose!\n\nThree sang.",
    "Four swam? Five slept.\n\nSix left.\n\nSeven came. Eight too.",
]
MADE = Results(
    {"processors": 2, "python": "3.11", "versions": {}, "texts": ["a"], "questions": 5, "rounds": 3},
    [Corpus("1k", 1000, 20, 0.8), Corpus("10k", 10_000, 90, 7.1)],
    [
        Row(size, library, measure, {name: [value, 0.5, 9.0] for name in names})
        for size, value in (("1k", 1.0), ("10k", 2.0))
        for library in ("qa_bot", "bm25s numpy")
        for measure, names in {"build": ("cpu_s", "wall_s"), "find": ("p50_ms", "p99_ms")}.items()
    ],
    ["tantivy: not installed (pip install tantivy)"],
)


def test_a_few_passages_are_measured_with_whatever_is_installed(tmp_path: Path) -> None:
    """Not with numba, which compiles for seconds in each process."""
    some = [row for row in libraries.LIBRARIES if row.name != "bm25s numba"]
    names = ",".join(row.name for row in some)
    given = ["--sizes", "60", "--files", "12", "--rounds", "1", "--asked", "4", "--only", names]
    assert benchmark.main([*given, "--out", str(tmp_path)]) == 0
    results = Results.read(tmp_path / FILE)
    taken = {row[:3] for row in results.rows}
    of_all = [name for name, row in MEASURES.items() if row.of_all]
    installed = [row for row in some if not row.missing]
    assert taken >= {
        ("60", row.name, name) for row in installed for name in of_all if name != "cold" or not row.apart
    }
    assert taken >= {("60", OWN, name) for name in MEASURES} | {("files", OWN, "cold")}
    values = [value for row in results.rows for spread in row.figures.values() for value in spread]
    assert all(math.isfinite(value) and value >= 0 for value in values)
    small, many = results.corpora
    assert 40 <= small.passages <= 90
    assert many.files == 12
    assert [text.partition(":")[0] for text in results.left_out] == [row.name for row in some if row.missing]
    assert results.setting["texts"] == [OWN_QUESTIONS.name, KNOWLEDGE.name]
    assert str(ROOT) not in (tmp_path / FILE).read_text(encoding="utf-8")


def test_a_library_that_is_missing_is_left_out_with_what_would_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libraries, "version", lambda package: None if package == "tantivy" else "1")
    told = list[str]()
    notes = running.Notes(told.append)
    assert [row.name for row in benchmark.chosen(["tantivy", "rank-bm25"], notes)] == ["rank-bm25"]
    assert notes.left_out == ["tantivy: not installed (pip install tantivy)"]
    assert told == ["left out: tantivy: not installed (pip install tantivy)"]


def test_a_measurement_that_fails_costs_its_library_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def step(name: str, library: str, place: Place) -> dict[str, float]:
        if library == "tantivy":
            raise Failed("no room")
        return {"cpu_s": 1.0}

    monkeypatch.setattr(running, "step", step)
    notes = running.Notes(lambda text: None)
    some = [libraries.NAMED[name] for name in ("qa_bot", "tantivy")]
    rows = running.measured(Corpus("1k", 1000, 9, 0.1), Place(tmp_path), some, ["build", "find"], 2, notes)
    found = [(row.library, row.measure, row.figures["cpu_s"]) for row in rows]
    assert found == [("qa_bot", "build", [1.0] * 3), ("qa_bot", "find", [1.0] * 3)]
    assert notes.left_out == ["tantivy, making and keeping the index: no room"]


def test_of_a_process_that_fails_its_last_line_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"^no room$"):
        running.spend([sys.executable, "-c", "import sys; sys.exit('much\\nno room')"], tmp_path)
    silent = [sys.executable, "-c", "import sys; sys.exit(1)"]
    assert running.spend(silent, tmp_path, running.SILENT).figures["cpu_s"] > 0
    with pytest.raises(Failed, match="it ended with 1"):
        running.spend(silent, tmp_path)


def test_long_measures_are_taken_fewer_times_of_large_corpora() -> None:
    assert [MEASURES["build"].rounds(5, size) for size in (1_000, 100_000, 250_000, 1_000_000)] == [
        5,
        5,
        2,
        1,
    ]
    assert MEASURES["find"].rounds(5, 1_000_000) == 5
    assert MEASURES["many"].rounds(5, 1_000) == 3


def test_a_slow_library_is_not_asked_about_more_passages_than_it_can(tmp_path: Path) -> None:
    notes = running.Notes(lambda text: None)
    slow = libraries.NAMED["rank-bm25"]
    assert not list(
        running.measured(Corpus("1m", 1_000_000, 9, 0.1), Place(tmp_path), [slow], ["find"], 1, notes)
    )
    assert notes.left_out == ["rank-bm25 at 1m: it would take too long"]


def test_a_mixed_copy_has_every_sentence_once_in_the_same_paragraphs() -> None:
    first = list(corpus.mixed(TEXTS, 1))
    assert first == list(corpus.mixed(TEXTS, 1))
    assert first != list(corpus.mixed(TEXTS, 2))
    sentences = re.compile(r"[A-Z]\w+ \w+[.!?]")
    assert sorted(sentences.findall(" ".join(first))) == sorted(sentences.findall(" ".join(TEXTS)))
    assert [text.count("\n\n") for text in first] == [1, 2]


def test_the_same_corpus_is_made_again(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        place = Place(tmp_path / name)
        place.root.mkdir()
        place.want(Wanted(str(KNOWLEDGE), (), 80, 0, 60_000, 3))
        corpus.make(place)
        files = sorted(place.articles.rglob("*.txt"))
        made.append([(path.relative_to(place.root), path.read_text()) for path in files])
        assert len(place.questions()) == 3
    assert made[0] == made[1]
    assert len(made[0]) > 5


def test_long_texts_are_cut_between_paragraphs() -> None:
    wanted = Wanted(str(KNOWLEDGE), (), 0, 0, 500, 1)
    found = list(corpus.pieces(wanted))
    assert len(found) > 20
    assert all(len(text) <= 500 or "\n\n" not in text for text in found)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--sizes", "1k,many"], "'many' is no number; write one such as 500, 20k or 1m"),
        (["--sizes", "0"], "'0' names no size; write some such as 1k,20k"),
        (["--rounds", "0"], "'0' is too few; give 1 or more"),
        (["--only", "lucene"], "'lucene' is none of qa_bot, bm25s numpy, bm25s numba, tantivy"),
        (["--measures", "luck"], "'luck' is none of build, find"),
    ],
)
def test_what_an_option_cannot_hold_is_named(
    given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(given)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "a", "there is no .txt or .md file in it; name a folder of texts"),
        ("a.txt", "-\n", "there is no word in its files; name a folder of texts"),
        ("a.txt", "Title: lamp", "there is no sentence in it; name a folder of texts"),
    ],
)
def test_a_folder_without_texts_is_one_line(
    name: str, text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(text)
    given = [
        str(tmp_path / "in"),
        "--sizes",
        "9",
        "--files",
        "0",
        "--rounds",
        "1",
        "--only",
        "qa_bot",
        "--out",
        str(tmp_path / "out"),
    ]
    assert benchmark.main(given) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("Nothing more was measured: ")
    assert said.endswith(told)


def test_help_names_every_measure_and_library() -> None:
    shown = parser().format_help()
    assert all(f"  {name} " in shown for name in MEASURES)
    assert all(row.name in " ".join(shown.split()) for row in libraries.LIBRARIES)


def test_every_package_is_one_that_is_installed_with_the_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    known = [*project["dependencies"], *project["optional-dependencies"]["bench"]]
    names = {re.split(r"[><=]", one)[0] for one in known}
    assert {package for row in libraries.LIBRARIES if not row.apart for package in row.needs} <= names


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    MADE.write(tmp_path / FILE)
    assert Results.read(tmp_path / FILE) == MADE


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}"])
def test_what_holds_no_results_is_named(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FILE).write_text(text)
    assert benchmark.main(["--draw", "--out", str(tmp_path)]) == 2
    assert f"{tmp_path / FILE}: no figures of a benchmark; measure again" in capsys.readouterr().err


def test_the_table_has_a_row_for_each_library_and_a_column_for_each_corpus() -> None:
    rows = tables.table(MADE).splitlines()
    assert rows[0] == "|  |  | 1,000 passages, 0.80 MB | 10,000 passages, 7.10 MB |"
    assert rows[2].startswith(
        "| indexing: speed / that of one processor, MB of text a second | **qa_bot** | 0.80 (1.00x)"
    )
    assert "|  | bm25s numpy | 0.80 / 0.80 | 3.55 / 3.55 |" in rows
    assert not any("tantivy" in row for row in rows)
    assert len({title(*figures) for figures in SHOWN}) == len(SHOWN)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0356, "0.04"), (9.997, "10.0"), (99.96, "100"), (1234.5, "1,230"), (0.0, "0.00"), (4.444, "4.44")],
)
def test_numbers_have_three_digits(value: float, shown: str) -> None:
    assert tables.written(value) == shown


def test_the_document_shows_the_figures_that_are_kept() -> None:
    """Which scripts/benchmark --draw writes anew."""
    assert tables.made_in(DOCUMENT) == tables.section(Results.read(OUT / FILE))


def test_plots_are_the_same_each_time_and_can_be_read_on_dark_pages() -> None:
    pytest.importorskip("matplotlib")
    drawn = [plots.svg(MADE, plots.PLOTS[0]) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert "@media (prefers-color-scheme: dark)" in drawn[0]
    assert plots.INK in drawn[0]
    assert "qa_bot</text>" in drawn[0]


def test_only_plots_that_have_values_are_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert [path.name for path in plots.draw(MADE, tmp_path)] == ["indexing.svg", "asking.svg"]
