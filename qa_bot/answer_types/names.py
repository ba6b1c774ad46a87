"""Answer types with names: people, organisations, places, works."""

from __future__ import annotations

from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities import names, phrases
from qa_bot.language.entities.patterns import every, one_of
from qa_bot.language.lexicon.places import GIVEN
from qa_bot.language.lexicon.word_sets import word_set

_LIKE_VERBS = "|".join(sorted(name.lower() for name in GIVEN if name.endswith(("ed", "ing", "en"))))
_IN_EN = one_of(
    "been seen given taken chosen written driven broken spoken stolen beaten hidden fallen eaten forgotten"
    " woken frozen ridden risen shaken sworn forbidden proven bitten mistaken undertaken overtaken"
)
_NAMELESS = (
    r"(?!(?:the|an?|his|her|its|their|my|this|that|it|one|first|chair|responsible|in|on|behind|at|able|to"
    r"|famous) )"
    rf"(?!(?!(?:{_LIKE_VERBS}) )(?:\w+(?:ed|ing)|{_IN_EN}) )"
    r"(?!.{0,80} (?:to|by|of|for|with|from|in|on) ?(?:\?|$|\|))(?!.{0,80} of )"
)
_works = every(names.names, phrases.quotations)
ROWS = (
    AnswerType(
        "identity",
        asked_by=(
            rf"^who (?:is|was|are|were|'s) {_NAMELESS}[^\W\d]+(?: [^\W\d.?]+\.?| - | \.){{0,4}}(?: \?|$| \|)",
        ),
        find=phrases.explanations,
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
        ignores=(
            "They left the hall.",
            "Talks resumed in Leeds.",
        ),
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
        ignores=(
            "They left the hall.",
            "In 1979 it rained.",
        ),
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
        ignores=(
            "They left the hall.",
            "the doctors struck in may",
        ),
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
        ignores=(
            "They left the hall.",
            ("He was born in Leeds.", "Leeds"),
        ),
    ),
    AnswerType(
        "language",
        heads=word_set("language dialect tongue script alphabet"),
        find=names.languages,
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
        ignores=(
            "They left the hall.",
            ("He was born in Leeds.", "Leeds"),
        ),
    ),
    AnswerType(
        "abbreviation",
        heads=word_set("abbreviation acronym initialism initial"),
        find=names.acronyms,
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
        ignores=(
            "They left the hall.",
            ("He was born in Leeds.", "Leeds"),
        ),
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
        head_like=r"(?!(?:number|water|order|power|factor|river|chapter|center|computer|letter|matter|paper"
        r"|sector|layer"
        r"|tower|border|answer|error|motor|tractor|color|harbor|labor|flavor|letter|cancer|weather|winter"
        r"|summer|october"
        r"|november|december|september|buffer|reactor|feature|process|business|illness|weapon|register"
        r"|corner|cluster"
        r"|counter|container|vector|carrier|indicator|transistor|\w*processor|decoder|router|server|printer"
        r"|newspaper|theater"
        r"|character|parameter|diameter|semester|quarter|chamber|transfer|offer|disorder|disaster|barrier"
        r"|frontier"
        r"|remainder|wonder|fever|silver|copper|timber|rubber|fiber|polymer|isomer|filter|meter|shelter"
        r"|poster|folder"
        r"|happiness|awareness|weakness|fitness|darkness|congress|progress|success|access|address|fortress"
        r"|princess_)$)"
        r"\w{3,}(?:er|or|ist|ian|man|woman|ess)$",
        find=names.persons,
        asks=(
            "Who chairs the committee?",
            "Which trade unionist spoke first?",
            "mpu chairman?",
        ),
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
