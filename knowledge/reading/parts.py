"""A section's blocks in parts that are short enough to be passages: cut between members, items, at worst sentences."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.reading.blocks import ITEM, Block

LONGEST = 1_500  # characters in a passage
SHORTEST = 40
MEMBER = re.compile(r"\d+[.)°]?\s|§|\(\d+\)\s")


def split(blocks: list[Block]) -> list[list[Block]]:
    """The blocks in parts of at most LONGEST characters: whole members where they fit, then items, then sentences."""
    parts: list[list[Block]] = []
    for member in members(blocks):
        for piece in [member] if size(member) <= LONGEST else [[b] for block in member for b in sentences(block)]:
            if parts and (size(parts[-1]) + 1 + size(piece) <= LONGEST or size(parts[-1]) < SHORTEST):
                parts[-1] += piece
            else:
                parts.append(list(piece))
    if len(parts) > 1 and size(parts[-1]) < SHORTEST:
        last = parts.pop()
        parts[-1] += last
    return parts


def members(blocks: list[Block]) -> list[list[Block]]:
    """The members of an article, each with its items a., b.; other paragraphs each alone."""
    found: list[list[Block]] = []
    for block in blocks:
        if found and ITEM.match(block.text) and not MEMBER.match(block.text):
            found[-1].append(block)
        else:
            found.append([block])
    return found


def size(blocks: list[Block]) -> int:
    """The characters of blocks on lines of their own."""
    return sum(len(block.text) + 1 for block in blocks) - 1


def sentences(block: Block) -> list[Block]:
    """A block as it is, or parted after sentences (at worst between words) when it alone is too long."""
    texts, rest = [], block.text
    while len(rest) > LONGEST:
        ends = [m.end() for m in re.finditer(r"[.;:!?]\s", rest[:LONGEST])]
        cut = ends[-1] if ends and ends[-1] > SHORTEST else rest.rfind(" ", SHORTEST, LONGEST) + 1 or LONGEST
        texts.append(rest[:cut].strip())
        rest = rest[cut:]
    return [replace(block, text=text) for text in [*texts, rest.strip()] if text]
