"""Who said it: whose words stand where in an article, and which questions ask for that."""

from __future__ import annotations

from qa_bot.language.discourse.article_speech import ArticleSpeech
from qa_bot.language.discourse.attribution import claim_of
from qa_bot.values import Attribution

__all__ = ["ArticleSpeech", "Attribution", "claim_of"]
