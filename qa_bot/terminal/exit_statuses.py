"""With what status the program ends."""

from __future__ import annotations

ANSWERED, SILENT, USAGE, INDEX_FAULT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141
MEANINGS = {
    ANSWERED: "answered",
    SILENT: "no answer",
    USAGE: "usage or nothing to read",
    INDEX_FAULT: "index fault",
    INTERRUPTED: "interrupted",
}
