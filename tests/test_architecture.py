"""The house rules that a reader cannot see in one file: which way imports point, and which modules are doors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kg"
LAYERS = (
    ("errors", "limits", "data", "quiet"),
    ("model", "lang"),
    ("files", "net"),
    ("text",),
    ("read", "gazetteer"),
    ("link",),
    ("code",),
    ("lines", "incremental", "extracting"),
    ("merge",),
    ("corrections",),
    ("review", "rdf"),
    ("store",),
    ("view",),
    ("report", "diff", "evaluate"),
    ("serve", "building"),
    ("cluster",),
    ("cli",),
    ("__main__",),
)
"""From the ground up: a module imports from layers below its own and from its own package, never from beside or above.
`kg/__init__.py` is the front door and imports what it names at first use."""
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
LONGEST = 500
"""Lines; above 300 a module should have a reason."""
WRITERS = {
    "files.py": "the door",
    "gazetteer/compiling.py": "keeps the compiled index in the user's cache",
    "gazetteer/runs.py": "keeps what does not fit in memory beside the index that is built",
    "gazetteer/wikidata/assembling.py": "writes the index",
    "gazetteer/wikidata/building.py": "keeps how far a dump has been read, beside the index that is built",
    "gazetteer/wikidata/endpoint.py": "keeps the answers of an update, until it is whole",
    "gazetteer/wikidata/updating.py": "keeps what an index is written of",
    "incremental/segments.py": "keeps what was extracted, in files that never change",
    "corrections/records.py": "adds a line to the user's file of corrections",
    "store/embedded.py": "keeps a store beside a large graph",
    "store/loading.py": "remembers, beside a build, what a remote store has of it",
}
"""The modules that may write files, and what for."""
WRITING = {"write_text", "write_bytes", "mkstemp", "mkdtemp", "NamedTemporaryFile"}
NETWORK = {"socket", "ssl", "http", "requests", "httpx", "aiohttp", "SPARQLWrapper", "ftplib", "smtplib"}
NETWORK_FOLDERS = ("net.py", "store/", "serve/", "gazetteer/wikidata/")
"""Where sockets may be opened: the door, and those who word requests or serve."""
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def part_of(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


def tree_of(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text("utf-8"))


def imported_parts(module: str) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            if node.module == "kg":
                yield from (alias.name for alias in node.names if alias.name != "__version__")
            elif node.module and node.module.startswith("kg."):
                yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("kg."))


@pytest.mark.parametrize("module", [m for m in MODULES if m != "__init__.py"])
def test_imports_point_downward(module: str) -> None:
    part = part_of(module)
    assert part in RANK, f"'{part}' has no layer yet: add it to LAYERS"
    wrong = {other for other in imported_parts(module) if other != part and RANK.get(other, 99) >= RANK[part]}
    assert not wrong


@pytest.mark.parametrize("module", MODULES)
def test_module_is_short_enough_to_be_one_idea(module: str) -> None:
    assert len((PACKAGE / module).read_text("utf-8").splitlines()) <= LONGEST


def writes(module: str) -> bool:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            modes = [a.value for a in (*node.args, *(k.value for k in node.keywords)) if isinstance(a, ast.Constant)]
            opens = name in ("open", "fdopen") and any(
                isinstance(m, str) and set(m) & set("wax+") for m in modes if m in MODES
            )
            if name in WRITING or opens:
                return True
    return False


MODES = {f"{mode}{plus}{kind}" for mode in "rwax" for plus in ("", "+") for kind in ("", "b", "t")} | {"r+b", "w+b"}


def test_only_the_named_modules_write_files() -> None:
    assert {module for module in MODULES if writes(module)} == set(WRITERS)


@pytest.mark.parametrize("module", [m for m in MODULES if not m.startswith(NETWORK_FOLDERS)])
def test_no_other_module_opens_sockets(module: str) -> None:
    for node in ast.walk(tree_of(module)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        roots = {name.split(".")[0] for name in names}
        assert not roots & NETWORK
        assert "urllib.request" not in names


def test_no_module_names_a_language_by_its_code() -> None:
    """Which languages there are is data; the command line and the picture have defaults, English has messages."""
    for module in MODULES:
        compared = [
            node.value
            for compare in ast.walk(tree_of(module))
            if isinstance(compare, ast.Compare)
            for node in (compare.left, *compare.comparators)
            if isinstance(node, ast.Constant)
        ]
        assert "ar" not in compared, f"{module} treats one language in its own way"
