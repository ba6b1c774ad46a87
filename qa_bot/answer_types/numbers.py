"""Answer types of number: how many, how much, how far."""

from __future__ import annotations

from qa_bot.answer_types import quantities
from qa_bot.answer_types.row import AnswerType, words

ROWS = (
    AnswerType(
        "percent",
        asked_by=(
            r"^(?:what|which) (?:\w+ ){0,2}(?:percent|percentage|proportion|fraction|per cent)\b",
            r"^how (?:likely|many percent|many per cent|much percent)\b",
            r"^how much of\b",
        ),
        heads=words("percentage percent fraction proportion odds probability chance rating share ratio cent"),
        find=quantities.shares,
        asks=(
            "What percentage of doctors voted for strikes?",
            "How much of the island is covered by ice?",
            "How likely is another walkout?",
        ),
    ),
    AnswerType(
        "money",
        asked_by=(
            r"^how much (?:\w+ )?(?:money|cash|funding|revenue|profit|debt|income)\b",
            r"^how rich\b",
            r"^how much (?:more |less )?(?:do|does|did|is|are|was|were|will|would|has|have|had|can|could|should|to|per|\?)\b"
            r"(?!.{0,80}\b(?:weigh|gr[eo]w|expand|chang|var|hold|rain|snow|produce|increas|decreas|declin|drop|r[io]se|lose weight|fall|fell|go down|differ|shr)\w*\b)",
            r"^what (?:do|does|did|will|would|is|are|was|were) .{0,80}\b(?:cost|pay|earn|charged?|paid|worth)\b(?! attention| of)",
            r"^for how much\b",
        ),
        heads=words(
            "salary price cost wage fare fine income budget fee revenue profit debt gdp worth money tax"
            " turnover funding grant donation loan"
        ),
        find=quantities.money,
        asks=(
            "How much did the new stadium cost?",
            "What was the price of the painting?",
            "How much money did the film earn?",
        ),
    ),
    AnswerType(
        "measure",
        asked_by=(
            r"^how (?:far|tall|high|deep|wide|close|thick|big|large|small|fast|quickly|hot|cold|heavy|broad|near|loud"
            r"|powerful|bright|strong|steep|warm|slow)\b",
            r"^how long (?:is|are|was|were) (?:the|an?|this|its) ",
            r"^how much (?:do|does|did|can|could|would) .{0,80}\b(?:weigh|hold|rain|snow)\b",
            r"^how much (?!more\b|less\b|time\b|of\b|\w+er\b)(?:\w+ )?\w+ (?:do|does|did|is|are|was|were|can|could|has|have|had)\b",
            r"^how many (?:\w+ )?(?:miles|kilomet(?:re|er)s|met(?:re|er)s|feet|acres|hectares|tons|tonnes|pounds|degrees"
            r"|kilograms|litres|liters|gallons|barrels|inches)\b",
        ),
        heads=words(
            "distance height length width wingspan depth altitude elevation diameter radius circumference speed"
            " velocity temperature weight mass size volume acreage capacity wavelength thickness magnitude"
            " temp density pressure rainfall"
        ),
        find=quantities.measures,
        asks=(
            "How tall is the Eiffel Tower?",
            "What is the length of the canal?",
            "How far is the moon from Earth?",
        ),
    ),
    AnswerType(
        "count",
        asked_by=(r"^how many\b",),
        heads=words("number population toll count attendance enrollment enrolment total membership"),
        find=quantities.counts,
        asks=(
            "How many junior doctors are there in England?",
            "What is the population of Geneva?",
            "The library holds how many books?",
        ),
    ),
    AnswerType(
        "number",
        asked_by=(
            r"^how much (?:more|less|larger|smaller|bigger|higher|lower|longer|faster|greater|better)\b",
            r"^how much\b",
        ),
        heads=words(
            "rate score iq frequency latitude longitude quantity level digit amount code zip value statistic average"
            " margin majority index"
        ),
        find=quantities.numbers,
        asks=(
            "What was the final score of the match?",
            "What is the average rate of growth?",
            "How much larger is Jupiter than Earth?",
        ),
    ),
    AnswerType(
        "ordinal",
        asked_by=(
            r"^(?:what|which) (?:place|rank|position) (?:did|does|do|was|were|is) .{0,80}\b(?:finish|rank|place|come)\b",
            r"^where (?:did|does|do) .{0,80}\b(?:finish|rank)\b",
        ),
        heads=words("chapter rank ranking grade"),
        find=quantities.ordinals,
        asks=(
            "What is the city's rank by size?",
            "In what place did the team finish?",
            "In which chapter does the whale appear?",
        ),
    ),
)
