"""Marks that end or part what is said: a few at a time, so they are kept as tuples."""

from __future__ import annotations

DASHES = ("—", "–", "-")
CLAUSE_MARKS = (";", ":", "—", "–")
EDGE_MARKS = (*CLAUSE_MARKS, ",", ".", "!", "?")
LIST_MARKS = (*CLAUSE_MARKS, ".", "!", "?", "(", ")", "“", "”", '"')
SENTENCE_MARKS = ("!", "?", "…", "•", "‣", "◦", "▪", "●")
SAID_ENDS = (".", "?", "!", "…", ";", ",")
LOOSE_MARKS = (*SAID_ENDS, *DASHES, ":", "“", "‘", '"')
