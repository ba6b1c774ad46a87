"""How follow-up questions are read after the turns before them."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa_bot.conversation.follow_ups import ROWS
from qa_bot.conversation.mentions import gender, kind_of, mentions
from qa_bot.conversation.reading import Reading, read_follow_up
from qa_bot.conversation.state import Turn, state_of
from qa_bot.language.tokens import stem

SINGER = Turn("Who chairs the union?", "Dr Ron Singer", "Dr Ron Singer, who chairs the union, spoke.")
CURIE = Turn("When was Marie Curie born?", "1867", "Marie Curie was born in 1867.", "Marie Curie")
STRIKE = Turn("When will the 72-hour walkout start?", "13 March")
MOVED = Turn("How many operations were moved because of the storm?", "4,000")
BALLOT = Turn("What was the turnout in the 2015 ballot?", "76%")
PAY = Turn("How much has the pay of junior doctors shrunk since 2008?", "26%")
RIVERS = Turn(
    "Which rivers flow through Leeds?", "the Aire", "The Aire and the Calder.", items=("the Calder",)
)
PERU = Turn("What is the capital of Peru?", "Lima", "Lima is the capital of Peru.", "Peru")
BEES = Turn("How many bees live in a hive?", "50,000")
HOPS = Turn("What do the farmers grow in Kent?", "hops")
BAND = Turn("Where was Radiohead formed?", "Abingdon", "Radiohead formed in Abingdon.", "Radiohead")
BRIDGE = Turn(
    "In what year did the bridge open?", "1932", "It opened in 1932.", "Bridges of the north to reopen"
)
COUPLE = Turn("Who are Rob Laurenson and Vivek Trivedi?", "co-chairs of the committee")
PLAN = Turn(
    "What did the minister call the plan?", "a disgrace to the nation", "“It is a disgrace to the nation.”"
)
GAP = Turn("When did the talks end?")
BOOT = Turn("Who is John Boot?", "a reporter")
HIRED = Turn("Who hired him?", "Jane Stitch", bound=(("he", "John Boot"),))
SHIPS = Turn("What are the ships called?", "Hazel", "Hazel and Rowan.", items=("Rowan",))

READ: list[tuple[list[Turn], str, str, str]] = [
    ([STRIKE], "Why?", "Why will the 72-hour walkout start?", "question word"),
    ([STRIKE], "And where?", "Where will the 72-hour walkout start?", "question word"),
    ([MOVED], "Where?", "Where were operations moved because of the storm?", "question word"),
    ([MOVED], "Why was that?", "Why were operations moved because of the storm?", "question word"),
    ([CURIE], "where", "Where was Marie Curie born?", "question word"),
    ([BRIDGE], "But why?", "Why did the bridge open?", "question word"),
    ([GAP], "Why?", "Why did the talks end?", "question word"),
    ([Turn("Did the council close the library?", "in 2011")], "Why?",
     "Why did the council close the library?", "question word"),
    ([BRIDGE], "What for?", "Why did the bridge open?", "question word"),
    ([GAP, Turn("it?")], "Why?", "Why did the talks end?", "question word"),
    ([Turn("Was her sentence cut?", "Yes")], "By whom?", "By whom was her sentence cut?", "question word"),
    ([STRIKE], "At what time?", "At what time will the 72-hour walkout start?", "question word"),
    ([PLAN], "Who said that?", "Who said “a disgrace to the nation”?", "who said that"),
    ([SINGER], "And who said so?", "Who said “Dr Ron Singer, who chairs the union, spoke”?", "who said that"),
    ([Turn("What share of pupils passed this year?", "38%")], "And last year?",
     "What share of pupils passed last year?", "phrase"),
    ([Turn("How many came?", "9")], "And before that?", "How many came before that?", "phrase"),
    ([BALLOT], "And in 2023?", "What was the turnout in 2023?", "phrase"),
    ([BALLOT], "What about the 2023 ballot?", "What was the turnout in the 2023 ballot?", "phrase"),
    ([BALLOT], "2023?", "What was the turnout in 2023?", "phrase"),
    ([BEES], "And in winter?", "How many bees live in a hive in winter?", "phrase"),
    ([BEES], "How many in winter?", "How many bees live in a hive in winter?", "phrase"),
    ([HOPS], "In Devon?", "What do the farmers grow in Devon?", "phrase"),
    ([PERU], "What about Chile?", "What is the capital of Chile?", "phrase"),
    ([CURIE], "And Pierre Curie?", "When was Pierre Curie born?", "phrase"),
    ([COUPLE], "And Steve Barclay?", "Who is Steve Barclay?", "phrase"),
    ([Turn("What borders it to the south?", "Surrey")], "To the west?", "What borders it to the west?",
     "phrase"),
    ([BALLOT], "And the year before?", "What was the turnout in 2014?", "the year after, phrase"),
    ([BALLOT], "and in the year before", "What was the turnout in 2014?", "the year after, phrase"),
    ([Turn("How many came in 2015?", "9")], "How many came the following year?", "How many came in 2016?",
     "the year after"),
    ([RIVERS], "Any others?", "Besides the Aire, which rivers flow through Leeds?", "others"),
    ([RIVERS, Turn("which rivers flow through Leeds?", "the Calder")], "Any more?",
     "Besides the Calder, which rivers flow through Leeds?", "others"),
    ([RIVERS], "How long is the second one?", "How long is the Calder?", "the second one"),
    ([RIVERS], "Where does the first one rise?", "Where does the Aire rise?", "the second one"),
    ([SHIPS, Turn("How old is Hazel?", "four")], "And the other one?", "How old is Rowan?",
     "the second one, phrase"),
    ([STRIKE, Turn("Who said so?", "A spokeswoman")], "When will it end?",
     "When will the 72-hour walkout end?", "pronoun"),
    ([Turn("Who is Doris Pell?", "Hilary Marsh")], "How old is she?", "How old is Doris Pell?", "pronoun"),
    ([Turn("Who is Ana Lopez's teacher?", "George Lamb")], "How old is he?", "How old is George Lamb?",
     "pronoun"),
    ([Turn("Who won the Harrison Medal?", "Amina Okafor")], "How old is she?", "How old is Amina Okafor?",
     "pronoun"),
    ([SINGER], "What did he say about the vote?", "What did Dr Ron Singer say about the vote?", "pronoun"),
    ([SINGER, GAP], "When was he born?", "When was Dr Ron Singer born?", "pronoun"),
    ([CURIE], "Where did she study?", "Where did Marie Curie study?", "pronoun"),
    ([CURIE], "Who was her husband?", "Who was Marie Curie's husband?", "pronoun"),
    ([CURIE], "Who taught her?", "Who taught Marie Curie?", "pronoun"),
    ([CURIE], "and who taught her then?", "and who taught Marie Curie then?", "pronoun"),
    ([BRIDGE], "Who opened it?", "Who opened the bridge?", "pronoun"),
    ([Turn("Who built a wooden ark?", "Noah")], "How long was it?", "How long was the wooden ark?",
     "pronoun"),
    ([BAND], "Who are their fans?", "Who are Radiohead's fans?", "pronoun"),
    ([BOOT, HIRED], "When did he travel?", "When did John Boot travel?", "pronoun"),
    ([Turn("Who leads the BMA?")], "What did she say about it?", "What did she say about the BMA?",
     "pronoun"),
]  # fmt: skip

# What is read as typed, with the words of the turn before: what reads as no question a person would type.
WITH_WORDS: list[tuple[list[Turn], str, tuple[str, ...], str]] = [
    ([Turn("How long is the ferry?", "90 m")], "Why?", ("the ferry",), "ferry"),
    ([Turn("Who has been told about the leak?", "the police")], "Why?", ("the leak",), "leak"),
    ([Turn("Who bought the mill?", "Ann Roe")], "For how much?", ("the mill",), "mill"),
    ([PAY], "What about nurses?", ("the pay", "since 2008"), "shrunk"),
    ([PERU], "And the population?", ("the capital", "Peru"), "Peru"),
    ([BALLOT], "How many, then?", ("the turnout", "the 2015 ballot"), "2015"),
    ([Turn("Who owns the ferry?"), Turn("Why?", words={"ferri": 1.0})], "How much?", (), "ferry"),
]

# Questions that say by themselves what they are about: no talk widens them.
WHOLE = [
    "When did the junior doctors vote for strike action?",
    "What is the capital of Peru?",
    "How many hedgehogs live in Leeds?",
    "Why did Marie Curie leave Poland?",
    "What did Danny Mortimer say about the ballot result?",
    "Where do swifts sleep at night?",
    "Did Tesla say that he would return?",
    "Is it true that the Thames froze in 1814?",
    "Will it rain in Paris on Sunday?",
    "Who invented the steam engine, and when was it patented?",
    "In what year did Queen Victoria die?",
    "Which rivers flow through Yorkshire other than the Aire?",
    "How long does it take to boil an egg?",
    "Who is Ellen McCourt?",
    "Who is the health secretary?",
    "What is photosynthesis?",
    "Name the rivers of Wales.",
    "population of Leeds",
    'Who said "she took it from him in 1911"?',
    "can my wife come along to the hearing",
]
# Of these the words may lean on the talk, the text never does.
UNCHANGED = [
    "is that true",
    "and the third one?",
    "And the stock module?",
    "Is the river long?",
    "auditor",
    "auditor in the paint shop?",
    "What happened next?",
    "And then what?",
]
TALK = [SINGER, CURIE, RIVERS, PAY, GAP]
PIECES = st.sampled_from(
    [
        "why", "and", "he", "her", "their", "it", "the second one", "who said that", "what about", "in 2016",
        "others", "the album", "that season", "Marie Curie", "doctors", "?", " ", "how many", "(", "“",
        "was", "'s",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join))


@pytest.mark.parametrize(("talk", "question", "expected", "because"), READ)
def test_a_follow_up_is_read_as_a_question_in_full(
    talk: list[Turn], question: str, expected: str, because: str
) -> None:
    found = read_follow_up(question, talk)
    assert (found.text, found.because) == (expected, because)
    assert found.turn is not None


@pytest.mark.parametrize(("talk", "question", "about", "word"), WITH_WORDS)
def test_what_reads_as_no_question_is_read_with_the_words_before(
    talk: list[Turn], question: str, about: tuple[str, ...], word: str
) -> None:
    found = read_follow_up(question, talk)
    assert "(" not in found.text
    assert (found.about, stem(word) in found.words) == (about, True)
    assert found.text == question


def test_every_row_has_an_example() -> None:
    used = {name for *_, because in READ for name in because.split(", ")}
    assert used == {row.name for row in ROWS} | {"pronoun"}


@pytest.mark.parametrize("question", WHOLE)
@pytest.mark.parametrize("talk", [[turn] for turn in TALK] + [TALK])
def test_a_whole_question_is_left_alone(question: str, talk: list[Turn]) -> None:
    assert read_follow_up(question, talk) == Reading(question)


@pytest.mark.parametrize("question", UNCHANGED)
@pytest.mark.parametrize("talk", [[turn] for turn in TALK] + [TALK])
def test_nothing_is_put_into_a_short_question_that_names_its_own_thing(
    question: str, talk: list[Turn]
) -> None:
    assert read_follow_up(question, talk).text == question


def test_nothing_is_read_into_a_question_without_a_talk() -> None:
    assert all(read_follow_up(question, []) == Reading(question) for _, question, _, _ in READ)


def test_words_fade_turn_by_turn() -> None:
    first = read_follow_up("Why?", [Turn("Who owns the ferry?")])
    second = read_follow_up("How much?", [Turn("Why?", words=first.words)])
    assert (first.words["ferri"], second.words["ferri"]) == (1.0, 0.5)
    assert "ferri" not in read_follow_up("Where?", [Turn("How?", words={"ferri": 0.3})]).words


def test_a_talk_comes_back_to_the_turn_that_a_question_names() -> None:
    museum = Turn("When was the museum built?", "1911", "The museum was built in 1911.", "A museum")
    ferry = Turn("Who owns the ferry?", "the council", "The council owns the ferry.", "A ferry")
    assert read_follow_up("who paid for the museum?", [museum, ferry]).turn == museum
    assert read_follow_up("who paid?", [museum, ferry]).turn == ferry


def test_what_a_pronoun_stood_for_it_goes_on_to_stand_for() -> None:
    bridge = Turn("Who built the bridge?", "Ann Roe")
    asked = Turn("Who opened the bridge?", "the mayor", bound=(("it", "the bridge"),))
    assert read_follow_up("How long is it?", [bridge, asked]).text == "How long is the bridge?"


@given(
    TEXTS,
    st.lists(st.builds(Turn, TEXTS, TEXTS, TEXTS, TEXTS, st.tuples(TEXTS), words=st.just({})), max_size=4),
)
@example("HE", [Turn("", "", "", "'s")])
@settings(deadline=None)
def test_any_text_is_read_as_some_text(question: str, talk: list[Turn]) -> None:
    found = read_follow_up(question, talk)
    assert isinstance(found.text, str)
    assert bool(found.because) == (found.text != question)
    assert all(0 < share <= 1 for share in found.words.values())
    assert read_follow_up(question, talk) == found


@given(st.lists(st.builds(Turn, TEXTS, TEXTS, TEXTS), max_size=3), st.sampled_from(WHOLE[:6]))
@settings(deadline=None)
def test_no_talk_widens_a_whole_question(talk: list[Turn], question: str) -> None:
    assert read_follow_up(question, talk) == Reading(question)


LONG = ["he ", "and ", "in 2016 ", "the ", " ", "A", "of A ", "other ", "(", "who is the ", "Besides a"]


@pytest.mark.parametrize("piece", LONG)
def test_long_texts_take_no_time(piece: str) -> None:
    long = piece * (300_000 // len(piece) // 50)
    talk = [Turn(long, long, long, long, (long,))] * 3
    started = time.process_time()
    for question in (long, long[:300], "What did he do with it then?", "What about the others?", "Why?"):
        assert len(read_follow_up(question, talk).text) <= max(1000, len(question))
    assert time.process_time() - started < 3


TITLES = [
    (
        [Turn("Where was Cary Grant born?", "Bristol", "Grant was born in Bristol.", "Cary Grant")],
        "Cary Grant",
    ),
    ([Turn("who is pinhead?", "a demon", "Pinhead is a demon.", "Pinhead (Hellraiser)")], "Pinhead"),
    ([Turn("Who spoke?", "Ann", "Ann spoke.", "Doctors to strike after vote on pay")], ""),
    ([Turn("How long?", "15 years", "You may use it for 15 years.", "Transfer Your Benefits")], ""),
    ([Turn("Who spoke?", "Ann", "Ann spoke.", "")], ""),
    ([Turn("Who spoke?")], ""),
]


@pytest.mark.parametrize(("talk", "expected"), TITLES)
def test_the_topic_is_a_title_that_the_talk_uses(talk: list[Turn], expected: str) -> None:
    assert state_of(talk).topic == expected


KINDS = [
    ("Marie Curie", "person", "she"),
    ("Sir David Dalton", "person", "he"),
    ("Dr Ron Singer", "person", "he"),
    ("Mrs Dalton", "person", "she"),
    ("Ludwig van Beethoven", "person", ""),
    ("British Medical Association", "group", ""),
    ("BMA", "group", ""),
    ("Leeds", "name", ""),
    ("Shabnam Iqbal", "person", "she"),
    ("Dr Sam Roe", "person", ""),
    ("West Quay", "name", ""),
    ("New Zealand", "name", ""),
]


@pytest.mark.parametrize(("name", "kind", "pronoun"), KINDS)
def test_names_have_a_kind_and_perhaps_a_gender(name: str, kind: str, pronoun: str) -> None:
    assert (kind_of(name), gender(name)) == (kind, pronoun)


MENTIONED = [
    ("When will the 72-hour walkout start?", ["the 72-hour walkout"]),
    ("Was the album successful?", ["the album"]),
    ("Is the river long?", ["the river"]),
    ("What does the city advertise itself as?", ["the city"]),
    ("What was the leadership contest?", ["the leadership contest"]),
    ("Who are Rob Laurenson and Vivek Trivedi?", ["Rob Laurenson", "Vivek Trivedi"]),
    ("Did the band record any albums in Paris?", ["the band", "Paris"]),
    ("Was Ceremony a hit?", ["Ceremony", "a hit"]),
    ("Why?", []),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONED)
def test_names_and_noun_phrases_are_found(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in mentions(text)] == expected
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions(text))
