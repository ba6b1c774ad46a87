"""Words of manner, time and degree, and words by which a statement is doubted, limited or rounded."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

# Where a question asks "what is also called ..." these are no part of the noun asked for.
QUESTION_ADVERBS = word_set(
    """
    also first originally once never ever still now currently formerly usually often typically commonly
    generally only just mainly mostly officially primarily sometimes always eventually later initially
    previously recently
    """
)
# What may stand beside a verb of saying.
ADVERBS = word_set(
    """
    further again all already also always both even ever first here immediately just later meanwhile now
    often once previously quickly recently repeatedly simply soon still then therefore thus today
    tonight too tomorrow yesterday however instead perhaps moreover furthermore earlier last this next
    """
)
# What a yes/no question may hold and the sentence need not.
IDLE = word_set("any ever really actually indeed still already now yet currently")
# What a question is full of and the sentence that answers it need not hold: beside any other word it asks for
# nothing.
LIGHT = word_set(
    """
    get gets got gotten getting go goes going went gone come comes coming came put puts putting take takes
    taking took taken let lets try tries trying tried keep keeps keeping kept need needs needed needing
    happen happens happened happening thing things stuff something anything everything nothing somebody
    anybody someone anyone everyone someones anyones really actually basically exactly just even ever still
    yet already again too only anyway anyhow else like please lot lots bit kind kinds sort sorts way ways
    well now then okay ok supposed able whatever whoever till until any some all both each every many much
    more most off out over away back around
    """
)
# Of these, what a yes or a no depends on: "Are all schools closed?", "Did the shop keep its oven?".
WEIGHTY = word_set(
    """
    keep keeps keeping kept come comes coming came everything nothing everyone only all both each every many
    much more most off out over away back
    """
)
# What "how" asks for.
DEGREES = word_set("many much long often far old big large tall high deep wide heavy fast late soon")
# What says nothing about what is asked for.
VAGUE = word_set(
    """
    happen interesting notable significant important special anything anyone many much long old often
    far other others else more some any another most best well good time year first know known tell fact
    facts name something someone exactly instead then again too also now next afterwards actually really
    anyway still yet already altogether overall
    """
)
# Before a word: it may be so, is so in part; and somebody means it to be.
MAYBE = word_set(
    """
    whether might perhaps maybe possibly may could would reportedly allegedly supposedly apparently
    propose almost nearly hardly scarcely partly part most
    """
)
INTENDING = word_set(
    """
    plan intend expect threaten hope want wish try attempt aim consider agree demand ask call urge
    recommend seem appear likely unlikely allege believe suspect
    """
)
# Before a verb: what it says did not happen, or has not yet.
FUTURE = word_set("expect hope plan would")
UNREAL = FUTURE | word_set("almost nearly hardly scarcely might threaten fail refuse deny if unless except")
# Before "to" and a verb: somebody wants or is thought to do it, and has not.
SUPPOSING = word_set("aim allege attempt believe bid dream favourite intend likely suppose tip try want wish")
# What a question about what is to come holds.
AHEAD = word_set("will shall going planned expected due would")
# What may stand beside a courtesy: "thank you so much", "hello everyone".
COURTEOUS = word_set("very much a lot so for the your that it there all everyone again now you then well")
