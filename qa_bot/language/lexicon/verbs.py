"""Other verbs, by how they are used."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.function_words import DENIALS, MODALS

# Forms that end the noun asked for: "what company built".
QUESTION_VERBS = word_set(
    """
    became become begin began bring brings brought build builds built came causes caught chose come
    comes contain contains contributed control controls create creates deals describes do does drew
    ended ends exist exists fall falls features fell follows fought found gave get gets give gives go
    goes got govern governs grew had happen happens hear held help helps hold holds host hosts include
    includes instead joins kept killed known lead leads led left lie lies lives lost made make makes
    means meet meets met offers opens owns paid play plays produce produces provide provides put ran
    refer refers rejected remain remains runs said sang sat saw say says sent serve serves set shows
    sold speak spoke stand stands start starts states stood take takes taught tell tells think thought
    threw told took use uses want wants went win wins won work works write writes wrote born done seen
    written given taken called happened prompted triggered caused inspired influenced forced started
    followed motivated
    """
)
# Base forms that end a noun phrase after a helping verb: "did the strike end".
BASE_VERBS = word_set(
    """
    begin call change cause end experience fight finish form help join land leave move name play race
    record release retire return score share show sign start strike study support tour train travel vote
    walk win work
    """
)
# What takes "to" without a purpose.
VERBS_WITH_TO = word_set(
    """
    vote votes voted decide decides decided agree agrees agreed plan plans planned want wants wanted
    wish ask asks asked tell told refuse refuses refused continue continued begin begins began start
    started try tries tried trying attempt attempted need needs needed have has had having able unable
    willing unwilling likely unlikely ready due going set expected forced compelled urged ordered
    allowed persuaded invited encouraged advised warned required obliged bound supposed about prepared
    keen eager happy reluctant entitled known said thought believed reported seem seems seemed appear
    appears appeared happen happened tend tends tended hope hopes hoped intend intends intended promise
    promised threaten threatened threatens fail failed fails manage managed used ought choose chose
    chosen got prefer preferred offer offered demand demanded claim claimed pretend decision plans pledge
    pledged vow vowed right chance ability what how where whether opportunity
    """
)
# Words, as stems, by which a rule allows, demands or forbids, and a statement denies.
ALLOWING = MODALS | DENIALS | word_set(
    """
    can't mustn't shouldn't don't doesn't didn't won't isn't aren't wasn't weren't no onli unless except allow
    permit requir need prohibit forbid forbidden elig entitl
    """
)  # fmt: skip
# By what a thing is refused, forbidden or fails, and by what it is allowed.
REFUSING = word_set(
    """
    refuse refused reject decline deny fail withdraw cancel cancelled shut close closed prohibit prohibited
    forbid forbidden ban banned oppose dismiss lose eliminate divert abandon scrap drop unsuccessful unable
    impossible invalid unsuitable unlawful illegal ineligible restrict confine instead avoid against outside
    """
)
PERMITTING = word_set(
    "may can allow permit welcome entitled eligible fine ok okay able available free possible"
)
# What only people do: the name before it is a person's.
ACTS_OF_PEOPLE = word_set(
    """
    said says told wrote writes argued argues died married believed believes born joined studied
    """
)
# What organisations do: "it has rejected" speaks of one.
ACTS_OF_BODIES = word_set(
    """
    said says announced announces asked asks told urged urges called demanded agreed refused rejected
    accepted decided voted accused criticised criticized planned pledged promised warned argued argues
    balloted postponed cancelled hired appointed sued apologised apologized
    """
)
# Verbs for having a post.
HOLDING_A_POST = word_set(
    """
    chaired chairs led leads headed heads managed manages captained captains edited edits directed
    directs coached coaches
    """
)
# Verbs that ask.
IMPERATIVES = word_set("name list give identify state provide mention define describe explain tell show find")
