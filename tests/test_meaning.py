"""A sentence encoder as one more clue: what it finds, how its vectors are kept, and that nothing needs it."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from index_texts import aged, write
from numpy.typing import NDArray
from stub_encoders import WordBag

from qa_bot import IndexFault, QABot
from qa_bot.answering.answerability import FEATURES, trust_weights
from qa_bot.answering.features import CLUES
from qa_bot.answering.features.meaning import (
    HELD,
    SAID_BY_WORDS,
    means_the_same,
    nearest_of_all,
    passage_means_the_same,
    unmet_meant,
)
from qa_bot.answering.matching.likeness import Likeness
from qa_bot.answering.weights import ALL_ELSE, FITTED_WITH, OTHER, read_fitted, read_points, read_weights
from qa_bot.encoding import named
from qa_bot.encoding.encoder import PROBE, Encoder
from qa_bot.errors import EncoderError
from qa_bot.retrieval import encoding, nearest, vectors
from qa_bot.retrieval.encoding import sentence_texts
from qa_bot.retrieval.segment import Reader
from qa_bot.retrieval.vectors import MadeBy, Vectors, read, whole_numbers
from qa_bot.terminal import cli
from qa_bot.values import Reply, Within

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")
OF_PASSAGE = "the passage means nearly the same"
CLUE, OF_WORDS = "means nearly the same", "near in meaning to the words not met"
ARTICLES = {
    "strike": "# The strike\n\n## Money\n\nDoctors want better wages. The ministry said no. Nobody spoke.\n\n"
    "## Days\n\nThe clinic was closed on Monday. It rained. Trains ran.",
    "dog": "# Lost and found\n\nA dog was seen at the port. It was brown. Its owner came by car.",
}
IN_OTHER_WORDS = "What pay do physicians ask for?"


def points(reply: Reply, beginning: str) -> dict[str, float]:
    return next(one.points for one in reply.evidence if one.sentence.text.startswith(beginning))


def test_a_question_in_other_words_finds_its_sentence() -> None:
    encoders = (None, WordBag("wordllama"))
    bare, meant = (QABot.from_texts(ARTICLES, encoder=one).ask(IN_OTHER_WORDS) for one in encoders)
    assert not bare.evidence or not bare.evidence[0].sentence.text.startswith("Doctors want")
    assert meant.evidence[0].sentence.text == "Doctors want better wages."
    assert points(meant, "Doctors want")[CLUE] > points(meant, "The ministry")[CLUE]
    assert points(meant, "Doctors want")[OF_WORDS] > 0


class Sorted:
    """Gives the same vector to the question and two sentences, another to all other texts."""

    name = "sorted"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        near = ("Bats", "cost")
        return np.array(
            [[1, 0] if any(one in text for one in near) else [0, 1] for text in texts], np.float32
        )


def test_a_sentence_that_meets_the_words_counts_for_less_by_meaning() -> None:
    text = "Bats live under the old roof. The entry cost is told there. It rained. Nobody sang."
    bare, meant = (
        QABot.from_texts({"a": text}, encoder=one).ask("What is the entry cost?") for one in (None, Sorted())
    )
    assert points(meant, "Bats")[CLUE] == pytest.approx(
        points(meant, "The entry")[CLUE] / (1 - SAID_BY_WORDS)
    )
    share = read_points(Sorted.name)["length"] / read_points()["length"]
    assert 0 < share < 1
    assert points(meant, "The entry")["length"] == pytest.approx(share * points(bare, "The entry")["length"])


def test_an_encoder_whose_words_do_not_add_up_has_the_one_clue() -> None:
    encoder = WordBag("wordllama")
    encoder.adds_up = False  # type: ignore[misc]
    found = points(QABot.from_texts(ARTICLES, encoder=encoder).ask(IN_OTHER_WORDS), "Doctors want")
    assert CLUE in found
    assert OF_WORDS not in found
    assert sum(text == IN_OTHER_WORDS for text in encoder.encoded) == 1
    assert not {"pay", "physicians"} & {*encoder.encoded}


def test_json_has_the_cosine_only_with_an_encoder() -> None:
    bare, meant = (
        QABot.from_texts(ARTICLES, encoder=one).ask("Was a canine seen?") for one in (None, WordBag())
    )
    without, with_it = (json.dumps(one.as_dict()["why"]) for one in (bare, meant))
    assert '"cosine"' in with_it
    assert '"cosine"' not in without
    assert all(-1 <= one.cosine <= 1 for one in meant.evidence if one.cosine is not None)
    assert {one.cosine for one in bare.evidence} == {None}


def test_a_question_of_a_stretch_is_answered_from_it() -> None:
    bot = QABot.from_texts(ARTICLES, encoder=WordBag())
    start = bot.text_of("strike").index("The clinic")
    reply = bot.ask("When was the clinic shut?", Within("strike", start))
    assert reply.shown[0].sentence.text == "The clinic was closed on Monday."
    whole = bot.ask("When was the clinic shut?")
    same = [one.cosine for reply in (reply, whole) for one in reply.evidence if one.sentence.start == start]
    assert same[0] == same[1] is not None


@pytest.mark.parametrize(
    ("is_given", "cosines", "sign"),
    [(True, [0.2, 0.9], HELD), (True, [], 0.0), (False, [0.2, 0.9], 0.9), (False, [], 0.0)],
)
def test_a_given_text_is_taken_to_hold_the_answer(is_given: bool, cosines: list[float], sign: float) -> None:
    of_question = {("a", place): cosine for place, cosine in enumerate(cosines)}
    found = SimpleNamespace(is_given=is_given, likeness=Likeness(of_question, {}))
    assert nearest_of_all(SimpleNamespace(candidates=found)) == sign  # type: ignore[arg-type]


def test_passages_are_found_by_meaning_among_the_articles_asked() -> None:
    many = {f"{n:02}": f"The {n} river rose. Nobody swam there." for n in range(60)}
    bot = QABot.from_texts({**ARTICLES, **many}, encoder=WordBag(columns=512))
    assert "dog" in {one.passage.source.id for one in bot.rank(bot.read("Whose canine?"))}
    talk = bot.conversation()
    talk.articles = frozenset(["05", "06"])
    assert {one.source.id for one in talk.ask("Whose canine?").evidence} <= {"05", "06"}


def test_passages_of_a_large_index_are_found_by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "MOST_COMPARED", 10)
    bot = QABot.from_texts({**ARTICLES, **{str(n): "It rained." for n in range(50)}}, encoder=WordBag())
    assert bot.rank(bot.read("Whose canine?")) == []


def test_what_is_encoded_is_the_sentence_behind_what_stands_above_it() -> None:
    encoder = WordBag()
    text = "# Ferry\n\nIt sails.\n\n## Fares\n\n### Return\n\nTwo pounds\neach way. Free for dogs."
    bot = QABot.from_texts({"a": text}, encoder=encoder)
    (segment,) = bot._now.index.assembled.segments
    assert [*sentence_texts(Reader(segment), 0)] == [
        ("Ferry", "It sails."),
        ("Ferry\nFares\nReturn", "Two pounds each way."),
        ("Ferry\nFares\nReturn", "Free for dogs."),
    ]
    assert encoder.encoded == [
        "Ferry\nIt sails.",
        "Ferry\nReturn\nTwo pounds each way.",
        "Ferry\nReturn\nFree for dogs.",
    ]


@pytest.mark.parametrize("kind", [*FITTED_WITH, OTHER])
def test_every_weight_of_meaning_is_of_a_clue_or_a_sign(kind: str) -> None:
    measures = (means_the_same, passage_means_the_same, unmet_meant)
    of_meaning = {clue.name for clue in CLUES if clue.measure in measures}
    signs = {feature.name for feature in FEATURES} | {"always"}
    points = read_fitted("points", kind)
    assert {CLUE, OF_PASSAGE, ALL_ELSE} <= set(points) <= {*of_meaning, ALL_ELSE}
    assert of_meaning == {CLUE, OF_PASSAGE, OF_WORDS}
    assert (OF_WORDS in points) == (kind == "wordllama")
    assert all(value > 0 for value in points.values())
    for name in ("confidence", "silence"):
        assert set(read_fitted(name, kind)) <= signs


def test_tables_are_chosen_by_the_end_of_the_name() -> None:
    of_minilm = read_weights("meaning/points.all-minilm-l6-v2")
    for name in (
        "sentence-transformers:all-MiniLM-L6-v2",
        "fastembed:sentence-transformers/all-MiniLM-L6-v2",
    ):
        assert read_fitted("points", name) == of_minilm
    assert read_fitted("points", "wordllama") != of_minilm
    assert (
        read_fitted("points", "bag") == read_fitted("points", "model2vec:x") == read_fitted("points", OTHER)
    )
    assert read_points().keys() < read_points("bag").keys()
    assert ALL_ELSE not in read_points("bag")
    share = read_fitted("points", OTHER)[ALL_ELSE]
    assert {name: read_points("bag")[name] for name in read_points()} == pytest.approx(
        {name: share * points for name, points in read_points().items()}
    )
    assert trust_weights()[0] == {**read_weights("confidence"), **read_weights("conversation_confidence")}


# How the vectors are kept


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a folder of articles that certainly do not change by themselves."""
    folder = write(tmp_path / "articles")
    aged(folder)
    return folder


@pytest.fixture
def opened(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., QABot]:
    """Return what opens the folder, its index kept."""
    monkeypatch.setenv("QA_BOT_CACHE", str(tmp_path / "cache"))

    def open_it(encoder: Encoder | str | None = None, **wishes: Any) -> QABot:
        return QABot.from_folder(root, encoder=encoder, **wishes)

    return open_it


def files(cache: Path, pattern: str = "*/meaning-*/*") -> list[Path]:
    return sorted(cache.glob(pattern))


def change(root: Path, name: str = "otters", text: str = "Otters left\n\nThe otters left the river.") -> None:
    (root / f"{name}.txt").write_text(text, encoding="utf-8")
    aged(root)


def said(bot: QABot, question: str = "Who ended the strike?") -> dict[str, Any]:
    told: dict[str, Any] = bot.ask(question).as_dict()
    return told


def test_what_is_kept_is_not_encoded_again(opened: Callable[..., QABot]) -> None:
    first, again = WordBag(), WordBag()
    made, kept = opened(first), opened(again)
    assert len(first.encoded) == 1 + made.sentence_count
    assert again.encoded == [PROBE]
    assert said(made) == said(kept)
    assert said(QABot.from_folder(made.root, cache=False, encoder=WordBag())) == said(kept)


def test_the_index_itself_is_as_it_is_without(opened: Callable[..., QABot], tmp_path: Path) -> None:
    opened()
    before = {path: path.read_bytes() for path in files(tmp_path / "cache", "*/g-*/*")}
    opened(WordBag())
    assert {path: path.read_bytes() for path in files(tmp_path / "cache", "*/g-*/*")} == before
    assert before


def test_only_what_is_new_or_changed_is_encoded(opened: Callable[..., QABot], root: Path) -> None:
    opened(WordBag())
    change(root)
    again = WordBag()
    bot = opened(again)
    assert again.encoded == [PROBE, "Otters left\nThe otters left the river."]
    assert said(bot) == said(QABot.from_folder(root, cache=False, encoder=WordBag()))


def test_where_articles_only_go_nothing_is_encoded(opened: Callable[..., QABot], root: Path) -> None:
    opened(WordBag())
    (root / "otters.txt").unlink()
    aged(root)
    opened(compact=True)
    again = WordBag()
    bot = opened(again)
    assert {*again.encoded} == {PROBE}
    assert said(bot) == said(QABot.from_folder(root, cache=False, encoder=WordBag()))


def test_an_open_bot_encodes_what_changes(opened: Callable[..., QABot], root: Path) -> None:
    encoder = WordBag()
    bot = opened(encoder)
    encoder.encoded.clear()
    change(root)
    bot.refresh()
    assert [text for text in encoder.encoded if text != PROBE] == ["Otters left\nThe otters left the river."]
    assert bot.encoder is encoder


def test_what_others_write_meanwhile_throws_nothing_away(
    opened: Callable[..., QABot], root: Path, tmp_path: Path
) -> None:
    opened(WordBag())
    opened(WordBag("other", salt="x"))
    change(root)
    opened()  # without an encoder, and all comes into a new segment
    opened(compact=True)
    for name, salt in (("bag", ""), ("other", "x")):
        again = WordBag(name, salt=salt)
        opened(again)
        assert again.encoded == [PROBE, "Otters left\nThe otters left the river."]
    kept = {path.parent.name for path in files(tmp_path / "cache")}
    assert len(kept) == len(files(tmp_path / "cache")) == 2


@pytest.mark.parametrize("other", [WordBag(columns=32), WordBag(salt="x")])
def test_another_encoder_of_the_same_name_is_refused(other: WordBag, opened: Callable[..., QABot]) -> None:
    opened(WordBag())
    with pytest.raises(IndexFault, match="give it another name") as raised:
        opened(other)
    told = str(raised.value)
    assert "'bag' (48 numbers, " in told
    assert f"'bag' as it is now ({len(other.encode(['a'])[0])} numbers, " in told
    assert raised.value.exit_status == 3


def _spoil(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("spoilt", [10, 70, 200, -300, -1, "cut", "empty", "link", "folder"])
def test_damaged_vectors_are_made_again(
    spoilt: int | str, opened: Callable[..., QABot], tmp_path: Path
) -> None:
    right = said(opened(WordBag()))
    (path,) = files(tmp_path / "cache")
    if isinstance(spoilt, int):
        _spoil(path, spoilt)
    elif spoilt == "cut":
        path.write_bytes(path.read_bytes()[:-64])
    elif spoilt == "empty":
        path.write_bytes(b"")
    else:
        moved = shutil.move(path, tmp_path / "elsewhere")
        os.symlink(moved, path) if spoilt == "link" else path.mkdir()
    again = WordBag()
    bot = opened(again)
    assert said(bot) == right
    assert len(again.encoded) > 2
    assert [one.is_file() and not one.is_symlink() for one in files(tmp_path / "cache")] == [True]


def test_damage_of_a_large_file_is_found_where_it_is_used(
    opened: Callable[..., QABot], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "ALWAYS_CHECKED", 0)
    right = said(opened(WordBag()))
    (path,) = files(tmp_path / "cache")
    _spoil(path, -1)
    again = WordBag()
    bot = opened(again)
    assert again.encoded == [PROBE]  # nothing was noticed yet
    assert said(bot) == right
    assert len(again.encoded) > 2


def test_damaged_vectors_are_not_taken_over(
    opened: Callable[..., QABot], root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "ALWAYS_CHECKED", 0)
    opened(WordBag())
    _spoil(*files(tmp_path / "cache"), -1)
    change(root)
    assert said(opened(WordBag())) == said(QABot.from_folder(root, cache=False, encoder=WordBag()))


def test_vectors_by_other_rules_are_made_again(
    opened: Callable[..., QABot], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(WordBag())
    monkeypatch.setattr(vectors, "FORMAT", 99)
    again = WordBag()
    opened(again)
    assert len(again.encoded) > 2


def test_vectors_that_cannot_be_kept_stay_in_memory(
    opened: Callable[..., QABot], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    opened()
    monkeypatch.setattr(vectors.storage, "replace", full)
    bot = opened(WordBag())
    assert ["no space left on device" in one for one in bot.notices] == [True]
    assert said(bot) == said(QABot.from_folder(bot.root, cache=False, encoder=WordBag()))
    assert not files(tmp_path / "cache")


def test_how_far_it_has_come_is_told(opened: Callable[..., QABot], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "LOT", 4)
    monkeypatch.setattr(encoding, "TRIALS", (2, 2))
    told: list[tuple[int, int]] = []
    count = opened(WordBag(), encoded=lambda *done: told.append(done)).sentence_count
    assert told[-1] == (count, count)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 2


def test_the_vectors_do_not_depend_on_the_lots(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = said(QABot.from_folder(root, cache=False, encoder=WordBag()))
    for lot, tried in ((1, (1,)), (3, (2, 5)), (4, ()), (3, (50, 1))):
        monkeypatch.setattr(encoding, "LOT", lot)
        monkeypatch.setattr(encoding, "TRIALS", tried)
        assert said(QABot.from_folder(root, cache=False, encoder=WordBag())) == right


def test_a_named_encoder_may_work_in_several_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def mapped(work: Any, shared: Any, items: Any, workers: int) -> Any:
        asked.append(workers)
        return (work(pickle.loads(pickle.dumps(shared)), item) for item in items)

    row = named.Row("bag", "json", lambda model: WordBag(), takes_model=False, adds_up=True)
    monkeypatch.setattr(named, "ENCODERS", (row,))
    monkeypatch.setattr(encoding, "mapped", mapped)
    monkeypatch.setattr(encoding, "WORTH", -1.0)
    monkeypatch.setattr(encoding, "LOT", 4)
    monkeypatch.setattr(encoding, "TRIALS", (2, 2))
    bot = QABot.from_folder(root, cache=False, encoder="bag", workers=2)
    QABot.from_folder(root, cache=False, encoder=WordBag(), workers=2)  # an object may not be fit to be sent
    QABot.from_folder(root, cache=False, encoder="bag")
    assert asked == [2, 1, 1]
    assert said(bot) == said(QABot.from_folder(root, cache=False, encoder=WordBag()))


def test_what_is_slow_only_at_first_is_not_worth_another_process(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, asked = [0.0], list[int]()

    def mapped(work: Any, shared: Any, items: Any, workers: int) -> Any:
        asked.append(workers)
        return (work(shared, item) for item in items)

    class Warming(WordBag):
        """Takes a hundred seconds when it first works, then none."""

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            now[0] += 0.0 if self.encoded else 100.0
            return super().encode(texts)

    monkeypatch.setattr(encoding, "monotonic", lambda: now[0])
    row = named.Row("bag", "json", lambda model: Warming(), takes_model=False, adds_up=True)
    monkeypatch.setattr(named, "ENCODERS", (row,))
    monkeypatch.setattr(encoding, "mapped", mapped)
    monkeypatch.setattr(encoding, "TRIALS", (2, 2))
    QABot.from_folder(root, cache=False, encoder="bag", workers=2)
    assert asked == [1]


def test_a_bot_takes_its_encoder_to_another_process(opened: Callable[..., QABot]) -> None:
    for bot in (opened(WordBag()), QABot.from_texts(ARTICLES, encoder=WordBag())):
        again = pickle.loads(pickle.dumps(bot))
        assert again.encoder is not None
        assert said(again) == said(bot)


def test_rows_are_kept_as_whole_numbers_of_the_same_direction() -> None:
    rows = np.array([[0.6, -0.8], [0.0, 0.0], [1e-3, 1.0]], np.float32)
    assert whole_numbers(rows).tolist() == [[95, -127], [0, 0], [0, 127]]


def test_a_file_gives_what_was_written(tmp_path: Path) -> None:
    made_by = MadeBy("Ä\n", np.array([0.6, 0.8], np.float32))
    for count in (0, 3):
        made = Vectors(
            np.arange(16 * count, dtype=np.uint8).reshape(count, 16),
            np.arange(count + 1, dtype=np.uint32),
            np.ones((count, 2), np.int8),
        )
        vectors.write(tmp_path / "x", made, made_by)
        (name, probe), found = read(tmp_path / "x")
        assert (name, probe.tolist()) == ("Ä\n", made_by.probe.tolist())
        assert [one.tolist() for one in found] == [one.tolist() for one in made]
        assert dict(found.by_article()).keys() == {key.tobytes() for key in made.keys}


# The command line


@pytest.fixture
def by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line know an encoder that needs no library."""
    row = named.Row("bag", "json", lambda model: WordBag(), takes_model=False, adds_up=True)
    monkeypatch.setattr(named, "ENCODERS", (row,))


@pytest.mark.usefixtures("by_name")
@pytest.mark.parametrize("by_variable", [False, True])
def test_the_command_line_takes_an_encoder(
    by_variable: bool,
    opened: Callable[..., QABot],
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    option = [] if by_variable else ["--encoder", "bag"]
    monkeypatch.setenv("QA_BOT_ENCODER", "bag" if by_variable else "")
    assert cli.main(["index", str(root), *option]) == 0
    assert files(tmp_path / "cache")
    cli.main(["ask", "--json", "--knowledge", str(root), *option, "Who ended the strike?"])
    assert '"cosine"' in capsys.readouterr().out
    cli.main(["--knowledge", str(root), *option, "When did the strike begin?"])
    assert "13 March" in capsys.readouterr().out


@pytest.mark.usefixtures("opened")
def test_an_unknown_encoder_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "--encoder", "word2vec", "--knowledge", str(root), "Who swims?"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("qa-bot: There is no encoder 'word2vec'; take wordllama")
    assert told.err.count("\n") == 1


def test_an_encoder_that_fails_raises_its_own_error_and_leaves_the_index(
    opened: Callable[..., QABot],
) -> None:
    class Bad(WordBag):
        def encode(self, texts: Any) -> Any:
            return np.ones((len(texts), 2), np.float32)

    with pytest.raises(EncoderError, match=r"a row of length 1\.41 instead of 1"):
        opened(Bad())
    assert opened().ask("Who ended the strike?").evidence
