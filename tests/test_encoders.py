"""What an encoder must give, which have a name, and the table of vectors of wordllama."""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stub_encoders import WordBag

from qa_bot import QABot
from qa_bot.encoding import wordllama
from qa_bot.encoding.encoder import encoded, name_of
from qa_bot.encoding.named import ENCODERS, FORMS, encoder_named
from qa_bot.encoding.wordllama import BLANK, WordLlama
from qa_bot.encoding.words import words_in, written_in
from qa_bot.errors import EncoderError, WrongType

TEXTS = ["one", "two"]


class Giving:
    """Gives the same, whatever the texts are."""

    def __init__(self, what: object) -> None:
        self._what = what

    def encode(self, texts: Sequence[str]) -> Any:
        return self._what


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (np.eye(3), r"shape \(3, 3\) for 2 texts"),
        (np.ones(2), r"shape \(2,\)"),
        (np.zeros((2, 0)), r"shape \(2, 0\)"),
        ([[1.0, 0.0], [np.nan, 1.0]], "not finite"),
        ([[1.0, 0.0], [3.0, 4.0]], "length 5 instead of 1"),
        ([[1.0, 0.0], [1.0]], "list, which is no table"),
        (None, "shape"),
        ("words", "str, which is no table"),
    ],
)
def test_what_an_encoder_gives_is_checked(what: object, told: str) -> None:
    with pytest.raises(EncoderError, match=told) as raised:
        encoded(Giving(what), TEXTS)  # type: ignore[arg-type]
    assert "'Giving'" in str(raised.value)
    assert "encode(texts) must return" in str(raised.value)


def test_a_row_of_zeros_says_nothing_and_may_be_given() -> None:
    assert encoded(Giving([[0.0, 1.0], [0.0, 0.0]]), TEXTS).tolist() == [[0.0, 1.0], [0.0, 0.0]]  # type: ignore[arg-type]


def test_an_encoder_without_a_name_is_called_by_its_class() -> None:
    assert (name_of(Giving(None)), name_of(WordBag("mine"))) == ("Giving", "mine")


@pytest.mark.parametrize("given", [3, b"wordllama", object(), ["wordllama"]])
def test_what_is_no_encoder_is_a_wrong_type(given: Any) -> None:
    with pytest.raises(WrongType, match="The encoder must be a name, or an object with encode"):
        QABot.from_texts({"a": "The mill was built in 1871."}, encoder=given)


@pytest.mark.parametrize(
    "name", ["", "word2vec", "wordllama:256", "fastembed", "fastembed:", ":x", "x\x1b[2J"]
)
def test_an_unknown_name_is_told_the_known_ones(name: str) -> None:
    with pytest.raises(EncoderError, match="There is no encoder") as raised:
        encoder_named(name)
    assert FORMS in str(raised.value)
    assert "\x1b" not in str(raised.value)


@pytest.mark.parametrize("row", ENCODERS, ids=lambda row: row.name)
def test_a_missing_library_is_told_with_what_installs_it(
    row: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qa_bot.encoding.named.find_spec", lambda package: None)
    with pytest.raises(EncoderError, match=f"pip install {row.name}$"):
        encoder_named(row.form)


class _StaticModel:
    """The interface of model2vec that is used."""

    @classmethod
    def from_pretrained(cls, model: str) -> _StaticModel:
        return cls()

    def encode(self, texts: list[str]) -> Any:
        return np.array([[3.0, len(text)] for text in texts])


class _TextEmbedding:
    """That of fastembed."""

    def __init__(self, model_name: str) -> None:
        if model_name == "missing":
            raise ValueError("Model missing is not supported in TextEmbedding.\nSee the list.")

    def embed(self, documents: list[str], batch_size: int = 256) -> Iterator[Any]:
        assert batch_size == 1
        return (np.array([3.0, len(text)], np.float32) for text in documents)


class _SentenceTransformer:
    """That of sentence-transformers."""

    def __init__(self, model_name_or_path: str) -> None:
        self.model = model_name_or_path

    def encode(
        self, sentences: list[str], batch_size: int = 32, show_progress_bar: bool | None = None
    ) -> Any:
        assert (batch_size, show_progress_bar) == (1, False)
        return np.array([[3.0, len(text)] for text in sentences], np.float32)


LIBRARIES = {
    "model2vec": ("StaticModel", _StaticModel),
    "fastembed": ("TextEmbedding", _TextEmbedding),
    "sentence-transformers": ("SentenceTransformer", _SentenceTransformer),
}


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put a stub in the place of a library; return the encoder's name."""
    name: str = request.param
    module = ModuleType(name.replace("-", "_"))
    module.__spec__ = ModuleSpec(module.__name__, None)
    setattr(module, *LIBRARIES[name])
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return f"{name}:small-model"


def test_libraries_are_asked_text_by_text_and_their_rows_made_units(library: str) -> None:
    encoder = encoder_named(library)
    assert encoder.name == library
    assert encoded(encoder, ["four", "four"]).tolist() == pytest.approx(np.array([[0.6, 0.8]] * 2))
    assert getattr(encoder, "adds_up", False) == library.startswith("model2vec")


def test_an_encoder_with_a_name_is_opened_anew_in_another_process(library: str) -> None:
    again = pickle.loads(pickle.dumps(encoder_named(library)))
    assert again.name == library
    assert again.encode(["four"]).tolist() == encoder_named(library).encode(["four"]).tolist()


@pytest.mark.parametrize("library", ["fastembed"], indirect=True)
def test_a_model_that_cannot_be_had_is_one_line(library: str) -> None:
    with pytest.raises(
        EncoderError, match="'fastembed:missing' cannot be opened: ValueError: Model missing"
    ) as told:
        encoder_named("fastembed:missing")
    assert "\n" not in str(told.value)


PIECES = ["<unk>", BLANK, f"{BLANK}the", f"{BLANK}mill", "s", "t", "one", f"{BLANK}wind", "mill", "é"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the two files of the package, small: piece n has the vector (n, 1, 0, ...)."""
    place = tmp_path_factory.mktemp("wordllama")
    table = np.zeros((len(PIECES), 256), "<f2")
    table[:, 0], table[:, 1] = np.arange(len(PIECES)), 1
    about = {wordllama.TABLE: {"dtype": "F16", "shape": [*table.shape], "data_offsets": [0, table.nbytes]}}
    head = json.dumps(about).encode()
    _write(place / wordllama.WEIGHTS, len(head).to_bytes(8, "little") + head + table.tobytes())
    vocabulary = {piece: number for number, piece in enumerate(PIECES)}
    model = {"model": {"type": "BPE", "vocab": vocabulary, "merges": ["m i", "mi l"]}}
    _write(place / wordllama.TOKENIZER, json.dumps({"added_tokens": [], **model}).encode())
    return place


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _sum_of(*pieces: str) -> list[float]:
    return [float(sum(map(PIECES.index, pieces))), float(len(pieces))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("the mill", [f"{BLANK}the", f"{BLANK}mill"]),
        ("mills", [f"{BLANK}mill", "s"]),
        ("windmill", [f"{BLANK}wind", "mill"]),
        ("stone", [BLANK, "s", "t", "one"]),
        ("the, mill!", [f"{BLANK}the", f"{BLANK}mill"]),
        ("é\u6f22t", [BLANK, "é", "t"]),
        ("the\nmill", [f"{BLANK}the", f"{BLANK}mill"]),
        ("the\0mill\u2014the", [f"{BLANK}the", f"{BLANK}mill", f"{BLANK}the"]),
        ("the\u00a0mill\u00bb the\u2019s", [f"{BLANK}the", f"{BLANK}mill", f"{BLANK}the", BLANK, "s"]),
        ("mill mill\nthe", [f"{BLANK}the", f"{BLANK}mill", f"{BLANK}mill"]),
    ],
)
def test_a_text_is_the_sum_of_its_longest_pieces(text: str, pieces: list[str], folder: Path) -> None:
    (row,) = WordLlama(folder).encode([text])
    assert row[:2].tolist() == _sum_of(*pieces)
    assert len(row) == wordllama.COLUMNS
    assert not row[2:].any()


def test_a_word_of_any_length_is_cut_in_time(folder: Path) -> None:
    (row,) = WordLlama(folder).encode(["t" * 300_000])
    assert row[1] == 300_001


def test_a_text_without_a_word_says_nothing(folder: Path) -> None:
    assert not WordLlama(folder).encode(["", " ... ", "?!"]).any()
    assert WordLlama(folder).encode([]).shape == (0, wordllama.COLUMNS)


CHARACTERS = st.characters() | st.sampled_from("tés _9\0\n\u2019\u2014\u00a0\u6f22\U0001f600\ud800")


@given(texts=st.lists(st.text(CHARACTERS, max_size=30), max_size=6))
def test_words_are_what_letters_and_digits_make(texts: list[str]) -> None:
    words = words_in(texts)
    written = words.written(np.arange(len(words.keys)))
    for text, (start, end) in zip(texts, pairwise(words.first.tolist()), strict=True):
        assert written[start:end] == written_in(text)
        found = [word for run in written[start:end] for word in re.findall(r"\w+", run)]
        assert found == re.findall(r"\w+", text)
    same = dict(zip(words.keys.tolist(), written, strict=True))
    assert [same[key] for key in words.keys.tolist()] == written


@given(words=st.lists(st.text("abéx", min_size=1, max_size=40), unique=True))
def test_every_word_has_a_key_of_its_own_wherever_it_stands(words: list[str]) -> None:
    one, other = words_in([" ".join(words)]), words_in([f"({word})" for word in words])
    assert one.keys.tolist() == other.keys.tolist()
    assert len({*one.keys.tolist()}) == len(words)


WORDS = st.lists(st.sampled_from(["the", "mill", "mills", "stone", "windmill", "\n", "?"]), max_size=8)


@given(texts=st.lists(WORDS.map(" ".join), max_size=12), few=st.integers(0, 3), at_once=st.integers(1, 5))
@settings(deadline=None, max_examples=40)
def test_a_vector_depends_on_its_text_alone(texts: list[str], few: int, at_once: int, folder: Path) -> None:
    encoder = WordLlama(folder)
    alone = [WordLlama(folder).encode([text])[0].tolist() for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordllama, "FEW", few)
        patch.setattr(wordllama, "AT_ONCE", at_once)
        patch.setattr(wordllama, "MOST_WORDS", 3)
        assert encoder.encode(texts).tolist() == alone


@pytest.mark.skipif(find_spec("wordllama") is None, reason="wordllama is not installed")
def test_the_wheel_has_the_files_that_are_read() -> None:
    encoder = encoder_named("wordllama")
    assert "wordllama" not in sys.modules
    car, automobile, banana = encoded(encoder, ["a fast car", "a quick automobile", "a ripe banana"])
    assert car @ automobile > 0.5 > car @ banana
