"""What an encoder must give, which have a name, and the table of vectors of wordllama."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import small_wordllama
from hypothesis import given, settings
from hypothesis import strategies as st
from stub_encoders import WordBag

from qa_bot import QABot
from qa_bot.encoding import wordllama
from qa_bot.encoding.encoder import encoded, name_of
from qa_bot.encoding.named import ENCODERS, FORMS, encoder_named
from qa_bot.encoding.pieces import BLANK, LONGEST, READ, Pieces
from qa_bot.encoding.wordllama import WordLlama
from qa_bot.errors import EncoderError, WrongType
from qa_bot.language.tokens import split

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
    """Make the two files of the package: piece n has the vector (n, 1, 0, ...)."""
    table = np.zeros((len(PIECES), 256), "<f2")
    table[:, 0], table[:, 1] = np.arange(len(PIECES)), 1
    return small_wordllama.make(tmp_path_factory.mktemp("wordllama"), PIECES, table)


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
        ("the\u00a0mill\u00bb the\u2019s", [f"{BLANK}the", f"{BLANK}mill", f"{BLANK}the"]),
        ("the_mill _", [f"{BLANK}the", f"{BLANK}mill"]),
        ("mill mill\nthe", [f"{BLANK}the", f"{BLANK}mill", f"{BLANK}mill"]),
    ],
)
def test_a_text_is_the_sum_of_its_longest_pieces(text: str, pieces: list[str], folder: Path) -> None:
    (row,) = WordLlama(folder).encode([text])
    assert row[:2].tolist() == _sum_of(*pieces)
    assert len(row) == wordllama.COLUMNS
    assert not row[2:].any()


def test_of_a_word_of_any_length_the_beginning_is_read(folder: Path) -> None:
    (row,) = WordLlama(folder).encode(["t" * 300_000])
    assert row[1] == 1 + READ


def test_a_text_without_a_word_says_nothing(folder: Path) -> None:
    assert not WordLlama(folder).encode(["", " ... ", "?!"]).any()
    assert WordLlama(folder).encode([]).shape == (0, wordllama.COLUMNS)


LONG = ["characterist", "characteristic", "istically", "университе", "те"]
PARTS = [*small_wordllama.PIECES, *LONG, *(f"{BLANK}{piece}" for piece in LONG)]
SYLLABLES = "a c the mill ill characterist ic ally университе те é 漢 ö 9".split()


def longest(word: str, pieces: Mapping[str, int]) -> list[int]:
    """Return the numbers of the pieces of a word, by trying all of them at each place."""
    spelt, at, found = f"{BLANK}{word}", 0, list[int]()
    while at < len(spelt):
        sizes = range(len(spelt) - at, 0, -1)
        fit = (size for size in sizes if spelt[at : at + size] in pieces)
        size = next((size for size in fit if len(spelt[at : at + size].strip(BLANK).encode()) <= LONGEST), 0)
        found += [pieces[spelt[at : at + size]]] if size else []
        at += size or 1
    return found


@given(words=st.lists(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6).map("".join), max_size=9))
@settings(deadline=None)
def test_all_words_are_cut_as_each_alone(words: list[str], cutter: Pieces) -> None:
    words = [word for word in words if len(word.encode()) <= READ]
    numbers, first = cutter.cut(words)
    known = {piece: number for number, piece in enumerate(PARTS)}
    found = [numbers[start:end].tolist() for start, end in pairwise(first.tolist())]
    assert found == [longest(word, known) for word in words]


@pytest.fixture(scope="module")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> Pieces:
    place = small_wordllama.make(tmp_path_factory.mktemp("pieces"), PARTS)
    return Pieces((place / wordllama.TOKENIZER).read_bytes())


def test_pieces_in_another_order_than_that_of_their_numbers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not in order of their numbers"):
        Pieces(b'{"vocab": {"b": 1, "a": 0}, "merges": []}')
    place = small_wordllama.make(tmp_path, ["a", "b"])
    assert Pieces((place / wordllama.TOKENIZER).read_bytes()).cut(["ab"])[0].tolist() == [0, 1]


WORDS = st.lists(st.sampled_from(["the", "mill", "mills", "stone", "windmill", "\n", "?"]), max_size=8)


@given(texts=st.lists(WORDS.map(" ".join), max_size=12), at_once=st.integers(1, 5))
@settings(deadline=None, max_examples=40)
def test_a_vector_depends_on_its_text_alone(texts: list[str], at_once: int, folder: Path) -> None:
    encoder = WordLlama(folder)
    alone = [WordLlama(folder).encode([text])[0].tolist() for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordllama, "AT_ONCE", at_once)
        patch.setattr(wordllama, "MOST_WORDS", 3)
        assert encoder.encode(texts).tolist() == alone


@given(
    texts=st.lists(st.text(st.characters() | st.sampled_from("the mill.9’é \n_"), max_size=30), max_size=6)
)
@settings(deadline=None)
def test_vectors_add_up_in_every_digit(texts: list[str], by_chance: WordLlama) -> None:
    words = [word for text in texts for word in split(text)]
    whole = by_chance.encode(["\n".join(texts)])[0].tolist()
    assert np.sum(by_chance.of_words(words), axis=0).tolist() == whole
    assert np.sum(by_chance.encode(texts), axis=0).tolist() == whole


@pytest.fixture(scope="module")
def by_chance(tmp_path_factory: pytest.TempPathFactory) -> WordLlama:
    """Make an encoder with a vector for each letter."""
    return WordLlama(small_wordllama.make(tmp_path_factory.mktemp("by_chance")))


@pytest.mark.skipif(find_spec("wordllama") is None, reason="wordllama is not installed")
def test_the_wheel_has_the_files_that_are_read() -> None:
    encoder = encoder_named("wordllama")
    assert "wordllama" not in sys.modules
    car, automobile, banana = encoded(encoder, ["a fast car", "a quick automobile", "a ripe banana"])
    assert car @ automobile > 0.5 > car @ banana
