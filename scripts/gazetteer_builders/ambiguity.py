"""What else a name can be, by rule: a common word, a given name, a surname, a river or lake, a state of a federation."""
from . import common, words
from .wordnet import WordNet

WORD_RANK = 12000        # of the list of frequent words
WORD_LEVEL = 35          # of SCOWL: words that everybody knows
GIVEN_SHARE = 0.03       # percent of US bearers of the sex, 1990 census
SURNAME_SHARE = 0.02     # percent of US bearers, 1990 census


def census_shares(sources, file):
    shares = {}
    for line in sources.text("names", "names", file).split("\n"):
        fields = line.split()
        if fields:
            shares[fields[0]] = float(fields[1])
    return shares


class Ambiguity:
    def __init__(self, sources):
        self.rank = sources.once("ranks", words.ranks)
        self.level = sources.once("scowl_words", words.scowl_words)
        self.given = {}
        for file in ("dist.male.first", "dist.female.first"):
            for name, share in census_shares(sources, file).items():
                self.given[name] = max(share, self.given.get(name, 0.0))
        self.surname = census_shares(sources, "dist.all.last")
        net = sources.once("wordnet", WordNet)
        self.water, self.federated = set(), set()
        roots = [o for w in ("river", "lake") for o in net.find(w, 17)]
        for offset in net.offsets_below(roots):
            self.water |= {w for w in net.noun[offset].words if w[0].isupper()}
        for offset in net.offsets_below(net.find("American state", 15)):
            self.federated |= {w for w in net.noun[offset].words if w[0].isupper()}

    def is_word(self, form, rank=WORD_RANK):
        lower = form.lower()
        return lower in self.rank and self.rank[lower] <= rank and self.level[lower] <= WORD_LEVEL

    def reasons(self, form):
        key = common.ascii_fold(form).upper()
        found = []
        if self.is_word(common.ascii_fold(form)):
            found.append("word")
        if self.given.get(key, 0) >= GIVEN_SHARE:
            found.append("given")
        if self.surname.get(key, 0) >= SURNAME_SHARE:
            found.append("surname")
        if form in self.water:
            found.append("water")
        if form in self.federated:
            found.append("state")
        return found
