#!/usr/bin/env python3
"""Checks the golden files of the XML formats and of Turtle as other programs see them.

Usage: check_formats.py FOLDER   with hostile.graphml, hostile.gexf and hostile.ttl. Python's standard library; Turtle is
read by rapper (raptor2-utils), where it is installed.
"""
import ast
import collections
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

NODES, RELATIONSHIPS = 9, 12
NAME = "R\u00f3is\u00edn \"Rosie\" O'Neill, 3rd; \\ <&> ]]> `tick` $x {y}\r\nsecond\tline"


def parses_as(kind, text):
    {"boolean": lambda: {"true": True, "false": False}[text], "long": lambda: int(text),
     "double": lambda: float(text), "string": lambda: text}[kind]()


def check(path, node_tag, edge_tag, values_of, types):
    root = ElementTree.parse(path).getroot()
    nodes = root.findall(f".//{{*}}{node_tag}")
    edges = root.findall(f".//{{*}}{edge_tag}")
    ids = [node.get("id") for node in nodes]
    assert len(set(ids)) == len(ids) == NODES, ids
    edge_ids = [edge.get("id") for edge in edges]
    assert len(set(edge_ids)) == len(edge_ids) == RELATIONSHIPS, edge_ids
    for edge in edges:
        assert edge.get("source") in ids and edge.get("target") in ids
    ends = collections.Counter((edge.get("source"), edge.get("target")) for edge in edges)
    assert max(ends.values()) == 4, "parallel relationships stay apart"
    declared = types(root)
    titles = [(where, title) for where, title, _ in declared.values()]
    assert len(set(titles)) == len(titles), "no title twice"
    assert {kind for _, _, kind in declared.values()} <= {"boolean", "long", "double", "string"}
    seen = []
    for element, where in [(n, "node") for n in nodes] + [(e, "edge") for e in edges]:
        for key, text in values_of(element):
            declared_for, _, kind = declared[key]
            assert declared_for == where, key
            parses_as(kind, text)
            seen.append(text)
    assert NAME in seen, "a name survives with quotes, markup and line breaks"


def main():
    folder = pathlib.Path(sys.argv[1])
    check(folder / "hostile.graphml", "node", "edge",
          lambda e: [(d.get("key"), d.text or "") for d in e.findall("{*}data")],
          lambda root: {k.get("id"): (k.get("for"), k.get("attr.name"), k.get("attr.type"))
                        for k in root.findall("{*}key")})

    def gexf_types(root):
        assert root.tag == "{http://gexf.net/1.3}gexf" and root.get("version") == "1.3"
        return {a.get("id"): (table.get("class"), a.get("title"), a.get("type"))
                for table in root.findall(".//{*}attributes") for a in table}

    check(folder / "hostile.gexf", "node", "edge",
          lambda e: [(v.get("for"), v.get("value")) for v in e.findall("{*}attvalues/{*}attvalue")],
          gexf_types)
    check_turtle(folder / "hostile.ttl")


def check_turtle(path):
    rapper = shutil.which("rapper")
    if not rapper:
        print("rapper is not installed: Turtle is not read again")
        return
    read = subprocess.run([rapper, "-q", "-i", "turtle", "-o", "ntriples", str(path)],
                          capture_output=True, text=True, check=False)
    assert read.returncode == 0 and not read.stderr, read.stderr
    triples = [re.fullmatch(r'(<[^>]*>|_:\S+) (<[^>]*>) (.*) \.', line).groups()
               for line in read.stdout.splitlines()]
    nodes = {s for s, p, _ in triples
             if p.endswith("22-rdf-syntax-ns#type>") and "#char=" not in s
             and not s.startswith(("<urn:entente:relationship:", "<urn:entente:rule:"))}
    assert len(nodes) == NODES, nodes
    # An N-Triples literal is written as Python writes one.
    names = {ast.literal_eval(o) for _, p, o in triples
             if p == "<urn:entente:schema#name>" and o.endswith('"')}
    assert NAME in names, names


if __name__ == "__main__":
    main()
