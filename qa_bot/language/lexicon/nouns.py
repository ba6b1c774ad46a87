"""Nouns of documents, events and other things, and nouns that say little."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

# What can say something without a person.
DOCUMENTS = word_set(
    """
    letter email e-mail statement report website article blog book memo message note document study
    paper post speech interview submission petition leaflet press-release release survey
    """
)
# Last words of names of events.
EVENTS = word_set(
    """
    War Wars Battle Siege Revolution Rebellion Festival Games Cup Olympics Massacre Uprising Crisis
    Treaty Championship Championships Conference Summit Hurricane Earthquake Riots Conflict Crusade Day
    Bowl Open Revolt Coup Movement Depression Strike League Series Awards Tournament Prix Campaign
    Offensive Expo
    """
)
# Last words of names that are nobody's.
NAMED_THINGS = word_set(
    """
    Act Award Awards Bill Championship Championships Charter Cup Day Derby Express Festival Games Medal
    Open Order Plan Prize Project Race Report Review Show Survey Treaty Trophy War Week Year
    """
)
# Nouns that lend their place to the one after "of": "what kind of bridge".
KIND_NOUNS = word_set("kind type sort form name term title part one some kinds types sorts forms names")
# Words for nothing that a conversation could be about.
EMPTY_NOUNS = word_set(
    """
    afternoon amount article beginning century day decade end era evening fact first form kind last
    month morning most name night number only other page part period reason result same season section
    sort text thing time type way week weekend world year
    """
)
# Nouns for what somebody thinks or says.
STANCES = word_set(
    """
    reaction position view views opinion response claim claims argument message comment comments answer
    stance verdict explanation complaint complaints concern concerns attitude prediction advice warning
    promise promises demand demands reply objection objections statement assessment fear fears hope
    hopes criticism remarks words description recommendation wish
    """
)
