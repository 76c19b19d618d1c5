"""The roads of the programme to an event, read from its source: who refers to whom, down to `casefile.record`.

A node is a top-level function, class or value of a module ("services.answer.answering.send_notice"); an edge is any
mention of another one, called or only named (a lambda, a table of functions). More edges than calls: a road is never
overlooked.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import FACTS, Bare

ROOT = Path(__file__).resolve().parent.parent / "pid_tracker"
GATE = "services.gate.casefile.record"


@dataclass
class Module:
    """One file: what its names stand for, and its top-level nodes."""

    name: str
    tree: ast.Module
    names: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, ast.stmt] = field(default_factory=dict)


@cache
def modules() -> dict[str, Module]:
    """Every module of the package by its name without the package: "services.casefile"."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = list(path.relative_to(ROOT).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, ast.parse(path.read_text(encoding="utf-8")))
    for module in found.values():
        for statement in module.tree.body:
            module.nodes |= dict.fromkeys(_defined(statement), statement)
        for statement in ast.walk(module.tree):
            if isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("pid_tracker"):
                origin = (statement.module or "").removeprefix("pid_tracker").lstrip(".")
                for alias in statement.names:
                    module.names[alias.asname or alias.name] = ".".join(filter(None, (origin, alias.name)))
    return found


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
    return [target.id for target in targets if isinstance(target, ast.Name)]


def symbol(module: Module, expression: ast.expr) -> str:
    """The node that a name or `module.name` stands for; empty for anything else."""
    if isinstance(expression, ast.Name):
        if expression.id in module.nodes:
            return f"{module.name}.{expression.id}"
        found = module.names.get(expression.id, "")
    elif isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name):
        found = ".".join(filter(None, (module.names.get(expression.value.id, ""), expression.attr)))
    else:
        return ""
    origin, _, name = found.rpartition(".")
    return found if origin in modules() and name in modules()[origin].nodes else ""


@cache
def mentions() -> dict[str, frozenset[str]]:
    """Node -> the nodes that it mentions."""
    return {
        f"{module.name}.{name}": frozenset(
            found
            for part in ast.walk(statement)
            if isinstance(part, ast.Name | ast.Attribute)
            and (found := symbol(module, part))
            and found != f"{module.name}.{name}"
        )
        for module in modules().values()
        for name, statement in module.nodes.items()
    }


def reaching(targets: frozenset[str]) -> frozenset[str]:
    """Every node from which one of the targets can be reached, the targets with it."""
    reached = set(targets)
    while True:
        more = {node for node, named in mentions().items() if named & reached} - reached
        if not more:
            return frozenset(reached)
        reached |= more


def calls_of(target: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a node: (the node in which it stands, the call)."""
    for module in modules().values():
        for name, statement in module.nodes.items():
            for part in ast.walk(statement):
                if isinstance(part, ast.Call) and symbol(module, part.func) == target:
                    yield f"{module.name}.{name}", part


def writers(kinds: frozenset[str]) -> frozenset[str]:
    """The nodes that call the gate with facts of one of these kinds, or with facts of which the source names no kind.

    A function that only hands its own parameter on is no writer: those who call it with a kind or with facts are.
    """
    found, waiting, seen = set(), [(GATE, 1)], set[str]()
    while waiting:
        target, place = waiting.pop()
        seen.add(target)
        for node, call in calls_of(target):
            words = (word.value for word in call.keywords if word.arg in ("kind", "facts"))
            given = next(iter([*call.args[place : place + 1], *words]), None)
            named = _kinds_of(node, given) if given else set()
            handed_on = [] if named or given is None else [_place_of(node, one) for one in _names_in(given)]
            if any(one is not None for one in handed_on) and node not in seen:
                waiting.extend((node, one) for one in handed_on if one is not None)
            elif not handed_on and (not named or named & kinds):
                found.add(node)
    return frozenset(found)


#: Type of facts -> the kind of event that it is of.
_KINDS: Mapping[str, str] = {of.__name__: kind.value for kind, of in FACTS.items() if of is not Bare}


def _kinds_of(node: str, given: ast.expr) -> set[str]:
    """The kinds that an expression names, by themselves or by a type of facts; of a name, what was assigned to it."""
    match given:
        case ast.Attribute(attr=kind):
            return {kind} & set(E)
        case ast.Call(func=ast.Name(id="Bare"), args=[kind]):
            return _kinds_of(node, kind)
        case ast.Call(func=ast.Name(id=name)):
            return {_KINDS[name]} if name in _KINDS else set()
        case ast.Name(id=name):
            module, _, own = node.rpartition(".")
            assigned = (part for part in ast.walk(modules()[module].nodes[own]) if isinstance(part, ast.Assign))
            values = [one.value for one in assigned if any(target.id == name for target in _names_in(one.targets[0]))]
            return set().union(*(_kinds_of(node, value) for value in values if not isinstance(value, ast.Name)))
    return set()


def _names_in(given: ast.AST) -> list[ast.Name]:
    return [part for part in ast.walk(given) if isinstance(part, ast.Name)]


def _place_of(node: str, name: ast.Name) -> int | None:
    """At which place the function takes a parameter of that name; None when it takes none."""
    module, _, own = node.rpartition(".")
    function = modules()[module].nodes[own]
    names = [argument.arg for argument in function.args.args] if isinstance(function, ast.FunctionDef) else []
    return names.index(name.id) if name.id in names else None


def is_public(node: str) -> bool:
    """Whether the name is open to other modules, and is a function."""
    module, _, name = node.rpartition(".")
    return not name.startswith("_") and isinstance(modules()[module].nodes[name], ast.FunctionDef)
