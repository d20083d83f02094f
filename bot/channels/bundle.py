"""The widget as the one file that a site embeds: its modules in the order in which they need each other.

The modules are plain JavaScript that a browser runs as they are; nothing is translated here. Two rules make joining them
this simple, and reading them raises ValueError where one is broken: imports stand one a line at the top
(`import { a, b } from "./name.js";`), and no two modules give the same name to what they declare at the top level.
"""

from __future__ import annotations

import re
from pathlib import Path

IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w-]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function |const |class )", re.MULTILINE)
DECLARED = re.compile(r"^(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def bundle(folder: Path, entry: str) -> str:
    """The module `entry` of `folder` and all that it imports, as one classic script that leaves no name behind."""
    modules: dict[str, str] = {}
    _add(folder, entry, modules)
    owners: dict[str, str] = {}
    for name, source in modules.items():
        for declared in DECLARED.findall(source):
            if declared in owners:
                raise ValueError(f"{name}.js and {owners[declared]}.js both declare {declared!r}. Expected one name for one "
                                 "thing across the widget's modules. Rename one.")
            owners[declared] = name
    return '"use strict";\n(() => {\n' + "\n".join(f"// {name}.js\n{source}" for name, source in modules.items()) + "})();\n"


def _add(folder: Path, name: str, modules: dict[str, str]) -> None:
    source = (folder / f"{name}.js").read_text(encoding="utf-8")
    modules[name] = ""  # seen: a circle of imports ends here
    for imported in IMPORT.findall(source):
        if imported[1] not in modules:
            _add(folder, imported[1], modules)
    source = EXPORT.sub("", IMPORT.sub("", source))
    stray = re.search(r"^(?:import|export)\b.*", source, re.MULTILINE)
    if stray:
        raise ValueError(f"{name}.js: found {stray[0]!r}. Expected imports such as 'import {{ a }} from \"./b.js\";' and "
                         "exports of a function, const or class. Write it so.")
    del modules[name]
    modules[name] = source
