"""What `qa-bot check` tells: a line for each thing that a person may want to mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from qa_bot.retrieval.folder import FolderCheck
from qa_bot.retrieval.looking_over import CopyFound, Face
from qa_bot.sanitising import one_line, shown_path
from qa_bot.terminal.layout import Line, line
from qa_bot.terminal.rendering import counted
from qa_bot.values import Skipped

FEW = 10  # lines of a kind: half a screen
_DATING = "a line “date: 2021-03-04” at the top dates an article"
# What mends a file, by words of the reason why it was not read, or not as it stands.
_REMEDIES = (
    ("larger than", "split it"),
    ("empty", "write something in it, or delete it"),
    ("binary", "if it is text, save it as UTF-8"),
    ("Windows-1252", "save it as UTF-8"),
    ("replaced there", "save it as UTF-8"),
    ("NUL", "save it as plain text"),
    ("leads nowhere", "remove it"),
    ("a link", "put the file itself here"),
    ("permission denied", "give yourself the right to read it"),
    ("not a regular file", "move it elsewhere"),
    ("not .", "save it as one of these, or leave it"),
    ("no field of text", "call the field that holds the text “text”"),
    ("needs a password", "save it without one"),
    ("pictures of pages", "have its text recognised, and save that"),
    ("takes longer than", "split it"),
    ("takes too much memory", "split it"),
    ("breaks the program", "open it and save it anew"),
    ("not a sound", "open it and save it anew"),
)


def check_lines(found: FolderCheck, most: int | None) -> Iterator[Line]:
    """Show what was found of a folder, at most so many lines of a kind."""
    counts = ((found.articles, "article"), (found.passages, "passage"), (found.sentences, "sentence"))
    yield line(f"Read: {', '.join(counted(number, noun) for number, noun in counts)}.")
    dated = ", ".join(f"{number:,} by {place}" for place, number in found.dated if place) or "none"
    undated = "".join(f"; {number:,} undated" for place, number in found.dated if not place)
    yield line(f"Articles dated: {dated}{undated}.")
    for texts in _kinds(found):
        yield from (line(one_line(text), hang=2) for text in islice(texts, most))
        if most is not None and len(texts) > most:
            yield line(f"... and {len(texts) - most:,} more; --all lists them.", indent=2)
    yield line(_soundness(found))


def check_object(found: FolderCheck) -> dict[str, Any]:
    """Return the JSON object of all that was found."""
    state = next((name for name, holds in _states(found) if holds), "none")
    return {
        **{name: getattr(found, name) for name in ("articles", "passages", "sentences")},
        "dated": {place or "none": number for place, number in found.dated},
        "skipped": [{**one._asdict(), "remedy": _remedy(one)} for one in found.skipped],
        "repaired": [{**one._asdict(), "remedy": _remedy(one)} for one in found.repaired],
        "undated": found.undated,
        "titles": [face._asdict() for face in found.faces],
        "copies": [copy._asdict() for copy in found.copies],
        "not_english": found.foreign,
        "index": {"state": state, "place": found.place, "trouble": found.trouble, **found.changes._asdict()},
    }


def _states(found: FolderCheck) -> tuple[tuple[str, bool], ...]:
    return ("fault", found.faulty), ("changed", any(found.changes)), ("sound", found.sound)


def _kinds(found: FolderCheck) -> Iterable[Sequence[str]]:
    """Return the lines of each kind; what belongs to all of a kind is said with the first."""
    changes = zip(("new", "changed", "gone"), found.changes, strict=True)
    return (
        [f"not read: {_mended(one)}" for one in found.skipped],
        [f"read with repairs: {_mended(one)}" for one in found.repaired],
        list(_listed("undated", found.undated, _DATING)),
        [_copy_text(one) for one in found.copies],
        list(_listed("not English", found.foreign, "questions about it will seldom be answered")),
        [f"{said} since indexed: {shown_path(path)}" for said, paths in changes for path in paths],
        [_face_text(face) for face in found.faces],
    )


def _listed(what: str, paths: Sequence[str], hint: str) -> Iterator[str]:
    for number, path in enumerate(paths):
        yield f"{what}: {shown_path(path)}" + ("" if number else f"; {hint}")


def _mended(one: Skipped) -> str:
    return "; ".join(filter(None, (f"{shown_path(one.path)}: {one.reason}", _remedy(one))))


def _remedy(one: Skipped) -> str:
    return next((remedy for words, remedy in _REMEDIES if words in one.reason), "")


def _copy_text(one: CopyFound) -> str:
    same = "the same" if one.is_same else "nearly the same"
    return f"copy: {shown_path(one.path)} has {same} text as {shown_path(one.copy_of)}"


def _face_text(face: Face) -> str:
    date = f", {face.date} ({face.date_from})" if face.date else ", undated"
    return f"title: {shown_path(face.path)}: {face.title} ({face.title_from}){date}"


def _soundness(found: FolderCheck) -> str:
    place = one_line(found.place)
    if found.faulty:
        why = one_line(found.trouble)
        return f"The index cannot be used as it is: {why}. qa-bot index PATH makes it anew."
    if any(found.changes):
        return f"The index is sound; what changed is read before the next question: {place}"
    if found.sound:
        return f"The index is sound: {place}"
    return "Not indexed yet: the first question does that, or qa-bot index PATH."
