"""Who said it: attributions in small texts, in the bundled articles and in texts without speakers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa_bot.speakers import attributions

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"

Said = tuple[str, str, str]

ROWS: list[tuple[str, list[Said]]] = [
    # a quotation, its speaker before or after
    ("“The bridge is safe,” Anna Kerr said.", [("The bridge is safe", "Anna Kerr", "quoted")]),
    ("“The bridge is safe,” said Anna Kerr.", [("The bridge is safe", "Anna Kerr", "quoted")]),
    ('"The bridge is safe," said Anna Kerr.', [("The bridge is safe", "Anna Kerr", "quoted")]),
    ("Anna Kerr said: “The bridge is safe.”", [("The bridge is safe.", "Anna Kerr", "quoted")]),
    ("Anna Kerr said, “The bridge is safe.”", [("The bridge is safe.", "Anna Kerr", "quoted")]),
    ("Anna Kerr: “The bridge is safe.”", [("The bridge is safe.", "Anna Kerr", "quoted")]),
    ("“Is the bridge safe?” asked Anna Kerr.", [("Is the bridge safe?", "Anna Kerr", "quoted")]),
    ("“What a goal!” Kerr shouted.", [("What a goal!", "Kerr", "quoted")]),
    ("‘The bridge is safe,’ said Anna Kerr.", [("The bridge is safe", "Anna Kerr", "quoted")]),
    ("'The bridge is safe,' said Anna Kerr.", [("The bridge is safe", "Anna Kerr", "quoted")]),
    (
        "‘The teachers’ pay deal isn’t enough,’ said Anna Kerr.",
        [("The teachers’ pay deal isn’t enough", "Anna Kerr", "quoted")],
    ),
    (
        "Anna Kerr said the club had left fans 'with no choice' over the players' wages.",
        [("the club had left fans 'with no choice' over the players' wages", "Anna Kerr", "reported")],
    ),
    (
        "Anna Kerr called the drivers’ plan ‘ruthless’ and the roads’ state ‘a disgrace’.",
        [("the drivers’ plan ‘ruthless’ and the roads’ state ‘a disgrace’", "Anna Kerr", "reported")],
    ),
    (
        "“The orchard,” Anna Kerr said, “is two hundred years old.”",
        [("The orchard", "Anna Kerr", "quoted"), ("is two hundred years old.", "Anna Kerr", "quoted")],
    ),
    (
        "“The orchard is old,” said Anna Kerr. “It must be kept.”",
        [("The orchard is old", "Anna Kerr", "quoted"), ("It must be kept.", "Anna Kerr", "quoted")],
    ),
    (
        "“The orchard is old,” said Anna Kerr, chair of the parish council. “It must be kept.”",
        [("The orchard is old", "Anna Kerr", "quoted"), ("It must be kept.", "Anna Kerr", "quoted")],
    ),
    (
        "“The orchard is old,” the council’s Anna Kerr told reporters.",
        [("The orchard is old", "Anna Kerr", "quoted")],
    ),
    (
        "“We were robbed,” the captain laughed.",
        [("We were robbed", "the captain", "quoted")],
    ),
    (
        "“Nobody asked the tenants about any of this,” sighed Mrs Oakes.",
        [("Nobody asked the tenants about any of this", "Mrs Oakes", "quoted")],
    ),
    (
        "Anna Kerr said:\n“The bridge is safe.”",
        [("The bridge is safe.", "Anna Kerr", "quoted")],
    ),
    # a quotation over paragraphs
    (
        "Mr Holt said: “The tunnel leaks.\n“It must be closed.\n“Nobody listened.”",
        [
            ("The tunnel leaks.", "Mr Holt", "quoted"),
            ("It must be closed.", "Mr Holt", "quoted"),
            ("Nobody listened.", "Mr Holt", "quoted"),
        ],
    ),
    (
        "Mr Holt said: 'The tunnel leaks.\n'The drivers' cabins are wet.'",
        [
            ("The tunnel leaks.", "Mr Holt", "quoted"),
            ("The drivers' cabins are wet.", "Mr Holt", "quoted"),
        ],
    ),
    (
        "Mr Holt said: ‘The tunnel leaks and the drivers’ cabins are wet.\nHe added: ‘It must be closed.’",
        [
            ("The tunnel leaks and the drivers’ cabins are wet.", "Mr Holt", "quoted"),
            ("It must be closed.", "Mr Holt", "quoted"),
        ],
    ),
    (
        "Mr Holt said: “The tunnel leaks.\n”It must be closed.”",
        [("The tunnel leaks.", "Mr Holt", "quoted"), ("It must be closed.", "Mr Holt", "quoted")],
    ),
    # appositions and posts
    (
        "Anna Kerr, the chair of the parish council, said: “The bridge is safe.”",
        [("The bridge is safe.", "Anna Kerr", "quoted")],
    ),
    (
        "Anna Kerr, who has run the bakery since 1998, said the rent had doubled.",
        [("the rent had doubled", "Anna Kerr", "reported")],
    ),
    (
        "Anna Kerr, 52, from Hull, said the rent had doubled.",
        [("the rent had doubled", "Anna Kerr", "reported")],
    ),
    (
        "The council leader, Peter Vane, said the rent had doubled.",
        [("the rent had doubled", "Peter Vane", "reported")],
    ),
    (
        "Council leader Peter Vane said the rent had doubled.",
        [("the rent had doubled", "Peter Vane", "reported")],
    ),
    (
        "Transport Secretary Mary Lund said that the line would reopen.",
        [("the line would reopen", "Mary Lund", "reported")],
    ),
    (
        "A spokeswoman for the Port of Tyne said the ferry would sail.",
        [("the ferry would sail", "A spokeswoman for the Port of Tyne", "reported")],
    ),
    (
        "A Highways Agency spokesman said the road was open.",
        [("the road was open", "A Highways Agency spokesman", "reported")],
    ),
    (
        "“The ferry will sail,” said the port’s manager, Omar Reid.",
        [("The ferry will sail", "Omar Reid", "quoted")],
    ),
    (
        "Mark Dean of the Rail Users Group said trains were late.",
        [("trains were late", "Mark Dean", "reported")],
    ),
    (
        "Ruth Amos (Labour) said the vote was fair.",
        [("the vote was fair", "Ruth Amos", "reported")],
    ),
    # reported speech
    ("The mayor said the market would move.", [("the market would move", "The mayor", "reported")]),
    ("The mayor said that the market would move.", [("the market would move", "The mayor", "reported")]),
    (
        "The mayor told reporters on Monday that the market would move.",
        [("the market would move", "The mayor", "reported")],
    ),
    ("The market would move, the mayor said.", [("The market would move", "the mayor", "reported")]),
    (
        "The market would move in May, the mayor said on Monday.",
        [("The market would move in May", "the mayor", "reported")],
    ),
    (
        "The market, the mayor said, would move in May.",
        [("The market, the mayor said, would move in May", "the mayor", "reported")],
    ),
    (
        "The market would move in May, said Anna Kerr.",
        [("The market would move in May", "Anna Kerr", "reported")],
    ),
    (
        "According to Anna Kerr, the market will move in May.",
        [("the market will move in May", "Anna Kerr", "reported")],
    ),
    (
        "The market will move in May, according to the town council.",
        [("The market will move in May", "the town council", "reported")],
    ),
    (
        "In a statement on Friday, the club said it had signed the striker.",
        [("it had signed the striker", "the club", "reported")],
    ),
    (
        "The club’s statement said the striker had signed.",
        [("the striker had signed", "The club", "reported")],
    ),
    ("Kerr wrote that the deal was dead.", [("the deal was dead", "Kerr", "reported")]),
    ("Kerr warned that jobs would go.", [("jobs would go", "Kerr", "reported")]),
    ("Kerr warned jobs would go.", []),
    ("Jobs would go by the autumn, Kerr warned.", [("Jobs would go by the autumn", "Kerr", "reported")]),
    (
        "Kerr accused the firm of hiding the figures.",
        [("the firm of hiding the figures", "Kerr", "reported")],
    ),
    (
        "Kerr described the plan as “a shambles”.",
        [("the plan as “a shambles”", "Kerr", "reported")],
    ),
    (
        "The plan, which Kerr described as “a shambles”, was dropped.",
        [("a shambles", "Kerr", "quoted")],
    ),
    ("The union wants a four-day week.", [("a four-day week", "The union", "reported")]),
    ("Kerr urged the firm to think again.", [("the firm to think again", "Kerr", "reported")]),
    (
        "Teachers say the exam is too long.",
        [("the exam is too long", "Teachers", "reported")],
    ),
    (
        "Kerr said the plan was bad, but added that it could be mended.",
        [("the plan was bad", "Kerr", "reported"), ("it could be mended", "Kerr", "reported")],
    ),
    (
        "Kerr said the plan was bad, while Peter Vane said it was good.",
        [("the plan was bad", "Kerr", "reported"), ("it was good", "Peter Vane", "reported")],
    ),
    (
        "“The plan is bad,” Kerr said, adding that it could be mended.",
        [("The plan is bad", "Kerr", "quoted"), ("it could be mended", "Kerr", "reported")],
    ),
    (
        "The line, in Kerr’s view, was never going to pay.",
        [("The line, in Kerr’s view, was never going to pay", "Kerr", "reported")],
    ),
    (
        "Patients have been told by the surgery that it will close.",
        [("it will close", "the surgery", "reported")],
    ),
    # who is meant
    (
        "Anna Kerr opened the fair. She said the weather had been kind.",
        [("the weather had been kind", "Anna Kerr", "reported")],
    ),
    (
        "“The weather was kind,” said Anna Kerr. She added: “We were lucky.”",
        [("The weather was kind", "Anna Kerr", "quoted"), ("We were lucky.", "Anna Kerr", "quoted")],
    ),
    (
        "Anna Kerr said the shop was shut. Her son, Peter Kerr, said it was sold. She added that she was sad.",
        [
            ("the shop was shut", "Anna Kerr", "reported"),
            ("it was sold", "Peter Kerr", "reported"),
            ("she was sad", "Anna Kerr", "reported"),
        ],
    ),
    (
        "Dr Omar Reid spoke first. The harbour, Dr Reid said, was silting up.",
        [("The harbour, Dr Reid said, was silting up", "Dr Omar Reid", "reported")],
    ),
    (
        "Omar Reid and Lucy Penn spoke first. Reid and Penn said the harbour was silting up.",
        [("the harbour was silting up", "Omar Reid and Lucy Penn", "reported")],
    ),
    (
        "Omar Reid and Lucy Penn run the yard. They said the harbour was silting up.",
        [("the harbour was silting up", "Omar Reid and Lucy Penn", "reported")],
    ),
    (
        "The RSPB said the count was low. It added that gulls had fared worst.",
        [("the count was low", "RSPB", "reported"), ("gulls had fared worst", "RSPB", "reported")],
    ),
    (
        "One trader told the Courier that rents were rising. Shops would shut by the spring, the trader said.",
        [
            ("rents were rising", "One trader", "reported"),
            ("Shops would shut by the spring", "One trader", "reported"),
        ],
    ),
    (
        "In a letter to parents, Ruth Amos said the school would close. Pupils will move to Ashby, the letter says.",
        [
            ("the school would close", "Ruth Amos", "reported"),
            ("Pupils will move to Ashby", "Ruth Amos", "reported"),
        ],
    ),
    (
        "Leeds City Council has sold the baths. The council said repairs had cost too much.",
        [("repairs had cost too much", "Leeds City Council", "reported")],
    ),
]

SILENT = [
    "The so-called “garden bridge” was never built.",
    "She read “Bleak House” on the train.",
    "The song “Yellow River” was played twice.",
    "A “rolling programme” of closures began in May.",
    "The plan, known as “Option B”, was dropped.",
    "The reported plan was dropped.",
    "In his remarks the price was not given.",
    "The email does not say when the work will start.",
    "The minister declined to say whether the road would open.",
    "Nobody said that the road would open.",
    "It is said that the house is haunted.",
    "The road is reported to be closed.",
    "She went to the market and bought plums.",
    "He said the road would open.",
    "They added that it was late.",
    "What he said was true.",
    "If Kerr said that, she was wrong.",
    "The talks continued on Monday.",
    "Kerr wrote a letter to the firm.",
    "Kerr told a joke.",
    "The call for help came at noon.",
    "The union called the strike in May.",
    "The firm called off the sale.",
    "The report was published on Monday.",
    "It rained 'for hours' in the '90s.",
    "The 6' 2\" keeper and his 5' 9\" rival shook hands.",
    "",
]


def said(text: str) -> list[Said]:
    return [(text[one.start : one.end], one.speaker, one.kind) for one in attributions(text, lines(text))]


def lines(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_who_says_what(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_doubtful_words_are_left_without_a_speaker(text: str) -> None:
    assert said(text) == []
