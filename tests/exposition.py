"""Prometheus' text format 0.0.4 and the simple comparisons of its alarms, read by a second hand."""

import math
import re
from collections.abc import Callable
from pathlib import Path

RULES = Path(__file__).parents[1] / "deploy" / "prometheus-rules.yml"
_SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[^"\\\n]*",?)+)\})? (\S+)')
_COMPARED = re.compile(r'([a-z_]+)(?:\{([a-z]+="[^"]*")\})? (<|>|==) (\S+)')
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "==": lambda one, other: one == other,
}

Labels = frozenset[tuple[str, str]]


def _labels(text: str | None) -> Labels:
    return frozenset(re.findall(r'([a-z]+)="([^"]*)"', text or ""))


def read(text: str) -> dict[str, dict[Labels, float]]:
    """The samples by name and labels. AssertionError for a line that is no sample, a sample that stands twice, and one
    whose metric was not told before with HELP and TYPE."""
    found: dict[str, dict[Labels, float]] = {}
    told: list[str] = []
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("#"):
            _, word, name, _ = line.split(" ", 3)
            assert word in ("HELP", "TYPE")
            told.append(name)
            continue
        sample = _SAMPLE.fullmatch(line)
        assert sample, line
        name, labels, value = sample[1], _labels(sample[2]), float(sample[3])
        assert told[-2:] == [re.sub("_(bucket|sum|count)$", "", name)] * 2, line
        assert labels not in found.setdefault(name, {}), line
        found[name][labels] = value
    return found


def rules() -> dict[str, str]:
    """The shipped alarms: name -> expression."""
    text = RULES.read_text("utf-8")
    found = dict(re.findall(r"- alert: (\w+)\n +expr: (.+)\n", text))
    assert len(found) == text.count("alert:")
    return found


def ringing(text: str) -> set[str]:
    """The alarms whose expression is true of what was scraped."""
    samples = read(text)
    return {alarm for alarm, expression in rules().items() if _is_true(expression, samples)}


def _is_true(expression: str, samples: dict[str, dict[Labels, float]]) -> bool:
    """One comparison of a metric with a number, or with a metric of the same labels."""
    parts = _COMPARED.fullmatch(expression)
    assert parts, f"this reader knows no such expression: {expression}"
    compare, wanted, other = _OPERATORS[parts[3]], _labels(parts[2]), samples.get(parts[4], {})
    return any(
        compare(value, other.get(labels, math.nan) if parts[4] in samples else float(parts[4]))
        for labels, value in samples.get(parts[1], {}).items()
        if wanted <= labels
    )
