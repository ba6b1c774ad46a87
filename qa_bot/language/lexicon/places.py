"""Countries, regions, languages and nouns of places."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

# Last words of names of places.
PLACES = word_set(
    """
    Airport Avenue Basin Bay Beach Bridge Canal Canyon Castle Cathedral Cemetery Center Centre Circle
    City Coast County Creek Desert District Falls Forest Garden Gardens Gate Gulf Hall Harbor Harbour
    Heights Hill Hills Hotel House Island Islands Isle Kingdom Lake Library Market Mountain Mountains
    Ocean Palace Park Peninsula Pier Plains Plateau Plaza Port Prison Province Quay Republic Ridge River
    Road Room Sea Square Stadium State States Station Strait Street Territory Theater Theatre Tower Town
    Trail Valley Village Wharf Woods Zoo
    """
)
# What "they" seldom stands for.
BUILDINGS = word_set("museum gallery bridge hospital school academy church library theatre station hall")
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
