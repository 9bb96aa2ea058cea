#!/usr/bin/env python3
"""Writes a corpus of invented news for measuring the speed of extraction.

usage: make_news_corpus.py OUT [--mb 200] [--seed 1] [--form txt|html|jsonl] [--sample 40]
       make_news_corpus.py --density GOLD_FOLDER...

OUT/corpus gets documents until they hold --mb megabytes of plain text; OUT/sample the first --sample of them (of
another seed, so that none is in the corpus) with gold beside them in the format of docs/gold_format.md, so that a
score stands beside the speed. The same arguments give the same bytes. Every document is invented: its people,
companies, bodies and agreements are drawn or made up from the gazetteers of data/ and from syllables, its days,
figures, templates and their order from the seed, so that a cache of sentences or names finds little twice. One
story in four is told by two or three documents, as wires do.

--density prints the gold items (entities, aliases, agreements, signatories, parties, events, posts) in a megabyte of
the documents of a gold folder: that of OUT/sample is to lie within a fifth of that of documents annotated by hand.
"""
import argparse
import datetime
import html
import json
import random
import sys
from pathlib import Path

GAZETTEERS = Path(__file__).resolve().parents[2] / "data" / "gazetteers"
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FIELDS = [("Foreign Affairs", "foreign policy"), ("Defence", "defence"), ("Trade", "trade"), ("Health", "health"),
          ("Energy", "energy"), ("Education", "education"), ("Transport", "transport"), ("Agriculture", "agriculture"),
          ("Finance", "finance"), ("Justice", "justice"), ("Tourism", "tourism"), ("Culture", "culture"),
          ("Science and Technology", "research"), ("the Environment", "environmental protection"),
          ("Labour", "labour"), ("Fisheries", "fisheries"), ("Mines", "mining"), ("Industry", "industry")]
TOPICS = ["cyber security", "air services", "the protection of migrant workers", "student exchanges", "grain storage",
          "customs procedures", "the training of coast guards", "deep-sea fishing", "vaccine production",
          "railway signalling", "shared river waters", "double taxation", "solar power", "the return of stolen art",
          "film production", "veterinary checks", "port management", "search and rescue at sea", "nursing diplomas",
          "lithium processing", "seed research", "maritime boundaries", "visa waivers", "satellite data",
          "prisoner transfers", "digital payments", "flood forecasting", "military medicine", "green hydrogen",
          "youth football", "the restoration of manuscripts", "mine clearance", "meteorological stations",
          "halal certification", "postal services", "electric buses", "forest fires", "nuclear safety", "tea exports",
          "plant diseases", "dairy standards", "language teaching", "patent examination", "undersea cables"]
KINDS = [("memorandum of understanding", 5), ("agreement", 9), ("framework agreement", 2), ("protocol", 2),
         ("treaty", 2), ("letter of intent", 2), ("convention", 1), ("declaration", 1), ("contract", 2)]
COMPANY_ENDS = ["Group", "Holdings", "Ltd", "Energy", "Shipping Company", "Mining Corporation", "Technologies",
                "Industries", "Bank", "Airlines", "Foods", "Motors", "Pharma", "Logistics", "Telecom", "Engineering"]
AGENCIES = ["National Agency for {}", "{} Authority", "{} Research Institute", "Federation of {} Workers",
            "{} Development Fund", "National {} Commission", "Council for {}", "Institute of {}"]
AGENCY_FIELDS = ["Maritime Safety", "Food Standards", "Water Resources", "Space", "Civil Aviation", "Statistics",
                 "Rural Credit", "Nuclear Energy", "Export Promotion", "Coastal Protection", "Public Health", "Ports",
                 "Rail Transport", "Marine Science", "Heritage", "Cyber Defence", "Disaster Relief", "Tea", "Irrigation"]
ONSETS = ["b", "br", "d", "dr", "f", "g", "h", "j", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z", "sh",
          "ch", "w", "y", ""]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ou", "ia"]
CODAS = ["", "", "", "n", "r", "l", "s", "m", "k", "t", "nd", "sk", "v"]
NOUNS = ["harvest", "railway", "budget", "winter", "market", "coast road", "hospital", "reservoir", "ferry", "survey",
         "vineyard", "school year", "border post", "power station", "fish stock", "museum", "airport", "census", "pipeline",
         "drought", "wage round", "orchestra", "warehouse", "factory", "river", "bridge", "library", "currency"]
ADJECTIVES = ["modest", "late", "costly", "unusual", "steady", "northern", "dry", "crowded", "ageing", "quiet", "new", "difficult",
              "local", "narrow", "rural", "public", "early", "long", "seasonal", "industrial"]
GOODS = ["copper", "wheat", "coffee", "steel", "timber", "gas", "cotton", "salmon", "cement", "olive oil", "tin", "rubber",
         "bananas", "machine tools", "ceramics", "rice", "uranium", "wine", "textiles", "potash"]


def rows(name):
    columns, out = [], []
    for line in (GAZETTEERS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("# columns:"):
            columns = line.split(":", 1)[1].strip().split("\t")
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            out.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)))))
    return out


class World:
    """What names are drawn from."""

    def __init__(self):
        self.countries = [c for c in rows("countries.tsv") if c["kind"] == "state" and c["adjectives"] and c["capital"]
                          and not c["ambiguous"] and "|" not in c["adjectives"]]
        self.cities = {}
        for place in rows("places.tsv"):
            if place["kind"] == "city" and not place["ambiguous"] and int(place["population"] or 0) > 60000:
                self.cities.setdefault(place["country"], []).append(place["name"])
        self.given = [(g["name"], g["gender"]) for g in rows("given_names.tsv") if not g["ambiguous"]]
        self.usual = [(g["name"], g["gender"]) for g in rows("given_names.tsv")
                      if not g["ambiguous"] and g["class"] in ("a", "b")]
        self.surnames = [s["name"] for s in rows("surnames.tsv") if not s["ambiguous"] and not s["family_first"]]


class Person:
    def __init__(self, given, family, woman):
        self.given, self.family, self.woman = given, family, woman
        self.name = f"{given} {family}"


class Side:
    """A country with who speaks for it in one story."""


class Story:
    """What happened: told by one document or several."""


class Maker:
    def __init__(self, world, seed):
        self.w, self.r = world, random.Random(seed)

    # Names.
    def syllables(self, least, most):
        r = self.r
        return "".join(r.choice(ONSETS) + r.choice(VOWELS) + r.choice(CODAS)
                       for _ in range(r.randint(least, most))).capitalize()

    def person(self):
        r = self.r
        given, gender = r.choice(self.w.usual if r.random() < 0.6 else self.w.given)
        chance = r.random()
        family = r.choice(self.w.surnames) if chance < 0.65 else self.syllables(2, 3)
        if chance > 0.93:
            family = r.choice(["van der ", "de ", "al-", "bin ", "da "]) + family
        elif chance > 0.86:
            family = f"{family}-{r.choice(self.w.surnames)}"
        if r.random() < 0.15:
            given += " " + r.choice(self.w.usual)[0]
        woman = gender == "f" if gender in ("f", "m") else r.random() < 0.5
        return Person(given, family, woman)

    def company(self):
        return f"{self.syllables(2, 3)} {self.r.choice(COMPANY_ENDS)}"

    def agency(self):
        return self.r.choice(AGENCIES).format(self.r.choice(AGENCY_FIELDS))

    def side(self, country, field):
        r, side = self.r, Side()
        side.country, side.name = country, country["name"]
        side.demonym = country["adjectives"].split("|")[0]
        side.capital = country["capital"]
        cities = self.w.cities.get(country["key"]) or [side.capital]
        side.city = r.choice(cities)
        side.minister, side.official, side.envoy = self.person(), self.person(), self.person()
        side.ministry = f"Ministry of {field[0]}"
        side.post = f"Minister of {field[0]}" if r.random() < 0.7 else f"Minister for {field[0]}"
        return side

    def story(self):
        r, s = self.r, Story()
        s.field = r.choice(FIELDS)
        one, two, three, four = r.sample(self.w.countries, 4)
        s.a, s.b, s.c, s.d = (self.side(x, s.field) for x in (one, two, three, four))
        s.kind = r.choices([k for k, _ in KINDS], [n for _, n in KINDS])[0]
        s.topic, s.third_topic = r.sample(TOPICS, 2)
        s.day = datetime.date(1995, 1, 1) + datetime.timedelta(days=r.randrange(365 * 30))
        s.published = s.day + datetime.timedelta(days=r.choice([0, 0, 0, 1, 1, 2]))
        s.company, s.rival, s.agency, s.institute = self.company(), self.company(), self.agency(), self.agency()
        s.chief, s.head, s.guest = self.person(), self.person(), self.person()
        return s


def acronym(name):
    return "".join(w[0] for w in name.split() if w[0].isupper())


def article(phrase):
    return ("an " if phrase[0].lower() in "aeiou" else "a ") + phrase


class Telling:
    """One document about a story, with its gold."""

    def __init__(self, maker, story, number):
        self.r, self.s, self.maker = maker.r, story, maker
        self.id = f"n{number:07d}"
        self.entities, self.agreements, self.events, self.posts = {}, [], [], []
        self.seen, self.topics = set(), {story.topic, story.third_topic}

    # Mentions: each gives the words and notes them.
    def note(self, kind, name, alias="", **more):
        entity = self.entities.setdefault((kind, name), {"type": kind, "name": name, "aliases": [], **more})
        if alias and alias != name and alias not in entity["aliases"]:
            entity["aliases"].append(alias)

    def land(self, side):
        self.note("Country", side.name)
        return side.name

    def adjective(self, side):
        self.note("Country", side.name, side.demonym)
        return side.demonym

    def place(self, name):
        self.note("Place", name)
        return name

    def body(self, name):
        if name in self.seen and len(acronym(name)) > 2 and name + "()" in self.seen:
            self.note("Organization", name, acronym(name))
            return acronym(name)
        self.note("Organization", name)
        self.seen.add(name)
        if len(acronym(name)) > 2 and self.r.random() < 0.5:
            self.seen.add(name + "()")
            self.note("Organization", name, acronym(name))
            return f"{name} ({acronym(name)})"
        return name

    def who(self, person):
        """The full name at first, the surname with or without a courtesy title later."""
        if person.name not in self.seen:
            self.seen.add(person.name)
            self.note("Person", person.name)
            return person.name
        if self.r.random() < 0.5:
            self.note("Person", person.name, person.family)
            return person.family[0].upper() + person.family[1:]
        title = "Ms" if person.woman else "Mr"
        self.note("Person", person.name, f"{title} {person.family}")
        return f"{title} {person.family}"

    def post(self, person, title, of):
        if not any(p["person"] == person.name and p["title"] == title for p in self.posts):
            self.posts.append({"person": person.name, "title": title, "of": of})

    def minister(self, side):
        r, p = self.r, side.minister
        first = p.name not in self.seen
        who = self.who(p)
        if not first:
            return who
        self.post(p, side.post, side.name)
        form = r.randrange(4)
        if form == 0:
            return f"the {side.post} of {self.land(side)}, {who}"
        if form == 1:
            return f"{self.adjective(side)} {side.post} {who}"
        if form == 2:
            return f"{self.land(side)}'s {side.post}, {who},"
        return f"{who}, {side.post} of {self.land(side)},"

    def ministry(self, side):
        self.note("Ministry", side.ministry, country=side.name)
        return f"{self.adjective(side)} {side.ministry}"

    def pick(self, *forms):
        """One of the forms; the others are not made, since making notes."""
        return self.r.choice(forms)()

    # Days.
    def date(self, day):
        month = MONTHS[day.month - 1]
        form = self.r.randrange(5)
        if form == 0:
            return f"on {day.day} {month} {day.year}"
        if form == 1:
            return f"on {month} {day.day}, {day.year}"
        if form == 2 and 0 <= (self.s.published - day).days < 6:
            return f"on {WEEKDAYS[day.weekday()]}"
        if form == 3 and day == self.s.published:
            return "today"
        return f"on {WEEKDAYS[day.weekday()]}, {day.day} {month} {day.year}"

    def agreement(self, kind, topic, status, sides, signers=(), day=None, place=None, names=(), parties=()):
        self.agreements.append({
            "id": f"a{len(self.agreements) + 1}", "names": list(names) or [f"{kind} on {topic}"], "kind": kind,
            "status": status, "date": day, "place": place,
            "parties": list(parties) or [s.name for s in sides], "party_countries": [s.name for s in sides],
            "signatories": [p.name for p in signers], "topics": [topic],
            "also_place": [s.capital for s in sides] + [s.city for s in sides]})

    def event(self, name, kind, start, end, place, who):
        self.events.append({"id": f"e{len(self.events) + 1}", "names": [name], "kind": kind, "start": start,
                            "end": end, "place": place, "participants": who})

    # Paragraphs: each one's sentences stand by themselves, so that their order may differ.
    def lead(self):
        r, s = self.r, self.s
        a, b, day = s.a, s.b, s.day.isoformat()
        what = f"{s.kind} on {s.topic}"
        form = r.randrange(9)
        signers, parties = (a.minister, b.minister), ()
        if form == 0:
            text = f"{self.land(a)} and {self.land(b)} signed {article(what)} in {self.place(a.city)} {self.date(s.day)}."
            signers = ()
        elif form == 1:
            text = (f"{self.upper(self.minister(a))} and "
                    f"{self.minister(b).rstrip(',')} signed {article(what)} in {self.place(a.city)} {self.date(s.day)}.")
        elif form == 2:
            text = (f"{self.upper(article(what))} was signed in {self.place(a.city)} {self.date(s.day)} by {self.minister(a).rstrip(',')} "
                    f"and {self.minister(b).rstrip(',')}.")
        elif form == 3:
            text = (f"The {self.ministry(a)} and the {self.ministry(b)} {self.date(s.day)} signed {article(what)} at a "
                    f"ceremony in {self.place(a.city)}.")
            signers, parties = (), [a.ministry, b.ministry]
            self.event("ceremony", "ceremony", day, day, a.city, [])
        elif form == 4:
            text = (f"{self.land(a)} has concluded {article(what)} with {self.land(b)}. It was signed in {self.place(a.city)} "
                    f"{self.date(s.day)} by {self.minister(a).rstrip(',')} and {self.minister(b).rstrip(',')}.")
        elif form == 5:
            text = (f"During a visit to {self.place(a.city)} {self.date(s.day)}, {self.minister(b)} signed {article(what)} with "
                    f"{self.minister(a).rstrip(',')}.")
            self.event("visit", "visit", day, day, a.city, [b.minister.name])
        elif form == 6:
            text = (f"{self.body(s.company)} and the {self.ministry(b)} signed {article(what)} in {self.place(a.city)} "
                    f"{self.date(s.day)}. The document bears the signatures of {self.who(s.chief)}, chief executive of "
                    f"{s.company}, and {self.minister(b).rstrip(',')}.")
            signers, parties = (s.chief, b.minister), [s.company, b.ministry]
            self.post(s.chief, "Chief Executive", s.company)
            self.agreement(s.kind, s.topic, "signed", [b], signers, day, a.city, (), parties)
            return text
        elif form == 7:
            text = (f"{self.land(a)}, {self.land(b)} and {self.land(s.c)} {self.date(s.day)} signed {article(what)}, the "
                    f"{self.ministry(a)} said in {self.place(a.city)}.")
            self.agreement(s.kind, s.topic, "signed", [a, b, s.c], (), day, a.city)
            return text
        else:
            text = (f"The {self.adjective(a)} government and the government of {self.land(b)} sealed {article(what)} "
                    f"{self.date(s.day)}, when {self.minister(a)} and {self.minister(b)} put their signatures to it in "
                    f"{self.place(a.city)}.")
        self.agreement(s.kind, s.topic, "signed", [a, b], signers, day, a.city, (), parties)
        return text

    @staticmethod
    def upper(text):
        return text[0].upper() + text[1:]

    def terms(self):
        r, s = self.r, self.s
        years, sum_ = r.randint(2, 12), r.randint(3, 900)
        return self.pick(
            lambda: f"The {s.kind.split()[-1] if s.kind != 'memorandum of understanding' else 'memorandum'} runs for {years} years and foresees a joint committee that will meet in "
            f"{self.place(s.b.city)} and {self.place(s.a.city)} by turns.",
            lambda: f"Under its terms {self.land(s.b)} will send {sum_} trainees a year to {self.place(s.a.city)}, and "
            f"{self.land(s.a)} will lend {years * 7} instructors.",
            lambda: f"It covers {s.topic} and leaves out {s.third_topic}, on which the {self.adjective(s.b)} side had insisted.",
            lambda: f"The {self.body(s.agency)} will oversee the work, with {sum_} million dollars for the first {years} years.",
        )

    def quote(self):
        r, s = self.r, self.s
        speaker = self.pick(lambda: self.minister(s.a), lambda: self.minister(s.b), lambda: self.who(s.guest))
        said = r.choice(["said", "told reporters", "added", "explained"])
        line = r.choice([
            f"What we have here is a {r.choice(ADJECTIVES)} {r.choice(NOUNS)}, and nobody should expect more in "
            f"{r.randint(2, 9)} months",
            f"The {r.choice(NOUNS)} cannot wait for the {r.choice(NOUNS)}, and people know it",
            f"We began with a {r.choice(NOUNS)} and we end with {r.randint(3, 90)} {r.choice(ADJECTIVES)} projects",
            f"Every {r.choice(NOUNS)} teaches the same lesson: a {r.choice(ADJECTIVES)} start is better than none"])
        return f"“{line},” {said} {speaker.rstrip(',')}." if said != "told reporters" else (
            f"“{line},” {speaker.rstrip(',')} told reporters in {self.place(s.a.city)}.")

    def attendance(self):
        r, s = self.r, self.s
        host = f"{self.who(s.a.official)}, director of the {self.body(s.agency)}"
        self.post(s.a.official, "Director", s.agency)
        other = f"{self.who(s.b.envoy)}, ambassador of {self.land(s.b)}"
        self.post(s.b.envoy, "Ambassador", s.b.name)
        return self.pick(
            lambda: f"The ceremony was attended by {host}, and {other}.",
            lambda: f"Among the guests were {host}, and {other}.",
            lambda: f"{host}, and {other}, looked on.")

    def meeting(self):
        r, s = self.r, self.s
        day = s.day - datetime.timedelta(days=r.randint(1, 40))
        n = r.randint(2, 29)
        ordinal = f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
        form = r.randrange(4)
        where = self.place(s.c.city)
        if form == 0:
            self.event("talks", "talks", day.isoformat(), day.isoformat(), s.c.city, [s.c.minister.name, s.a.minister.name])
            return f"{self.upper(self.minister(s.c))} held talks with {self.minister(s.a)} in {where} {self.date(day)}."
        if form == 1:
            self.event(f"{ordinal} meeting of the joint commission", "meeting", day.isoformat(), day.isoformat(), s.c.city, [])
            return (f"The {ordinal} meeting of the joint commission of {self.land(s.a)} and {self.land(s.c)} took place in "
                    f"{where} {self.date(day)}.")
        if form == 2:
            end = day + datetime.timedelta(days=2)
            self.event(f"conference on {s.third_topic}", "conference", day.isoformat(), end.isoformat(), s.c.city, [])
            span = (f"from {day.day} to {end.day} {MONTHS[day.month - 1]} {day.year}" if day.month == end.month
                    else f"from {day.day} {MONTHS[day.month - 1]} to {end.day} {MONTHS[end.month - 1]} {end.year}")
            return f"A conference on {s.third_topic} was held in {where} {span}, hosted by the {self.body(s.institute)}."
        self.event("meeting", "meeting", day.isoformat(), day.isoformat(), s.c.city, [s.c.minister.name, s.b.minister.name])
        return f"{self.upper(self.minister(s.b))} met {self.minister(s.c).rstrip(',')} in {where} {self.date(day)}."

    def another(self):
        """An agreement beside the story's own: planned, refused, in force, older."""
        r, s = self.r, self.s
        form = r.randrange(8)
        year = s.day.year - r.randint(2, 20)
        kind = r.choices([k for k, _ in KINDS], [n for _, n in KINDS])[0]
        topic = r.choice([t for t in TOPICS if t not in self.topics])
        self.topics.add(topic)
        what, c, d = f"{kind} on {topic}", s.c, s.d
        if form == 0:
            self.agreement(kind, topic, "planned", [s.b, c], (), None, None)
            return (f"{self.land(s.b)} and {self.land(c)} are expected to sign {article(what)} in {self.place(c.capital)} "
                    f"next {r.choice(['month', 'year', 'spring'])}.")
        if form == 1:
            self.agreement(kind, topic, "rejected", [s.a, d], (), None, None)
            return f"{self.land(d)} refused to sign {article(what)} with {self.land(s.a)}, {self.who(s.guest)} said."
        if form == 2:
            self.agreement(kind, topic, "signed", [s.a, c], (), str(year), c.capital)
            return (f"{self.land(s.a)} and {self.land(c)} signed {article(what)} in {self.place(c.capital)} in {year}.")
        if form == 3:
            self.agreement(kind, topic, "in force", [s.b, d], (), None, None)
            return f"{self.upper(article(what))} between {self.land(s.b)} and {self.land(d)} entered into force in {year}."
        if form == 4:
            day = s.day - datetime.timedelta(days=r.randint(30, 900))
            self.agreement(kind, topic, "signed", [c, d], (c.minister, d.minister), day.isoformat(), d.city)
            return (f"{self.upper(article(what))} was signed by {self.minister(c)} and {self.minister(d)} in "
                    f"{self.place(d.city)} on {day.day} {MONTHS[day.month - 1]} {day.year}.")
        if form == 5:
            self.agreement("contract", topic, "signed", [], (), str(year), None, (), [s.company, s.rival])
            return (f"{self.body(s.company)} and {self.body(s.rival)} signed a contract on {topic} in {year}.")
        if form == 6:
            self.agreement(kind, topic, "signed", [], (s.head,), None, None, (), [s.agency, s.institute])
            self.post(s.head, "President", s.institute)
            return (f"{self.upper(article(what))} between the {self.body(s.agency)} and the {self.body(s.institute)} was signed by "
                    f"{self.who(s.head)}, president of the {self.body(s.institute)}.")
        self.agreement(kind, topic, "planned", [s.a, d], (), None, None)
        return (f"{self.upper(article(what))} with {self.land(d)} has been initialled and is to be signed by {self.land(s.a)} in "
                f"{self.place(d.capital)} before the end of the year.")

    def appointment(self):
        r, s = self.r, self.s
        self.post(s.guest, "Deputy Director", s.institute)
        return self.pick(
            lambda: f"{self.who(s.guest)}, deputy director of the {self.body(s.institute)}, spoke of a {r.choice(ADJECTIVES)} {r.choice(NOUNS)}.",
            lambda: f"The work was prepared by {self.who(s.guest)}, deputy director of the {self.body(s.institute)} in {self.place(s.b.city)}.")

    def background(self):
        r, s = self.r, self.s
        share, year = r.randint(2, 60) + r.randrange(10) / 10, s.day.year - r.randint(1, 9)
        return self.pick(
            lambda: f"Exports of {r.choice(GOODS)} from {self.land(s.a)} to {self.land(s.b)} rose by {share} per cent in {year}, after a "
            f"{r.choice(ADJECTIVES)} {r.choice(NOUNS)} had cut them by half.",
            lambda: f"In {self.place(s.b.city)} the {r.choice(NOUNS)} was {r.choice(ADJECTIVES)}, and shopkeepers complained about the price of "
            f"{r.choice(GOODS)}.",
            lambda: f"A {r.choice(ADJECTIVES)} {r.choice(NOUNS)} and a {r.choice(ADJECTIVES)} {r.choice(NOUNS)} had delayed the work by "
            f"{r.randint(2, 30)} weeks.",
            lambda: f"About {r.randint(2, 90)},000 people live near the {r.choice(NOUNS)}, most of them growing {r.choice(GOODS)} and "
            f"{r.choice(GOODS)}.",
            lambda: f"The {r.choice(NOUNS)} in {self.place(s.a.city)} has been closed since {year}, and its {r.choice(NOUNS)} stands empty.",
            lambda: f"Prices of {r.choice(GOODS)} fell, those of {r.choice(GOODS)} did not, and the {r.choice(ADJECTIVES)} {r.choice(NOUNS)} "
            f"did the rest.",
            lambda: f"Nobody could say whether the {r.choice(ADJECTIVES)} {r.choice(NOUNS)} would be {r.choice(ADJECTIVES)} enough to carry "
            f"{r.randint(2, 90)} tonnes of {r.choice(GOODS)} before the {r.choice(NOUNS)} closed for the winter.",
            lambda: f"It was the {r.choice(NOUNS)}, people there say, that made the {r.choice(NOUNS)} {r.choice(ADJECTIVES)}; since {year} "
            f"the {r.choice(GOODS)} has come by road, {r.randint(2, 9)} lorries at a time.",
            lambda: f"The price of {r.choice(GOODS)} doubled within {r.randint(2, 11)} months, which hurt the {r.choice(ADJECTIVES)} "
            f"{r.choice(NOUNS)} more than any {r.choice(ADJECTIVES)} {r.choice(NOUNS)} of the past {r.randint(5, 40)} years.",
            lambda: f"Fewer than {r.randint(11, 99)} of the {r.randint(100, 999)} workers stayed on when the {r.choice(NOUNS)} was sold in {year}.")

    def write(self):
        r, s = self.r, self.s
        a, b = s.a, s.b
        title = r.choice([
            f"{a.name} and {b.name} agree on {s.topic}", f"{a.demonym} minister receives {b.demonym} delegation",
            f"{b.name} signs {s.kind} with {a.name}", f"{self.upper(s.topic)}: {a.name}, {b.name} move closer"])
        for side, forms in ((a, (a.name, a.demonym)), (b, (b.name, b.demonym))):
            for form in forms:
                if form in title:
                    self.note("Country", side.name, form)
        published = s.published
        dateline = r.choice([
            f"{a.city.upper()}, {published.day} {MONTHS[published.month - 1]} {published.year} – ",
            f"{a.city.upper()}, {MONTHS[published.month - 1]} {published.day}, {published.year} – "])
        self.place(a.city)
        tail = ([self.terms] * r.randint(1, 3) + [self.quote] * r.randint(1, 3) + [self.attendance] * r.randint(0, 1)
                + [self.meeting] * r.randint(1, 3) + [self.another] * r.randint(2, 5)
                + [self.appointment] * r.randint(0, 1) + [self.background] * r.randint(8, 13))
        r.shuffle(tail)
        paragraphs = [dateline + self.lead()]
        while tail:
            size = min(len(tail), r.randint(1, 3))
            paragraphs.append(" ".join(make() for make in tail[:size]))
            tail = tail[size:]
        self.title, self.paragraphs = title, paragraphs
        self.text = title + "\n\n" + "\n\n".join(paragraphs) + "\n"

    def gold(self, file):
        return {"id": self.id, "file": file, "published": self.s.published.isoformat(),
                "entities": list(self.entities.values()), "agreements": self.agreements, "events": self.events,
                "posts": self.posts, "notes": "generated"}

    def html(self):
        links = "".join(f"<li><a href='/{i}'>{self.r.choice(NOUNS).capitalize()}</a></li>" for i in range(12))
        body = "".join(f"<p>{html.escape(p)}</p>\n" for p in self.paragraphs)
        return (f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(self.title)}</title>"
                f"<meta property='article:published_time' content='{self.s.published.isoformat()}'>"
                f"<style>p {{ margin: 1em }}</style><script>var visits = {self.r.randrange(9999)};</script></head>\n"
                f"<body><nav><ul>{links}</ul></nav><article><h1>{html.escape(self.title)}</h1>\n{body}</article>"
                f"<aside><h2>More</h2><ul>{links}</ul></aside><footer>All rights reserved. <a href='/terms'>Terms</a>"
                f"</footer></body></html>\n")


def tellings(world, seed):
    """Documents without end."""
    maker, number = Maker(world, seed), 0
    while True:
        story = maker.story()
        times = maker.r.choice([1, 1, 1, 1, 1, 1, 2, 3])
        for _ in range(times):
            telling = Telling(maker, story, number)
            telling.write()
            number += 1
            yield telling


def write_corpus(out, megabytes, seed, form):
    world, size, count = World(), 0, 0
    lines, shard = [], 0
    folder = out / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    for telling in tellings(world, seed):
        if size >= megabytes * 1000000:
            break
        size += len(telling.text.encode())
        count += 1
        if form == "jsonl":
            lines.append(json.dumps({"id": telling.id, "title": telling.title, "text": telling.text,
                                     "published": telling.s.published.isoformat()}, ensure_ascii=False))
            if len(lines) == 4000:
                (folder / f"{shard:04d}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
                lines, shard = [], shard + 1
            continue
        below = folder / f"{count // 1000:04d}"
        if count % 1000 == 0 or count == 1:
            below.mkdir(exist_ok=True)
        text = telling.html() if form == "html" else telling.text
        (below / f"{telling.id}.{form}").write_text(text, encoding="utf-8")
    if lines:
        (folder / f"{shard:04d}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return count, size


def write_sample(out, count, seed):
    folder = out / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    for number, telling in enumerate(tellings(World(), seed + 1000003)):
        if number == count:
            break
        (folder / f"{telling.id}.txt").write_text(telling.text, encoding="utf-8")
        (folder / f"{telling.id}.json").write_text(json.dumps(telling.gold(f"{telling.id}.txt"), indent=1, ensure_ascii=False),
                                                   encoding="utf-8")


def density(folder):
    size, items = 0, 0
    for path in sorted(Path(folder).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "entities" not in gold:
            continue
        size += (path.parent / gold["file"]).stat().st_size
        kept = {k: [x for x in gold[k] if not x.get("optional")] for k in ("entities", "agreements", "events", "posts")}
        items += sum(map(len, kept.values())) + sum(len(e["aliases"]) for e in kept["entities"])
        items += sum(len(a["signatories"]) + len(a["parties"]) for a in kept["agreements"])
    return items / size * 1e6 if size else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--mb", type=float, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=["txt", "html", "jsonl"], default="txt")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--density", nargs="+", metavar="GOLD_FOLDER")
    options = parser.parse_args()
    for folder in options.density or []:
        print(f"{density(folder):.0f} gold items a MB in {folder}")
    if options.density:
        return
    if options.out is None:
        parser.error("OUT is missing")
    count, size = write_corpus(options.out, options.mb, options.seed, options.form)
    write_sample(options.out, options.sample, options.seed)
    print(f"{count} documents, {size / 1e6:.1f} MB; {density(options.out / 'sample'):.0f} gold items a MB in the sample",
          file=sys.stderr)


if __name__ == "__main__":
    main()
