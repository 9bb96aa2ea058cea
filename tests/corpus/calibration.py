#!/usr/bin/env python3
"""How often facts of one confidence, and of one rule, are right on annotated documents.

usage: calibration.py ENTENTE GOLD_FOLDER [GOLD_FOLDER ...] [--texts DIR]

Each document is built into a graph of its own. Agreements are matched with the annotated ones by shared actors and words; SIGNED, PARTY_TO and SIGNED_IN of a
matched agreement are right when the annotation has the same person, party or place, and HOLDS_POST when it has a post of that person at that body. Facts
of agreements that the annotation does not know are wrong. Optional annotations count neither way. Prints Markdown tables.
"""
import collections, json, pathlib, re, subprocess, sys, tempfile, unicodedata

SMALL = {"of", "the", "and", "for", "on", "in", "to", "a", "an", "at", "with", "between"}


def fold(name):
    text = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9]+", " ", text).strip()
    return text[4:] if text.startswith("the ") else text


def many(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def export(binary, document):
    with tempfile.TemporaryDirectory() as folder:
        graph = folder + "/g"
        subprocess.run([binary, "build", str(document), "-o", graph, "--quiet"], check=True)
        out = subprocess.run([binary, "export", graph, "--format", "jsonl"], check=True, capture_output=True).stdout.decode()
    nodes, edges = {}, []
    for line in out.splitlines():
        item = json.loads(line)
        if item["type"] == "node":
            nodes[item["id"]] = item
        else:
            edges.append((item["start"]["id"], item["label"], item["end"]["id"], item["properties"]))
    return nodes, edges


def judge(gold, nodes, edges, add):
    key_of, optional = {}, set()
    for entity in gold["entities"]:
        for name in [entity["name"], *many(entity.get("aliases"))]:
            key_of.setdefault(fold(name), entity["name"])
        if entity.get("optional"):
            optional.add(entity["name"])

    def names(i):
        p = nodes[i]["properties"]
        return [fold(x) for x in [p.get("name", ""), *many(p.get("aliases"))]]

    def key(i):
        return next((key_of[n] for n in names(i) if n in key_of), None)

    def keys(values):
        return {key_of.get(fold(v), v) for v in values}

    facts = collections.defaultdict(list)
    for start, label, end, properties in edges:
        if label in ("SIGNED", "PARTY_TO"):
            facts[end].append((label, key(start), properties))
        elif label == "SIGNED_IN":
            facts[start].append((label, key(end), properties))
    annotated = []
    for a in gold.get("agreements") or []:
        annotated.append({
            "SIGNED": keys(many(a.get("signatories"))),
            "PARTY_TO": keys(many(a.get("parties")) + many(a.get("party_countries")) + many(a.get("also_parties"))),
            "SIGNED_IN": keys(many(a.get("place")) + many(a.get("also_place"))),
            "words": {w for n in many(a.get("names")) + many(a.get("topics")) for w in fold(n).split()} - SMALL,
            "optional": bool(a.get("optional"))})
    pairs = []
    for i, node in nodes.items():
        if node["labels"] != ["Agreement"]:
            continue
        words = {w for n in names(i) for w in n.split()} - SMALL
        actors = {k for label, k, _ in facts[i]}
        for n, a in enumerate(annotated):
            score = len(words & a["words"]) + 2 * len(actors & (a["SIGNED"] | a["PARTY_TO"]))
            if score:
                pairs.append((-score, n, i))
    matched, taken = {}, set()
    for _, n, i in sorted(pairs):
        if n not in taken and i not in matched:
            matched[i] = annotated[n]
            taken.add(n)
    for i, list_of in facts.items():
        a = matched.get(i)
        if a is not None and a["optional"]:
            continue
        for label, who, p in list_of:
            if who not in optional:
                add(label, p, a is not None and who in a[label])
    posts = gold.get("posts") or []
    for start, label, end, p in edges:
        if label != "HOLDS_POST":
            continue
        wider = {key(end)} | {key(e) for s, l, e, _ in edges if s == end and l in ("BELONGS_TO", "LOCATED_IN")}
        mine = [x for x in posts if keys([x["person"]]) == {key(start)}]
        if any(x.get("optional") for x in mine):
            continue
        words = set(fold(p.get("title", "")).split())
        right = any((x.get("of") is None or keys(many(x["of"])) & wider) and
                    any(2 * len(words & set(fold(title).split())) >= len(words) for title in [x["title"], *many(x.get("title_aliases"))])
                    for x in mine)
        add(label, p, right)


def table(title, tallies):
    print(f"| {title} | facts | right | share |\n| --- | --- | --- | --- |")
    for name, (right, all_of) in tallies:
        print(f"| {name} | {all_of} | {right} | {right / all_of:.2f} |")
    print()


def main():
    args = sys.argv[1:]
    texts = None
    if "--texts" in args:
        at = args.index("--texts")
        texts = pathlib.Path(args[at + 1])
        del args[at:at + 2]
    buckets, rules = collections.defaultdict(lambda: [0, 0]), collections.defaultdict(lambda: [0, 0])

    def add(label, properties, right):
        confidence = float(properties.get("confidence", 1))
        bucket = "0.90 and more" if confidence >= 0.9 else "0.80 to 0.89" if confidence >= 0.8 else "below 0.80"
        for tally in (buckets[label, bucket], buckets["all", bucket], rules[label, properties.get("rule", "")]):
            tally[0] += right
            tally[1] += 1

    for folder in args[1:]:
        for file in sorted(pathlib.Path(folder).glob("*.json")):
            if file.name.startswith("_"):
                continue
            gold = json.loads(file.read_text(encoding="utf-8"))
            document = (texts or file.parent) / gold.get("file", "")
            if not gold.get("file") or not document.exists():
                continue
            judge(gold, *export(args[0], document), add)
    table("facts, confidence", [(f"{label}, {bucket}", t) for (label, bucket), t in sorted(buckets.items())])
    table("rule", [(f"{label} `{rule}`", t) for (label, rule), t in sorted(rules.items(), key=lambda x: (x[0][0], -x[1][1])) if t[1] >= 5])


if __name__ == "__main__":
    main()
