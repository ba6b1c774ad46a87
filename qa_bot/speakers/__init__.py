"""Who said it: whose words stand where in an article, and which questions ask for that."""

from __future__ import annotations

from qa_bot.speakers.asked import Asked, according_to, asks_what_said, asks_who_said
from qa_bot.speakers.attribution import Attribution, attributions, claim_of
from qa_bot.speakers.matching import is_said_as, is_same_act, speaks

__all__ = [
    "Asked",
    "Attribution",
    "according_to",
    "asks_what_said",
    "asks_who_said",
    "attributions",
    "claim_of",
    "is_said_as",
    "is_same_act",
    "speaks",
]
