"""Commands that keep something in a file: the chat, or a question with its right answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qa_bot.opening import is_inside, write_whole
from qa_bot.sanitising import excerpt, one_line, shown_path
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands.command import (
    NOTHING_ASKED,
    Chosen,
    beginning,
    choose,
    command,
    numbers,
    path_in,
    paths,
)
from qa_bot.terminal.layout import Line, line
from qa_bot.terminal.rendering import counted
from qa_bot.terminal.streams import explain


class _Refused(Exception):
    """A file is not written; the text says why, in one line."""


@command("save", "FILE", paths)
def save(chat: Chat, rest: str) -> Iterable[Line]:
    """Save this chat with its sources to FILE.md or FILE.jsonl.

    A .md file has each source in a numbered footnote, a .jsonl file one JSON object a reply. Both carry what
    qa-bot verify FILE --knowledge FOLDER needs to find every citation again when the articles have changed.
    """
    from qa_bot.terminal.exporting import FORMATS

    rest = path_in(rest)
    if not chat.replies:
        return [NOTHING_ASKED]
    write = FORMATS.get(Path(rest).suffix.lower())
    if write is None:
        return [line(f"/save takes the name of a file that ends in {' or '.join(FORMATS)}.")]
    try:
        path = _place_for(chat, rest)
        if path.exists() and chat.written.get(path) != path.stat().st_mtime_ns:
            how = "has been changed since" if path in chat.written else "is there already"
            raise _Refused(f"{shown_path(rest)} {how}; name another file.")
        write_whole(path, write(chat.replies))
        chat.written[path] = path.stat().st_mtime_ns
    except (_Refused, OSError) as error:
        return [line(_why(error))]
    return [line(f"Saved {counted(len(chat.replies), 'question')} to {shown_path(rest)}.")]


@command("good", "[N]", numbers)
def good(chat: Chat, rest: str) -> Iterable[Line]:
    """Keep the last question with its answer as right, for qa-bot evaluate.

    /good N: sentence N is right. Where the articles were said not to say, that is kept as right. The
    question is added to a question set, chat.questions.jsonl unless /set questions FILE names another; what
    was kept of the same question before is replaced. qa-bot evaluate asks each question by itself, of all the
    articles: one that gets another reply then is not kept.
    """
    from qa_bot.terminal.marking import is_found_alone, rightly_replied, sentence_row

    if chat.reply is None:
        return [NOTHING_ASKED]
    if not rest and chat.reply.kind == "closest":
        return [line("/good N tells which of these is right, /bad none that the articles don't say.")]
    row = rightly_replied(chat.reply)
    if rest:
        chosen = choose(chat, "good", rest)
        if not isinstance(chosen, Chosen):
            return chosen
        row = sentence_row(chat.reply, chosen.found, chosen.stated)
    question = str(row["question"])
    if not is_found_alone(row, chat.bot.ask(question), wherever=bool(rest)):
        told = f"“{one_line(question)}” gets another reply when it is asked by itself, of all the articles"
        return [line(f"Not kept: {told}, as qa-bot evaluate asks it. Ask it in full, then /good.")]
    return _marked(chat, row, "as right")


def _bad_beginning(chat: Chat, typed: str) -> Iterable[str]:
    return [*numbers(chat, typed), *beginning(typed, ["none"])]


@command("bad", "[N|WORDS]", _bad_beginning)
def bad(chat: Chat, rest: str) -> Iterable[Line]:
    """Keep the last question as answered wrongly, for qa-bot evaluate.

    /bad N tells that sentence N is right (/more shows further ones), /bad WORDS which words of an article
    are, /bad none that the articles do not say. Without any of these, silence would have been better. The
    question set is that of /good.
    """
    from qa_bot.terminal.marking import sentence_row, silent_row, words_row

    if chat.reply is None:
        return [NOTHING_ASKED]
    if rest.lower() in ("", "none"):
        hint = "" if rest else " /bad N or /bad WORDS tells what is right."
        return _marked(chat, silent_row(chat.reply), "as better not answered", hint)
    if not rest.isdecimal():
        row = words_row(chat.reply, rest.strip("\"'“”"), chat.bot)
        return _marked(chat, row, "with these words as right") if row else [_unknown_words(rest)]
    chosen = choose(chat, "bad", rest)
    if not isinstance(chosen, Chosen):
        return chosen
    row = sentence_row(chat.reply, chosen.found, None)
    return _marked(chat, row, f"with sentence {rest} as right")


def _unknown_words(words: str) -> Line:
    return line(f"No article holds {excerpt(words)!r}; give the words as they stand, or a number.")


def _marked(chat: Chat, row: dict[str, object], how: str, hint: str = "") -> Sequence[Line]:
    """Add a row to the question set; tell where it is."""
    from qa_bot.terminal.marking import with_row

    name = chat.settings.questions
    try:
        path = _place_for(chat, name)
        write_whole(path, with_row(path, row))
    except (_Refused, OSError, UnicodeDecodeError) as error:
        return [line(f"{_why(error)} /set questions FILE names another.")]
    return [line(f"Kept in {shown_path(name)} {how}: {one_line(str(row['question']))}{hint}")]


def _place_for(chat: Chat, name: str) -> Path:
    """Return where to write a file; not among the articles, where it would be read as one."""
    try:
        path = Path(name).expanduser().absolute()
        is_article = is_inside(path, chat.bot.root)
    except (RuntimeError, ValueError) as error:
        raise _Refused(f"{shown_path(name)} is not a path ({one_line(str(error))}).") from error
    if is_article:
        told = "would be read as one of the articles; name a file outside their folder."
        raise _Refused(f"{shown_path(name)} {told}")
    return path


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"It cannot be written: {one_line(explain(error))}."
    return str(error) if isinstance(error, _Refused) else f"It is no text: {one_line(str(error))}."
