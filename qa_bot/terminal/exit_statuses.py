"""With what status the program ends."""

from __future__ import annotations

ANSWERED, SILENT, USAGE, INDEX_FAULT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141
MEANINGS = {
    ANSWERED: "answered, or done",
    SILENT: "no answer stated, or a citation that no longer stands",
    USAGE: "wrong usage, or nothing to read",
    INDEX_FAULT: "index fault, or an unexpected error",
    INTERRUPTED: "interrupted",
    PIPE_CLOSED: "output closed early",
}
