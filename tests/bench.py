"""Small cases for the tests of clues, confidence and the answerer."""

from __future__ import annotations

from qa_bot.answering.matching.candidates import Candidate, CandidateSet
from qa_bot.bot import QABot
from qa_bot.documents.articles import article_from_text
from qa_bot.values import DialogueContext, Query, Reply

STRIKE = (
    "Junior doctors will strike in March. The walkout will last 72 hours. It begins on 13 March. "
    "Dr Ron Singer, chair of the union, said talks had failed. The ballot was won by Ellen McCourt."
)


def asked_of(sentence: str, question: str) -> Reply:
    """Ask a question of a text that says one thing, and that it rained."""
    return QABot.from_texts({"a": f"{sentence} It rained."}).ask(question)


def candidates(question: str, text: str = STRIKE, context: DialogueContext | None = None) -> list[Candidate]:
    """Lay out one text's sentences for a question, one of a conversation with `context`."""
    bot = QABot.from_articles([article_from_text("a", text)])
    read = bot.read(question)
    query = Query(question, None, context)
    return CandidateSet(read, bot.rank(read, query), bot.corpus, query).candidates()


def candidate(question: str, beginning: str, text: str = STRIKE) -> Candidate:
    """Return the candidate whose sentence begins so."""
    return next(one for one in candidates(question, text) if one.sentence.text.startswith(beginning))
