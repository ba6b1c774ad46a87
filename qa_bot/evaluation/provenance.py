"""When, with which version and of which articles a run was made."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from qa_bot.environment import EPOCH
from qa_bot.errors import QABotError
from qa_bot.named_tuples import NamedTuple


class Provenance(NamedTuple):
    """Where a page comes from; `is_dated`: its date was given, so that the page can be made again."""

    knowledge: str
    version: str
    made: datetime
    is_dated: bool = False


def provenance(
    knowledge: str, version: str, environ: Mapping[str, str], clock: Callable[[], float] = time.time
) -> Provenance:
    """Note what is asked and when: now, or the time that SOURCE_DATE_EPOCH gives."""
    given = EPOCH.of(environ)
    seconds = _seconds(given) if given else clock()
    try:
        return Provenance(knowledge, version, datetime.fromtimestamp(seconds, UTC), is_dated=bool(given))
    except (ValueError, OverflowError, OSError) as error:
        raise _no_time(given) from error


def _seconds(given: str) -> float:
    if not (given.isascii() and given.isdigit()):
        raise _no_time(given)
    return int(given[:20])


def _no_time(given: str) -> QABotError:
    return QABotError(f"{EPOCH.name} is {given[:20]!r}; give seconds since 1970, like 1700000000")
