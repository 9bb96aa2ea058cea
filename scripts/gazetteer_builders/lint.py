"""The form of the lists: what can be said of a file without its sources."""
import unicodedata

REQUIRED = ["name", "columns", "source", "licence", "attribution"]
MAY_REPEAT_FIRST = {"places.tsv"}  # namesakes: the whole row must differ
KEY_COLUMNS = {"word_classes.tsv": 2, "name_types.tsv": 2, "titles.tsv": 2, "organization_cues.tsv": 2}  # form and kind; form and role
ENUMERATIONS = {
    ("titles.tsv", "kind"): {"honorific", "rank", "post", "modifier", "suffix"},
    ("titles.tsv", "qualifier"): {"former", "acting", "designate"},
    ("titles.tsv", "represents"): {"government", "company", "military", "academic", "diplomacy", "calling", "none"},
    ("organization_cues.tsv", "role"): {"head", "ministry", "legal", "place"},
    ("countries.tsv", "kind"): {"state", "territory", "historical"},
}


def check_file(path):
    """Findings, each as (line number, text)."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return [(0, f"is not UTF-8: {error}")]
    findings = []
    if b"\r" in raw:
        findings.append((0, "has carriage returns; lines end in LF"))
    if not text.endswith("\n"):
        findings.append((0, "does not end in a newline"))
    if unicodedata.normalize("NFC", text) != text:
        findings.append((0, "is not in Unicode normalisation form C"))
    lines = text.rstrip("\n").split("\n")
    header, rows = {}, []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            key, colon, value = line[1:].strip(" ").partition(":")
            if not rows and colon and key not in header:
                header[key] = value.strip(" ")
        elif not line:
            findings.append((number, "is empty"))
        else:
            rows.append((number, line.split("\t")))
    for key in REQUIRED:
        if not header.get(key):
            findings.append((1, f"the header has no '{key}:'"))
    columns = header.get("columns", "").split("\t")
    allowed = {i: ENUMERATIONS[path.name, c] for i, c in enumerate(columns) if (path.name, c) in ENUMERATIONS}
    if not rows:
        findings.append((0, "has no rows"))
    seen, previous = {}, None
    width = KEY_COLUMNS.get(path.name, 1)
    for number, cells in rows:
        if len(cells) != len(columns):
            findings.append((number, f"has {len(cells)} cells; the header names {len(columns)} columns"))
            continue
        if not cells[0]:
            findings.append((number, f"has an empty {columns[0]}"))
        if "name" in columns and not cells[columns.index("name")]:
            findings.append((number, "has an empty name"))
        for value in cells:
            if value != value.strip() or "  " in value or any(unicodedata.category(c) in ("Cc", "Cf") for c in value):
                findings.append((number, f"has stray white space or control characters in '{value}'"))
            parts = value.split("|")
            if len(parts) > 1 and ("" in parts or len(set(parts)) != len(parts)) and " | " not in value:
                findings.append((number, f"has an empty or repeated value in '{value}'"))
        for index, values in allowed.items():
            for value in cells[index].split("|"):
                if value and value not in values:
                    findings.append((number, f"has the {columns[index]} '{value}'; expected one of {', '.join(sorted(values))}"))
        if previous is not None and cells < previous:
            findings.append((number, "is out of order"))
        previous = cells
        key = tuple(cells) if path.name in MAY_REPEAT_FIRST else tuple(cells[:width])
        if key in seen:
            findings.append((number, f"repeats line {seen[key]}"))
        seen[key] = number
    return findings


def run(directory):
    files = sorted(directory.glob("*.tsv"))
    count = 0
    for path in files:
        for number, text in check_file(path):
            count += 1
            print(f"{path.name}:{number}: {text}")
    print(f"{len(files)} lists, {count} findings")
    return 1 if count or not files else 0
