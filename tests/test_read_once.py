"""An article is read once: its blocks when it is indexed, its speakers when they are first asked for."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from attributed_texts import attributions, read

from qa_bot import snapshot
from qa_bot.bot import QABot
from qa_bot.documents import blocks, metadata, passages, plain_text
from qa_bot.language import sentences
from qa_bot.language.discourse import ArticleSpeech, article_speech, attribution
from qa_bot.questions import reading
from qa_bot.retrieval import corpus as corpora

ARTICLES = Path(__file__).parent / "articles"
TEXTS = {
    "bridge": "Ada Bell, the mayor, said the bridge would open in May. It had cost £3 million, she added.\n\n"
    "“The bridge was closed in 1998. We lost 400 jobs,” said Tom Fry.\n",
    "mill": "John Reed, a miller, said the mill would close in June.\n\nIt has:\n\n- a wheel\n- a pond\n",
}
QUESTIONS = [
    "When will the bridge open?",
    "What did Ada Bell say about the bridge?",
    "What did Tom Fry say?",
    "Who said that the mill would close?",
    "When will the mill close?",
    "What has the mill?",
    "Who is the mayor?",
    "How much had it cost?",
]


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is read, by the function that reads it."""
    found: Counter[str] = Counter()

    def count(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            found[name] += 1
            return real(*arguments)

        return counted

    monkeypatch.setattr(plain_text, "read_blocks", count("blocks", blocks.read_blocks))
    monkeypatch.setattr(plain_text, "read_header", count("headers", metadata.read_header))
    monkeypatch.setattr(passages, "sentences", count("sentences", sentences.sentences))
    reader = count("speakers", attribution.AttributionReader)
    monkeypatch.setattr(article_speech, "AttributionReader", reader)
    return found


def _ask_twice(bot: QABot) -> None:
    for question in QUESTIONS * 2:
        bot.ask(question)


def test_each_article_is_read_once(
    tmp_path: Path, counts: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BOT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "articles").mkdir()
    for name, text in TEXTS.items():
        path = tmp_path / "articles" / f"{name}.txt"
        path.write_text(text, "utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))
    bot = QABot.from_folder(tmp_path / "articles")
    assert counts == {"blocks": 2, "headers": 2, "sentences": 6}, (
        "speakers are not read before they are needed"
    )
    _ask_twice(bot)
    assert counts == {"blocks": 2, "headers": 2, "sentences": 6, "speakers": 2}
    counts.clear()
    cached = QABot.from_folder(tmp_path / "articles")
    assert not counts
    _ask_twice(cached)
    assert counts == {"speakers": 2}


def test_a_question_is_read_once(counts: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(*arguments: Any) -> Any:
        counts["questions"] += 1
        return reading.read_question(*arguments)

    monkeypatch.setattr(snapshot, "read_question", counted)
    bot = QABot.from_texts(TEXTS)
    for question in (*QUESTIONS, "When wil the brigde open?"):
        counts.clear()
        bot.ask(question)
        assert counts["questions"] == 1


def test_a_long_article_is_read_a_window_at_a_time(counts: Counter[str]) -> None:
    filler = "The river ran on past the fields and the old grey walls of the town.\n\n" * 20
    pages = (
        f"Page {number} was dry. “Tea number {number} is late,” said Ann Roe.\n\n{filler}"
        for number in range(40)
    )
    bot = QABot.from_texts({"book": "".join(pages)})
    text = bot.text_of("book")
    assert len(text) > corpora.READ_WHOLE
    for number in (3, 17, 31) * 2:
        place = text.index(f"Tea number {number} ")
        (one,) = bot.corpus.speech_near("book", place).within(place, place + 9)
        assert (text[one.start : one.end], one.speaker) == (f"Tea number {number} is late", "Ann Roe")
    assert counts["speakers"] == 3


def test_ranking_and_the_claim_told_read_the_same_speakers() -> None:
    bot = QABot.from_folder(cache=False)
    answer = bot.ask("What did Dr McCourt say about the contract?").answer
    assert answer is not None
    assert answer.claim_of == "Dr Ellen McCourt"
    said = bot.corpus.speech_near(answer.source.id, answer.sentence.start)
    assert answer.claim_of in {one.speaker for one in said.within(answer.start, answer.end)}


def test_speakers_are_read_only_where_something_is_said(counts: Counter[str]) -> None:
    text = "The mill was built in 1871.\n\nIt closed in June, said John Reed, a miller.\n"
    said = QABot.from_texts({"mill": text}).corpus.speech("mill")
    built, closed = text.index("built"), text.index("closed")
    assert said.within(0, built) == said.holding(0, built) == []
    assert counts["speakers"] == 0
    assert [one.speaker for one in said.within(closed, closed + 6)] == ["John Reed"]
    assert said.holding(closed, closed + 6) == said.within(closed, closed + 6)
    assert counts["speakers"] == 1


@pytest.mark.parametrize("path", sorted(ARTICLES.rglob("*.md")), ids=lambda path: path.stem)
def test_no_attribution_is_missed(path: Path) -> None:
    text, paragraphs = read(path)
    every = attributions(text, paragraphs)
    in_order = ArticleSpeech(text, paragraphs)
    for start, end in chain.from_iterable(paragraphs):
        for said in ArticleSpeech(text, paragraphs), in_order:
            assert said.within(start, end) == [one for one in every if one.start < end and start < one.end]
            assert said.holding(start, end) == [one for one in every if one.start <= start and end <= one.end]
