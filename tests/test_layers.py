"""Who may import whom: the table of layers, held against the imports of every module."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "genwen"

# Longest prefix wins. A module may import modules of a lower layer, and those of its own prefix.
LAYERS = {
    "genwen": 0,
    "genwen.records": -1,
    "genwen.patterns": -1,
    "genwen.cycles": -1,
    "genwen.steps": -1,
    "genwen.needs": -0.5,
    "genwen.diagnostics": 0,
    "genwen.numerals": 0,
    "genwen.searching": 0,
    "genwen.standard": 0,
    "genwen.document.elements": 1,
    "genwen.document.keeping": 1.5,
    "genwen.ooxml": 2,
    "genwen.facts.source": 2,
    "genwen.spreadsheet.grids": 3,
    "genwen.project": 3,
    "genwen.facts": 3,
    "genwen.document": 4,
    "genwen.ledger": 4,
    "genwen.facts.loader": 5,
    "genwen.facts.json_schema": 6,
    "genwen.facts.whereabouts": 6,
    "genwen.document.compose": 6,
    "genwen.rendering": 5,
    "genwen.spreadsheet": 5,
    "genwen.trace": 7,
    "genwen.agreement": 7,
    "genwen.lint": 5,
    "genwen.outputs": 7,
    "genwen.scaffold": 7,
    "genwen.checking": 7,
    "genwen.revision": 6,
    "genwen.formatting": 6,
    "genwen.refusals": 7.5,
    "genwen.drafts": 8,
    "genwen.write_back": 8,
    "genwen.pipeline": 8,
    "genwen.units": 6,
    "genwen.campaign": 6,
    "genwen.bulk": 9,
    "genwen.cli": 10,
    "genwen.__main__": 11,
}
# Who alone may use a library.
FENCES = {
    "yaml": ("genwen.facts.source",),
    "jinja2": ("genwen.rendering", "genwen.document.sandbox"),
    "docxtpl": ("genwen.rendering",),
    "docx": ("genwen.ooxml", "genwen.rendering"),
    "lxml": ("genwen.ooxml",),
    "click": ("genwen.cli",),
    "rich": ("genwen.cli",),
    "openpyxl": ("genwen.spreadsheet",),
    "pdfplumber": ("genwen.lint.measuring",),
    "pydantic": ("genwen.facts",),
    "jieba": ("genwen.document",),
    "isal": ("genwen.ooxml",),
    "distributed": ("genwen.bulk.cluster",),
}


def modules() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append((name, path))
    return found


def prefix_of(module: str) -> str:
    return max((p for p in LAYERS if module == p or module.startswith(p + ".")), key=len, default="")


def imports_of(path: Path) -> set[str]:
    """Modules imported at run time, wherever the statement stands; those for type checking only are left out."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "genwen" else {node.module}
            )
    return found


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_imports_only_lower_layers(module: str, path: Path) -> None:
    own = prefix_of(module)
    for imported in imports_of(path):
        if imported.split(".")[0] != "genwen" or imported == "genwen.__version__":
            continue
        other = prefix_of(imported)
        assert other == own or LAYERS[other] < LAYERS[own], f"{module} ({own}) imports {imported} ({other})"


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_libraries_stay_behind_their_fences(module: str, path: Path) -> None:
    for imported in imports_of(path):
        library = imported.split(".")[0]
        if library in FENCES:
            assert any(module == p or module.startswith(p + ".") for p in FENCES[library]), (
                f"{module} imports {imported}"
            )


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_modules_stay_short(module: str, path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_help_loads_no_heavy_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from genwen.cli.main import main; main(['--help']);"
        "heavy = {'lxml', 'pydantic', 'docx', 'docxtpl', 'jinja2', 'yaml', 'jieba'} & set(sys.modules);"
        "print('HEAVY', sorted(heavy)); sys.exit(bool(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:] + done.stderr[-500:]
