"""What is measured beside each other, one row each. The others get the passages as qa_bot cut them."""

from __future__ import annotations

import atexit
import json
import os
import pickle
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from importlib import metadata
from typing import Any, NamedTuple, TypeAlias

from clustering.servers import PLACES, Server, running

from benchmarking.place import Place
from qa_bot.parallel import processors

Search: TypeAlias = Callable[[str], object]
Work: TypeAlias = Callable[[], object]
OWN = "qa_bot"
ENGINE = "qa_bot in ClickHouse"
SEARCHED = os.pathsep.join((os.environ.get("PATH", ""), *PLACES))
MOST = 16  # passages asked for: as many as qa_bot reads for an answer
EVERY_SIZE = 10**9
# The stop words of Lucene, which bm25s leaves out too.
STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with".split()
)
_WORD = re.compile(r"\b\w\w+\b")


class Library(NamedTuple):
    """A row of the table.

    `needs` are the packages it takes, which `installer` puts in, under the names it has for them. With more
    than `largest` passages it is left out: it would take too long. `builder` imports and reads what is given,
    and returns the work of making and keeping an index; `searcher` opens it. A library that answers `apart`,
    in processes of its own, is timed by the clock, and no process that asks it once is.
    """

    name: str
    needs: tuple[str, ...]
    largest: int
    builder: Callable[[Place], Work]
    searcher: Callable[[Place], Search]
    installer: str = "pip install"
    apart: bool = False

    @property
    def missing(self) -> list[str]:
        """The packages it needs that are not installed."""
        return [package for package in self.needs if not is_installed(package)]

    def first_ask(self, place: Place) -> list[str]:
        """Return the command of a process that opens the index and asks it one question."""
        if self.name != OWN:
            return [sys.executable, "-m", "benchmarking.child", "cold", self.name, str(place.root)]
        return asking(str(place.articles), place.questions()[0])


def version(package: str) -> str | None:
    """Return the version of a package, None where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def is_installed(package: str) -> bool:
    """Whether a package is installed, or a program is, in Python or beside it."""
    return version(package) is not None or shutil.which(package, path=SEARCHED) is not None


def asking(*given: str) -> list[str]:
    """Return the command that asks a folder one question."""
    folder, question = given
    return [sys.executable, "-m", "qa_bot", "ask", "--knowledge", folder, "--", question]


def _passages(place: Place) -> list[str]:
    with place.passages.open(encoding="utf-8") as file:
        return [json.loads(row) for row in file]


def _build_own(place: Place) -> Work:
    from qa_bot.bot import QABot

    return lambda: QABot.from_folder(place.articles)


def _search_own(place: Place) -> Search:
    """Read the words of a question and rank passages, as the others do; spelling is `ask`'s."""
    from qa_bot.bot import QABot
    from qa_bot.questions.reading import read_question

    bot = QABot.from_folder(place.articles)
    return lambda text: bot.rank(read_question(text))


def _bm25s_words() -> Callable[[Any], Any]:
    import bm25s
    import Stemmer

    return partial(bm25s.tokenize, stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False)


def _build_bm25s(place: Place, backend: str) -> Work:
    import bm25s

    texts, words = _passages(place), _bm25s_words()

    def work() -> None:
        index = bm25s.BM25(backend=backend)
        index.index(words(texts), show_progress=False)
        index.save(place.index_of(f"bm25s {backend}"))

    return work


def _search_bm25s(place: Place, backend: str) -> Search:
    import bm25s

    words = _bm25s_words()
    index = bm25s.BM25.load(place.index_of(f"bm25s {backend}"), backend=backend)
    most = min(MOST, index.scores["num_docs"])
    return lambda text: index.retrieve(words([text]), k=most, show_progress=False)


def _tantivy_index(place: Place) -> Any:  # noqa: ANN401 - a class of a library that may be missing
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("number", stored=True)
    schema.add_text_field("text", tokenizer_name="en_stem")
    folder = place.index_of("tantivy")
    folder.mkdir(parents=True, exist_ok=True)
    return tantivy.Index(schema.build(), path=str(folder))


def _build_tantivy(place: Place) -> Work:
    import tantivy

    texts = _passages(place)

    def work() -> None:
        writer = _tantivy_index(place).writer(num_threads=min(processors(), 8))
        for number, text in enumerate(texts):
            writer.add_document(tantivy.Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()

    return work


def _search_tantivy(place: Place) -> Search:
    index = _tantivy_index(place)
    searcher = index.searcher()

    def search(text: str) -> list[int]:
        query = index.parse_query(" ".join(_WORD.findall(text.lower())), ["text"])
        hits = searcher.search(query, MOST, count=False).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    return search


class Stems:
    """Turns a text into the stems of its words, stop words left out."""

    def __init__(self) -> None:
        import Stemmer

        self._stem = Stemmer.Stemmer("english").stemWords

    def __call__(self, text: str) -> list[str]:
        stems: list[str] = self._stem([one for one in _WORD.findall(text.lower()) if one not in STOP_WORDS])
        return stems

    def __reduce__(self) -> tuple[type[Stems], tuple[()]]:
        return Stems, ()


def _keep(place: Place, name: str, made: object) -> None:
    place.index_of(name).mkdir(parents=True, exist_ok=True)
    with (place.index_of(name) / "index.pickle").open("wb") as file:
        pickle.dump(made, file, pickle.HIGHEST_PROTOCOL)


def _kept(place: Place, name: str) -> Any:  # noqa: ANN401 - what was kept a moment ago, by this program
    with (place.index_of(name) / "index.pickle").open("rb") as file:
        return pickle.load(file)


def _best(scores: Any) -> list[int]:  # noqa: ANN401 - an array
    from numpy import argpartition

    most = min(MOST, len(scores))
    best = argpartition(scores, -most)[-most:]
    found: list[int] = best[scores[best].argsort()[::-1]].tolist()
    return found


def _build_sklearn(place: Place) -> Work:
    from numpy import float32
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = _passages(place)

    def work() -> None:
        vectors = TfidfVectorizer(analyzer=Stems(), sublinear_tf=True, dtype=float32)
        _keep(place, "scikit-learn", (vectors, vectors.fit_transform(texts)))

    return work


def _search_sklearn(place: Place) -> Search:
    vectors, matrix = _kept(place, "scikit-learn")
    return lambda text: _best((matrix @ vectors.transform([text]).T).toarray().ravel())


def _build_rank_bm25(place: Place) -> Work:
    from rank_bm25 import BM25Okapi

    texts, stems = _passages(place), Stems()
    return lambda: _keep(place, "rank-bm25", BM25Okapi([stems(text) for text in texts]))


def _search_rank_bm25(place: Place) -> Search:
    index, stems = _kept(place, "rank-bm25"), Stems()
    return lambda text: _best(index.get_scores(stems(text)))


def _servers(place: Place) -> list[Server]:
    """Return the one node of an engine, whose data lie in the folder of its index."""
    return [Server(place.index_of(ENGINE) / "node")]


def _build_engine(place: Place) -> Work:
    """Put the index of the folder into an engine: what that takes beyond making it."""
    from qa_bot.bot import QABot

    def work() -> None:
        servers = _servers(place)
        with running(servers):
            QABot.from_folder(place.articles).to_engine(servers[0].url)

    return work


def _search_engine(place: Place) -> Search:
    from qa_bot.bot import QABot
    from qa_bot.questions.reading import read_question

    servers = _servers(place)
    kept = ExitStack()
    kept.enter_context(running(servers))
    atexit.register(kept.close)
    bot = QABot.from_engine(servers[0].url)
    return lambda text: bot.rank(read_question(text))


LIBRARIES = (
    Library(OWN, (), EVERY_SIZE, _build_own, _search_own),
    Library(
        "bm25s numpy",
        ("bm25s", "PyStemmer"),
        EVERY_SIZE,
        partial(_build_bm25s, backend="numpy"),
        partial(_search_bm25s, backend="numpy"),
    ),
    Library(
        "bm25s numba",
        ("bm25s", "PyStemmer", "numba"),
        EVERY_SIZE,
        partial(_build_bm25s, backend="numba"),
        partial(_search_bm25s, backend="numba"),
    ),
    Library("tantivy", ("tantivy",), EVERY_SIZE, _build_tantivy, _search_tantivy),
    Library("scikit-learn", ("scikit-learn", "PyStemmer"), 400_000, _build_sklearn, _search_sklearn),
    Library("rank-bm25", ("rank-bm25", "PyStemmer"), 150_000, _build_rank_bm25, _search_rank_bm25),
    Library(
        ENGINE,
        ("clickhouse-server",),
        EVERY_SIZE,
        _build_engine,
        _search_engine,
        installer="apt install",
        apart=True,
    ),
)
NAMED = {row.name: row for row in LIBRARIES}
