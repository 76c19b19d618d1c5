"""The code's own rules: who may read the time, how long a module may be, what every endpoint and module declares."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pid_tracker"
MODULES = sorted(PACKAGE.rglob("*.py"))
AUDIENCES = ("public", "citizen", "case", "officer", "admin", "sign_in", "machine")
LONGEST = 300

#: Calls that read the machine's clock. Only `clock.py` may.
_CLOCK_READERS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "clock.py"], ids=_name)
def test_only_the_clock_reads_the_time(path: Path) -> None:
    readers = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr, node.attr) in _CLOCK_READERS
    ]
    assert not readers


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_has_one_subject_and_fits_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_two_modules_share_a_name() -> None:
    count = Counter(path.name for path in MODULES if path.name != "__init__.py")
    assert [name for name, times in count.items() if times > 1] == []


def _public_definitions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    inner
                    for inner in node.body
                    if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_")
                )


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_what_is_public_says_what_it_gives(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    bare = [node.name for node in _public_definitions(tree) if not ast.get_docstring(node)]
    assert not bare


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_import_hides_inside_a_function(path: Path) -> None:
    hidden = [
        inner.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name != "facts"], ids=_name)
def test_what_an_event_carries_is_read_through_its_facts(path: Path) -> None:
    """No key of an event's details stands outside `law/facts/`: their names are the fields of a type there."""
    read = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for of, key in _string_keys(node)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
        if (of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else "") in _DETAILS
    ]
    assert not read


#: What details were called where they were read by key.
_DETAILS = frozenset({"details", "told"})


def _string_keys(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is read by which key: `of[key]`, `of.get(key)`, `key in of`."""
    match node:
        case ast.Subscript(value=of, slice=key):
            yield of, key
        case ast.Call(func=ast.Attribute(value=of, attr="get"), args=[key, *_]):
            yield of, key
        case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()], comparators=[of]):
            yield of, key


def test_no_template_reads_the_details_of_an_event() -> None:
    templates = (ROOT / "templates").rglob("*.html")
    assert not [
        path.name for path in templates if re.search(r"\.details\b(?!\.html)", path.read_text(encoding="utf-8"))
    ]


TEMPLATES = ROOT / "templates"
#: What a view prepares for a template to read as it is: which acts are open, which forms are offered.
_PREPARED = re.compile(r"(\w+_)?(acts|offers)$")
#: Templates in which a rule still stands, with how many. This list can only become shorter.
_RULES_IN_TEMPLATES = {"citizen/ask_grounds.html": 1, "public/components.html": 1}


def _rules_in(text: str) -> Iterator[str]:
    """The rules of a template: conditions on acts, choices by kind from a dictionary, a reading of a case's events."""
    tree = Environment().parse(text)
    for name in tree.find_all(nodes.Name):
        if name.name == "acts":
            yield f"line {name.lineno}: acts are read"
    for joined in tree.find_all((nodes.And, nodes.Or, nodes.Not)):
        for read in joined.find_all(nodes.Getattr):
            if isinstance(read.node, nodes.Name) and _PREPARED.match(read.node.name):
                yield f"line {joined.lineno}: {read.node.name}.{read.attr} is one condition of several"
    for read in tree.find_all((nodes.Getattr, nodes.Getitem)):
        if isinstance(read.node, nodes.Dict):
            yield f"line {read.lineno}: a dictionary is looked up in"
        if isinstance(read, nodes.Getitem) and isinstance(read.node, nodes.Getattr) and read.node.attr == "events":
            yield f"line {read.lineno}: an event of the case is picked out"
    for given in tree.find_all(nodes.Keyword):
        if given.key == "hints" and isinstance(given.value, nodes.Dict):
            yield f"line {given.lineno}: hints by kind"


def test_no_template_decides_by_a_rule() -> None:
    """A template gets ready values; the views and their panels prepare them."""
    found = {
        path.relative_to(TEMPLATES).as_posix(): list(_rules_in(path.read_text(encoding="utf-8")))
        for path in TEMPLATES.rglob("*.html")
    }
    assert {name: len(rules) for name, rules in found.items() if rules} == _RULES_IN_TEMPLATES, found


@pytest.mark.parametrize(
    "rule",
    [
        "{% if acts.ANSWERED %}x{% endif %}",
        "{% if offers.talks and is_ppid %}x{% endif %}",
        "{% if a or not dispute_offers.court %}x{% endif %}",
        '{{ {"ok": "selesai"}[state] }}',
        '{{ {"ok": "selesai"}.get(state) }}',
        "{{ case.events[0].facts.referred_by }}",
        '{{ choices(f, hints={"a": "b"}) }}',
    ],
)
def test_a_rule_in_a_template_is_found(rule: str) -> None:
    assert list(_rules_in(rule))


def test_the_layers_hold() -> None:
    """The contracts of pyproject.toml; `make check` asks the same, and `make sabotage` breaks each."""
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_no_name_says_nothing() -> None:
    vague = [
        _name(path)
        for path in MODULES
        if path.stem in {"utils", "util", "helper", "helpers", "manager", "common", "misc"}
    ]
    assert not vague


def test_every_endpoint_declares_its_audience(app: Flask) -> None:
    declared = tomllib.loads((ROOT / "tests/web/audiences.toml").read_text(encoding="utf-8"))
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    named = {
        f"{blueprint}.{view}" if blueprint != "app" else view for blueprint, views in declared.items() for view in views
    }
    assert endpoints - named == set(), "say in tests/web/audiences.toml who may see these"
    assert named - endpoints == set(), "these are declared but do not exist"
    audiences = {audience for views in declared.values() for audience in views.values()}
    assert audiences <= set(AUDIENCES)


def test_addresses_are_indonesian_words_with_dashes(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            fixed = re.sub(r"<[^>]+>", "", rule.rule)
            assert re.fullmatch(r"[a-z0-9/.\-]*", fixed), rule.rule


def test_every_template_is_used() -> None:
    templates = ROOT / "templates"
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in [*MODULES, *templates.rglob("*.html"), *templates.rglob("*.typ")]
    )
    views = {path.stem for path in templates.rglob("*.html")}
    assert views
    unused = [
        path.relative_to(templates).as_posix()
        for path in templates.rglob("*.html")
        if path.relative_to(templates).as_posix() not in sources and f"{path.parent.name}/{path.stem}" not in sources
    ]
    assert not unused


def test_each_part_of_the_site_shows_templates_of_its_own_folder() -> None:
    """Whatever names a template, a view or a helper; `errors/` is everybody's, and so is what lies beside the parts."""
    named = 0
    for path in sorted((PACKAGE / "web").rglob("*.py")):
        part = path.parent.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                assert ".html" not in ast.unparse(node), f"{_name(path)}: a template is named in full"
            if not isinstance(node, ast.Constant) or not re.fullmatch(r"[a-z_/]+\.html", str(node.value)):
                continue
            template = str(node.value)
            assert (ROOT / "templates" / template).is_file(), f"{_name(path)}: {template} does not exist"
            assert template.startswith(("errors/", f"{part}/")), f"{_name(path)} shows {template}"
            named += 1
    assert named > 80


#: Who acts, when, by which calendar: by name or by type, in any order.
_HAND = ({"actor", "Actor"}, {"now", "datetime"}, {"calendar", "WorkingCalendar"})


@pytest.mark.parametrize("path", [path for path in MODULES if "law" not in path.relative_to(PACKAGE).parts], ids=_name)
def test_who_acts_when_and_by_which_calendar_travel_as_one_hand(path: Path) -> None:
    apart = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            said = {ast.unparse(one.annotation) if one.annotation else one.arg for one in taken}
            if all(said & part or {one.arg for one in taken} & part for part in _HAND):
                apart.append(f"line {node.lineno}")
    assert not apart, "take a Hand"
