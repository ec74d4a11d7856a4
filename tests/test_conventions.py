"""What the house agreed on, where a machine can see it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = sorted(
    path for path in (ROOT / "tracker").rglob("*.py") if "migrations" not in path.parts
)

FORBIDDEN = {
    "a script of its own": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a style of its own": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"\s(?:hx-)?on[a-z:-]*\s*=", re.IGNORECASE),
    "words passed as markup": re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off"),
    "an address that runs": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    assert len(TEMPLATES) > 30
    assert [str(path) for path in TEMPLATES if FORBIDDEN[what].search(path.read_text())] == []


@pytest.mark.parametrize(
    ("what", "bad"),
    [
        ("a script of its own", "<script>x</script>"),
        ("a script of its own", '<script type="module">x</script>'),
        ("a style of its own", '<p class="x" style="color: red">'),
        ("a style of its own", "<style>p {}</style>"),
        ("an inline handler", '<p onclick="x">'),
        ("an inline handler", '<p hx-on:click="x">'),
        ("words passed as markup", "{{ title|safe }}"),
        ("words passed as markup", "{% autoescape off %}"),
        ("an address that runs", '<a href="javascript:x">'),
    ],
)
def test_it_would_be_found(what: str, bad: str) -> None:
    assert FORBIDDEN[what].search(bad)


def test_markup_is_made_in_few_places() -> None:
    makers = re.compile(r"\bmark_safe\(|\bSafeString\(|\bSafeText\(|def __html__|\bhtml_safe\b")
    found = {str(path.relative_to(ROOT)) for path in SOURCES if makers.search(path.read_text())}
    # The words found by a search; and what Jinja has made and escaped: the timeline and the
    # readings of a process, and all choices of a filter.
    assert found == {
        "tracker/templatetags/timeline.py",
        "tracker/views/choices.py",
        "tracker/views/timeline.py",
    }


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Public functions and methods, but for those whose signature is somebody else's: methods of
    classes with a base, and template filters, which take what stands before the bar and after."""
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) and not node.bases else [node]
        for one in inside:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
                decorators = {ast.unparse(decorator) for decorator in one.decorator_list}
                if not any(name.startswith("register.") for name in decorators):
                    yield one


def _is_flag(argument: ast.arg, default: ast.expr | None) -> bool:
    said = ast.unparse(argument.annotation) if argument.annotation else ""
    given = isinstance(default, ast.Constant) and isinstance(default.value, bool)
    return given or said.replace(" ", "") in ("bool", "bool|None")


def _positional_flags(source: str) -> list[str]:
    found = []
    for node in _functions(ast.parse(source)):
        given = [*node.args.posonlyargs, *node.args.args]
        defaults = [None] * (len(given) - len(node.args.defaults)) + list(node.args.defaults)
        flags = [
            one for one, default in zip(given, defaults, strict=True) if _is_flag(one, default)
        ]
        found += [f"{node.name}({flag.arg})" for flag in flags]
    return found


def test_flags_are_keyword_only() -> None:
    found = {str(path.relative_to(ROOT)): _positional_flags(path.read_text()) for path in SOURCES}
    assert {path: flags for path, flags in found.items() if flags} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(a: int, b: bool) -> None: ...", ["f(b)"]),
        ("def f(a: int, b=False) -> None: ...", ["f(b)"]),
        ("def f(a: int, *, b: bool = False) -> None: ...", []),
        ("def _f(b: bool) -> None: ...", []),
    ],
)
def test_a_positional_flag_would_be_found(source: str, found: list[str]) -> None:
    assert _positional_flags(source) == found


# Libraries that only the process which reads articles loads: a web process stays as small as it is.
LARGE = {
    "trafilatura",
    "lxml",
    "pdfminer",
    "mammoth",
    "py3langid",
    "httpx",
    "httpcore",
    "rapidfuzz",
}
LOADED_APART = {"tracker/imports/fetching.py"}


def _loaded_at_once(source: str) -> set[str]:
    """What a file imports as soon as it is imported itself."""
    found = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_large_libraries_are_loaded_where_they_are_used() -> None:
    found = {str(path.relative_to(ROOT)): _loaded_at_once(path.read_text()) for path in SOURCES}
    loading = {
        path for path, names in found.items() if {one.split(".")[0] for one in names} & LARGE
    }
    assert loading == LOADED_APART
    assert [path for path, names in found.items() if "tracker.imports.fetching" in names] == []
