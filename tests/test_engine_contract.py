"""What an index promises, held by the embedded one and by every engine behind the same boundary."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from importlib.util import find_spec

import pytest
from clustering.servers import Server, layout_of
from engine_nodes import chdb_node, new_database, put
from index_texts import TERMS, TEXTS, articles, tables_of, told

from qa_bot.bot import QABot
from qa_bot.documents.articles import article_from_text
from qa_bot.retrieval.engine import bodies, reader
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.refreshing import build
from qa_bot.values import Within

KINDS = (
    "embedded",
    "one node",
    "cluster",
    "cluster, telling terms first",
    "chdb",
    "chdb, telling terms first",
)
WORDS = [f"w{number}" for number in range(40)]
MANY_WORDS = [f"quay{number}" for number in range(300)]
TIED = 60  # passages of the same words, many more than are asked for beyond the best


def texts() -> dict[str, str]:
    chance = random.Random(11)
    mixed = {
        f"mixed/{number:03}": " ".join(chance.choices(WORDS, k=chance.randint(1, 30))) + "."
        for number in range(200)
    }
    tied = {f"tied/{number:02}": "Seven geese sat on the pier." for number in range(TIED)}
    marked = {
        "marked": "# *Boats*\n\nThe [ferry](a.md) sails.\n\n- one boat\n- two boats\n\n## Later\n\nIt sank."
    }
    return TEXTS | mixed | tied | marked | {"many": " ".join(MANY_WORDS) + "."}


@pytest.fixture(scope="module")
def embedded() -> Index:
    named = articles(texts())
    return build(
        [*named, article_from_text("odd", "\ud800 odd café ½ 😀.", "odd.md"), *articles({"empty": "!!!"})]
    )


@pytest.fixture(scope="module")
def chdb_url() -> Iterator[str]:
    if find_spec("chdb") is None:
        pytest.skip("chDB is not installed: pip install chdb-core")
    with chdb_node() as url:
        yield url


@pytest.fixture(scope="module", params=KINDS)
def index(request: pytest.FixtureRequest, embedded: Index) -> Iterator[Index]:
    """Return the same index, embedded or behind an engine."""
    kind, *first = request.param.split(", ")
    with pytest.MonkeyPatch.context() as patched:
        if first:
            patched.setattr(reader, "LARGE", 0)
            patched.setattr(reader, "LITTLE", 0.6)
        if kind == "embedded":
            yield embedded
        elif kind == "chdb":
            yield put(embedded, f"{request.getfixturevalue('chdb_url')}/{new_database()}")
        else:
            servers: list[Server] = request.getfixturevalue("servers")
            some, shards = (servers, 2) if kind == "cluster" else (servers[:1], 1)
            yield put(embedded, layout_of(some, shards, new_database()))


def brute(embedded: Index, weights: dict[str, float], k: int) -> list[tuple[int, float]]:
    """Score every passage by itself."""
    every = range(embedded.passage_count)
    scored = [
        (id, score) for id, score in zip(every, embedded.scores(weights, every), strict=True) if score > 0
    ]
    return sorted(scored, key=lambda one: (-one[1], one[0]))[:k]


def some_weights(index: Index, terms: list[str]) -> dict[str, float]:
    return {term: index.idf(term) for term in terms}


def test_all_that_an_index_can_be_asked_is_the_same(index: Index, embedded: Index) -> None:
    terms = [*TERMS, "boat", "ferri", "gees", "w1", "odd"]
    assert told(index, terms) == told(embedded, terms)


def test_the_best_are_exact(index: Index, embedded: Index) -> None:
    chance = random.Random(5)
    for number in range(20):
        chosen = chance.sample(WORDS, chance.randint(1, 9))
        weights = {term: chance.choice([0.5, 1.0, 2.0, chance.random()]) for term in chosen}
        k = chance.choice([1, 5, 16])
        assert index.search(weights, k) == brute(embedded, weights, k), number


@pytest.mark.parametrize("k", [1, 7, TIED - 1, TIED, 500])
def test_ties_go_by_id_however_many_there_are(index: Index, embedded: Index, k: int) -> None:
    weights = some_weights(index, ["gees", "pier"])
    found = index.search(weights, k)
    assert found == brute(embedded, weights, k)
    assert len({score for _, score in found}) == 1


def test_no_best_are_none_and_too_many_are_all(index: Index, embedded: Index) -> None:
    weights = some_weights(index, ["w1", "w2"])
    assert index.search(weights, 0) == []
    assert index.search({}, 8) == []
    assert index.search(weights, 10_000) == brute(embedded, weights, 10_000)


def test_terms_that_no_passage_holds_weigh_nothing(index: Index, embedded: Index) -> None:
    assert index.search({"nowhere": 1.0}, 8) == []
    assert index.search({"nowhere": 1.0, "gees": 2.0}, 3) == brute(embedded, {"gees": 2.0}, 3)
    assert not index.holds("nowhere")
    assert index.scores({"nowhere": 1.0}, [0, 1]) == [0.0, 0.0]


def test_a_question_may_have_256_terms(index: Index, embedded: Index) -> None:
    weights = some_weights(index, [*MANY_WORDS[:246], *WORDS[:10]])
    assert len(weights) == 256
    assert index.search(weights, 16) == brute(embedded, weights, 16)


@pytest.mark.parametrize("step", [2, 40, 1000])
def test_only_some_articles_may_answer(index: Index, embedded: Index, step: int) -> None:
    """Of every second article, whose passages are more ranges than are told as such, and of a few."""
    some = frozenset(source.id for source in embedded.sources[::step])
    for weights in (some_weights(index, WORDS[:5]), some_weights(index, ["gees"])):
        for k in (3, 16):
            assert index.search(weights, k, some) == embedded.search(weights, k, some)
    assert index.search(some_weights(index, ["gees"]), 3, frozenset()) == []


def test_passages_are_scored_and_fetched_in_the_order_asked(index: Index, embedded: Index) -> None:
    ids = [*range(0, embedded.passage_count, 7), 3, 3, 0]
    weights = some_weights(index, WORDS[:9])
    assert index.scores(weights, ids) == embedded.scores(weights, ids)
    assert index.fetch(ids) == embedded.fetch(ids)
    for wrong in (embedded.passage_count, -1):
        with pytest.raises(IndexError):
            index.fetch([wrong])


def test_an_article_that_is_not_there(index: Index) -> None:
    assert index.passages_within(Within("unknown")) == []
    for ask in (index.text_of, index.layout_of):
        with pytest.raises(KeyError):
            ask("unknown")


@pytest.fixture(scope="module")
def bots(index: Index, embedded: Index) -> tuple[QABot, QABot]:
    return QABot(index), QABot(embedded)


ASKED: list[Callable[[QABot], object]] = [
    lambda bot: [
        bot.ask(text).as_dict() for text in ("Who called off the strike?", "wen did the choir sing")
    ],
    lambda bot: [
        bot.ask("What sails?", Within("marked")).as_dict(),
        bot.ask("Who sang?", Within("?")).as_dict(),
    ],
    lambda bot: [
        (talk := bot.conversation()).ask("Who counted the fish?").as_dict(),
        talk.ask("How many?").as_dict(),
    ],
    lambda bot: [*bot.words("o"), *bot.names("ann")],
    lambda bot: [one.plain for source in bot.sources[:9] for one in bot.sentences(source.id)],
    lambda bot: (bot.not_english(), bot.passage_count, repr(bot), bot.text_of("marked")),
]


@pytest.mark.parametrize("ask", ASKED)
def test_whoever_asks_sees_no_difference(ask: Callable[[QABot], object], bots: tuple[QABot, QABot]) -> None:
    behind, embedded = bots
    assert ask(behind) == ask(embedded)


def test_articles_without_a_word(servers: list[Server]) -> None:
    nothing = build(articles({"a": "!!!", "b": "..."}))
    index = put(nothing, layout_of(servers, 2, new_database()))
    assert told(index) == told(nothing)


def test_it_does_not_matter_how_many_passages_are_picked_out_at_once(
    embedded: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [*bodies.bodies(tables_of(embedded))]
    for together in (1, 7, 100):
        monkeypatch.setattr(bodies, "TOGETHER", together)
        assert [*bodies.bodies(tables_of(embedded))] == made
