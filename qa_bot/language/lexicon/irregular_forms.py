"""Irregular forms of verbs and nouns, and spellings that mean the same word."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

_IRREGULAR_FORMS = """
arise arose arisen
awake awoke awoken
bear bore borne
beat beaten
become became
begin began begun
bend bent
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
choose chose chosen
cling clung
come came
creep crept
deal dealt
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got gotten
give gave given
go goes went gone
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
kneel knelt
know knew known
lay laid
lead led
lean leant
learn learnt
leave left
lend lent
lie lain
light lit
lose lost
make made
mean meant
meet met
mistake mistook mistaken
overcome overcame
oversee oversaw overseen
overtake overtook overtaken
pay paid
prove proven
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
speak spoke spoken
spend spent
spin spun
spring sprang sprung
stand stood
steal stole stolen
stick stuck
strike struck stricken
swear swore sworn
sweep swept
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
undergo underwent undergone
understand understood
undertake undertook undertaken
uphold upheld
wake woke woken
wear wore worn
weave wove woven
win won
wind wound
withdraw withdrew withdrawn
withstand withstood
write wrote written
man men
woman women
child children
foot feet
tooth teeth
goose geese
mouse mice
person persons
wife wives
life lives
knife knives
leaf leaves
half halves
shelf shelves
thief thieves
wolf wolves
crisis crises
basis bases
analysis analyses
thesis theses
criterion criteria
phenomenon phenomena
medium media
center centre centres centred
theater theatre theatres
meter metre metres
liter litre litres
program programme programmes
defense defence
offense offence
license licence
check cheque
gray grey
jewelry jewellery
skeptic sceptic
tire tyre tyres
plow plough
"""
IRREGULAR = {
    form: base
    for base, *forms in (line.split() for line in _IRREGULAR_FORMS.split("\n") if line)
    for form in forms
}
# Plurals without -s.
PLURAL_FORMS = word_set("men women children feet teeth geese mice data media criteria people")
# Past forms without -ed.
PAST_FORMS = (
    frozenset(form for form, base in IRREGULAR.items() if form != base and not form.endswith("s"))
    - PLURAL_FORMS
    - word_set("center centre left found")
)
