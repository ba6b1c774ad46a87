"""Formats beyond plain text: the same articles answer alike, and each reader tells what is what."""

from __future__ import annotations

import datetime
import io
import json
import os
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from fpdf import FPDF
from index_texts import tables_of

from qa_bot import QABot
from qa_bot.documents import formats
from qa_bot.documents.document import Document
from qa_bot.documents.files import list_files
from qa_bot.documents.formats import READERS
from qa_bot.errors import NothingToRead
from qa_bot.retrieval.folder import check_folder, open_folder
from qa_bot.terminal.checking import check_lines
from qa_bot.values import Skipped


class Told(NamedTuple):
    title: str
    date: str
    paragraphs: list[str]
    question: str

    @property
    def name(self) -> str:
        return self.title.split()[-1]


STORIES = """
2019-05-03 Bakery on Ferry Lane closes
The bakery on Ferry Lane closed on Saturday after sixty-one years. Its last owner, Marta Kowal, sold
the ovens to a hotel in the next valley.

Customers queued from five in the morning. The shop had been opened by her father in 1958.

Who was the last owner of the bakery?


2020-10-12 Footbridge reopens after repairs
The footbridge over the Wend reopened on Monday. The repairs cost 340,000 pounds, which the county
paid from its flood fund.

Engineers replaced every plank and two of the four cables.

How much did the repairs of the footbridge cost?


2018-02-21 A choir without a hall
The Saltmarsh Choir has lost its hall because the roof leaks. It now rehearses in the canteen of the
paper mill on Tuesdays.

Forty singers belong to it, the youngest of them eleven years old.

Where does the choir rehearse?


2016-07-30 Lighthouse lamp goes electric
The lamp of Gull Point lighthouse was changed for an electric one in July. Keeper Owen Pryce
switched it on for the first time on the night of the regatta.

The old lamp is shown in the harbour museum.

Who switched on the electric lamp?


2021-04-19 Frost takes the plums
Late frost destroyed most of the plum blossom in the Teme orchards. Growers expect a tenth of the
usual harvest.

Apples flower later and were spared. The coldest night brought seven degrees below zero.

Why were the apples spared?


2022-01-14 Mobile library gets a new van
The mobile library will visit the hill villages in an electric van from February. It carries 2,300
books and stops in nineteen places.

The old van had driven half a million miles.

How many books does the mobile library carry?


2017-11-05 Ferry timetable changes
The ferry to Inis Mor sails only twice a day in winter. The first boat leaves at 9.15 and the last
one returns at 16.40.

A spokesman said that the new boat would arrive in spring.

When does the first boat leave?


2023-08-08 Swans counted on the canal
Volunteers counted 118 swans on the canal in August, nine more than a year ago. The count is led by
the retired teacher Ida Brandt.

She began it in 1994 with two pupils.

How many swans did the volunteers count?


2015-09-17 School grows its own lunch
Pupils of Hillfoot School grow the vegetables for their lunch in a garden behind the gym. The garden
was paid for by a sale of old bicycles.

In June they harvested ninety kilograms of beans.

What paid for the garden of the school?


2014-03-02 Town clock stops at noon
The clock of the town hall stopped at noon on Sunday. The clockmaker Felix Amsel found a nest of
jackdaws in the works.

The council has asked him to wait until the birds have flown.

What did the clockmaker find?
"""


def told() -> Iterator[Told]:
    for story in STORIES.strip().split("\n\n\n"):
        head, *lines = story.split("\n")
        *paragraphs, question = (" ".join(one.split()) for one in "\n".join(lines).split("\n\n"))
        date, _, title = head.partition(" ")
        yield Told(title, date, paragraphs, question)


TOLD = list(told())


def as_txt(told: Told) -> bytes:
    text = "\n\n".join(told.paragraphs)
    return f"Title: {told.title}\nDate: {told.date}\n\n{text}\n".encode()


def as_md(told: Told) -> bytes:
    text = "\n\n".join(told.paragraphs)
    return f"---\ndate: {told.date}\n---\n\n# {told.title}\n\n{text}\n".encode()


def as_html(told: Told) -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in told.paragraphs)
    return (
        f"<html><head><title>{told.title} | The Wend Herald</title>"
        f'<meta property="og:site_name" content="The Wend Herald">'
        f'<meta property="article:published_time" content="{told.date}T08:30:00Z"></head><body>'
        f"<nav><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav>"
        f"<main><h1>{told.title}</h1>{text}</main>"
        f"<footer><p>The Herald is printed in Wend. All rights reserved.</p></footer></body></html>"
    ).encode()


def as_docx(told: Told) -> bytes:
    made = docx.Document()
    made.add_heading(told.title, 0)
    for paragraph in told.paragraphs:
        made.add_paragraph(paragraph)
    made.core_properties.created = datetime.datetime.fromisoformat(f"{told.date}T08:30:00")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def as_pdf(told: Told) -> bytes:
    made = printed(told.title, told.paragraphs)
    made.set_creation_date(datetime.datetime.fromisoformat(f"{told.date}T08:30:00+00:00"))
    return bytes(made.output())


class Printed(FPDF):
    top = ""

    def header(self) -> None:
        if self.top:
            self.set_font("Helvetica", size=9)
            self.cell(0, 8, self.top, new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        if self.top:
            self.set_y(-15)
            self.set_font("Helvetica", size=9)
            self.cell(0, 8, str(self.page_no()), align="C")


def printed(title: str, paragraphs: Sequence[str], top: str = "") -> FPDF:
    made = Printed(format=(148, 210))
    made.top = top
    made.add_page()
    made.set_font("Helvetica", "B", 18)
    made.multi_cell(0, 10, title, new_x="LMARGIN", new_y="NEXT")
    made.set_font("Helvetica", size=11)
    for paragraph in paragraphs:
        made.multi_cell(0, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
        made.ln(4)
    return made


WRITERS: dict[str, Callable[[Told], bytes]] = {
    ".txt": as_txt,
    ".md": as_md,
    ".html": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
}


@pytest.fixture(scope="module")
def bots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, QABot]:
    found = {}
    for suffix, write in WRITERS.items():
        folder = tmp_path_factory.mktemp("told")
        for told in TOLD:
            (folder / f"{told.name}{suffix}").write_bytes(write(told))
        found[suffix] = QABot.from_folder(folder, cache=False)
    return found


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != ".txt"])
@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.name)
def test_the_same_articles_answer_alike_in_every_format(
    bots: dict[str, QABot], told: Told, suffix: str
) -> None:
    assert bots[suffix].skipped == ()
    plain, other = (bots[one].ask(told.question).shown[0] for one in (".txt", suffix))
    assert other.sentence.text.split() == plain.sentence.text.split()
    assert (other.source.id, other.source.title, other.source.date) == (told.name, told.title, told.date)
    text = bots[suffix].text_of(told.name)
    assert text[other.sentence.start : other.sentence.end] == other.sentence.text


def read(suffix: str, data: bytes | str) -> Any:
    return READERS[suffix].read(data.encode() if isinstance(data, str) else data)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def as_read(document: Document) -> str:
    """Return the text with its edits made."""
    text = document.text
    for start, end, put in reversed(document.edits):
        text = text[:start] + put + text[end:]
    return text


SENTENCE = "The mill burnt down in 1911."
PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "headings and paragraphs": (
        "<h1>The  mill</h1><p>It <b>burnt</b>\n down.<h2>After</h2>It was rebuilt.",
        [
            ("heading", "The mill"),
            ("paragraph", "It burnt down."),
            ("heading", "After"),
            ("paragraph", "It was rebuilt."),
        ],
    ),
    "what is bold or linked stays in its sentence": (
        "<div>The <a href=/m>mill</a><i>er</i>’s <span>house</span>.</div>",
        [("paragraph", "The miller’s house.")],
    ),
    "rows of a table by its header": (
        "<table><tr><th>Name<th>Post<tr><td>Ada<td>chair<tr><td>Bob<td></table>",
        [("item", "Name: Ada; Post: chair"), ("item", "Name: Bob")],
    ),
    "a table of facts": (
        "<table><tr><th>Built<td>1871<tr><td>Owner:<td>John Reed</table>",
        [("item", "Built: 1871"), ("item", "Owner: John Reed")],
    ),
    "cells that span columns": (
        "<table><tr><th>A<th>B<th>C<tr><td colspan=2>one<td>two</table>",
        [("item", "A: one; C: two")],
    ),
    "a table that only places things": (
        "<table><tr><td><h2>Left</h2><p>One.<td><p>Two.</table>",
        [("heading", "Left"), ("paragraph", "One."), ("paragraph", "Two.")],
    ),
    "terms and what they mean": (
        "<dl><dt>weir<dd>A low dam.<dt>race<dt>leat<dd>A channel.</dl>",
        [("item", "weir: A low dam."), ("item", "race, leat: A channel.")],
    ),
    "code is no text": (
        "<p>Run it:<pre>a = 1\nb = 2</pre>",
        [("paragraph", "Run it:"), ("matter", "a = 1\nb = 2")],
    ),
    "lines": (
        "<p>Mill Lane 4<br>Open from nine<br>to five",
        [("paragraph", "Mill Lane 4"), ("paragraph", "Open from nine to five")],
    ),
    "captions and bylines": (
        "<figure><img alt=x><figcaption>The mill.</figcaption></figure><div class=byline>By Ann</div>"
        f"<p>{SENTENCE}",
        [("caption", "The mill."), ("matter", "By Ann"), ("paragraph", SENTENCE)],
    ),
    "what stands around": (
        "<header><a>Herald</a></header><div class='left-sidebar'>Win a boat!</div>"
        f"<p>{SENTENCE}<aside>Ad</aside>"
        "<div role=navigation>Next</div><p style='display: none'>Hidden.<div id=comments><p>First!</div>"
        "<footer>Imprint</footer><script>var x</script>",
        [("paragraph", SENTENCE)],
    ),
    "what names itself as standing around": (
        "<div class=shareBar>Like!</div><div class='post__related-posts'>Old</div><p class=wp-newsletter>Now!"
        f"<div id=cookie-note>OK</div><section id=comments><h2>On comments</h2><p>{SENTENCE}</section>",
        [("heading", "On comments"), ("paragraph", SENTENCE)],
    ),
    "a box of facts": (
        "<table class=infobox><tr><th colspan=2>Leeds<tr><th>Country<td>England</table>"
        "<h2>Past<span class=mw-editsection>[edit]</span></h2><p>It grew.",
        [
            ("item", "Leeds"),
            ("item", "Country: England"),
            ("heading", "Past"),
            ("paragraph", "It grew."),
        ],
    ),
    "what unfolds at a click": (
        f"<h3>Open when?</h3><div class='accordion-panel' aria-hidden=true hidden><p>{SENTENCE}</div>",
        [("heading", "Open when?"), ("paragraph", SENTENCE)],
    ),
    "a body that a script shows": (f"<body style='display:none'><p>{SENTENCE}", [("paragraph", SENTENCE)]),
    "a teaser is not the article": (
        f"<article><p>Win!</article><div><p>{SENTENCE}<p>{SENTENCE}</div>",
        [("paragraph", "Win!"), ("paragraph", SENTENCE), ("paragraph", SENTENCE)],
    ),
    "terms that nothing explains": (
        f"<dl><dt>weir<dd><pre>a</pre><dt>race</dl><p>{SENTENCE}",
        [("matter", "a"), ("item", "weir"), ("item", "race"), ("paragraph", SENTENCE)],
    ),
    "only the article": (f"<p>Other news.<main><p>{SENTENCE}</main><p>More.", [("paragraph", SENTENCE)]),
    "a page that is all in a form or a menu": (
        f"<form><div class=menu><p>{SENTENCE}</div></form>",
        [("paragraph", SENTENCE)],
    ),
    "a class that only mentions a menu": (
        f"<div class='no-sidebar has-menu'><p>{SENTENCE}</div>",
        [("paragraph", SENTENCE)],
    ),
    "links that lead elsewhere": (
        f"<ul><li><a>Home</a><li><a>News</a><li><a>Sport</a></ul><p>{SENTENCE}",
        [("matter", "Home"), ("matter", "News"), ("matter", "Sport"), ("paragraph", SENTENCE)],
    ),
    "a list of links in the text": (
        "<p>Its members are:<ul><li><a>Ann</a><li><a>Bob</a><li><a>Cy</a></ul><p>They meet.",
        [
            ("paragraph", "Its members are:"),
            ("item", "Ann"),
            ("item", "Bob"),
            ("item", "Cy"),
            ("paragraph", "They meet."),
        ],
    ),
    "marks to link a heading by": (
        "<h2>Yield<a href=#y>¶</a></h2><p>High.",
        [("heading", "Yield"), ("paragraph", "High.")],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read(name: str) -> None:
    markup, expected = PAGES[name]
    assert blocks(read(".html", markup)) == expected


def test_lists_have_their_marks_and_depths() -> None:
    document = read(".html", "<ol><li>One<ul><li>Inner</ul><li>Two</ol>")
    assert [(block.level, block.mark) for block in document.blocks] == [(0, "1"), (2, "•"), (0, "1")]


@pytest.mark.parametrize(
    ("head", "face"),
    [
        ("<title>The mill</title>", ("The mill", None, None)),
        (
            "<title>The mill - Herald</title><meta property=og:site_name content=Herald>",
            ("The mill", None, "Herald"),
        ),
        ("<title>x</title><meta property=og:title content='The mill'>", ("The mill", None, None)),
        ("<meta name=DC.date content=2016-08-12><h1>The mill</h1>", ("The mill", "2016-08-12", None)),
        ("<h1>A</h1><h1>B</h1><title>C</title>", ("C", None, None)),
        ("<h1>Herald</h1><h1>The mill</h1><title>The mill - Herald</title>", ("The mill", None, None)),
        ("<meta name=date content=never><time datetime=2016-08-12T09:00>", (None, "2016-08-12", None)),
        (
            "<script type=application/ld+json>"
            + json.dumps(
                {
                    "@graph": [
                        {"@type": "WebSite", "name": "x"},
                        {
                            "headline": "The mill",
                            "datePublished": "2016-08-12T09:00:00+01:00",
                            "publisher": {"name": "Herald"},
                        },
                    ]
                }
            )
            + "</script><title>x</title>",
            ("The mill", "2016-08-12", "Herald"),
        ),
        ("<script type=application/ld+json>{broken</script><title>C</title>", ("C", None, None)),
    ],
)
def test_what_a_page_says_of_itself(head: str, face: tuple[str | None, ...]) -> None:
    assert read(".html", f"{head}<p>{SENTENCE}").header[:3] == face


def test_a_page_and_a_record_tell_when_they_were_changed() -> None:
    page = read(".html", f"<meta property=article:modified_time content=2017-01-02T00:00Z><p>{SENTENCE}")
    [record] = read(".json", '{"text": "One.", "updated_at": "2017-01-02"}')
    for header in (page.header, record.header):
        assert (header.date, header.updated, header.date_from) == (None, "2017-01-02", "header")


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=windows-1252><p>Café".encode("cp1252"),
        "<meta charset=iso-8859-15><p>Café".encode("iso-8859-15"),
        "<meta http-equiv=content-type content='text/html; charset=cp437'><p>Café".encode("cp437"),
        "<p>Café".encode(),
        "<p>Café".encode("cp1252"),
        "<?xml version='1.0' encoding='utf-8'?><html><p>Café</p></html>".encode(),
        "<p>Café".encode("utf-16"),
        b"<meta charset=nonsense><p>Caf&eacute;",
    ],
)
def test_characters_of_a_page(data: bytes) -> None:
    assert read(".html", data).text == "Café"


LONG = "The weir was raised by the miller in the spring of the year in which the old bridge fell. " * 40


def test_pages_of_a_pdf_are_told_apart_and_what_runs_along_is_no_text() -> None:
    document = read(".pdf", bytes(printed("The weir", (LONG, SENTENCE), top="Annual report").output()))
    pages = document.text.split("\f")
    assert len(pages) > 1
    assert all(page.startswith("Annual report\n") for page in pages)
    matter = {document.text[block.start : block.end] for block in document.blocks if block.kind == "matter"}
    assert "Annual report" in matter
    read_as = as_read(document)
    assert "Annual report" not in read_as.partition("The weir\n")[2]
    assert [kind for kind, _ in blocks(document) if kind != "matter"] == ["heading", "paragraph", "paragraph"]
    assert " ".join(read_as.split()).count(LONG.strip()) == 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("It was an agree-", "ment of the mill."), "It was an agreement of the mill."),
        (
            ("It was a well-", "known mill, well-known to all."),
            "It was a well-known mill, well-known to all.",
        ),
        (("It lay in Baden-", "Baden for years."), "It lay in Baden-Baden for years."),
        (("It cost 12 -", "as ever."), "It cost 12 - as ever."),
    ],
)
def test_words_broken_at_a_line_end_are_joined(lines: tuple[str, str], expected: str) -> None:
    made = printed("The mill", ())
    for line in lines:
        made.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    document = read(".pdf", bytes(made.output()))
    assert "-\n" in document.text, "the text stays as it is printed"
    assert " ".join(as_read(document).split()).endswith(expected)


def test_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    made = printed("The weir", ())
    with made.text_columns(ncols=2, gutter=8) as columns:
        for _ in range(6):
            columns.write(LONG[:300].rpartition(" ")[0] + f". {SENTENCE}")
            columns.ln()
            columns.ln()
    document = read(".pdf", bytes(made.output()))
    found = [" ".join(text.split()) for kind, text in blocks(document) if kind == "paragraph"]
    assert len(found) == 6
    assert len(set(found)) == 1


def test_rows_of_a_table_in_a_pdf_are_read_by_its_header() -> None:
    made = printed("The board", ("Its members are listed below.",))
    with made.table() as table:
        for line in ("Name Post Since", "Ada chair 1911", "Bob clerk 1920"):
            row = table.row()
            for cell in line.split():
                row.cell(cell)
    document = read(".pdf", bytes(made.output()))
    assert blocks(document)[2:] == [
        ("matter", "Name Post Since"),
        ("item", "Ada chair 1911"),
        ("item", "Bob clerk 1920"),
    ]
    assert "Name: Ada; Post: chair; Since: 1911" in as_read(document)


def test_headings_and_items_of_a_pdf() -> None:
    made = printed("The mill", (SENTENCE,))
    made.set_font("Helvetica", "B", 11)
    made.cell(0, 10, "What stones has it?", new_x="LMARGIN", new_y="NEXT")
    made.set_font("Helvetica", size=11)
    for line in ("There are two:", "1. the bed stone, which", "never moves", "2. the runner"):
        made.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    document = read(".pdf", bytes(made.output()))
    assert blocks(document) == [
        ("heading", "The mill"),
        ("paragraph", SENTENCE),
        ("heading", "What stones has it?"),
        ("paragraph", "There are two:"),
        ("item", "the bed stone, which\nnever moves"),
        ("item", "the runner"),
    ]
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2]


def test_an_answer_of_a_pdf_names_its_page_and_joins_its_words(tmp_path: Path) -> None:
    made = printed("The mill", ("Hens were kept in the mill for many years.",))
    made.add_page()
    for line in ("Tom Day mended the weir in Novem-", "ber 1911 with oak from the for-"):
        made.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    made.add_page()
    made.cell(0, 6, "est of Easton.")
    (tmp_path / "mill.pdf").write_bytes(bytes(made.output()))
    shown = QABot.from_folder(tmp_path, cache=False).ask("When did Tom Day mend the weir?").shown[0]
    words = "Tom Day mended the weir in November 1911 with oak from the forest of Easton."
    assert " ".join(shown.sentence.plain.split()) == words
    assert shown.source.page == 2
    assert shown.answer is not None
    assert shown.answer.value == "1911-11"


@pytest.mark.parametrize(
    ("said", "title"),
    [("The Mill", "The Mill"), ("Microsoft Word - mill.docx", None), ("An annual of 1911", None), ("", None)],
)
def test_the_title_a_pdf_gives_itself_must_be_printed(said: str, title: str | None) -> None:
    made = printed("The mill", (SENTENCE,))
    made.set_title(said)
    assert read(".pdf", bytes(made.output())).header.title == title


def test_pdfs_that_cannot_be_read() -> None:
    locked = printed("The mill", (SENTENCE,))
    locked.set_encryption(owner_password="a", user_password="b")
    assert read(".pdf", bytes(locked.output())) == "needs a password"
    assert read(".pdf", b"%PDF-1.7 and no more") == "not a sound PDF"
    empty = FPDF()
    empty.add_page()
    assert read(".pdf", bytes(empty.output())) == "no text in it: pictures of pages?"


def test_a_word_document_is_read() -> None:
    made = docx.Document()
    made.add_heading("The mill", 0)
    made.add_heading("Its stones", 1)
    made.add_paragraph(SENTENCE)
    made.add_paragraph("the runner", style="List Bullet")
    made.add_paragraph("the bed stone", style="List Number")
    table = made.add_table(rows=2, cols=3)
    cells = [*table.rows[0].cells, *table.rows[1].cells]
    for cell, words in zip(cells, "Name Post Since Ada chair 1911".split(), strict=True):
        cell.text = words
    made.core_properties.title = "Word Document"
    file = io.BytesIO()
    made.save(file)
    document = read(".docx", file.getvalue())
    assert blocks(document) == [
        ("heading", "The mill"),
        ("heading", "Its stones"),
        ("paragraph", SENTENCE),
        ("item", "the runner"),
        ("item", "the bed stone"),
        ("item", "Name: Ada; Post: chair; Since: 1911"),
    ]
    marks = [(block.level, block.mark) for block in document.blocks]
    assert marks[:5] == [(1, ""), (2, ""), (0, ""), (0, "•"), (0, "1")]
    assert (document.header.title, document.header.date_from) == ("The mill", "file")


def zipped(members: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


def word(body: str, notes: str = "") -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {"document": f"<w:document {names}><w:body>{body}</w:body></w:document>"}
    parts |= {"footnotes": f"<w:footnotes {names}>{notes}</w:footnotes>"} if notes else {}
    return zipped({f"word/{name}.xml": text for name, text in parts.items()})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<w:p><w:r><w:t>The mi</w:t></w:r><w:r><w:t>ll burnt.</w:t></w:r></w:p>", ["The mill burnt."]),
        ("<w:p><w:r><w:t>One.</w:t><w:br/><w:t>Two.</w:t></w:r></w:p>", ["One.", "Two."]),
        ("<w:p><w:r><w:t>Old</w:t></w:r><w:del><w:r><w:t>er</w:t></w:r></w:del></w:p>", ["Old"]),
        ("<w:p><w:hyperlink><w:r><w:t>Here</w:t></w:r></w:hyperlink></w:p>", ["Here"]),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>Here</w:t></w:r></w:p></w:sdtContent></w:sdt>", ["Here"]),
        (
            "<w:p><w:r><w:t>One.</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>Box.</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r></w:p>",
            ["One.", "Box."],
        ),
    ],
)
def test_what_is_text_in_a_word_document(body: str, expected: list[str]) -> None:
    assert [text for _, text in blocks(read(".docx", word(body)))] == expected


def test_the_notes_of_a_word_document_come_last() -> None:
    first, second = ("<w:p><w:r><w:t>One.</w:t></w:r></w:p>", "<w:p><w:r><w:t>A note.</w:t></w:r></w:p>")
    assert read(".docx", word(first, f"<w:footnote>{second}</w:footnote>")).text == "One.\n\nA note."


CONTAINER = "<container><rootfiles><rootfile full-path='in/book.opf'/></rootfiles></container>"
PACKAGE = """<package><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Mills</dc:title>
<dc:date>2016-08-12</dc:date><dc:publisher>Press</dc:publisher></metadata>
<manifest><item id='b' href='b%20b.xhtml' media-type='application/xhtml+xml'/>
<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>
<item id='n' href='n.xhtml' properties='nav' media-type='application/xhtml+xml'/></manifest>
<spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>"""
BOOK = {
    "META-INF/container.xml": CONTAINER,
    "in/book.opf": PACKAGE,
    "in/a.xhtml": "<html><body><h1>One</h1><p>It burnt.</p></body></html>",
    "in/b b.xhtml": "<html><body><p>It was rebuilt.</p></body></html>",
    "in/n.xhtml": "<html><body><p>Contents</p></body></html>",
}


def test_a_book_is_read_page_by_page() -> None:
    document = read(".epub", zipped(BOOK))
    assert document.header[:3] == ("Mills", "2016-08-12", "Press")
    assert [text for _, text in blocks(document)] == ["One", "It burnt.", "It was rebuilt."]


@pytest.mark.parametrize(
    ("suffix", "data", "reason"),
    [
        (".docx", b"PK and no more", "not a sound Word document"),
        (".docx", b"\xd0\xcf\x11\xe0", "no Word document: needs a password, or was made by an older program"),
        (".docx", zipped({"a": "b"}), "no Word document: it holds no text"),
        (".docx", word("<w:p>"), "not a sound Word document: word/document.xml is no XML (mismatched tag"),
        (".docx", word("a" * 99)[:60] + bytes(40) + word("a" * 99)[100:], "not a sound Word document"),
        (".epub", zipped({"a": "b"}), "not a sound EPUB: it does not list its pages"),
        (".epub", zipped({**BOOK, "in/book.opf": "<a>"}), "not a sound EPUB: in/book.opf is no XML"),
        (
            ".epub",
            zipped({name: BOOK[name] for name in list(BOOK)[:2]}),
            "not a sound EPUB: in/a.xhtml is missing",
        ),
        (".html", b"\0\1\2", "binary"),
        (".html", b"", "empty"),
        (".eml", b"Subject: x\nContent-Type: image/png\n\nabc", "no text in it"),
        (".mbox", b"Subject: x\n\nNo mailbox.", "no mailbox: no line in it begins a mail"),
        (".json", b"{", "no JSON: Expecting property name"),
        (".json", b"3", "no field of text; found: no fields"),
        (
            ".jsonl",
            json.dumps({"question": "What broke?", "evidence": [{"source": "a", "text": "It broke. " * 30}]}),
            "no field of text; found: question, evidence",
        ),
        (".csv", b"id,url\n1,x\n", "no field of text; found: id, url"),
        (
            ".jsonl",
            b"[1]\nx\n",
            "no field of text; found: no fields; 2 lines are no JSON object, the first of them",
        ),
    ],
)
def test_what_cannot_be_read_is_said(suffix: str, data: bytes, reason: str) -> None:
    said = read(suffix, data)
    assert isinstance(said, str)
    assert said.startswith(reason)


MAIL = f"""From: "Ann Smith" <ann@example.org>
Subject: The =?utf-8?q?caf=C3=A9?=
Date: Fri, 12 Aug 2016 09:30:00 +0100
Content-Type: text/plain; charset=utf-8

{SENTENCE}

On 11 August 2016 Bob wrote:
> When did it burn?
> Who saw it?

It was dark.
-- 
Ann
"""


def test_a_mail_is_read() -> None:
    document = read(".eml", MAIL)
    assert document.header[:3] == ("The café", "2016-08-12", "Ann Smith")
    told = [text for kind, text in blocks(document) if kind != "matter"]
    assert told == [SENTENCE, "It was dark."]


def test_a_mail_in_html_and_one_with_both() -> None:
    assert read(".eml", f"Date: Fri, 12 Aug 9999999999 09:30\n\n{SENTENCE}").text == SENTENCE
    page = "Content-Type: text/html\n\n<p>The <b>mill</b></p>"
    assert read(".eml", f"Subject: x\n{page}").text == "The mill"
    both = f"--b\nContent-Type: text/plain\n\nPlain.\n--b\n{page}\n--b--"
    assert read(".eml", f"Content-Type: multipart/alternative; boundary=b\n\n{both}").text.strip() == "Plain."


def test_a_mailbox_holds_several_articles() -> None:
    picture = "From c Fri\nContent-Type: image/png\n\nabc\n\n"
    first, second = read(".mbox", f"From a Fri\n{MAIL}\n{picture}From b Fri\nSubject: Two\n\n>From here.\n")
    assert (first.name, first.header.title, first.trouble) == ("1", "The café", "1 of 3 mails have no text")
    assert (second.name, second.header.title, second.text.strip(), second.trouble) == (
        "3",
        "Two",
        "From here.",
        "",
    )


RECORDS: dict[str, tuple[str, str, list[tuple[str, str, str | None, str | None, str | None]]]] = {
    "lines": (
        ".jsonl",
        '{"text": "One.", "title": "A", "date": "2016-08-12"}\n\n{"text": "Two."}\n',
        [("1", "One.", "A", "2016-08-12", None), ("3", "Two.", None, None, None)],
    ),
    "a list": (
        ".json",
        '[{"body": "One.", "headline": "A", "source": "Herald"}]',
        [("1", "One.", "A", None, "Herald")],
    ),
    "a list in an object": (
        ".json",
        '{"n": 1, "items": [{"content": "One."}]}',
        [("1", "One.", None, None, None)],
    ),
    "one object": (".json", '{"text": "One.", "tags": [{"a": "b"}]}', [("1", "One.", None, None, None)]),
    "strings": (
        ".json",
        '["One.", "Two."]',
        [("1", "One.", None, None, None), ("2", "Two.", None, None, None)],
    ),
    "paragraphs": (
        ".json",
        '{"data": [{"title": "A", "paragraphs": [{"context": "One."}, {"context": "Two."}]}]}',
        [("1", "One.\n\nTwo.", "A", None, None)],
    ),
    "humps": (
        ".json",
        '{"articleBody": "One.", "datePublished": "2016-08-12T09:00Z"}',
        [("1", "One.", None, "2016-08-12", None)],
    ),
    "a table": (
        ".csv",
        'Title,Text\nA,"One, two."\nB,Three.',
        [("1", "One, two.", "A", None, None), ("2", "Three.", "B", None, None)],
    ),
    "a table of Excel": (".csv", "\ufeffText;Year\nOne.;2016\n", [("1", "One.", None, "2016", None)]),
    "questions and answers": (
        ".json",
        '[{"question": "What broke?", "answer": "The weir."}]',
        [("1", "The weir.", "What broke?", None, None)],
    ),
    "a table of one column": (".csv", "text\nOne, two.\n", [("1", "One, two.", None, None, None)]),
    "cells right of the last column": (
        ".csv",
        "id,text\n1,One, two.\n2\n3,Three.\n",
        [("1", "One, two.", None, None, None), ("3", "Three.", None, None, None)],
    ),
    "tabs": (".tsv", "id\ttext\n7\tOne.\n", [("1", "One.", None, None, None)]),
    "HTML in a field": (
        ".json",
        '{"text": "<p>One.</p><p>Two.</p>"}',
        [("1", "One.\n\nTwo.", None, None, None)],
    ),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_articles(name: str) -> None:
    suffix, data, expected = RECORDS[name]
    assert [(one.name, one.text, *one.header[:3]) for one in read(suffix, data)] == expected
    assert not any(one.trouble for one in read(suffix, data) if "right of" not in name)


@pytest.mark.parametrize(
    ("suffix", "data", "trouble"),
    [
        (
            ".csv",
            f"id,notes\n1,{LONG}\n",
            "the text is taken from 'notes': no field is called text, body or content",
        ),
        (".csv", 'text\n"open\n', "its quotes do not match (unexpected end of data)"),
        (
            ".csv",
            f"1,{SENTENCE * 9}\n",
            "the text is taken from 'column 2': no field is called text, body or content",
        ),
        (".csv", "text,id\nOne.,1\n,2\n", "1 of 2 records have no 'text'"),
        (".jsonl", '{"text": "One."}\n{"text": \n', "1 lines are no JSON object, the first of them line 2"),
    ],
)
def test_what_was_guessed_or_left_out_is_said(suffix: str, data: str, trouble: str) -> None:
    assert [one.trouble for one in read(suffix, data)] == [trouble]


RST = """The mill
========

:Date: 2016-08-12

.. _anchor:

It *burnt* in ``1911``, see :ref:`the weir <weir>` and `this page <http://x>`_::

    code

Its stones
----------

.. note:: They are old.
   Nobody turns them.

.. image:: a.png
   :alt: b

* the runner
* the bed stone
"""


def test_restructured_text_is_read_as_it_stands() -> None:
    document = read(".rst", RST)
    assert document.text == RST
    assert document.header[:2] == ("The mill", "2016-08-12")
    assert [one for one in blocks(document) if one[0] != "matter"] == [
        ("heading", "The mill"),
        ("paragraph", "It *burnt* in ``1911``, see :ref:`the weir <weir>` and `this page <http://x>`_::"),
        ("heading", "Its stones"),
        ("paragraph", "They are old."),
        ("paragraph", "Nobody turns them."),
        ("item", "the runner"),
        ("item", "the bed stone"),
    ]
    assert "It burnt in 1911, see the weir and this page::" in as_read(document)


def test_records_are_refreshed_by_file(tmp_path: Path) -> None:
    root, cache = tmp_path / "articles", tmp_path / "cache"
    root.mkdir()
    (root / "plain.txt").write_text(SENTENCE)
    for lines in (
        ["One mill burnt.", "Two weirs broke."],
        ["One mill burnt.", "A new weir was built.", "It held."],
    ):
        (root / "news.jsonl").write_text("\n".join(json.dumps({"text": line}) for line in lines))
        index = open_folder(root, cache=cache).index
        named = [f"news.jsonl#{number}" for number in range(1, len(lines) + 1)]
        assert [source.id for source in index.sources] == [*named, "plain"]
        assert [source.path for source in index.sources] == [*["news.jsonl"] * len(lines), "plain.txt"]
        assert [index.text_at(number) for number in range(len(lines))] == lines
        assert (
            tables_of(open_folder(root, cache=tmp_path / str(len(lines))).index).text.tolist()
            == tables_of(index).text.tolist()
        )


def test_what_lies_beside_an_article_does_not_take_its_place(tmp_path: Path) -> None:
    for name in ("a.docx", "a.txt", "a.json", "a.csv"):
        (tmp_path / name).write_text(SENTENCE)
    stamps, skipped, _ = list_files(tmp_path)
    assert [stamp.path for stamp in stamps] == ["a.csv", "a.json", "a.txt"]
    assert skipped == [Skipped("a.docx", "a.txt has the same name; rename one of them")]


def test_what_cannot_be_read_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, cache = tmp_path / "articles", tmp_path / "cache"
    root.mkdir()
    (root / "plain.txt").write_text(SENTENCE)
    (root / "news.csv").write_text("id,url\n1,x\n")
    for path in root.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    told = [open_folder(root, cache=cache).skipped]
    monkeypatch.setattr("qa_bot.retrieval.batches.read_file", None)
    told.append(open_folder(root, cache=cache).skipped)
    assert told == [(Skipped("news.csv", "no field of text; found: id, url"),)] * 2


def test_check_says_what_mends_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,url\n1,x\n")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 and no more")
    (tmp_path / "c.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    told = ["".join(bit.text for bit in one.bits) for one in check_lines(check_folder(tmp_path, None), None)]
    assert told[:4] == [
        "Read: 2 articles, 2 passages, 2 sentences.",
        "Articles dated: none; 2 undated.",
        "not read: a.csv: no field of text; found: id, url; call the field that holds the text “text”",
        "not read: b.pdf: not a sound PDF; open it and save it anew",
    ]
    assert [one.split(";")[0] for one in told if "undated: " in one] == [
        "undated: c.jsonl#1",
        "undated: c.jsonl#2",
    ]


def test_a_package_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(as_pdf(TOLD[0]))
    (tmp_path / "b.txt").write_text(SENTENCE)
    monkeypatch.setattr(formats, "is_installed", lambda name: False)
    opened = open_folder(tmp_path, cache=None)
    assert opened.skipped == (Skipped("a.pdf", "needs another package: pip install pypdfium2"),)
    with pytest.raises(NothingToRead):
        open_folder(tmp_path / "a.pdf", cache=None)


@pytest.mark.parametrize(
    ("extra", "needs"), sorted({(row.extra, row.needs) for row in formats.FORMATS if row.extra})
)
def test_every_extra_can_be_installed(extra: str, needs: str) -> None:
    with open(Path(__file__).parent.parent / "pyproject.toml", "rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    assert extras[extra][0].startswith(f"{needs}>")
    assert extra in extras["all"][0]
