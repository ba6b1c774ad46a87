"""A chat as a file: Markdown with numbered footnotes, or JSON lines; both can be verified later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from qa_bot.display import CLOSEST, SILENCE, source_text
from qa_bot.sanitising import json_line, one_line
from qa_bot.terminal.layout import ANSWER, WORDS, Bit
from qa_bot.terminal.rendering import counted, headline, sentence_bits, words_bits
from qa_bot.values import Reply, Shown

CITED, CITED_END = "<!-- qa-bot ", " -->"  # around what finds a sentence again
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_BOLD = (ANSWER, WORDS)


def as_json_lines(replies: Iterable[Reply]) -> str:
    """Return a JSON object a reply, a line each."""
    return "".join(f"{json_line(reply.as_dict())}\n" for reply in replies)


def as_markdown(replies: Sequence[Reply]) -> str:
    """Return the replies as a text with a footnote for each sentence cited.

    Behind each footnote stands, in a comment that is not shown, what finds the sentence again.
    """
    blocks = [f"# {counted(len(replies), 'question')}"]
    notes: list[str] = []
    for reply in replies:
        blocks += _reply_blocks(reply, notes)
    return "\n\n".join([*blocks, "\n".join(notes)]).rstrip("\n") + "\n"


FORMATS: dict[str, Callable[[Sequence[Reply]], str]] = {".md": as_markdown, ".jsonl": as_json_lines}


def _reply_blocks(reply: Reply, notes: list[str]) -> Iterator[str]:
    yield f"## {_escaped(reply.question)}"
    if reply.read_as:
        yield f"Read as: {_escaped(reply.read_as)}"
    if reply.answer is None:
        yield CLOSEST if reply.shown else SILENCE
    elif reply.verdict or reply.items:
        yield "\n".join(_marked(one.bits) for one in headline(reply, reply.answer))
    stated = ""
    for one in reply.shown:
        words = _words(reply, one)
        yield from [words] if words and words != stated else []
        stated = words
        notes.append(_note(len(notes) + 1, reply, one))
        yield f"> {_marked(sentence_bits(one.sentence, one.answer))}[^{len(notes)}]"


def _words(reply: Reply, one: Shown) -> str:
    """Return the words that a sentence is shown for, where the reply does not say them before."""
    if one.answer is None or reply.verdict or reply.items:
        return ""
    claim = f", according to {_escaped(one.answer.claim_of)}" if one.answer.claim_of else ""
    return f"{_marked(words_bits(one.answer))}{claim}"


def _note(number: int, reply: Reply, one: Shown) -> str:
    cited = {"question": reply.question, **one.as_dict(), "corpus": reply.corpus or None}
    # In a comment two hyphens would end it.
    written = json_line(cited).replace("--", r"-\u002d").replace("<!", r"\u003c!")
    return f"[^{number}]: {_escaped(source_text(one.source))}\n    {CITED}{written}{CITED_END}"


def _marked(bits: Iterable[Bit]) -> str:
    """Return bits as Markdown."""
    return "".join(_emphasised(bit) if bit.style in _BOLD else _escaped(bit.text) for bit in bits)


def _emphasised(bit: Bit) -> str:
    words = bit.text.strip()
    return _escaped(bit.text).replace(_escaped(words), f"**{_escaped(words)}**", 1) if words else bit.text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
