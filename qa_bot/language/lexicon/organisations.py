"""Nouns of organisations, as the last word of a name and in a sentence."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

# Words in names of organisations.
ORGANISATIONS = word_set(
    """
    Academy Agency Airlines Airways Assurance Alliance Army Assembly Association Authority Bank Board
    Brigade Bureau Church Club College Commission Committee Company Congress Consortium Corp Corporation
    Council Court Department Division Federation Force Forces Foundation Front Group Guard Guild Inc
    Institute Institution Insurance Laboratory League Ltd Ministry Movement Museum Mutual Navy Network
    Office Orchestra Order Railways Trains Ferries Homes Holdings Motors Partners Brewery Bakery Hospital
    Hospitals Employers Organisation Organization Parliament Party Police Press Records Regiment School
    Senate Service Services Society Studios Systems Team Trust Union United Universities University
    """
)
# Nouns for organisations and groups, which may speak.
GROUPS = word_set(
    """
    administration agency airline alliance army association authority bank board body branch brewery
    bureau business campaign charity church club college commission committee company confederation
    congress consortium corporation council court department division embassy employers establishment
    federation firm force forum foundation government group guild hospital house industry institute
    institution joint league manufacturer ministry movement museum network office operator organisation
    organization opposition panel parish parliament partnership party police practice pair duo couple
    publisher regulator retailer school section senate service society store supermarket surgery clinic
    shop team theatre trade trust union university watchdog workforce zoo hotel developers owners
    management
    """
)
