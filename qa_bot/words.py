"""Small closed word lists, each stated once."""

from __future__ import annotations

QUESTION_WORDS = frozenset("who whom whose what which when where why how do does did".split())

FUNCTION_WORDS = QUESTION_WORDS | frozenset(
    """
    a an the this that these those there here it its he him his she her hers they them their
    theirs we us our ours you your yours i me my mine
    is are was were be been being am has have had having will would shall should can could may
    might must
    of in on at by for with from to into onto about as than and or but nor if so also
    """.split()
)

DEGREES = frozenset("mani much long often far old big larg tall high deep wide heavi fast late soon".split())

MONTHS = "January February March April May June July August September October November December".split()
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty
        """.split()
    )
} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70",
    "eighty": "80", "ninety": "90",
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
    "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
    "eleventh": "11th", "twelfth": "12th", "thirteenth": "13th", "fourteenth": "14th",
    "fifteenth": "15th", "sixteenth": "16th", "seventeenth": "17th", "eighteenth": "18th",
    "nineteenth": "19th", "twentieth": "20th",
}  # fmt: skip

GROUPS = frozenset(
    """
    actors adults ambulance armies artists babies boys bosses builders cleaners clients clerks
    coaches commuters companies consultants consumers councils countries customers dentists doctors
    drivers employees employers engineers families fans farmers firefighters firms fishermen girls
    governments gps graduates guards hospitals hunters immigrants inspectors investors journalists
    judges jurors landlords lawyers lecturers lodgers managers men midwives migrants miners
    ministers ministries musicians nurses officers owners paramedics parents passengers patients
    pensioners pharmacists pilots players police politicians porters postmen prisoners professors
    programmers protesters pupils radiographers readers refugees rangers residents retailers sailors
    schools scientists secretaries servants shareholders singers skiers smokers soldiers staff
    students suppliers surgeons surveyors taxpayers teachers teenagers tenants therapists tourists
    trainees troops unions universities veterans victims viewers volunteers voters waiters women
    workers writers
    """.split()
)

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
