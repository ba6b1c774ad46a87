"""Who said it: attributions in small texts, in the bundled articles and in texts without speakers."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType

import pytest
from attributed_texts import attributed, attributions
from hypothesis import example, given
from hypothesis import strategies as st

from qa_bot.language.discourse import ArticleSpeech
from qa_bot.language.discourse.attribution import Attribution, claim_of
from qa_bot.language.discourse.people import People
from qa_bot.language.segments import Unit
from qa_bot.language.sentences import sentences

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
    # other verbs and forms
    ("“The bridge is safe,” Anna Kerr hit back.", [("The bridge is safe", "Anna Kerr", "quoted")]),
    ("“The bridge is safe,” Anna Kerr chimed in.", [("The bridge is safe", "Anna Kerr", "quoted")]),
    ("“The bridge is safe,” snapped Anna Kerr.", [("The bridge is safe", "Anna Kerr", "quoted")]),
    ("“The bridge is safe,” Anna Kerr put it.", [("The bridge is safe", "Anna Kerr", "quoted")]),
    (
        "“The bridge is safe,” Anna Kerr was quoted as saying.",
        [("The bridge is safe", "Anna Kerr", "quoted")],
    ),
    ("Anna Kerr began: “The bridge is safe.”", [("The bridge is safe.", "Anna Kerr", "quoted")]),
    ("Anna Kerr fumed that the bridge was shut.", [("the bridge was shut", "Anna Kerr", "reported")]),
    ("The bridge is safe, warns Anna Kerr.", [("The bridge is safe", "Anna Kerr", "reported")]),
    ("As Anna Kerr put it, the bridge is safe.", [("the bridge is safe", "Anna Kerr", "reported")]),
    ("According to Anna Kerr the bridge is safe.", [("the bridge is safe", "Anna Kerr", "reported")]),
    ("In the words of Anna Kerr, the bridge is safe.", [("the bridge is safe", "Anna Kerr", "reported")]),
    (
        "It was argued by Anna Kerr, an engineer, that the bridge is safe.",
        [("the bridge is safe", "Anna Kerr", "reported")],
    ),
    # a label at the beginning of a line
    ("Anna Kerr: The bridge is safe.", [("The bridge is safe.", "Anna Kerr", "quoted")]),
    ("**Anna Kerr:** The bridge is safe.", [("The bridge is safe.", "Anna Kerr", "quoted")]),
    ("ANNA KERR (engineer): The bridge is safe.", [("The bridge is safe.", "ANNA KERR", "quoted")]),
    ("[10:15] Anna Kerr: The bridge is safe.", [("The bridge is safe.", "Anna Kerr", "quoted")]),
    ("THE MAYOR: The bridge is safe.", [("The bridge is safe.", "THE MAYOR", "quoted")]),
    (
        "Anna Kerr, an engineer, met us.\nKERR: It is safe. We tested it.",
        [("It is safe.", "Anna Kerr", "quoted"), ("We tested it.", "Anna Kerr", "quoted")],
    ),
    ("Councillor Anna Kerr: the bridge is safe.", [("the bridge is safe.", "Anna Kerr", "quoted")]),
    ("“The bridge is safe.” — Anna Kerr", [("The bridge is safe.", "Anna Kerr", "quoted")]),
    # a quotation that runs on, closed or not, over paragraphs
    (
        "Anna Kerr stood up. “The bridge is safe.\n“It was tested,” she said.",
        [("The bridge is safe.", "Anna Kerr", "quoted"), ("It was tested", "Anna Kerr", "quoted")],
    ),
    (
        "“The orchard is old,” said Anna Kerr. “We had ten years of rust.\n“It must be kept.”",
        [
            ("The orchard is old", "Anna Kerr", "quoted"),
            ("We had ten years of rust.", "Anna Kerr", "quoted"),
            ("It must be kept.", "Anna Kerr", "quoted"),
        ],
    ),
    (
        "“The orchard is old,” said Anna Kerr.\n“It must be kept.”",
        [("The orchard is old", "Anna Kerr", "quoted"), ("It must be kept.", "Anna Kerr", "quoted")],
    ),
    (
        "“The orchard is old,” said Anna Kerr. It rained.\n“It must be kept.”",
        [("The orchard is old", "Anna Kerr", "quoted")],
    ),
    # who is first named in a paragraph comes before whoever spoke in another
    (
        "Mary Penn said it rained.\nThe chair, Anna Kerr, disputed that. The old roof leaked, she said.",
        [
            ("it rained", "Mary Penn", "reported"),
            ("The old roof leaked", "Anna Kerr", "reported"),
        ],
    ),
    (
        "Mary Penn said it rained.\nIt mattered to Anna Kerr and Jane Low. The old roof leaked, she said.",
        [("it rained", "Mary Penn", "reported")],
    ),
    # somebody without a name who comes in later
    (
        "Tom Hale met a lawyer. The lawyer was angry. He said that the town was broke.",
        [("the town was broke", "The lawyer", "reported")],
    ),
    (
        "Tom Hale blamed it. A spokesman rejected this. He said that the town was broke.",
        [("the town was broke", "A spokesman", "reported")],
    ),
    # posts and relatives before a name
    (
        "The MP for Harrow, Anna Kerr, said the roof leaked.",
        [("the roof leaked", "Anna Kerr", "reported")],
    ),
    (
        "Her mother, Anna, called the offer ‘an insult’.",
        [("the offer ‘an insult’", "Anna", "reported")],
    ),
    (
        "According to a report by the engineers Kerr Penn, the roof leaks.",
        [("the roof leaks", "Kerr Penn", "reported")],
    ),
    (
        "Anna Kerr wrote to the council earlier on Thursday that the roof leaked.",
        [("the roof leaked", "Anna Kerr", "reported")],
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
        "Patients have been told by the surgery that it will close.",
        [("it will close", "the surgery", "reported")],
    ),
    (
        "In reply to one critical report the Federal Council noted that costs had risen.",
        [("costs had risen", "Federal Council", "reported")],
    ),
    (
        "The fall in trade, it was feared (Kerr said it would last), hurt the port.",
        [("it would last", "Kerr", "reported")],
    ),
    (
        "The study further found little. According to Port Watch, a charity, trade fell.",
        [("trade fell", "Port Watch", "reported")],
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
        "Anna Kerr said the shop was shut. Her son, Peter Kerr, said it was sold. "
        "She added that she was sad.",
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
        "One trader told the Courier that rents were rising. "
        "Shops would shut by the spring, the trader said.",
        [
            ("rents were rising", "One trader", "reported"),
            ("Shops would shut by the spring", "One trader", "reported"),
        ],
    ),
    (
        "In a letter to parents, Ruth Amos said the school would close. "
        "Pupils will move to Ashby, the letter says.",
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
    "Anna Kerr put it on the table.",
    "Anna Kerr began the meeting.",
    "Q: Is the bridge safe?\nA: The bridge is safe.",
    "Note: The bridge is safe.",
    "WARNING: The bridge is not safe.",
    "Opening Hours: The bridge is open.",
    "Victoria Park: The park opens at 7am.",
    "Anna Kerr: treasurer",
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
    "For example, according to Kerr.",
    "Kerr insisted on the players accepting a cap that would slow pay.",
    "Kerr and Penn called a meeting of those who had been at the “free school”.",
    "Kerr accepted their renewed offer.",
    "The call for help came at noon.",
    "The union called the strike in May.",
    "The firm called off the sale.",
    "Officers called on every stallholder last summer.",
    "The report was published on Monday.",
    "It rained 'for hours' in the '90s.",
    "The 6' 2\" keeper and his 5' 9\" rival shook hands.",
    "",
]


def said(text: str) -> list[Said]:
    return [(text[one.start : one.end], one.speaker, one.kind) for one in attributions(text, lines(text))]


def lines(text: str) -> list[list[tuple[int, int]]]:
    """Return the sentences of each line that has any."""
    spans = (match.span() for match in re.finditer(r"[^\n]+", text))
    return [split for span in spans if (split := list(sentences(text, *span)))]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_who_says_what(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_doubtful_words_are_left_without_a_speaker(text: str) -> None:
    assert said(text) == []


STATEMENTS: list[tuple[str, str, str]] = [
    ("ballot_result_2015", "disappointing", "Danny Mortimer"),
    ("ballot_result_2015", "leave thousands of patients worried", "Danny Mortimer"),
    ("ballot_result_2015", "NHS organisations were doing all they could", "Danny Mortimer"),
    ("ballot_result_2015", "unprecedented", "Danny Mortimer"),
    ("ballot_result_2015", "under even more pressure", "Danny Mortimer"),
    ("ballot_result_2015", "not too late for the BMA", "Danny Mortimer"),
    ("ballot_result_2015", "higher basic pay", "Danny Mortimer"),
    ("ballot_result_2015", "while there was still an offer of talks", "Danny Mortimer"),
    ("ballot_result_2015", "to support the junior doctors", "Medical Practitioners’ Union"),
    ("ballot_result_2015", "come to their senses", "MPU"),
    ("ballot_result_2015", "how badly the government had treated", "Dr Ron Singer"),
    ("ballot_result_2015", "at odds with both safe medicine", "Dr Ron Singer"),
    ("ballot_result_2015", "drastic action in 1975", "Dr Ron Singer"),
    ("ballot_result_2015", "the situation was serious", "Dr Ron Singer"),
    ("ballot_result_2015", "narrow and short sighted", "Dr Ron Singer"),
    ("ballot_result_2015", "refused to negotiate in good faith", "Dr Ron Singer"),
    ("ballot_result_2015", "unfair to doctors and unsafe for patients", "Dr Ron Singer"),
    ("ballot_result_2015", "as much pressure as possible", "Dr Ron Singer"),
    ("first_strike_day_2016", "unfair and unsafe", "junior doctors"),
    ("first_strike_day_2016", "ministers have failed to address two key concerns", "The doctors"),
    ("first_strike_day_2016", "no choice but to strike", "Johann Malawana"),
    ("first_strike_day_2016", "The BMA was still open to talks", "Johann Malawana"),
    ("first_strike_day_2016", "categorically not the case", "NHS Employers"),
    ("first_strike_day_2016", "since Mid Staffs", "NHS Employers"),
    ("first_strike_day_2016", "the NHS can do more", "NHS Employers"),
    ("first_strike_day_2016", "a better work-life balance", "NHS Employers"),
    ("first_strike_day_2016", "long hours in difficult conditions", "NHS Employers"),
    ("rolling_action_august_2016", "has voted to carry on its dispute", "The email"),
    ("rolling_action_august_2016", "approve an escalating programme", "Dr Ellen McCourt"),
    ("rolling_action_august_2016", "pressing for improvements", "Dr Ellen McCourt"),
    ("rolling_action_august_2016", "his door was “always open”", "the health secretary"),
    ("rolling_action_august_2016", "there has been nothing", "Dr Ellen McCourt"),
    ("rolling_action_august_2016", "what has to be dealt with and by when", "Dr Ellen McCourt"),
    ("rolling_action_august_2016", "remains persistently silent", "Dr Ellen McCourt"),
    ("rolling_action_august_2016", "reasonable all along", "Dr Ellen McCourt"),
    ("rolling_action_august_2016", "no confidence in", "Dr Ellen McCourt"),
    ("rolling_action_august_2016", "the decision was predictable", "One junior doctor"),
    ("rolling_action_august_2016", "A solution was needed now", "One junior doctor"),
    ("rolling_action_august_2016", "one-year moratorium", "One junior doctor"),
    ("rolling_action_august_2016", "achieves little or nothing", "Danny Mortimer"),
    ("rolling_action_august_2016", "more pressure on teams", "Danny Mortimer"),
    ("rolling_action_august_2016", "in talks with the junior doctors’ committee", "Danny Mortimer"),
    ("rolling_action_august_2016", "Employers had hoped", "Danny Mortimer"),
    ("rolling_action_august_2016", "extremely disappointing", "A spokeswoman for the Department of Health"),
    ("rolling_action_august_2016", "further strikes over a contract", "the committee"),
    ("rolling_action_august_2016", "good deal", "its own former leader"),
    (
        "rolling_action_august_2016",
        "uncertainty could only harm",
        "A spokeswoman for the Department of Health",
    ),
    (
        "rolling_action_august_2016",
        "draw back from industrial action",
        "A spokeswoman for the Department of Health",
    ),
    ("strike_dates_january_2016", "which key assurances it needed", "BMA"),
    ("strike_dates_january_2016", "sincerely regretted the disruption", "Dr Mark Porter"),
    ("strike_dates_january_2016", "harm both patient care and junior doctors", "Dr Mark Porter"),
    ("strike_dates_january_2016", "once-in-a-decade", "Dr Mark Porter"),
    ("strike_dates_january_2016", "misinterpret and misconstrue", "Dr Mark Porter"),
    ("walkout_march_2023", "with no choice", "British Medical Association"),
    ("walkout_march_2023", "yielded nothing in terms of meaningful progress", "BMA"),
    ("walkout_march_2023", "squarely", "Dr Rob Laurenson and Dr Vivek Trivedi"),
    ("walkout_march_2023", "The 72-hour walkout will start on 13 March", "BMA"),
    ("walkout_march_2023", "entirely in the government’s power", "Dr Rob Laurenson and Dr Vivek Trivedi"),
    ("walkout_march_2023", "Both sides were aware", "Dr Rob Laurenson and Dr Vivek Trivedi"),
    ("walkout_march_2023", "they had written many letters", "Dr Rob Laurenson and Dr Vivek Trivedi"),
    ("walkout_march_2023", "would not offer intensive negotiations", "Dr Rob Laurenson and Dr Vivek Trivedi"),
    ("walkout_march_2023", "should leave ministers in no doubt", "Dr Rob Laurenson and Dr Vivek Trivedi"),
    (
        "walkout_march_2023",
        "the exhaustion and stress of their jobs",
        "Dr Rob Laurenson and Dr Vivek Trivedi",
    ),
]


def agrees(statement: tuple[str, str, str], source: str, text: str, one: Attribution) -> bool:
    return (
        statement[0] == source and statement[1] in text[one.start : one.end] and statement[2] == one.speaker
    )


def test_the_bundled_articles_are_attributed() -> None:
    found = attributed(KNOWLEDGE)
    given_right = [row for row in STATEMENTS if any(agrees(row, *one) for one in found)]
    wrong = [one for one in found if not any(agrees(row, *one) for row in STATEMENTS)]
    assert len(given_right) >= 0.9 * len(STATEMENTS), set(STATEMENTS) - set(given_right)
    assert len(wrong) <= 0.03 * len(found), wrong


def test_the_name_stands_where_it_is_said_to_stand() -> None:
    for _, text, one in attributed(KNOWLEDGE):
        assert text[one.name_start : one.name_end] == one.speaker
        assert 0 <= one.start < one.end <= len(text)
        assert one.cue in text


def test_a_pronoun_points_to_the_name_before_it() -> None:
    text = "Anna Kerr opened the fair. She said the weather had been kind."
    (one,) = attributions(text, lines(text))
    assert text[one.speaker_start : one.speaker_end] == "She"
    assert (one.name_start, one.name_end) == (0, len("Anna Kerr"))
    assert one.cue == "said"


POSTS = [
    ("Anna Kerr, chair of the parish council, said it would rain.", "chair of the parish council"),
    ("The head teacher Anna Kerr said it would rain.", "head teacher"),
    ("Anna Kerr, who chairs the board, said it would rain.", "who chairs the board"),
    ("Anna Kerr is the club’s secretary. Kerr said it would rain.", "the club’s secretary"),
    ("Anna Kerr said it would rain.", ""),
    ("The leader of the council, Anna Kerr, said it would rain.", "leader of the council"),
    ("In a letter to its secretary, Anna Kerr, it rained. Kerr said the roof leaked.", "secretary"),
]


@pytest.mark.parametrize(("text", "post"), POSTS)
def test_the_post_beside_a_name_is_kept(text: str, post: str) -> None:
    assert attributions(text, lines(text))[0].post == post


def test_a_claim_is_its_innermost_speakers() -> None:
    text = "Anna Kerr said the report, which Omar Reid called “a whitewash”, was late. It rained."
    found = attributions(text, lines(text))
    whose = {
        word: (one.speaker if (one := claim_of(found, at := text.index(word), at + len(word))) else None)
        for word in ("whitewash", "late", "rained")
    }
    assert whose == {"whitewash": "Omar Reid", "late": "Anna Kerr", "rained": None}


WORDS = "Anna Kerr Dr he she it said told adding that the according to union and who chair of in letter view"
PIECES = st.sampled_from([*"“”‘’\"',.:;?!—()\n ", *WORDS.split(), "’s", "been", "by", "É", "𝄞"])
TEXTS = st.one_of(
    st.text(), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)
)


@given(TEXTS)
@example("said")
@example("“‘\n”’")
@example("According to Anna Kerr,")
@example("X said: “\n“")
def test_any_text_is_read_the_same_twice_and_stays_inside(text: str) -> None:
    found = attributions(text, lines(text))
    assert found == attributions(text, lines(text))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.speaker_start < one.speaker_end <= len(text)
        assert text[one.name_start : one.name_end] == one.speaker


HARD = [
    "Kerr said ",
    "“a” ",
    "“",
    '"',
    "‘s ",
    "said, ",
    "Anna Kerr, the chair, ",
    "the ",
    "Kerr said that Kerr said that ",
    "Kerr said: “It rained.” He added that it was late. ",
    "He said it was late.\n",
    "“It was late.\n",
    "according to Anna Kerr, ",
]


@pytest.mark.parametrize("piece", ["who ", "(who) ", "Ann, who, ", "the chair, "])
def test_long_chains_are_read(piece: str) -> None:
    text = f"Kerr {piece * 3_000}said it rained."
    assert all(one.cue == "said" for one in attributions(text, lines(text)))


def steps(text: str) -> int:
    """Count the calls of Python functions that reading a text takes."""
    count = 0

    def tick(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        attributions(text, lines(text))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HARD)
def test_work_grows_with_length_alone(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (4_000, 16_000))
    assert steps(long) < 6 * steps(short) + 1_000


def test_an_article_is_read_no_farther_than_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "“The mill will close.\n\n“We are sorry,” said John Reed.\n\n" + "It was warm, said Ann Bell.\n\n" * 9
    )
    read: list[int] = []
    meet = People.meet

    def counted(people: People, unit: Unit) -> None:
        read.append(unit.paragraph)
        meet(people, unit)

    monkeypatch.setattr(People, "meet", counted)
    speech, closing = ArticleSpeech(text, lines(text)), text.index("close")
    assert [one.speaker for one in speech.within(closing, closing + 5)] == ["John Reed"]
    assert read == [0, 1]
    assert len(speech.attributions) == 11
    assert read == list(range(11))
