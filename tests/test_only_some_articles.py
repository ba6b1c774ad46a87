from __future__ import annotations

import os
from pathlib import Path

import pytest

from qa_bot.bot import QABot
from qa_bot.conversation.conversation import Conversation
from qa_bot.errors import NothingToRead
from qa_bot.values import Query

TEXTS = {
    "old": "---\ndate: 2019-03-01\n---\n2,400 people signed the petition. It was handed in on Monday.",
    "new": "---\ndate: 2023-03-01\n---\nThe petition was signed by 3,100 people.",
    "ferry": "The ferry sails at noon. Nobody signed anything there.",
}
QUESTION = "How many people signed the petition?"


@pytest.mark.parametrize(
    ("articles", "words"),
    [({"old"}, {"2,400"}), ({"new"}, {"3,100"}), ({"ferry"}, set()), (set(), set())],
)
def test_only_the_articles_named_answer(articles: set[str], words: set[str]) -> None:
    reply = QABot.from_texts(TEXTS).ask(Query(QUESTION, articles=frozenset(articles)))
    weighed = {one.source.id for one in (*reply.evidence, *reply.shown, *reply.alternatives)}
    assert weighed <= articles
    assert {one.answer.plain for one in reply.shown if one.answer} == words


def test_all_articles_named_are_as_none_named() -> None:
    bot = QABot.from_texts(TEXTS)
    assert bot.ask(Query(QUESTION, articles=frozenset(TEXTS))) == bot.ask(QUESTION)


def test_passages_of_others_never_crowd_out_those_of_the_articles_named() -> None:
    crowd = {
        f"crowd{n:03}": "The signed petition: people signed the petition, many people." for n in range(99)
    }
    reply = QABot.from_texts(TEXTS | crowd).ask(Query(QUESTION, articles=frozenset({"old"})))
    assert reply.answer is not None
    assert reply.answer.plain == "2,400"


def test_a_conversation_keeps_to_its_articles_and_to_its_memory() -> None:
    conversation = Conversation(QABot.from_texts(TEXTS).ask)
    assert conversation.ask(QUESTION).answer
    conversation.articles = frozenset({"ferry"})
    reply = conversation.ask("When was it handed in?")
    assert reply.read_as == "When was the petition handed in?"
    assert {one.source.id for one in (*reply.evidence, *reply.shown)} <= {"ferry"}


def test_changes_of_a_folder_are_told_and_read(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.md").write_text(text)
    bot = QABot.from_folder(tmp_path, cache=False)
    assert not bot.changes()
    (tmp_path / "old.md").write_text(TEXTS["old"].replace("2,400", "2,500"))
    (tmp_path / "new.md").unlink()
    (tmp_path / "sheep.md").write_text("Tom Bray keeps the sheep.")
    assert bot.changes() == (("sheep.md",), ("old.md",), ("new.md",))
    before = bot.fingerprint
    bot.refresh()
    assert not bot.changes()
    assert bot.fingerprint != before
    answer = bot.ask(QUESTION).answer
    assert answer is not None
    assert answer.plain == "2,500"


def test_a_folder_that_is_gone_leaves_the_bot_as_it_was(tmp_path: Path) -> None:
    article = tmp_path / "old.md"
    article.write_text(TEXTS["old"])
    bot = QABot.from_folder(tmp_path, cache=False)
    article.unlink()
    os.rmdir(tmp_path)
    with pytest.raises(NothingToRead):
        bot.changes()
    with pytest.raises(NothingToRead):
        bot.refresh()
    assert bot.ask(QUESTION).answer


def test_the_fingerprint_stands_for_what_the_articles_say(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(TEXTS["old"])
    found = QABot.from_folder(tmp_path, cache=False).fingerprint
    os.utime(tmp_path / "old.md", (1, 1))
    assert QABot.from_folder(tmp_path, cache=False).fingerprint == found
    (tmp_path / "old.md").write_text(TEXTS["old"] + " And more.")
    assert QABot.from_folder(tmp_path, cache=False).fingerprint != found
    assert QABot.from_texts(TEXTS).ask(QUESTION).corpus == QABot.from_texts(TEXTS).fingerprint


ARTICLES = {
    "plain": "First paragraph.\n\nAda Bell drew the plans. She was 31. It cost £37,000.\n\nLast.",
    "marked": "# Head\n\nAda **Bell** drew the [plans](x.md). She was *31*.\n\n- one item\n- two items\n",
}


@pytest.mark.parametrize(
    ("source", "sentence", "paragraph"),
    [
        ("plain", "She was 31.", "Ada Bell drew the plans. She was 31. It cost £37,000."),
        ("marked", "She was *31*.", "Ada **Bell** drew the [plans](x.md). She was *31*."),
        ("marked", "two items", "two items"),
    ],
)
def test_the_paragraph_of_a_sentence_is_a_slice(source: str, sentence: str, paragraph: str) -> None:
    bot = QABot.from_texts(ARTICLES)
    found = next(one for one in bot.sentences(source) if one.text == sentence)
    (around,) = bot.paragraphs(source, found)
    assert around.text == paragraph
    assert ARTICLES[source][around.start : around.end] == paragraph


@pytest.mark.parametrize("source", ARTICLES)
def test_selectors_find_the_words_in_the_article(source: str) -> None:
    reply = QABot.from_texts({source: ARTICLES[source]}).ask("Who drew the plans?")
    row = reply.as_dict()
    for part in (row["answer"], row["sentence"], row["shown"][0]["sentence"]):
        selector, text = part["selector"], ARTICLES[source]
        assert selector["exact"] == part["text"] == text[part["start"] : part["end"]]
        assert text[: part["start"]].endswith(selector["prefix"])
        assert text[part["end"] :].startswith(selector["suffix"])
        assert len(selector["prefix"]) == min(32, part["start"])
