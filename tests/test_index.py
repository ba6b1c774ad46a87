from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_texts import TEXTS, articles, content, tables_of
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from qa_bot.documents.articles import article_from_text
from qa_bot.documents.paragraphs import line_of
from qa_bot.documents.passages import passages
from qa_bot.documents.titles import titles
from qa_bot.errors import IndexDamaged
from qa_bot.language.tokens import terms
from qa_bot.retrieval import search as postings
from qa_bot.retrieval import tallying
from qa_bot.retrieval.assembling import assemble
from qa_bot.retrieval.counting import byte_offsets, count
from qa_bot.retrieval.faces import digests_in, faces_in, lines_of
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.looking_over import is_fitted
from qa_bot.retrieval.refreshing import build, with_passages
from qa_bot.retrieval.tables import Assembled
from qa_bot.retrieval.tallying import Lexicon
from qa_bot.retrieval.uniting import alone
from qa_bot.retrieval.vocabulary import Vocabulary, pack
from qa_bot.retrieval.weighting import K1, LEAST_IDF, PIVOT, B, smooth_idf
from qa_bot.values import Passage, Source, Within

WORDS = [
    "strike",
    "Strike",
    "port",
    "the",
    "The",
    "café",
    "Café",
    "U.S.",
    "3,000",
    "'quoted'",
    "it's",
    "May",
    "½",
    "😀",
    "x",
]
BODIES = st.lists(st.sampled_from([*WORDS, ".", ".\n\n", "!", "\n"]), max_size=40).map(" ".join)
SHELVES = st.dictionaries(st.sampled_from(["a", "b", "c/d", "c-e", "é"]), BODIES, max_size=4)


@pytest.fixture(scope="module")
def index() -> Index:
    return build(articles())


def counted(texts: dict[str, str]) -> Assembled:
    return alone(assemble([count(with_passages(articles(texts)))]))


def documents(index: Index) -> list[str]:
    """Return what is counted of each passage: its text, the title with the date, each other heading above."""

    def above(one: Passage) -> str:
        return titles(one.source.title, one.source.date, index.setting(one.source.id, one.start).headings)

    return [f"{one.text}\n{above(one)}" for one in index.fetch(range(index.passage_count))]


def test_idf_is_what_scikit_learn_fits(index: Index) -> None:
    reference = TfidfVectorizer(analyzer=terms).fit(documents(index))
    assert reference.vocabulary_.keys() == {
        term.decode() for term in Vocabulary(tables_of(index).term_letters, tables_of(index).term_offsets)
    }
    for term, number in reference.vocabulary_.items():
        assert index.idf(term) == reference.idf_[number] - 1.0 + LEAST_IDF


def postings_of(index: Index, term: str) -> tuple[list[int], list[int]]:
    """Return the passages that hold a term, and how often each does."""
    tables = tables_of(index)
    number = Vocabulary(tables.term_letters, tables.term_offsets).find(term.encode())
    assert number is not None
    first, last = tables.starts[number : number + 2].tolist()
    return tables.ids[first:last].tolist(), tables.tf[first:last].tolist()


@pytest.mark.parametrize("date", ["", "---\ndate: 2016-08-12\n---\n"])
def test_a_title_that_is_a_heading_too_counts_once(date: str) -> None:
    index = build([article_from_text("a", f"{date}# A fair\n\nMusic played. It rained. Nobody slept.")])
    assert postings_of(index, "fair")[1] == [1]


def test_counts_are_what_scikit_learn_counts(index: Index) -> None:
    reference = CountVectorizer(analyzer=terms)
    counts = reference.fit_transform(documents(index)).tocsc()
    counts.sort_indices()
    for term, number in reference.vocabulary_.items():
        column = counts[:, [number]]
        assert postings_of(index, term) == (column.indices.tolist(), column.data.tolist())
    assert tables_of(index).passages[:, 3].tolist() == counts.sum(axis=1).ravel().tolist()[0]


def test_an_idf_that_scikit_learn_does_not_fit_is_noticed(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_fitted(index)
    union = index.assembled.union
    letters, offsets = pack([b"strike"])
    wrong = {"changed_term_letters": letters, "changed_term_offsets": offsets}
    counts = np.array([[1, 0]], np.int32)
    assert not is_fitted(Index(index.assembled._replace(union=union._replace(**wrong, term_changes=counts))))
    monkeypatch.setattr("qa_bot.retrieval.index.smooth_idf", lambda *of: np.nextafter(smooth_idf(*of), 9))
    assert not is_fitted(index)


def test_idf_stays_positive_when_all_passages_share_a_word() -> None:
    one_topic = build(articles({"a": "The strike began.", "b": "The strike ended."}))
    assert one_topic.idf("strike") > 0
    assert len(one_topic.search({"strike": 1.0}, 8)) == 2


@settings(max_examples=30, deadline=None)
@given(SHELVES, st.randoms(use_true_random=False))
def test_order_of_reading_changes_nothing(texts: dict[str, str], shuffler: random.Random) -> None:
    names = list(texts)
    shuffler.shuffle(names)
    assert content(Index(counted({name: texts[name] for name in names}))) == content(Index(counted(texts)))


@settings(max_examples=40, deadline=None)
@given(SHELVES)
def test_passages_come_back_as_they_were(texts: dict[str, str]) -> None:
    index = Index(counted(texts))
    expected = {a.id: passages(a) for a in articles(texts)}
    for source in index.sources:
        found = index.passages_within(Within(source.id))
        assert [passage._replace(id=0) for passage in found] == [
            passage._replace(id=0) for passage in expected[source.id]
        ]
        assert index.text_of(source.id) == texts[source.id]
    assert index.sentence_count == sum(len(p.sentences) for found in expected.values() for p in found)


def brute(index: Index, weights: dict[str, float], k: int) -> list[tuple[int, float]]:
    scores = []
    for number, document in enumerate(documents(index)):
        counts, score = Counter(terms(document)), 0.0
        for term in sorted(counts, key=str.encode):
            if term in weights:
                tf = counts[term]
                slack = K1 * (1.0 - B + B * counts.total() / PIVOT)
                score += float(np.float32(tf * (K1 + 1.0) / (tf + slack))) * weights[term]
        if score > 0:
            scores.append((number, score))
    return sorted(scores, key=lambda one: (-one[1], one[0]))[:k]


@pytest.mark.parametrize("block", [512, 4, 1])
def test_search_is_exact(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "BLOCK", block)
    chance = random.Random(7)
    words = [f"w{n}" for n in range(12)]
    bodies = [" ".join(chance.choices(words, k=chance.randint(1, 9))) + "." for _ in range(60)]
    index = Index(counted({f"{n:03}": body for n, body in enumerate(bodies)}))
    for _ in range(40):
        chosen = {word: chance.choice([0.5, 1.0, 2.0]) for word in chance.sample(words, 3)}
        found = index.search(chosen, 5)
        assert found == brute(index, chosen, 5)


def test_search_gives_nothing_for_nothing(index: Index) -> None:
    assert index.search({}, 8) == []
    assert index.search({"strike": 1.0}, 0) == []


def test_terms(index: Index) -> None:
    assert not index.holds("unheard")
    assert not index.holds("")
    assert index.sentence_frequency("unheard") == 0
    assert index.sentence_frequency("strike") == 2, "titles do not count"
    assert index.sentence_frequency("fish") == 2, "a sentence counts once"


def uses_of(index: Index, word: str) -> int:
    tables = tables_of(index)
    found = Vocabulary(tables.word_letters, tables.word_offsets).find(word.encode())
    return 0 if found is None else int(tables.word_uses[found, 0])


@pytest.mark.parametrize(
    ("word", "uses", "share"),
    [
        ("march", 2, 1.0),
        ("cafe", 1, 1.0),
        ("the", 9, 0.0),
        ("otters", 2, 0.0),
        ("fish", 3, 0.0),
        ("ann", 2, 1.0),
        ("37,000", 0, 0.0),
        ("unheard", 0, 0.0),
    ],
)
def test_words(index: Index, word: str, uses: int, share: float) -> None:
    assert uses_of(index, word) == uses
    assert index.capital_share(word) == share
    assert (word in set(index.words())) == (uses > 0)


def test_words_are_sorted(index: Index) -> None:
    words = list(index.words())
    assert words == sorted(set(words))


def test_within_a_stretch_is_one_passage_of_its_sentences(index: Index) -> None:
    text = TEXTS["harbour"]
    start, end = text.index("Ann Smith"), text.index("Trade")
    (passage,) = index.passages_within(Within("harbour", start, end))
    assert passage.text == text[passage.start : passage.end] == text[start:end].rstrip()
    assert next(text[a:b] for a, b in passage.sentences) == "Ann Smith called it off in May."
    assert passage.source.line == line_of(text, start) == 3
    assert passage.id == -1


def test_within_a_later_line_knows_its_line(index: Index) -> None:
    text = TEXTS["harbour"]
    (passage,) = index.passages_within(Within("harbour", text.index("Ships"), None))
    assert passage.source.line == 5
    assert passage.text == "Ships came. Trade rose by 3.5%."


@pytest.mark.parametrize(
    "within",
    [Within("unknown"), Within("harbour", 0, 3), Within("harbour", 10_000), Within("otters", 30, 30)],
)
def test_within_nothing(index: Index, within: Within) -> None:
    assert index.passages_within(within) == []


def test_text_of_an_unknown_article(index: Index) -> None:
    with pytest.raises(KeyError):
        index.text_of("unknown")


@given(st.text())
def test_offsets_of_bytes(text: str) -> None:
    data = text.encode()
    places = np.arange(len(text) + 1)
    for offsets in (byte_offsets(text, places), byte_offsets(text, places[::-1])[::-1]):
        assert [data[:offset].decode() for offset in offsets] == [text[:place] for place in places]


def test_it_does_not_matter_how_much_is_counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "a": "The strike began. It was long.\n\n" * 40,
        "b": "Otters ate fish.\n\n# Fish\n\nFish swim." * 9,
    }
    whole = content(Index(counted(texts)))
    for run in (0, 20, 50):
        monkeypatch.setattr(tallying, "RUN", run)
        assert content(Index(counted(texts))) == whole


def test_it_does_not_matter_what_was_counted_before() -> None:
    texts = {"a": "The strike began. It was long, in the U.S.", "b": "“Otters” ate 3.5 fish. Fish swim."}
    lexicon, pairs = Lexicon(), [*with_passages(article_from_text(*one) for one in texts.items())]
    whole = content(Index(alone(assemble([count(pairs)]))))
    assert content(Index(alone(assemble([count([pair], lexicon) for pair in pairs])))) == whole
    assert content(Index(alone(assemble([count([pair], lexicon) for pair in reversed(pairs)])))) == whole


@pytest.mark.parametrize("text", ["a b c d", "abcdefghijkl"])
def test_a_lexicon_is_full_with_many_pieces_or_long_ones(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "MOST_PIECES", 3)
    monkeypatch.setattr(tallying, "MOST_LETTERS", 10)
    lexicon = Lexicon()
    lexicon.words_of(["a", "b", "c"])
    assert not lexicon.is_full
    lexicon.words_of(text.split())
    assert lexicon.is_full


@given(st.text() | st.text("aB1.,'’s%\u0301™ -_"))
def test_the_words_of_a_piece_are_its_tokens_that_have_a_term(text: str) -> None:
    lexicon = Lexicon()
    words, sizes = lexicon.words_of(text.split())
    names = np.array([*lexicon.terms, ""])
    assert names[lexicon.columns()[0][words]].tolist() == terms(text)
    assert sizes.sum() == len(words)


@given(st.sets(st.text()), st.text())
def test_vocabulary_finds_what_it_holds(words: set[str], other: str) -> None:
    held = sorted(word.encode() for word in words)
    vocabulary = Vocabulary(*pack(held))
    assert list(vocabulary) == held
    assert [vocabulary.find(word) for word in held] == list(range(len(held)))
    assert (vocabulary.find(other.encode()) is not None) == (other in words)


def ask_everything(index: Index) -> None:
    index.search({"strike": 1.0}, 8)
    index.fetch(range(index.passage_count))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("ids", lambda array: array + 1000),
        ("starts", lambda array: array[::-1]),
        ("starts", lambda array: array + (1 << 60)),
        ("passage_bytes", lambda array: array + 1000),
        ("passage_bytes", lambda array: array + 1),
        ("sentences", lambda array: array + 1000),
        ("passages", lambda array: array + 1),
        ("term_offsets", lambda array: array[::-1]),
        ("term_offsets", lambda array: array + 1_000_000),
        ("text", lambda array: array | 0x80),
    ],
)
def test_wrong_numbers_raise_and_never_crash(index: Index, name: str, change: object) -> None:
    (segment,), union = index.assembled
    array = change(getattr(segment.tables, name))  # type: ignore[operator]
    spoilt = segment._replace(tables=segment.tables._replace(**{name: array}))
    with pytest.raises(IndexDamaged):
        ask_everything(Index(Assembled((spoilt,), union)))


def test_a_passage_that_is_not_there(index: Index) -> None:
    with pytest.raises(IndexError):
        index.fetch([index.passage_count])
    with pytest.raises(IndexError):
        index.fetch([-1])


def test_no_articles() -> None:
    empty = build([])
    assert (empty.passage_count, empty.sentence_count, list(empty.words())) == (0, 0, [])
    assert not empty.holds("strike")


def test_texts_with_nothing_to_index() -> None:
    index = build([article_from_text("a", "!!! ... \u200b\n\n—"), article_from_text("b", "\ud800 odd.")])
    assert index.text_of("b") == "\ud800 odd."
    assert index.holds("odd")


def test_the_texts_that_hold_a_term_are_those_of_its_passages(index: Index) -> None:
    for term in ("strike", "the", "nowhere"):
        found = [passage.text for passage in index.passages_with(term, 5)]
        assert list(index.texts_with(term, 5)) == found
        assert list(index.texts_with(term, 1)) == found[:1]


def test_faces_are_read_as_they_are_looked_at() -> None:
    sources = tuple(Source(f"a{number}", f"Title {number}", date="2016-08") for number in range(5))
    found = faces_in(lines_of(sources, ["ab"] * 5))
    assert found == sources
    assert (found[-1], found[1:3], len(found)) == (sources[-1], sources[1:3], 5)
    assert hash(found) == hash(sources)
    for wrong in (5, -6):
        with pytest.raises(IndexError):
            found[wrong]
    assert list(digests_in(lines_of(sources, list("abcde")))) == list("abcde")
