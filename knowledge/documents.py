"""The edition: one Markdown document a topic, read into passages that follow its headings."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from knowledge.types import Link, Overtaken, Passage

REQUIRED = ("title", "topic", "source", "year", "layer")
SECTION = re.compile(r"^## (?P<heading>.+?) \{#(?P<facet>\w+)\}\s*$", re.MULTILINE)
RULE = re.compile(r"^\|[\s:|-]+\|$")


def read_front_matter(path: Path) -> tuple[dict, str]:
    """Front matter and body of a Markdown document; ValueError says what is missing and where."""
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError(f"{path}: found no front matter. Expected a first line '---', keys "
                         f"{', '.join(REQUIRED)}, and a line '---'. Add them and build again.")
    meta = yaml.safe_load(parts[1]) or {}
    missing = [key for key in REQUIRED if key not in meta]
    if missing:
        raise ValueError(f"{path}: front matter lacks {', '.join(missing)}. Expected all of {', '.join(REQUIRED)}. "
                         "Add them and build again.")
    return meta, parts[2]


def plain(text: str) -> str:
    """A section's text for a chat bubble: table rows become list lines, blank lines at most one."""
    lines = []
    for line in text.strip().splitlines():
        if RULE.match(line.strip()):
            continue
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            filled = [cell for cell in cells if cell]
            line = f"- {' – '.join(filled)}" if filled else ""
        lines.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def with_scheme(url: str) -> str:
    """The booklet prints some addresses without a scheme or with a space; a link has the one and not the other."""
    return (url if re.match(r"\w+:", url) else f"https://{url}").replace(" ", "%20")


def read_document(path: Path, overtaken: dict[str, Overtaken] | None = None) -> list[Passage]:
    """The passages of one document, in its order; ids are `topic/facet`.

    Raises ValueError for a document without sections, or with a facet twice.
    """
    meta, body = read_front_matter(path)
    marks = list(SECTION.finditer(body))
    if not marks:
        raise ValueError(f"{path}: found no section. Expected headings such as '## Wat is het? {{#wat}}'.")
    passages: list[Passage] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        facet = mark["facet"]
        identity = f"{meta['topic']}/{facet}"
        if any(p.id == identity for p in passages):
            raise ValueError(f"{path}: found the facet {facet!r} twice. Expected each once; rename one.")
        links = tuple(Link(link["text"], with_scheme(link["url"]))
                      for link in meta.get("links") or [] if link["in"] == facet)
        passages.append(Passage(
            id=identity, topic=meta["topic"], facet=facet, title=meta["title"], heading=mark["heading"],
            text=plain(body[mark.end():following.start() if following else None]), source=meta["source"],
            layer=meta["layer"], as_of=str(meta["year"]), links=links,
            overtaken=(overtaken or {}).get(identity),
        ))
    return passages


def read_overtaken(path: Path) -> dict[str, Overtaken]:
    """What the law changed, by passage id, from `overtaken.yml`."""
    notices = {}
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        for identity in entry["passages"]:
            notices[identity] = Overtaken(entry["text"], entry["source"], entry.get("url", ""))
    return notices


def read_edition(folder: Path) -> list[Passage]:
    """All passages of the edition in `folder`, documents in order of name.

    Raises ValueError when a notice of `overtaken.yml` names a passage that is not there.
    """
    overtaken = read_overtaken(folder / "overtaken.yml")
    passages = [p for path in sorted(folder.glob("*.md")) for p in read_document(path, overtaken)]
    unknown = set(overtaken) - {p.id for p in passages}
    if unknown:
        raise ValueError(f"{folder / 'overtaken.yml'}: found notices for {sorted(unknown)}, which are no passages. "
                         "Expected ids such as 'rekenkamer/wat'. Correct them and build again.")
    return passages
