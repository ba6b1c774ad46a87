"""Answer types of number: how many, how much, how far."""

from __future__ import annotations

from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities import quantities
from qa_bot.language.entities.patterns import compiled, one_of
from qa_bot.language.lexicon import word_set

_MORE = one_of("more less larger smaller bigger higher lower longer shorter faster slower greater better")
_HOW_MUCH_DOES = (
    r"^how much (?:more |less )?"
    r"(?:do|does|did|is|are|was|were|will|would|has|have|had|can|could|should|to|per)\b"
)
_NOT_OF_PRICES = (
    " weigh", " grow", " grew", " expand", " chang", " var", " hold", " rain", " snow", " produce",
    " increas", " decreas", " declin", " drop", " rise", " rose", " lose weight", " fall", " fell",
    " go down", " differ", " shr",
)  # fmt: skip


def _asks_for_a_price(turned: str) -> bool:
    """Whether "how much does it ..." asks for money: no verb of weight, weather or growth follows."""
    asked = compiled(_HOW_MUCH_DOES).match(turned)
    return asked is not None and not any(verb in turned[asked.end() :] for verb in _NOT_OF_PRICES)


ROWS = (
    AnswerType(
        "percent",
        asked_by=(
            r"^(?:what|which) (?:\w+ ){0,2}(?:percent|percentage|proportion|fraction|per cent)\b",
            r"^how (?:likely|many percent|many per cent|much percent)\b",
            r"^how much of\b",
        ),
        heads=word_set(
            """
            percentage percent turnout fraction proportion odds probability chance rating share ratio cent
            """
        ),
        asks_words=word_set("percentage percent proportion fraction share"),
        find=quantities.shares,
        group="an amount",
        required=True,
        compared=True,
        asks=(
            "What percentage of doctors voted for strikes?",
            "How much of the island is covered by ice?",
            "How likely is another walkout?",
        ),
        finds=(
            ("Some 98% voted for strikes.", "98%", "98"),
            ("Turnout was 76.2 per cent.", "76.2 per cent", "76.2"),
            ("Two thirds of members agreed.", "Two thirds"),
            ("Ninety-eight percent said yes.", "Ninety-eight percent", "98"),
            ("It fell by 5–10%.", "5–10%"),
        ),
        ignores=("The 98 members voted.", "They voted on 3 May."),
    ),
    AnswerType(
        "money",
        asked_by=(
            r"^how much (?:\w+ )?(?:money|cash|funding|revenue|profit|debt|income)\b",
            r"^how rich\b",
            _asks_for_a_price,
            r"^what (?:do|does|did|will|would|is|are|was|were) .{0,80}\b(?:cost|pay|earn|charged?|paid"
            r"|worth)\b(?! attention| of)",
            r"^for how much\b",
        ),
        heads=word_set(
            """
            salary price cost wage fare fine income budget fee revenue profit debt gdp worth money tax
            turnover funding grant donation loan
            """
        ),
        find=quantities.money,
        group="an amount",
        expected=True,
        compared=True,
        asks=(
            "How much did the new stadium cost?",
            "What was the price of the painting?",
            "How much money did the film earn?",
        ),
        finds=(
            ("The plan costs £1.25bn a year.", "£1.25bn", "GBP 1250000000"),
            ("Tickets were $20 each.", "$20", "$ 20"),
            ("It raised US$3 million.", "US$3 million", "USD 3000000"),
            ("He paid five pounds.", "five pounds"),
            ("They lost 40 million euros.", "40 million euros", "EUR 40000000"),
            ("It made $5 to $10 million.", "$5 to $10 million"),
        ),
        ignores=("The 98 members voted.", "It weighs 3 kg."),
    ),
    AnswerType(
        "measure",
        asked_by=(
            r"^how (?:far|tall|high|deep|wide|close|thick|big|large|small|fast|quickly|hot|cold|heavy|broad"
            r"|near|loud"
            r"|powerful|bright|strong|steep|warm|slow)\b",
            r"^how long (?:is|are|was|were) (?:the|an?|this|its) ",
            r"^how much (?:do|does|did|can|could|would) .{0,80}\b(?:weigh|hold|rain|snow)\b",
            rf"^how much (?!(?:time|of|{_MORE})\b)(?:\w+ )?\w+ (?:do|does|did|is|are|was|were"
            r"|can|could|has|have|had)\b",
            r"^how many (?:\w+ )?(?:miles|kilomet(?:re|er)s|met(?:re|er)s|feet|acres|hectares|tons|tonnes"
            r"|pounds|degrees"
            r"|kilograms|litres|liters|gallons|barrels|inches)\b",
        ),
        heads=word_set(
            """
            distance height length width wingspan depth altitude elevation diameter radius circumference
            speed velocity temperature weight mass size volume acreage capacity wavelength thickness
            magnitude temp density pressure rainfall
            """
        ),
        find=quantities.measures,
        group="an amount",
        expected=True,
        compared=True,
        asks=(
            "How tall is the Eiffel Tower?",
            "What is the length of the canal?",
            "How far is the moon from Earth?",
        ),
        finds=(
            ("The tower is 324 metres tall.", "324 metres"),
            ("It flows for 1,200 miles.", "1,200 miles"),
            ("The top speed is 70 mph.", "70 mph"),
            ("It fell to -4 °C.", "-4 °C"),
        ),
        ignores=("The doctors left the hall.", "He was born in Leeds."),
    ),
    AnswerType(
        "count",
        asked_by=(r"^how many\b",),
        heads=word_set("number population toll count attendance enrollment enrolment total membership"),
        find=quantities.counts,
        group="an amount",
        required=True,
        compared=True,
        counts=True,
        asks=(
            "How many junior doctors are there in England?",
            "What is the population of Geneva?",
            "The library holds how many books?",
        ),
        finds=(
            ("More than 37,000 doctors voted.", "37,000", "37000"),
            ("Twenty-one people spoke.", "Twenty-one", "21"),
            ("It has two million members.", "two million", "2000000"),
            ("One hundred and twenty ships sank.", "One hundred and twenty", "120"),
            ("Several ships sank.", "Several"),
            ("Between 10 and 20 people came.", "10 and 20"),
        ),
        ignores=("One of them spoke.", "The doctors left the hall."),
    ),
    AnswerType(
        "number",
        asked_by=(rf"^how much {_MORE}\b", r"^how much\b"),
        heads=word_set(
            """
            rate score iq frequency latitude longitude quantity level digit amount code zip value
            statistic average margin majority index
            """
        ),
        find=quantities.numbers,
        group="an amount",
        compared=True,
        asks=(
            "What was the final score of the match?",
            "What is the average rate of growth?",
            "How much larger is Jupiter than Earth?",
        ),
        finds=(
            ("Growth was 3.5 a year.", "3.5", "3.5"),
            ("The rate is 12 per 1,000.", "12", "12"),
            ("They won 3–1.", "3–1"),
            ("It has doubled to 4 million.", "4 million", "4000000"),
        ),
        ignores=("The doctors left the hall.", "Talks resumed in Leeds."),
    ),
    AnswerType(
        "ordinal",
        asked_by=(
            r"^(?:what|which) (?:place|rank|position) (?:did|does|do|was|were|is) .{0,80}\b(?:finish|rank"
            r"|place|come)\b",
            r"^where (?:did|does|do) .{0,80}\b(?:finish|rank)\b",
        ),
        heads=word_set("chapter rank ranking grade"),
        find=quantities.ordinals,
        group="an amount",
        compared=True,
        asks=(
            "What is the city's rank by size?",
            "In what place did the team finish?",
            "In which chapter does the whale appear?",
        ),
        finds=(
            ("It is the third largest city.", "third"),
            ("The team finished 2nd.", "2nd"),
            ("The whale appears in Chapter 41.", "Chapter 41"),
            ("It is the twenty-first edition.", "twenty-first"),
        ),
        ignores=("In the 19th century it grew.", "He scored three goals."),
    ),
)
