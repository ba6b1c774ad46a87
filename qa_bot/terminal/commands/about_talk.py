"""Commands about the chat itself: what was asked, what could be, its settings, its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from qa_bot.sanitising import excerpt, one_line
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands.command import beginning, command, path_in
from qa_bot.terminal.layout import QUIET, Bit, Line, line
from qa_bot.terminal.settings import SETTINGS, Setting, change, shown_value
from qa_bot.values import Reply

_MOST_PAST = 20  # questions of earlier chats shown: most of a screen
_SUGGESTED = 3  # questions at a time


@command("suggest")
def suggest(chat: Chat, rest: str) -> Iterable[Line]:
    """Show a few questions that the articles answer; again, others.

    They are made from sentences of the articles, and kept where that sentence is the answer stated.
    """
    from qa_bot.terminal.suggesting import suggestions

    found = list(islice(suggestions(chat.bot, chat.sources, chat.suggested), _SUGGESTED))
    chat.suggested.update(found)
    none = "I can suggest no more questions." if chat.suggested else "I can suggest no question here."
    return [line(f"- {one_line(each)}", hang=2) for each in found] or [line(none)]


@command("history", "[WORDS]")
def history(chat: Chat, rest: str) -> Iterable[Line]:
    """Show what was asked in this chat, or earlier with WORDS in it."""
    if rest:
        questions = (one for one in dict.fromkeys(chat.surroundings.past()) if not one.startswith("/"))
        held = (one for one in questions if rest.lower() in one.lower())
        past = [line(one_line(each), hang=2) for each in islice(held, _MOST_PAST)]
        return past[::-1] or [line(f"No question asked before holds {excerpt(rest)!r}.")]
    asked = [_asked_line(number, reply) for number, reply in enumerate(chat.replies, 1)]
    return asked or [line("Nothing has been asked yet; /history WORDS looks in earlier chats.")]


def _asked_line(number: int, reply: Reply) -> Line:
    told = {"answer": one_line(reply.answer.plain) if reply.answer else "", "closest": "not stated"}
    answered = reply.verdict or told.get(reply.kind, "the articles don't say")
    return line(f"{number}. {one_line(reply.question)}  ", Bit(QUIET, f"({answered})"), hang=3)


@command("forget")
def forget(chat: Chat, rest: str) -> Iterable[Line]:
    """Forget what was asked before, so that the next question stands alone."""
    chat.forget()
    return [line("Forgotten.")]


def _settings_beginning(chat: Chat, typed: str) -> Iterable[str]:
    name, blank, value = typed.partition(" ")
    if not blank:
        return beginning(name, SETTINGS)
    row = SETTINGS.get(name.lower())
    return [f"{name} {one}" for one in beginning(value, row.choices)] if row else ()


@command("set", "[NAME VALUE]", _settings_beginning)
def set_(chat: Chat, rest: str) -> Iterable[Line]:
    """Change a setting of this chat, or show them all."""
    name, _, value = rest.partition(" ")
    if not name:
        return [_setting_line(chat, row) for row in SETTINGS.values()]
    row = SETTINGS.get(name.lower())
    if row is None:
        return [line(f"There is no setting {excerpt(name, 40)}: it is one of {', '.join(SETTINGS)}.")]
    if value and not change(chat.settings, row, path_in(value.strip())):
        return [line(f"/set {row.name} takes {row.takes}.")]
    return [_setting_line(chat, row)]


def _setting_line(chat: Chat, row: Setting) -> Line:
    value = one_line(shown_value(chat.settings, row))
    return line(f"{f'{row.name} {value}':<16}  {row.help} ({row.takes})", hang=18)


@command("quit")
def quit_(chat: Chat, rest: str) -> Iterator[Line]:
    """Leave (Ctrl-D, exit and quit do so too)."""
    chat.left = True
    return iter(())
