"""Commands about the articles: which there are, which of them are asked, whether they have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qa_bot.errors import QABotError
from qa_bot.sanitising import excerpt, one_line, shown_path
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands.command import beginning, command, path_in, paths
from qa_bot.terminal.filters import FILTERS, FilterError, filters_text, kept_by, read_date, read_filters
from qa_bot.terminal.layout import QUIET, Bit, Line, Look, line, paint
from qa_bot.terminal.library import Changes
from qa_bot.terminal.rendering import banner_lines, counted, left_out_texts, titles_text
from qa_bot.terminal.sources import article_line
from qa_bot.terminal.streams import explain
from qa_bot.values import Skipped

_MOST = 50  # articles listed at once: two screens
_MOST_FILES = 3  # named in a notice
_MOST_OFFERED = 50
_DO_WHAT = ("is new", "has changed", "is gone")


def titles(chat: Chat, rest: str) -> Iterable[Line]:
    """Name the articles in one line."""
    return [line(titles_text(chat.bot.sources))]


@command("articles", "[WORDS]")
def articles(chat: Chat, rest: str) -> Iterable[Line]:
    """List the articles, or those with WORDS in title, publisher, date or file.

    Where they are more than the screen holds, in $PAGER, by default in less.
    """
    found = kept_by({"words": rest} if rest else {}, chat.sources)
    if not found:
        return [line(f"No article's title, publisher, date or file holds {excerpt(rest)!r}.")]
    lines = [article_line(each) for each in found]
    if len(lines) > _rows() and _paged(chat, lines):
        return [line(f"{counted(len(lines), 'article')} listed.")]
    left_out = f"... and {len(lines) - _MOST:,} more; /articles WORDS narrows the list."
    return [*lines[:_MOST], *([line(left_out)] if len(lines) > _MOST else [])]


def _rows() -> int:
    import shutil

    return shutil.get_terminal_size().lines - 2


def _paged(chat: Chat, lines: Sequence[Line]) -> bool:
    """Show lines in a pager; False where there is none."""
    pager = chat.surroundings.pager()
    try:
        if pager:
            chat.surroundings.run(pager, paint(lines, Look()))
    except OSError:
        return False
    return bool(pager)


def _filters_beginning(chat: Chat, typed: str) -> Iterable[str]:
    """Offer the keys, and after one of them what the articles have there."""
    before, blank, last = typed.rpartition(" ")
    key, colon, value = last.partition(":")
    if not colon:
        return [
            f"{before}{blank}{one}"
            for one in beginning(last, (f"{key}:" for key in FILTERS if key != "words"))
        ]
    known: dict[str, list[str | None]] = {
        "source": [one.publisher for one in chat.bot.sources],
        "file": [one.place for one in chat.bot.sources],
    }
    offered = dict.fromkeys(one for one in known.get(key, ()) if one)
    return [f"{before}{blank}{key}:{one}" for one in beginning(value, offered)[:_MOST_OFFERED]]


@command("filter", "[KEY:...]", _filters_beginning)
def filter_(chat: Chat, rest: str) -> Iterable[Line]:
    """Ask only some articles: by source:, file:, after:, before: or as-of:.

    source:Herald asks those whose publisher or title holds the word, file:minutes those whose file does (with
    * and ? as in a shell), after:2016-08 those of that month and later, before:2016 those earlier, as-of:2016
    those dated up to then; words without a key may stand in any of these. Several keys narrow further.
    Without anything after it, /filter tells what is in force; /clear asks all again.
    """
    if not rest:
        return [_in_force(chat)]
    return _narrowed(chat, lambda: chat.filters | read_filters(rest))


@command("as-of", "DATE")
def as_of(chat: Chat, rest: str) -> Iterable[Line]:
    """Ask only articles dated up to DATE, as if it were that day.

    /as-of 2016-08 is short for /filter as-of:2016-08; undated articles are left out. /clear asks all again.
    """
    if not rest:
        return [_in_force(chat)]
    return _narrowed(chat, lambda: chat.filters | {"as-of": read_date(rest)})


@command("clear")
def clear(chat: Chat, rest: str) -> Iterable[Line]:
    """Ask all articles again."""
    chat.narrow({})
    return [_in_force(chat)]


def _narrowed(chat: Chat, read: Callable[[], Mapping[str, str]]) -> Iterable[Line]:
    try:
        filters = read()
    except FilterError as error:
        return [line(one_line(str(error)))]
    kept = kept_by(filters, chat.bot.sources)
    if not kept:
        return [line(f"No article is left with {one_line(filters_text(filters))}; nothing has changed.")]
    chat.narrow(filters)
    return [_in_force(chat), *_undated(chat, filters)]


def _undated(chat: Chat, filters: Mapping[str, str]) -> Iterator[Line]:
    count = sum(not one.date for one in chat.bot.sources)
    if count and any(FILTERS[key].is_dated for key in filters):
        yield line(Bit(QUIET, f"Note: left out: {counted(count, 'article')} without a date."))


def _in_force(chat: Chat) -> Line:
    count = counted(len(chat.bot.sources), "article")
    if not chat.filters:
        return line(f"Asking all {count}; there is no filter.")
    told = one_line(filters_text(chat.filters))
    return line(f"Asking {len(chat.sources):,} of {count}: {told}. /clear asks all.")


@command("reload")
def reload_(chat: Chat, rest: str) -> Iterable[Line]:
    """Read the articles again that have changed.

    Before each question this happens by itself; /set refresh off only tells of changes.
    """
    if chat.bot.root is None:
        return [line("These articles were not read from files.")]
    changes = chat.reload()
    if changes is None:
        return [line(f"{shown_path(str(chat.bot.root))} cannot be read; the articles stay as they were.")]
    if not any(changes):
        return [line("Nothing has changed.")]
    return [line(f"Read again: {_changes_text(changes)}."), *map(line, _left_out_texts(chat, changes))]


def notice_of_changes(chat: Chat) -> Iterator[Line]:
    """Tell which files changed since the last question, and read them again unless told otherwise."""
    changes = chat.new_changes()
    if not changes:
        return
    if not chat.settings.refresh:
        yield line(Bit(QUIET, f"Note: {_changes_text(changes)}; /reload reads the articles again."))
        return
    try:
        reread = chat.reload()
    except (QABotError, OSError) as error:
        yield line(
            Bit(QUIET, f"Note: {_changes_text(changes)}, but cannot be read: {one_line(explain(error))}")
        )
        return
    if reread is None:
        yield line(
            Bit(QUIET, f"Note: {_changes_text(changes)}; no article is left, so all stay as they were.")
        )
        return
    yield line(Bit(QUIET, f"Note: read again: {_changes_text(changes)}."))
    yield from (line(Bit(QUIET, f"Note: {text}.")) for text in _left_out_texts(chat, changes))


def _left_out_texts(chat: Chat, changes: Changes) -> Iterator[str]:
    """Tell which of the files that changed are not read now, or only in part."""
    changed = frozenset(path for paths in changes for path in paths)
    return left_out_texts(one for one in chat.bot.skipped if one.path in changed)


def _changes_text(changes: Changes) -> str:
    """Name the first files that changed, and count the others."""
    told = [
        f"{shown_path(path)} {what}" for paths, what in zip(changes, _DO_WHAT, strict=True) for path in paths
    ]
    more = f" and {counted(len(told) - _MOST_FILES, 'file')} more" if len(told) > _MOST_FILES else ""
    return f"{', '.join(told[:_MOST_FILES])}{more}"


@command("knowledge", "[PATH]", paths)
def knowledge(chat: Chat, rest: str) -> Iterable[Line]:
    """Ask another folder, or another file, and begin anew.

    Without PATH it tells which folder is asked.
    """
    if not rest:
        root = chat.bot.root
        return [line(f"Asking {shown_path(str(root.absolute())) if root else 'texts held in memory'}.")]
    from qa_bot.bot import QABot

    try:
        bot = QABot.from_folder(path_in(rest), encoder=chat.bot.encoder)
    except QABotError as error:
        left_out = left_out_texts(map(Skipped._make, getattr(error, "skipped", ())))
        return [*map(line, left_out), line(one_line(explain(error)))]
    chat.talk_with(bot)
    return banner_lines(bot)
