"""Function words: words that ask, join or stand in, and need not be met."""

from __future__ import annotations

QUESTION_WORDS = frozenset("who whom whose what which when where why how do does did".split())
FUNCTION_WORDS = QUESTION_WORDS | frozenset(
    """
    a an the this that these those there here it its he him his she her hers they them their
    theirs we us our ours you your yours i me my mine
    is are was were be been being am has have had having will would shall should can could may
    might must
    of in on at by for with from to into onto about as than and or but nor if so also
    """.split()
)
DEGREES = frozenset("mani much long often far old big larg tall high deep wide heavi fast late soon".split())
