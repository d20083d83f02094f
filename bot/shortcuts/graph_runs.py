"""Running the components of the model one after the other, in an order that is worked out once.

Rasa hands its graph to dask each time, three times a turn, which works out the order again and keeps books for threads that
are not there: 1.5 ms a turn.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

from bot.shortcuts.install import Known, Shortcut


def run(self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
    """The outputs of `targets` (else of the graph's own), by name; GraphRunError when a component stops with RuntimeError."""
    wanted = targets if targets else self._graph_schema.target_names
    orders = self.__dict__.setdefault("_orders", {})
    if tuple(wanted) not in orders:
        orders[tuple(wanted)] = order(self._graph_schema.minimal_graph_schema(wanted))
    done = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, needs in orders[tuple(wanted)]:
            # What nothing brings is passed on by name, as dask does: the node says what it misses.
            done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(done[name] for name in wanted)


def order(schema: GraphSchema) -> list[tuple[str, tuple[str, ...]]]:
    """The nodes of a graph with what each needs, every node after its needs."""
    found: dict[str, tuple[str, ...]] = {}

    def visit(name: str) -> None:
        if name in schema.nodes and name not in found:
            needs = tuple(schema.nodes[name].needs.values())
            for need in needs:
                visit(need)
            found[name] = needs

    for name in schema.nodes:
        visit(name)
    return list(found.items())


def shortcuts() -> list[Shortcut]:
    """The run of a graph."""
    return [Shortcut(DaskGraphRunner, "run", run)]


def known() -> list[Known]:
    """How Rasa runs its graph, and what a node takes."""
    return [Known(DaskGraphRunner.run, "f58ed98f29b1bd4d"), Known(DaskGraphRunner._build_dask_graph, "5a3d98bcfa161e92"),
            Known(GraphNode.__call__, "0bbb63db2966a91a")]
