"""What the engine is: a hash of everything that reading and extracting depend on besides the article."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
PARTS = ("model.py", "limits.py", "data.py", "files", "files.py", "text", "lang", "read", "gazetteer", "link", "code")
"""What extraction runs through; merging and all that comes after it run at every build."""
DISTRIBUTION = "kg-diplomacy"
_IGNORED = {"__pycache__"}
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@cache
def engine_version(extra: tuple[str, ...] = (), package: Path = PACKAGE, parts: tuple[str, ...] = PARTS) -> str:
    """The version of the engine: changes when code, language packs, facts or libraries change, and only then.

    Args:
        extra: further things that extraction depends on: the digest of a gazetteer of the user's, say.
        package: the folder of the code.
        parts: its files and folders that count.
    """
    digest = sha256("\x1f".join((*extra, *_libraries())).encode())
    for path in _files(package, parts):
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(package).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _files(package: Path, parts: Iterable[str]) -> list[Path]:
    found: list[Path] = []
    for part in parts:
        path = package / part
        if path.is_file():
            found.append(path)
        elif path.is_dir():
            found += [p for p in path.rglob("*") if p.is_file() and not _IGNORED & set(p.parts)]
    return sorted(found, key=lambda p: p.relative_to(package).as_posix())


def _libraries() -> list[str]:
    """Python and the libraries that the package asks for, with their versions."""
    found = ["python {}.{}".format(*sys.version_info)]
    try:
        names = sorted({match.group() for line in requires(DISTRIBUTION) or () if (match := _NAME.match(line))})
    except PackageNotFoundError:
        return found
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found
