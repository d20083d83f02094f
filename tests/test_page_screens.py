"""Pictures of the pages at 360 and 1280 pixels, light and dark: taken, and held against what must be in them.

`RAADWIJZER_PICTURES=docs .venv/bin/python -m pytest tests/test_page_screens.py` keeps them in that folder.
"""

import os
import zlib
from pathlib import Path

import pytest

from tests.browser import ask

GROUND = {"light": (255, 255, 255), "dark": (20, 26, 34)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return Path(os.environ.get("RAADWIJZER_PICTURES") or tmp_path_factory.mktemp("pictures"))


def pixels(png):
    """Width, height, and a function from (x, y) to the colour there, of a PNG as Chromium writes it (8 bits, RGB or RGBA)."""
    at, data, wide, high, depth = 8, b"", 0, 0, 3
    while at < len(png):
        size, kind = int.from_bytes(png[at:at + 4], "big"), png[at + 4:at + 8]
        if kind == b"IHDR":
            wide, high = (int.from_bytes(png[at + 8 + k:at + 12 + k], "big") for k in (0, 4))
            depth = {2: 3, 6: 4}[png[at + 17]]
        data += png[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    lines, raw, row = [], zlib.decompress(data), bytearray(wide * depth)
    for y in range(high):
        start = y * (wide * depth + 1)
        row = unfiltered(raw[start], raw[start + 1:start + 1 + wide * depth], row, depth)
        lines.append(row)
    return wide, high, lambda x, y: tuple(lines[y][x * depth:x * depth + 3])


def unfiltered(kind, line, above, depth):
    """A line of a PNG without its filter (0 none, 1 left, 2 above, 3 mean, 4 Paeth)."""
    made = bytearray(line)
    for k in range(len(made)):
        left, up = (made[k - depth] if k >= depth else 0), above[k]
        corner = above[k - depth] if k >= depth else 0
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda value: abs(guess - value))
        made[k] = (made[k] + (0, left, up, (left + up) // 2, nearest)[kind]) & 255
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_pictures(new_page, site, folder, width, height, scheme):
    page = new_page(width, height, color_scheme=scheme, reduced_motion="reduce")
    page.goto(site.base)
    if page.get_by_role("button", name="Vraag het Raadwijzer").is_visible():
        page.get_by_role("button", name="Vraag het Raadwijzer").click()
    ask(page, "wat is een motie?")
    ask(page, "wat doet de rekenkamer?")
    page.mouse.move(1, 1)
    shot = page.screenshot(path=folder / f"widget-{width}-{scheme}.png")
    wide, high, colour = pixels(shot)
    assert (wide, high) == (width, height)
    box = page.get_by_role("dialog").bounding_box()
    assert (box["width"], box["x"] + box["width"]) == ((432, 1260) if width == 1280 else (360, 360))
    assert colour(int(box["x"] + 8), int(box["y"] + box["height"] - 40)) == GROUND[scheme]
    notice = page.locator(".notice").bounding_box()
    assert box["y"] < notice["y"] and notice["y"] + notice["height"] < box["y"] + box["height"]
    page.goto(f"{site.base}faq")
    page.screenshot(path=folder / f"faq-{width}-{scheme}.png")
