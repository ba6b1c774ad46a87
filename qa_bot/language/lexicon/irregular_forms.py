"""Irregular forms of verbs and nouns, and spellings that mean the same word."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

_IRREGULAR_FORMS = """
analysis analyses
arise arose arisen
awake awoke awoken
basis bases
bear bore borne
beat beaten
become became
begin began begun
bend bent
bid bade bidden
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
catch caught
center centre centres centred
check cheque
child children
choose chose chosen
cling clung
come came
creep crept
crisis crises
criterion criteria
cue cued cueing cuing
deal dealt
defense defence
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
dye dyed
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown
foot feet
forbid forbade forbidden
foresee foresaw foreseen
foretell foretold
forget forgot forgotten
forgive forgave forgiven
forsake forsook forsaken
free freed freeing
freeze froze frozen
get got gotten
give gave given
go goes went gone
goose geese
gray grey
grow grew grown
half halves
hang hung
hear heard
hide hid hidden
hoe hoed hoeing
hold held
jewelry jewellery
keep kept
kneel knelt
knife knives
know knew known
lay laid
lead led
leaf leaves
lean leant
learn learnt
leave left
lend lent
license licence
lie lain
life lives
light lit
liter litre litres
lose lost
make made
man men
mean meant
medium media
meet met
meter metre metres
mislead misled
mistake mistook mistaken
mouse mice
mow mown
offense offence
outdo outdid outdone
outgrow outgrew outgrown
outsell outsold
overcome overcame
overhear overheard
override overrode overridden
oversee oversaw overseen
overtake overtook overtaken
pay paid
person persons
phenomenon phenomena
plow plough
prepay prepaid
program programme programmes
prove proven
rebuild rebuilt
redo redid redone
remake remade
repay repaid
resell resold
retake retook retaken
retell retold
rewrite rewrote rewritten
ride rode ridden
ring rang rung
rise rose risen
rue rued ruing
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shelf shelves
shine shone
shoe shod shoed shoeing
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
skeptic sceptic
slay slew slain
sleep slept
slide slid
smite smote smitten
speak spoke spoken
speed sped
spend spent
spin spun
spring sprang sprung
stand stood
steal stole stolen
stick stuck
stride strode stridden
strike struck stricken
strive strove striven
sue sued suing
swear swore sworn
sweep swept
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
theater theatre theatres
thesis theses
thief thieves
think thought
throw threw thrown
tire tyre tyres
toe toed toeing
tooth teeth
tread trod trodden
undergo underwent undergone
understand understood
undertake undertook undertaken
undo undid undone
unwind unwound
uphold upheld
wake woke woken
wear wore worn
weave wove woven
weep wept
wife wives
win won
wind wound
withdraw withdrew withdrawn
withhold withheld
withstand withstood
wolf wolves
woman women
write wrote written
"""
# Forms that are words of their own as well, which keep their stem: each of the two meets the other.
SHARED_FORMS = {"lie": "lay", "leave": "leaves", "grind": "ground", "fell": "felled"}
IRREGULAR = {
    form: base
    for base, *forms in (line.split() for line in _IRREGULAR_FORMS.split("\n") if line)
    for form in forms
}
# Plurals without -s.
PLURAL_FORMS = word_set("men women children feet teeth geese mice data media criteria people")
# Past forms without -ed.
PAST_FORMS = (
    frozenset(form for form, base in IRREGULAR.items() if form != base and not form.endswith(("s", "ing")))
    - PLURAL_FORMS
    - word_set("center centre left found")
)
