"""Words by which the kind of a name is told; they name an answer's type and never choose it."""

from __future__ import annotations

from qa_bot.language.lexicon.word_sets import word_set

GIVEN = word_set(
    """
    Aaron Adam Alan Albert Alexander Alice Amy Andrea Andrew Angela Ann Anna Anne Anthony Arthur Barbara
    Barack Ben Benjamin Bernard Bill Bob Brian Bruce Carl Carlos Carol Caroline Catherine Charles
    Charlotte Chris Christian Christine Christopher Claire Colin Craig Dan Daniel Dave David Dean Deborah
    Denis Dennis Diana Diane Donald Dorothy Douglas Duncan Edmund Edward Edwin Elizabeth Ellen Emily Emma
    Eric Ernest Ethan Evelyn Fiona Florence Francis Franco Frank Frederick Gary Geoffrey George Gerald
    Gordon Graham Grace Gregory Hannah Harold Harry Heather Helen Henry Herbert Howard Hugh Ian Isaac
    Isabel Jack Jacob James Jane Janet Jason Jean Jeff Jennifer Jeremy Jessica Jim Joan Joe Johann John
    Jonathan José Joseph Joshua Juan Judith Julia Julie Karen Karl Kate Katherine Keith Kelly Kenneth
    Kevin Kim Larry Laura Lauren Lawrence Leon Leonard Lewis Linda Lisa Louis Louise Lucy Luis Luke
    Malcolm Margaret Maria Marie Mark Martha Martin Mary Matthew Maurice Max Michael Michelle Miguel
    Mohamed Mohammed Muhammad Nancy Natalie Neil Nicholas Nicola Nigel Nikola Norman Oliver Oscar Pamela
    Patricia Patrick Paul Pedro Peter Philip Rachel Ralph Raymond Rebecca Richard Robert Roger Ronald Rosa
    Rose Roy Russell Ruth Ryan Sally Sam Samuel Sandra Sarah Scott Sharon Simon Sophie Stanley Stephen
    Steve Steven Stuart Susan Thomas Tim Timothy Tina Tom Tony Victor Vincent Virginia Walter Wayne Wendy
    William Winston Zoe
    """
)
TITLES = word_set(
    """
    Admiral Archbishop Baron Baroness Bishop Brother Captain Cardinal Chancellor Chairman Colonel
    Commander Count Countess Dame Dr Doctor Duchess Duke Earl Emperor Empress Father Gen General Gov
    Governor Judge Justice Khan King Lady Lieutenant Lord Major Marshal Mayor Minister Miss Mother Mr Mrs
    Ms Pope President Prince Princess Prof Professor Queen Rabbi Rep Rev Reverend Saint Sen Senator
    Sergeant Sheikh Sir St Sultan Tsar
    """
)
ORGANISATION = word_set(
    """
    Academy Agency Airlines Airways Assurance Alliance Army Assembly Association Authority Bank Board Brigade
    Bureau Church Club College Commission Committee Company Congress Consortium Corp Corporation Council Court
    Department Division Federation Force Forces Foundation Front Group Guard Guild Inc Institute
    Infirmary Institution Insurance Laboratory League Ltd Ministry Movement Museum Mutual Navy Network Office
    Orchestra Order Railways Trains Ferries Homes Holdings Motors Partners Brewery Bakery Creamery Dairy
    Hospital Hospitals Employers
    Organisation Organization Parliament Party Police Press Records Regiment School Senate Service
    Services Society Studios Systems Team Trust Union United Universities University
    """
)
PLACE = word_set(
    """
    Airport Avenue Basin Bay Beach Bridge Canal Canyon Castle Cathedral Cemetery Center Centre Circle City
    Coast County Creek Desert District Falls Forest Garden Gardens Gate Gulf Hall Harbor Harbour Heights
    Hill Hills Hotel House Island Islands Isle Kingdom Lake Library Market Mountain Mountains Ocean Palace
    Park Peninsula Pier Plains Plateau Plaza Port Prison Province Quay Republic Ridge River Road Room Sea
    Square Stadium State States Station Strait Street Territory Theater Theatre Tower Town Trail Valley
    Village Wharf Woods Zoo
    """
)
_COUNTRY_NAMES = """
    Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan,
    Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia, Botswana,
    Brazil, Britain, Great Britain, Brunei, Bulgaria, Burma, Burundi, Cambodia, Cameroon, Canada, Chad,
    Chile, China, Colombia, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic, Denmark, Djibouti,
    Dominica, Dominican Republic, East Germany, Ecuador, Egypt, El Salvador, England, Eritrea, Estonia,
    Ethiopia, Fiji, Finland, France, Gabon, Gambia, Georgia, Germany, Ghana, Greece, Grenada, Guatemala,
    Guinea, Guyana, Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy,
    Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia,
    Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Macedonia, Madagascar, Malawi,
    Malaysia, Maldives, Mali, Malta, Mauritania, Mauritius, Mexico, Moldova, Monaco, Mongolia, Montenegro,
    Morocco, Mozambique, Myanmar, Namibia, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North
    Korea, Northern Ireland, Norway, Oman, Pakistan, Palestine, Panama, Papua New Guinea, Paraguay, Peru,
    Philippines, Poland, Portugal, Prussia, Qatar, Romania, Russia, Rwanda, Samoa, Saudi Arabia, Scotland,
    Senegal, Serbia, Sierra Leone, Singapore, Slovakia, Slovenia, Somalia, South Africa, South Korea, South
    Sudan, Soviet Union, Spain, Sri Lanka, Sudan, Swaziland, Sweden, Switzerland, Syria, Taiwan, Tajikistan,
    Tanzania, Thailand, Tibet, Timor, Togo, Tonga, Tunisia, Turkey, Turkmenistan, Tuvalu, UAE, UK, US, USA,
    USSR, U.S., U.K., Uganda, Ukraine, United Arab Emirates, United Kingdom, United States, United States of
    America, Uruguay, Uzbekistan, Vanuatu, Venezuela, Vietnam, Wales, West Germany, Yemen, Yugoslavia,
    Zambia, Zimbabwe, American, Australian, Austrian, Belgian, Brazilian, British, Canadian, Chinese,
    Danish, Dutch, Egyptian, English, French, German, Greek, Hungarian, Indian, Iranian, Iraqi, Irish,
    Israeli, Italian, Japanese, Korean, Mexican, Norwegian, Pakistani, Polish, Portuguese, Russian,
    Scottish, Soviet, Spanish, Swedish, Swiss, Turkish, Welsh
"""
COUNTRIES = frozenset(" ".join(name.split()) for name in _COUNTRY_NAMES.split(","))
_STATE_NAMES = """
    Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia,
    Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts,
    Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New
    Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island,
    South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, Washington, West Virginia,
    Wisconsin, Wyoming, Alberta, British Columbia, Manitoba, Ontario, Quebec, Saskatchewan, New South Wales,
    Queensland, Victoria, Tasmania, South Australia, Western Australia, Bavaria, Saxony, Catalonia,
    Yorkshire, Kent, Essex, Sussex, Devon, Cornwall, Lancashire, Punjab, Kerala, Bihar, Gujarat, Sichuan,
    Guangdong
"""
STATES = frozenset(" ".join(name.split()) for name in _STATE_NAMES.split(","))
LANGUAGES = word_set(
    """
    Afrikaans Albanian Arabic Aramaic Armenian Bengali Breton Bulgarian Cantonese Catalan Chinese Croatian
    Czech Danish Dutch English Esperanto Estonian Farsi Finnish Flemish French Gaelic Galician German
    Greek Gujarati Hebrew Hindi Hungarian Icelandic Indonesian Irish Italian Japanese Javanese Kannada
    Khmer Korean Kurdish Latin Latvian Lithuanian Malay Malayalam Mandarin Marathi Mongolian Nahuatl
    Norwegian Occitan Old Pali Pashto Persian Polish Portuguese Punjabi Quechua Romanian Russian Sanskrit
    Scots Serbian Slovak Somali Spanish Swahili Swedish Tagalog Tamil Telugu Thai Tibetan Turkish
    Ukrainian Urdu Uyghur Vietnamese Welsh Yiddish Zulu
    """
) - {"Old"}
TIMES = word_set(
    """
    January February March April May June July August September October November December Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday
    """
)
PARTICLES = word_set("al bin da de del den der di du ibn la le van von y el dos")
NEVER_FIRST = word_set(
    """
    a about above according additionally after afterwards all also although am among an and another any
    are as at because before being besides between both but by can consequently could despite did do does
    during each early eight either even eventually every few finally first five following for former four
    from furthermore had has have he hence her here his how however i if in including indeed initially
    instead is it its just last late later like many may meanwhile more moreover most much my near nearly
    neither never nevertheless next nine no none nor not notably now of often on once one only or
    originally other others our out over overall own per perhaps possibly prior rather recently second
    several she similarly since six so some soon still such ten than that the their them then there
    therefore these they third this those though three through throughout thus to today together two under
    unlike until unlike up upon was we were what when where whereas whether which while who why will with
    within without would yes yet you your
    """
)
