"""A plugin of pytest for `make mutants`: every test begins without what an earlier one has computed and kept.

mutmut notes which tests reach which function, and runs only those; each mutant runs in a fork of a process that has run
all tests before. With the decrees already read and their calendar already counted, no test would reach the functions
that do it, and no mutant in them would be noticed.
"""

import pytest

from pid_tracker.law.decrees import built_in_calendar, built_in_decrees
from pid_tracker.law.facts.codec import Record


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Forget the decrees and their calendar, and how facts are read."""
    built_in_decrees.cache_clear()
    built_in_calendar.cache_clear()
    Record.__dict__["_decoders"].__func__.cache_clear()
