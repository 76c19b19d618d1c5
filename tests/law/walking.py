"""The random walks of the law's tests: one group (`pytest -m walk`) with one budget, and what each of them states.

`LAW_EXAMPLES` (2,000 unless told) is how many histories the widest walk draws; the others draw at most that many, and
no more than they say themselves. The draws are the same on every machine and on every run, and no clock ends one: a
machine that is busy is no fault of the law. Without the walks `tests/law` runs in two seconds: `pytest -m "not walk"`.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

BUDGET = int(os.environ.get("LAW_EXAMPLES", "2000"))
#: A walk that hangs is ended after so many seconds; the widest takes half a minute on two idle cores.
HANGS = 1200


def stated(at_most: int = BUDGET) -> settings:
    """What every walk states: how many draws, no deadline, the same draws each time, nothing kept between runs."""
    return settings(
        max_examples=min(at_most, BUDGET),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def walk(at_most: int = BUDGET) -> Callable[[Callable[..., None]], Any]:
    """Mark a test under `@given` as a walk of at most so many draws."""
    return lambda test: pytest.mark.walk(pytest.mark.timeout(HANGS)(stated(at_most)(test)))
