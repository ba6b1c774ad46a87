"""ENCODERS: the encoders that have a name, a row each: whose library they need, and how they are opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.encoding.encoder import F32, Encoder, units
from qa_bot.errors import EncoderError
from qa_bot.named_tuples import NamedTuple
from qa_bot.sanitising import one_line

ONE = 1  # text at a time: what stands beside a text in a batch changes the last digits of its vector


class NamedEncoder:
    """An encoder that was opened by its name, and is opened so in another process."""

    def __init__(self, row: Row, name: str, opened: object) -> None:
        """Encode by what a library opened."""
        self.name, self.adds_up = name, row.adds_up
        self._row = row
        self._opened: Any = opened

    def __reduce__(self) -> tuple[Callable[[str], Encoder], tuple[str]]:
        """Let another process open it anew."""
        return encoder_named, (self.name,)

    def encode(self, texts: Sequence[str]) -> F32:
        """Return a row of length 1 for each text."""
        return units(self.sums(texts))

    def sums(self, texts: Sequence[str]) -> F32:
        """Return the row of each text before it is made 1 long."""
        rows = np.asarray(self._row.encodes(self._opened, [*texts]), np.float32)
        return rows.reshape(len(texts), -1)


class AddingEncoder(NamedEncoder):
    """One whose row of a text, before it is made 1 long, is the sum of those of its words in every digit."""

    def of_words(self, words: Sequence[str]) -> F32:
        """Return the row of each word before it is made 1 long."""
        rows: F32 = self._opened.of_words(words)
        return rows


class Row(NamedTuple):
    """A row of the table: the name, the package that must be there, and whether a model is named behind it.

    `opens` is given the model's name; `encodes` turns texts into rows of any length; `adds_up` is as for
    Encoder; `kind` is what is made of it.
    """

    name: str
    package: str
    opens: Callable[[str], Any]
    encodes: Callable[[Any, list[str]], Any] = lambda opened, texts: opened.encode(texts)
    takes_model: bool = True
    adds_up: bool = False
    kind: type[NamedEncoder] = NamedEncoder

    @property
    def form(self) -> str:
        """Return how it is typed."""
        return f"{self.name}:MODEL" if self.takes_model else self.name


def encoder_named(name: str) -> NamedEncoder:
    """Open an encoder by its name; EncoderError where there is none, or its library is missing."""
    kind, _, model = name.partition(":")
    row = next((row for row in ENCODERS if row.name == kind and row.takes_model == bool(model)), None)
    if row is None:
        raise EncoderError(f"There is no encoder {one_line(name)[:60]!r}; take {FORMS}.")
    if find_spec(row.package) is None:
        way_out = f"pip install {row.package.replace('_', '-')}"
        raise EncoderError(f"The encoder {name!r} needs a package that is not installed: {way_out}")
    try:
        return row.kind(row, name, row.opens(model))
    except Exception as error:  # whatever a library raises where a model is unknown or cannot be fetched
        why = one_line(f"{type(error).__name__}: {error}")[:200]
        raise EncoderError(f"The encoder {name!r} cannot be opened: {why}") from error


def _wordllama(_: str) -> Any:  # noqa: ANN401
    from qa_bot.encoding.wordllama import WordLlama

    spec = find_spec("wordllama")
    return WordLlama(Path(next(iter(spec.submodule_search_locations or ())) if spec else ""))


def _model2vec(model: str) -> Any:  # noqa: ANN401
    return import_module("model2vec").StaticModel.from_pretrained(model)


def _fastembed(model: str) -> Any:  # noqa: ANN401
    return import_module("fastembed").TextEmbedding(model_name=model)


def _sentence_transformers(model: str) -> Any:  # noqa: ANN401
    return import_module("sentence_transformers").SentenceTransformer(model)


ENCODERS = (
    Row(
        "wordllama",
        "wordllama",
        _wordllama,
        takes_model=False,
        adds_up=True,
        kind=AddingEncoder,
    ),
    Row("model2vec", "model2vec", _model2vec, adds_up=True),
    Row("fastembed", "fastembed", _fastembed, lambda opened, texts: [*opened.embed(texts, batch_size=ONE)]),
    Row(
        "sentence-transformers",
        "sentence_transformers",
        _sentence_transformers,
        lambda opened, texts: opened.encode(texts, batch_size=ONE, show_progress_bar=False),
    ),
)
FORMS = ", ".join(row.form for row in ENCODERS)
