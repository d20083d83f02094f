"""The hours as a bar chart: a picture, and the same in words for who can't see it."""

from __future__ import annotations

import io

from actions.dutch_hours import spell_hours
from actions.tijdsbesteding_invullen_rules import Row, cell
from knowledge.facts import time_labels

SIZE = (8.0, 6.0)  # inches
DOTS = 110  # an inch
NOW_COLOUR, WISH_COLOUR = "#154273", "#f9b000"
WIDTH = 0.4


def chart(rows: tuple[Row, ...]) -> bytes:
    """A PNG with a bar for each activity, as it is and as wished; what was not filled in has no bar."""
    # Not at import: it takes a second, and only this picture needs it. No pyplot: no window, no global state.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    labels = time_labels()
    figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    places = range(len(rows))
    wished = any(row.wish is not None for row in rows)
    now = axes.barh([at - (WIDTH / 2 if wished else 0) for at in places], [(row.now or 0) / 60 for row in rows], WIDTH,
                    color=NOW_COLOUR, label=labels["now"])
    axes.bar_label(now, [cell(row.now) for row in rows], padding=3, fontsize=8)
    if wished:
        # A hatch as well as a colour: the two can be told apart in grey.
        wish = axes.barh([at + WIDTH / 2 for at in places], [(row.wish or 0) / 60 for row in rows], WIDTH, color=WISH_COLOUR,
                         hatch="//", edgecolor="black", linewidth=0.5, label=labels["wish"])
        axes.bar_label(wish, [cell(row.wish) for row in rows], padding=3, fontsize=8)
    axes.set_yticks(list(places), [row.name for row in rows], fontsize=8)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_title(labels["title"])
    axes.xaxis.set_major_formatter(lambda hours, _: spell_hours(round(hours * 60)))
    axes.legend(fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    picture = io.BytesIO()
    canvas.print_png(picture)
    return picture.getvalue()


def in_words(rows: tuple[Row, ...]) -> str:
    """The chart as text: its title, then each activity that was filled in with its hours."""
    labels = time_labels()
    told = [f"{row.name}: " + ", ".join(f"{labels[name]} {cell(minutes)}" for name, minutes in (
        ("now_short", row.now), ("wish_short", row.wish)) if minutes is not None)
        for row in rows if row.now is not None or row.wish is not None]
    return f"{labels['title']}. {'; '.join(told)}."
