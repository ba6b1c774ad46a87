"""Commands about the sentences of the last reply: where they stand, what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qa_bot.display import source_text
from qa_bot.sanitising import one_line
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands.command import NOTHING_ASKED, Chosen, choose, command, numbers
from qa_bot.terminal.excerpts import excerpt_lines, styled_bits
from qa_bot.terminal.layout import QUIET, Bit, Line, line
from qa_bot.terminal.rendering import numbered_lines, ranked, stated_count
from qa_bot.terminal.sources import source_bits
from qa_bot.terminal.surroundings import at_line, to_terminal_clipboard
from qa_bot.values import Sentence, Source

_MORE = 3  # sentences that /more adds
_CHANGED = line("The article has changed since; ask again.")


@command("sources")
def sources(chat: Chat, rest: str) -> Iterable[Line]:
    """Show where the sentences of the last reply stand."""
    if chat.reply is None:
        return [NOTHING_ASKED]
    shown = enumerate(chat.reply.shown, 1)
    lines = [line(f"{number}. ", *_dated(each.source), hang=3) for number, each in shown]
    return lines or [line("The last reply has no source.")]


def _dated(source: Source) -> list[Bit]:
    """Return a source in one line, and where its date was found."""
    place = source.date_from if source.date_from not in ("text", "file") else None
    bits = [bit._replace(style="") for bit in source_bits(source)]
    return [*bits, Bit("", f" (date: {place})")] if place else bits


@command("more")
def more(chat: Chat, rest: str) -> Iterable[Line]:
    """Show the next best sentences, which are not stated as answers.

    Their numbers go on from those shown before; /open, /context, /copy and /bad take them.
    """
    if chat.reply is None:
        return [NOTHING_ASKED]
    first, following = chat.shown_count, ranked(chat.reply)[chat.shown_count : chat.shown_count + _MORE]
    chat.shown_count += len(following)
    return list(numbered_lines(following, first + 1, stated_count(chat.reply))) or [line("There is no more.")]


@command("context", "[N]", numbers)
def context(chat: Chat, rest: str) -> Iterable[Line]:
    """Show the paragraph around the answer, or around sentence N.

    Where the paragraph is that sentence alone, the paragraphs before and after it are shown too.
    """
    chosen = choose(chat, "context", rest)
    if not isinstance(chosen, Chosen):
        return chosen
    each = chosen.found
    if not _is_as_it_was(chat, each.source, each.sentence):
        return [_CHANGED]
    own = chat.bot.paragraphs(each.source.id, each.sentence)
    is_alone = sum(len(one.plain) for one in own) <= len(each.sentence.plain)
    paragraphs = chat.bot.paragraphs(each.source.id, each.sentence, 1) if is_alone else own
    return [line(*source_bits(each.source)), *_paragraph_lines(paragraphs, chosen)]


def _paragraph_lines(paragraphs: Sequence[Sentence], chosen: Chosen) -> Iterator[Line]:
    return (line(*styled_bits(one, chosen.found.sentence, chosen.stated), indent=2) for one in paragraphs)


@command("open", "[N]", numbers)
def open_(chat: Chat, rest: str) -> Iterable[Line]:
    """Open the article at the answer, or at sentence N.

    In $PAGER, else in $VISUAL or $EDITOR, at the line where the program is known to take one; where none is
    set, and outside a terminal, the lines around the sentence are shown. /set open editor prefers the editor,
    /set open here shows the lines.
    """
    chosen = choose(chat, "open", rest)
    if not isinstance(chosen, Chosen):
        return chosen
    source, sentence = chosen.found.source, chosen.found.sentence
    if not _is_as_it_was(chat, source, sentence):
        return [_CHANGED]
    viewer = chat.surroundings.viewer(chat.settings.open)
    text = chat.bot.text_of(source.id)
    try:
        if viewer:
            _view(chat, viewer, source, text)
            return [line(Bit(QUIET, "Opened "), *source_bits(source), Bit(QUIET, "."))]
    except OSError as error:
        return [_not_run(viewer, error), *excerpt_lines(text, source, sentence, chosen.stated)]
    return excerpt_lines(text, source, sentence, chosen.stated)


def _not_run(command: Sequence[str], error: OSError) -> Line:
    return line(f"{one_line(command[0])} cannot be run: {one_line(error.strerror or str(error))}.")


def _view(chat: Chat, viewer: Sequence[str], source: Source, text: str) -> None:
    """Show an article in a program: its file, or a copy of its text where the file is not written so."""
    file = chat.bot.file_of(source.path) if source.path else None
    if file and _holds(file, text):
        chat.surroundings.run(at_line(viewer, file, source.line), None)
    else:
        chat.surroundings.run(at_line(viewer, chat.copy_of(text), _line_in(text, source)), None)


def _line_in(text: str, source: Source) -> int:
    """Return the line of a source in the text of its article; of one with pages, that of the page."""
    if source.page is None:
        return source.line
    pages = text.split("\f", source.page - 1)
    return 1 + sum(page.count("\n") for page in pages[: source.page - 1])


def _holds(file: Path, text: str) -> bool:
    """Whether a file is written as the text of an article is, whose lines can then be counted in it."""
    try:
        return file.read_bytes().decode("utf-8-sig") == text
    except (OSError, ValueError):
        return False


def _is_as_it_was(chat: Chat, source: Source, sentence: Sentence) -> bool:
    """Whether a sentence still stands where it was found: the articles may have been read again."""
    try:
        return chat.bot.text_of(source.id)[sentence.start : sentence.end] == sentence.text
    except KeyError:
        return False


@command("copy", "[N]", numbers)
def copy(chat: Chat, rest: str) -> Iterable[Line]:
    """Copy the sentence and its source to the clipboard.

    By the clipboard program of this machine where there is one (pbcopy, wl-copy, xclip, xsel, clip.exe),
    else by asking the terminal to do it (OSC 52), which also works across ssh.
    """
    chosen = choose(chat, "copy", rest)
    if not isinstance(chosen, Chosen):
        return chosen
    quoted = f"“{one_line(chosen.found.sentence.plain)}” ({source_text(chosen.found.source)})"
    clipboard = chat.surroundings.clipboard()
    try:
        if clipboard:
            chat.surroundings.run(clipboard.command, quoted)
            return [line(f"Copied with {clipboard.command[0]}: {quoted}")]
    except OSError as error:
        return [_not_run(clipboard.command if clipboard else [""], error)]
    if not chat.surroundings.at_terminal:
        return [line("There is no clipboard here.")]
    chat.surroundings.send(to_terminal_clipboard(quoted))
    return [line(f"Handed to the terminal to copy (OSC 52): {quoted}")]
