"""Question and ranked passages -> a reply: sentences are ranked, the decision taken, the reply composed."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.composition.merging import rivals
from qa_bot.answering.composition.replies import Ground, empty, stated, unstated
from qa_bot.answering.decision import decide
from qa_bot.answering.ranking import SPELLED_OUT, Ranker
from qa_bot.documents.corpus import Corpus
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Query, Question, RankedPassage, Reply


class Answerer(NamedTuple):
    """Answers from ranked passages, offers what is closest, or stays silent."""

    ranker: Ranker
    encoder: str = ""

    @classmethod
    def default(cls, encoder: str = "") -> Answerer:
        """Use the weights that come with the package for a sentence encoder, or for none."""
        return cls(Ranker.default(encoder), encoder)

    def reply(
        self, question: Question, passages: Sequence[RankedPassage], corpus: Corpus, query: Query
    ) -> Reply:
        """Answer `question` from the ranked passages, offer what is closest, or stay silent."""
        scored = self.ranker.rank(question, passages, corpus, query)
        if not scored:
            return empty(question, corpus)
        decision = decide(scored, self.encoder)
        best = [self.ranker.with_span(one) for one in scored[:SPELLED_OUT]]
        rest = [one._replace(extracted=None) if one.extracted else one for one in scored[SPELLED_OUT:]]
        ground = Ground(question, corpus, (*best, *rest), decision)
        if decision.kind != "answer":
            return unstated(ground)
        return stated(ground, [self.ranker.with_span(one) for one in rivals(scored)])
