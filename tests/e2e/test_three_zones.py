"""The script that an operator runs: three zones, each figure moves by exactly one."""

import pytest

from tests import three_zones


@pytest.mark.timeout(300)
def test_filing_in_three_zones_moves_each_figure_by_exactly_one() -> None:
    assert three_zones.main() == 0
