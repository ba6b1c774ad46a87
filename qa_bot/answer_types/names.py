"""Answer types with names: people, organisations, places, works."""

from __future__ import annotations

from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities import names, phrases
from qa_bot.language.entities.patterns import compiled, every
from qa_bot.language.entities.people import is_given_name
from qa_bot.language.lexicon import WordUnion, word_set
from qa_bot.language.lexicon.function_words import ARTICLES, THIRD_POSSESSIVES
from qa_bot.language.lexicon.people import THINGS_IN_ER
from qa_bot.language.morphology import is_past

_OPEN_DESCRIPTIONS = WordUnion(
    ARTICLES, THIRD_POSSESSIVES,
    word_set("my this that it one first chair responsible in on behind at able to famous"),
)  # fmt: skip
_OPEN_PREPOSITION = r" (?:to|by|of|for|with|from|in|on) ?(?:\?|$|\|)| of "
_WHO_IS = r"^who (?:is|was|are|were|'s) (?P<name>[^\W\d]+(?: [^\W\d.?]+\.?| - | \.){0,4})(?: \?|$| \|)"
_DOER = r"\w{3}(?:er|or|ist|ian|man|woman|ess)$"


def _asks_who_a_name_is(turned: str) -> bool:
    """Whether "who is" is followed by a name alone, and not by what somebody is or did."""
    asked = compiled(_WHO_IS).match(turned)
    if asked is None:
        return False
    words = turned[asked.start("name") :]
    first, _, others = words.partition(" ")
    is_described = bool(others) and (first in _OPEN_DESCRIPTIONS or _is_participle(first))
    return not is_described and compiled(_OPEN_PREPOSITION).search(words) is None


def _is_participle(word: str) -> bool:
    """Whether a word has the form of a participle, "elected", and is no given name such as "Fred"."""
    return (is_past(word) or word.endswith("ing")) and not is_given_name(word.capitalize())


def _is_doer(noun: str) -> bool:
    """Whether a noun has the ending of one who does something: "teacher", "unionist"."""
    return noun not in THINGS_IN_ER and compiled(_DOER).search(noun) is not None


_works = every(names.names, phrases.quotations)
ROWS = (
    AnswerType(
        "identity",
        asked_by=(_asks_who_a_name_is,),
        find=phrases.explanations,
        group="a person",
        equated=True,
        defining=True,
        asks=(
            "Who was Florence Nightingale?",
            "Who is Johann Malawana?",
            "who is tesla",
            "Who is Owen Pritchard?",
        ),
        finds=(
            ("Nightingale was a British nurse, born in Florence.", "a British nurse, born in Florence"),
            ("Johann Malawana, the chair of the committee, spoke.", "the chair of the committee"),
            ("Tesla was an inventor.", "an inventor"),
        ),
        ignores=("They left the hall.", "Talks resumed in Leeds."),
    ),
    AnswerType(
        "organisation",
        asked_by=(
            r"^who (?:makes?|manufactures?|manufactured|produces|sells|sold|publishe[sd]|employs|owns|runs"
            r"|sponsors|sponsored)\b",
        ),
        heads=word_set(
            """
            company team group organisation organization college department university school party
            business manufacturer firm corporation agency band tribe church institution association league
            union club network channel army court committee council bank airline government conference
            maker commission dynasty family denomination ministry brewery studio label clan charity
            community publisher newspaper station military society regiment board empire franchise
            orchestra brand opponent committee movement alliance consortium subsidiary faction legislature
            parliament senate branch body force police unit institute foundation
            """
        ),
        find=names.organisations,
        expected=True,
        compared=True,
        asks=(
            "Which union called the strike?",
            "What company makes the engine?",
            "Who manufactures the vaccine?",
        ),
        finds=(
            ("The British Medical Association called a strike.", "British Medical Association"),
            ("The BMA called a strike.", "BMA"),
            ("He studied at the University of Oxford.", "University of Oxford"),
            ("It was built by Marks & Spencer.", "Marks & Spencer"),
        ),
        ignores=(
            "They left the hall.",
            ("He went to France.", "France"),
            ("She met Dr Jane Smith.", "Dr Jane Smith"),
        ),
    ),
    AnswerType(
        "role",
        asked_by=(
            r"^what (?:do|does|did) [^|]{1,60} do for a living\b",
            r"^what (?:was|is) (?:his|her|their) (?:job|profession|occupation|position|role)\b",
        ),
        heads=word_set("occupation profession job position role career trade post"),
        find=phrases.roles,
        group="a person",
        expected=True,
        equated=True,
        asks=(
            "What is the occupation of his father?",
            "What was her profession before politics?",
            "What position did Gandhi hold?",
        ),
        finds=(
            ("He worked as a carpenter in Leeds.", "carpenter"),
            ("His father was a civil engineer.", "civil engineer"),
            ("She became Prime Minister in 1979.", "Prime Minister"),
            ("He served as Secretary of State.", "Secretary of State"),
        ),
        ignores=("They left the hall.", "In 1979 it rained."),
    ),
    AnswerType(
        "work",
        heads=word_set(
            """
            book film movie novel show magazine song series play album poem opera work painting symphony
            sitcom musical sculpture document treaty trilogy article journal essay publication bill act
            constitution manuscript ballet video comic sequel single strip law paper report track text
            website title episode hymn anthem
            """
        ),
        find=_works,
        group="a work or event",
        equated=True,
        asks=(
            "What film won the award in 1994?",
            "Which novel did Orwell write last?",
            "What is the title of the first album?",
        ),
        finds=(
            ("She sang “Yesterday” twice.", "Yesterday"),
            ("Orwell wrote Animal Farm in 1945.", "Animal Farm"),
            ("He starred in The Lord of the Rings.", "Lord of the Rings"),
        ),
        ignores=("They left the hall.", "the doctors struck in may"),
    ),
    AnswerType(
        "event",
        heads=word_set(
            """
            war event battle phenomenon holiday revolt trial incident hurricane disaster festival
            revolution ceremony crisis conflict celebration tournament rebellion earthquake attack siege
            campaign competition election
            """
        ),
        find=names.events,
        group="a work or event",
        equated=True,
        asks=(
            "Which battle ended the war?",
            "What event led to the curfew?",
            "What festival is held in Leeds?",
        ),
        finds=(
            ("He died in the Battle of Hastings.", "Battle of Hastings"),
            ("It ended the Cold War.", "Cold War"),
            ("They won the World Cup.", "World Cup"),
        ),
        ignores=("They left the hall.", ("He was born in Leeds.", "Leeds")),
    ),
    AnswerType(
        "language",
        heads=word_set("language dialect tongue script alphabet"),
        find=names.languages,
        group="a place",
        compared=True,
        modifiers=word_set("language"),
        asks=(
            "What language is spoken in Brazil?",
            "Which languages did Tesla speak?",
            "In what language was the treaty written?",
        ),
        finds=(
            ("Most people speak Portuguese.", "Portuguese"),
            ("The inscription is in Latin.", "Latin"),
            ("It is written in the Tuvan language.", "Tuvan"),
        ),
        ignores=("They left the hall.", ("He was born in Leeds.", "Leeds")),
    ),
    AnswerType(
        "abbreviation",
        heads=word_set("abbreviation acronym initialism initial"),
        find=names.acronyms,
        group="a meaning",
        equated=True,
        defining=True,
        short_form="asked",
        asks=(
            "What is the abbreviation for the British Medical Association?",
            "What acronym does the party use?",
            "By what initials is the agency known?",
        ),
        finds=(
            ("The British Medical Association (BMA) agreed.", "BMA"),
            ("It is known as NATO.", "NATO"),
            ("The U.S. agreed.", "U.S."),
        ),
        ignores=("They left the hall.", ("He was born in Leeds.", "Leeds")),
    ),
    AnswerType(
        "person",
        asked_by=(r"^whom?\b", r"^whose\b", r"\bby whom\b"),
        heads=word_set(
            """
            president leader actor actress comedian lawyer general star son player director writer poet
            king queen member painter author singer astronaut novelist daughter woman man explorer
            dictator character host person artist composer scientist inventor founder ruler emperor
            monarch prince princess pope bishop philosopher architect engineer politician senator governor
            mayor minister chancellor secretary chairman ceo boss coach quarterback wife husband father
            mother brother sister child hero villain musician guitarist drummer pianist designer
            mathematician physicist chemist economist historian judge killer murderer assassin doctor
            professor teacher owner editor producer businessman entrepreneur creator navigator boxer
            champion athlete swimmer celebrity god goddess saint detective spy girl boy cartoonist
            individual theologian scholar hunter martyr warrior knight winner successor predecessor people
            guy lady commander officer critic speaker spokesman spokesperson chief head official victim
            cousin rapper captain manager ambassador pilot chair chairperson chairwoman nurse figure
            student duke lord
            """
        ),
        head_like=_is_doer,
        find=names.persons,
        group="a person",
        expected=True,
        compared=True,
        people=True,
        asks=("Who chairs the committee?", "Which trade unionist spoke first?", "mpu chairman?"),
        finds=(
            ("Dr Johann Malawana chairs the committee.", "Johann Malawana"),
            ("It was written by Jane Austen in 1813.", "Jane Austen"),
            ("Queen Victoria agreed.", "Queen Victoria"),
            ("The rules were set by J. K. Rowling.", "J. K. Rowling"),
            ("It was won by Ludwig van Beethoven.", "Ludwig van Beethoven"),
            ("Aristotle believed it.", "Aristotle"),
        ),
        ignores=(
            "They left the hall.",
            ("The British Medical Association agreed.", "British Medical Association"),
            ("However the talks failed.", "However"),
            ("On Monday it rained.", "Monday"),
        ),
    ),
)
