from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.documents.articles import article_from_text, read_file
from qa_bot.documents.sandbox import Sandbox

PROSE = "The ballot closed on Thursday and the union will now write to every employer."
WALK = "A long walk by the sea"


def head(inner: str, fence: str = "---") -> str:
    return f"{fence}\n{inner}\n{fence[:3]}\n{PROSE}"


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        (head("title: >-\n  A long walk\n  by the sea"), WALK, None),
        (head("title: >\n  A long walk\n  by the sea\ndate: 2021-03-04"), WALK, "2021-03-04"),
        (head("title: |\n  A long walk\n  by the sea\n"), WALK, None),
        (head('title: "A long walk\nby the sea"'), WALK, None),
        (head("title: 'A long walk\n  by the sea'"), WALK, None),
        (head("title: A long walk\n  by the sea"), WALK, None),
        (head("title: A long walk by the sea # draft\ndate: 2021-03-04 # fixed"), WALK, "2021-03-04"),
        (head("# a note\n\n'title': A long walk by the sea\n\n'date': 2021-03-04"), WALK, "2021-03-04"),
        (head("title: &t A long walk by the sea\nother: *t"), WALK, None),
        (head("title: It''s: it\ndate: 2021-03-04"), "It''s: it", "2021-03-04"),
        (head("title: 'It''s'"), "It's", None),
        (head('title: "A \\"long\\" walk"'), 'A "long" walk', None),
        (head("title: [A long walk by the sea, other]"), WALK, None),
        (head("title: Yes\ndate: 2021"), "Yes", "2021"),
        (head("tags: [a,\n  b]\ntitle: A long walk by the sea\naliases:\n- x\n- y"), WALK, None),
        (head("date:\n  created: 2021-01-01\n  updated: 2022-01-01"), "some id", "2021-01-01"),
        (head("last_update:\n  date: 2022-01-01\n  author: Ann"), "some id", "2022-01-01"),
        (head("image:\n  title: A photo\n  date: 2001-01-01"), "some id", None),
        (head("date: [2021-03-04]"), "some id", "2021-03-04"),
        (head("date: '[[2021-03-04]]'"), "some id", "2021-03-04"),
        (head("date: [[2021-03-04]]"), "some id", "2021-03-04"),
        (head("date: 2021-03-04 10:00:00 +0000"), "some id", "2021-03-04"),
        (head("date: 2021-03-04T10:00:00+01:00"), "some id", "2021-03-04"),
        (head("date: 2021-3-4"), "some id", "2021-03-04"),
        (head("date: Thursday, 4 March 2021"), "some id", "2021-03-04"),
        (head("date: 2016-02-30\npubDate: 2021-03-04"), "some id", "2021-03-04"),
        (head("publishDate: 2021-03-04"), "some id", "2021-03-04"),
        (head("published_at: 2021-03-04"), "some id", "2021-03-04"),
        (head("datePublished: 2021-03-04"), "some id", "2021-03-04"),
        (head("article:published_time: 2021-03-04"), "some id", "2021-03-04"),
        (head("permalink: /2021/03/04/walk/"), "some id", "2021-03-04"),
        (head("title:\ndate: ~\n"), "some id", None),
        (head('title: "{{ page.name }}"'), "some id", None),
        # broken, read key by key
        (head("title: Doctors: what next?\ndate: 2021-03-04 # fixed"), "Doctors: what next?", "2021-03-04"),
        (head("subtitle: a: b\ntitle: >-\n  A long walk\n  by the sea"), WALK, None),
        (head("subtitle: a: b\ndate:\n  created: 2021-01-01"), "some id", "2021-01-01"),
        (head("title: @home\ndate: 2021-03-04"), "@home", "2021-03-04"),
        (head('title: "A" and B\ndate: 2021-03-04'), '"A" and B', "2021-03-04"),
        (head('title: "A long walk by the sea\ndate: 2021-03-04'), WALK, "2021-03-04"),
        (head("title:\tA long walk by the sea\ndate:\t2021-03-04"), WALK, "2021-03-04"),
        (head("title: *bold* walk"), "bold walk", None),
        (head("title: >-\n\tA long walk\n\tby the sea\ndate: 2021-03-04"), WALK, "2021-03-04"),
        (head("title: A walk: long\n  and wet\ntags:"), "A walk: long and wet", None),
        (head("tags: []"), "some id", None),
        (head("extra: {}"), "some id", None),
        # TOML
        (head('title = "A"\npath = "2023/12/15/x"\n[extra]\nteam = "x"', "+++"), "A", "2023-12-15"),
        (
            head("title = 'A'\ndate = 2021-03-04T10:00:00Z\n[taxonomies]\ntags = ['b']", "+++"),
            "A",
            "2021-03-04",
        ),
        (head("title = '''\nA long walk\nby the sea'''\nlastmod = 2022-01-01", "+++"), WALK, "2022-01-01"),
        (head("title = 'A'\n[extra]\ndate = 2021-03-04", "+++"), "A", "2021-03-04"),
        (head('title = "A long walk by the sea\ndate = 2021-03-04', "+++"), WALK, "2021-03-04"),
        # JSON
        ('{\n\t"title": "A",\n\t"date": "2021-03-04",\n\t"tags": ["a"]\n}\n\n' + PROSE, "A", "2021-03-04"),
        ('{"title": "A", "date": "2021-03-04"}\n' + PROSE, "A", "2021-03-04"),
        (head('{"title": "A"}', "---json"), "A", None),
        (head("title = 'A'", "---toml"), "A", None),
        (head("title: A", "---yaml"), "A", None),
        # what may stand above and below
        ("\n\n" + head("title: A"), "A", None),
        ("<!-- licence -->\n" + head("title: A"), "A", None),
        ("<!-- licence\n\nof many lines\n-->\n\n" + head("title: A"), "A", None),
        (f"---\r\ntitle: A\r\ndate: 2021-03-04\r\n---\r\n{PROSE}", "A", "2021-03-04"),
        (f"---\ntitle: A\ndate: 2021-03-04\n...\n{PROSE}", "A", "2021-03-04"),
        (f"---\ntitle: A\ndate: 2021-03-04\n\n{PROSE}", "A", "2021-03-04"),
        (f"---\nlayout: post\n---\n\n# A\n\n{PROSE}", "A", None),
        (f"---\n---\n\n# A\n\n{PROSE}", "A", None),
    ],
)
def test_front_matter(text: str, title: str, date: str | None) -> None:
    article = article_from_text("dir/some_id", text)
    assert (article.title, article.date) == (title, date)
    answering = [text[block.start : block.end] for block in article.blocks if block.kind == "paragraph"]
    assert answering == [PROSE]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nThe council met on Monday.\n\n---\n\nIt rained.",
        "---\nNote: the council met.\nIt closed the bridge.\n---\n\nIt rained.",
        "---\nInterviewer: How are you?\n\nMayor: I am fine.\n\n---\n\nIt rained.",
        "---\nWarning: the bridge is closed.\n---\n\nIt rained.",
        "+++\n\nThe council met on Monday.\n\n+++\n\nIt rained.",
        "{The council met} on Monday.\n\nIt rained.",
        '{"title": "A"} is what they wrote.\n\nIt rained.',
        "Reviewed: the bridge by its builders.\n\nIt rained.",
        ":warning: The bridge is closed.\n\nIt rained.",
        "<!-- a --> The council met.\n\nIt rained.",
        "<!-- never closed\n\nIt rained.",
    ],
)
def test_prose_is_no_front_matter(text: str) -> None:
    article = article_from_text("some_id", text)
    matter = " ".join(text[block.start : block.end] for block in article.blocks if block.kind == "matter")
    assert (article.title, article.date) == ("some id", None)
    assert not any(map(str.isalpha, matter.replace("<!-- never closed", "")))


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        (head("title: A"), "A", "front matter"),
        (f"Title: A\n\n{PROSE}", "A", "header"),
        (f"# A\n\n{PROSE}", "A", "heading"),
        (PROSE, "some id", "file name"),
        (f"(harbour-office)=\n# Harbour office\n\n{PROSE}", "Harbour office", "heading"),
        (f"(a)=\n(b.c-d)=\n\n# Harbour office\n\n{PROSE}", "Harbour office", "heading"),
        (f":orphan:\n\n# Harbour office\n\n{PROSE}", "Harbour office", "heading"),
        (f":orphan:\n:tocdepth: 2\n\n(x)=\n# Harbour office\n\n{PROSE}", "Harbour office", "heading"),
        (f"# [Harbour office](https://x.org/a_(b)) {{#harbour}}\n\n{PROSE}", "Harbour office", "heading"),
        (f"# The `pump` and **the** _mill_ <a name='x'></a>\n\n{PROSE}", "The pump and the mill", "heading"),
        (f"# `__init__` and snake_case in C#\n\n{PROSE}", "__init__ and snake_case in C#", "heading"),
        (f"# A walk ##\n\n{PROSE}", "A walk", "heading"),
        (f"# A &amp; B\n\n{PROSE}", "A & B", "heading"),
        (head("title: '**A** [walk](x) by `the_sea`'"), "A walk by the_sea", "front matter"),
        (f"[![build](x.svg)](https://x)\n\n# A walk\n\n{PROSE}", "A walk", "heading"),
        (f'<h1 align="center">A <b>walk</b></h1>\n\n{PROSE}', "A walk", "heading"),
        (f"{PROSE}\n\n# One\n\n{PROSE}\n\n# Two\n\n{PROSE}", "some id", "file name"),
        (f"# A walk | 3 May 2016\n\n{PROSE}", "A walk | 3 May 2016", "heading"),
        (f"# A walk | 2016\n\n{PROSE}", "A walk | 2016", "heading"),
        (f"# 2016\n\n## A walk\n\n{PROSE}", "A walk", "heading"),
        (f"# Published 3 May 2016\n\n# A walk\n\n{PROSE}", "A walk", "heading"),
    ],
)
def test_a_title_has_no_marks_and_tells_where_it_was_found(text: str, title: str, place: str) -> None:
    article = article_from_text("dir/some_id", text)
    assert (article.title, article.title_from) == (title, place)


@pytest.mark.parametrize(
    ("id", "text", "date", "place"),
    [
        ("a", head("lastmod: 2022-01-01\ndate: 2021-03-04"), "2021-03-04", "front matter"),
        ("a", head("updated: 2022-01-01\ncreated: 2021-03-04"), "2021-03-04", "front matter"),
        ("a", head("last_modified_at: 2022-01-01"), "2022-01-01", "front matter"),
        ("2021-03-04-a", head("lastmod: 2022-01-01"), "2021-03-04", "file name"),
        ("a", f"{head('updated: 2022-01-01')}\n\nPublished 3 May 2016", "2016-05-03", "text"),
        ("a", f"{PROSE}\n\nPublished 3 May 2016\n\nUpdated 5 May 2016", "2016-05-03", "text"),
        ("a", f"# A\n\nPublished 3 May 2016, updated 5 May 2016\n\n{PROSE}", "2016-05-03", "text"),
        ("a", f"# A\n\n*Last updated: 5 May 2016*\n\n{PROSE}", "2016-05-05", "text"),
        ("a", f"Last updated: 5 May 2016\n\n{PROSE}", "2016-05-05", "header"),
        ("a", f"Last updated: 5 May 2016\nPublished: 3 May 2016\n\n{PROSE}", "2016-05-03", "header"),
        ("a", f"# A\n\nDate: 3 May 2016\nAuthor: Ann\n\n{PROSE}", "2016-05-03", "header"),
        ("a", f"# A\n\n:date: 2016-05-03 10:20\n:author: Ann\n\n{PROSE}", "2016-05-03", "header"),
        ("a", f"# A\n\n**Date:** 3 May 2016 | Ann\n\n{PROSE}", "2016-05-03", "header"),
        ("a", f"# A\n\nBy Ann Bell | 3 May 2016\n\n{PROSE}", "2016-05-03", "header"),
        ("a", f"# A | 3 May 2016\n\n{PROSE}", "2016-05-03", "header"),
        ("a", f"# A | 2016\n\n{PROSE}", None, None),
        ("a", f"# A\n\n_Posted on May 3, 2016 by Ann_\n\n{PROSE}", "2016-05-03", "text"),
        ("a", f"Summary: Brief\n    and long\nDate: 3 May 2016\n\n{PROSE}", "2016-05-03", "header"),
        ("a", f"date:: 2016-05-03\n\n# A\n\n{PROSE}", "2016-05-03", "header"),
        ("news/2016/05/03/a", PROSE, "2016-05-03", "file name"),
        ("2016/05/index", PROSE, "2016-05", "file name"),
        ("2016-05-03-a/index", PROSE, "2016-05-03", "file name"),
        ("export-2016-05-03/a", PROSE, None, None),
    ],
)
def test_published_comes_before_updated(id: str, text: str, date: str | None, place: str | None) -> None:
    article = article_from_text(id, text)
    assert (article.date, article.date_from) == (date, place)


def test_an_index_file_is_called_by_its_folder() -> None:
    assert article_from_text("2016-05-03-the-walk/index", PROSE).title == "the walk"


def test_markdown_files_have_front_matter_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"(x)=\n# The [walk](y)\n\n:date: 2016-05-03\n\n{PROSE}")
    [article], *_ = read_file(tmp_path, "a.md", Sandbox())
    assert article is not None
    assert (article.title, article.date, article.title_from) == ("The walk", "2016-05-03", "heading")


@pytest.mark.parametrize("fence", ["---", "+++", "---json"])
@pytest.mark.parametrize(
    "inner",
    [
        "[" * 50_000,
        "{" * 50_000,
        "- " * 50_000,
        "x: &a [" + "*a," * 3_000 + "]",
        "x: &a {" + ",".join(f"k{n}: 1" for n in range(900)) + "}\ndate: *a\ndates: [*a, *a]",
        "a: " + " " * 100_000,
        "a = " + "9" * 100_000,
        "a" + ".b" * 4_000 + " = 1",
        "a=1\n" * 190,
        "\x00: \x07",
    ],
)
def test_hostile_front_matter_is_read_soon(fence: str, inner: str) -> None:
    begun = time.process_time()
    article = article_from_text("a", f"{fence}\ntitle: x\n{inner}\ndate: 2020\n{fence[:3]}\n\n{PROSE}")
    assert any(PROSE in article.text[block.start : block.end] for block in article.blocks)
    assert time.process_time() - begun < 10


@given(st.text(alphabet=st.sampled_from(list("---\n: abtitle\"'=+2016>|[]{}&*#!\t")), max_size=120))
def test_any_front_matter_leaves_the_text_alone(inner: str) -> None:
    text = f"---\ntitle: A\n{inner}\n---\n\n{PROSE}"
    blocks = article_from_text("a", text).blocks
    assert any(PROSE in text[block.start : block.end] for block in blocks if block.kind != "matter")
