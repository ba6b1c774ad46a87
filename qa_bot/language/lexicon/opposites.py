"""Pairs of words that cannot both hold."""

from __future__ import annotations

OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in """
    accept/reject accept/refuse approve/reject approve/refuse win/lose rise/fall increase/decrease
    increase/fall grow/shrink raise/lower pass/fail succeed/fail support/oppose convict/acquit allow/ban
    allow/forbid permit/ban include/exclude gain/lose improve/worsen agree/refuse agree/disagree
    guilty/innocent legal/illegal lawful/unlawful safe/unsafe fair/unfair alive/dead true/false
    possible/impossible open/shut open/closed early/late public/private manual/automatic up/down
    """.split()
)
