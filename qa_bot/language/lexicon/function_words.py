"""Words of grammar: pronouns, determiners, helping verbs, prepositions, words that join clauses."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

ARTICLES = word_set("a an the")
DEMONSTRATIVES = word_set("this that these those")
THIRD_PERSON = word_set("he she it they")
PERSONAL = THIRD_PERSON | word_set("i you we me us him them")
# What somebody or something mentioned owns: a speaker is seldom "my" or "your".
THIRD_POSSESSIVES = word_set("his her its their")
POSSESSIVES = THIRD_POSSESSIVES | word_set("my your our")
REFLEXIVE = word_set("himself herself itself themselves")
# What refers back to somebody or something mentioned before.
REFERRING = THIRD_PERSON | THIRD_POSSESSIVES | word_set("him them")
WH = word_set("who whom whose what which when where why how")
DETERMINERS = ARTICLES | DEMONSTRATIVES | THIRD_POSSESSIVES
# What a noun phrase with which a speaker is named may begin with.
COUNTED_DETERMINERS = DETERMINERS | POSSESSIVES | word_set("one two three four five another some each")
# Speakers that are nobody in particular.
NOBODY = word_set("nobody no none neither nothing")
NAMELESS = NOBODY | word_set(
    """
    few many some others other most anyone someone everyone everybody people all
    both another either anybody somebody several one
    """
)
# Of whom something may be asked that a sentence says without naming them: "Can I ...?", "Is there ...?"
ANYONE = PERSONAL | NAMELESS | {"there"}
FINITE_BE = word_set("is are was were")
GENITIVES = word_set("'s ’s ' ’")
BE = FINITE_BE | word_set("am be been being")
# Every form of "be" that helps a question, "who's" and "isn't" too.
ANY_BE = BE | word_set("'s isn't aren't wasn't weren't")
HAVE = word_set("has have had")
DO = word_set("do does did")
MODALS = word_set("will would can could shall should may might must")
AUXILIARIES = DO | HAVE | MODALS | word_set(
    "don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't"
)  # fmt: skip
# What may stand between a speaker and the verb of saying.
BEFORE_A_VERB = (ANY_BE - {"'s"}) | AUXILIARIES | word_set("having cannot to not never")
CORE_PREPOSITIONS = word_set("of in on at by for with from to into onto about as than")
PREPOSITIONS = CORE_PREPOSITIONS | word_set(
    """
    during after before between under over through against within without among across along around
    behind beyond near since until upon via like per despite amid outside inside toward towards following
    """
)
# The span model holds each of these for a class of its own: they change with its weights alone.
SPAN_PREPOSITIONS = word_set("of in by to and or as at on for from with")
# What a verb takes besides prepositions: "set up", "called off".
PARTICLES = word_set("up down off out over back away forward apart around round")
COORDINATORS = word_set("and or nor but yet so")
CLAUSE_WORDS = COORDINATORS | WH | word_set(
    """
    after although as because before if once since than that though unless until whenever whereas whether
    while
    """
)  # fmt: skip
TIMED_CLAUSES = word_set("when after before once as since")
# Clauses whose content nobody vouches for: "whether he won".
SHADY_CLAUSES = (CLAUSE_WORDS & word_set("why if than until unless whether")) | (WH - {"when"}) | {"whatever"}
# What joins a clause that could stand alone.
LOOSE_CLAUSES = word_set("and but while as after yet although though whereas")
# What denies a clause.
DENIALS = word_set("not never cannot")
# What denies by saying that it is not so.
UNTRUE = word_set("false falsely untrue wrongly mistakenly myth")
# What is indexed and asked for leaves these out: to change them is to change every weight.
FUNCTION_WORDS = (
    ARTICLES | DEMONSTRATIVES | PERSONAL | POSSESSIVES | WH | BE | HAVE | DO | MODALS | CORE_PREPOSITIONS
    | word_set("there here hers theirs ours yours mine having and or but nor if so also")
)  # fmt: skip
# An English text is full of these; in any other language that has some of them they are rare together.
ENGLISH_ABOVE_ALL = word_set(
    "the and that with from which this these were their they would been has it its be are"
)
# Every helping verb.
HELPERS = ANY_BE | AUXILIARIES
# Without those that open a clause as often.
PLAIN_PREPOSITIONS = PREPOSITIONS - word_set("as than after before")
PREPOSITIONS_AND_PARTICLES = PREPOSITIONS | PARTICLES
# What parts a verb of saying from what is said.
ENDS_OF_CLAUSE = (CLAUSE_WORDS - {"that"}) | word_set("at in to with from for")
# What may stand where a condition does.
CONDITIONS = word_set("if when unless once after before should whenever")
# Words that carry no content by themselves.
CLOSED_CLASS = (
    FUNCTION_WORDS | PREPOSITIONS_AND_PARTICLES | CLAUSE_WORDS | word_set("either neither however according")
)
# What ends the noun that a question asks about.
ENDS_OF_ASKED = (
    HELPERS | WH | DETERMINERS | POSSESSIVES | PREPOSITIONS | PERSONAL | COORDINATORS
    | word_set("any all if because there here not while")
)  # fmt: skip
# What ends an item of a list.
ENDS_OF_ITEM = (
    BE | AUXILIARIES | THIRD_PERSON | WH | word_set("said says that because if while but so we not")
)  # fmt: skip
# What a capital at the start of a sentence says nothing about.
NEVER_FIRST = (
    CLOSED_CLASS | NAMELESS
    | word_set(
        """
        above additionally afterwards any besides consequently each early eight even eventually every
        finally first five former four furthermore hence including indeed initially instead just last
        late later meanwhile more moreover much nearly never nevertheless next nine not notably now
        often only originally overall own perhaps possibly prior rather recently second similarly six
        soon still such ten then therefore third three throughout thus today together two unlike unlike
        yes
        """
    )
)  # fmt: skip
# What is no part of a phrase that a pronoun may stand for.
ENDS_OF_PHRASE = (
    FUNCTION_WORDS | PREPOSITIONS | HELPERS
    | word_set(
        """
        because while although though not no any some all each every both either another other else more
        most much many few only also ever never always still just well very too so then again back out
        up down off yes there here instead together next last become became say said says tell told ask
        asked go went gone come came make made take took taken get got give gave given begin began begun
        happen happened started ended won lose lost played worked write wrote written released bear born
        call called know known named used meet met lead led hold held leave left voted supported want
        wants wanted need done recorded toured sell sold earn earned receive received perform performed
        die died think thought feel felt
        """
    )
)  # fmt: skip
# Pronouns that stand for somebody beside REFERRING: possessive ones that stand alone, and relative ones.
RELATIVE = word_set("hers theirs who whose whom")
