#!/usr/bin/env python3
"""What graph_tool measures, of Kùzu (the Python package kuzu). One line of JSON a measurement.

    kuzu_tool.py import DATA DATABASE THREADS     seconds, bytes, peak memory
    kuzu_tool.py open DATABASE ID                 microseconds to open and to find a person by id
    kuzu_tool.py write DATABASE SECONDS           durable transactions a second; the database is changed
"""
import json
import os
import sys
import time

import kuzu

NODES = {
    "Country": "id INT64, name STRING",
    "Person": "id INT64, name STRING",
    "Ministry": "id INT64, name STRING",
    "Organization": "id INT64, name STRING",
    "Place": "id INT64, name STRING",
    "Agreement": "id INT64, title STRING, kind STRING, date STRING, year INT64",
    "Event": "id INT64, name STRING, kind STRING, start STRING",
}
RELATIONSHIPS = {
    "HOLDS_POST": ["FROM Person TO Ministry, title STRING"],
    "BELONGS_TO": ["FROM Ministry TO Country"],
    "SIGNED": ["FROM Person TO Agreement, date STRING"],
    "PARTY_TO": ["FROM Country TO Agreement, FROM Organization TO Agreement"],
    "PARTICIPATED_IN": ["FROM Person TO Event"],
    "HELD_IN": ["FROM Event TO Place"],
    "LOCATED_IN": ["FROM Place TO Country"],
    "MET": ["FROM Person TO Person, date STRING"],
}


def memory_mb(field):
    for line in open("/proc/self/status"):
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0


def say(**what):
    print(json.dumps(what), flush=True)


def files_of(path):
    folder, name = os.path.split(path)
    return [os.path.join(folder, f) for f in os.listdir(folder or ".") if f.startswith(name)]


def load(data, path, threads):
    begin = time.monotonic()
    database = kuzu.Database(path)
    connection = kuzu.Connection(database, num_threads=threads)
    for name, columns in NODES.items():
        connection.execute(f"CREATE NODE TABLE {name}({columns}, PRIMARY KEY(id))")
    for name, (definition,) in RELATIONSHIPS.items():
        connection.execute(f"CREATE REL TABLE {name}({definition})")
    for name in NODES:
        connection.execute(f"COPY {name} FROM '{data}/{name}.csv' (HEADER=true)")
    for name in RELATIONSHIPS:
        if name != "PARTY_TO":
            connection.execute(f"COPY {name} FROM '{data}/{name}.csv' (HEADER=true)")
    for start in ("Country", "Organization"):
        connection.execute(f"COPY PARTY_TO FROM '{data}/PARTY_TO_{start}.csv' "
                           f"(HEADER=true, from='{start}', to='Agreement')")
    connection.execute("CHECKPOINT")
    connection.close()
    database.close()
    say(what="import", threads=threads, seconds=time.monotonic() - begin,
        bytes=sum(os.path.getsize(f) for f in files_of(path)), peak_mb=memory_mb("VmHWM"))


def first(path, person):
    begin = time.monotonic()
    database = kuzu.Database(path, read_only=True)
    connection = kuzu.Connection(database)
    opened = time.monotonic()
    name = connection.execute("MATCH (p:Person {id: $id}) RETURN p.name", {"id": person}).get_next()
    say(what="open", open_us=(opened - begin) * 1e6, first_us=(time.monotonic() - opened) * 1e6,
        resident_mb=memory_mb("VmRSS"), found=len(name))


def write(path, seconds):
    database = kuzu.Database(path)
    connection = kuzu.Connection(database)
    people = connection.execute("MATCH (p:Person) RETURN count(*)").get_next()[0]
    largest = connection.execute("MATCH (p:Person) RETURN max(p.id)").get_next()[0]
    add_node = connection.prepare("CREATE (:Person {id: $id, name: $name})")
    add_met = connection.prepare("MATCH (a:Person {id: $a}), (b:Person {id: $b}) "
                                 "CREATE (a)-[:MET {date: '2020-01-01'}]->(b)")
    numbers = iter(range(max(10_000_000, largest + 1), 1 << 40))

    def node(_):
        number = next(numbers)
        connection.execute(add_node, {"id": number, "name": f"new {number}"})

    def relationship(i):
        connection.execute(add_met, {"a": i * 7919 % people, "b": (i * 104729 + 1) % people})

    def both(i):
        connection.execute("BEGIN TRANSACTION")
        node(i)
        relationship(i)
        connection.execute("COMMIT")

    for transaction in (node, relationship, both):
        begin, count = time.monotonic(), 0
        while time.monotonic() - begin < seconds:
            transaction(count)
            count += 1
        say(what=transaction.__name__, per_second=count / (time.monotonic() - begin))


def main():
    what, *rest = sys.argv[1:]
    if what == "import":
        load(rest[0], rest[1], int(rest[2]))
    elif what == "open":
        first(rest[0], int(rest[1]))
    else:
        write(rest[0], float(rest[1]))


if __name__ == "__main__":
    import warnings
    warnings.simplefilter("ignore")
    main()
