"""kg builds knowledge graphs of diplomacy from Arabic and English news.

import kg

result = kg.build(["seeds/"], "out/")
print(len(result.knowledge.happenings))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.building import Build, NothingRead, build
    from kg.errors import KgError
    from kg.extracting import extract
    from kg.view import render

__all__ = ["Build", "KgError", "NothingRead", "__version__", "build", "extract", "render"]
_HOMES = {
    "Build": "kg.building",
    "KgError": "kg.errors",
    "NothingRead": "kg.building",
    "build": "kg.building",
    "extract": "kg.extracting",
    "render": "kg.view",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for at its first use, so that `import kg` and `kg --help` are quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
