"""The list of guards is true: every file and text is there, exactly once, and every named test exists."""

import pytest

from tests import sabotage


@pytest.mark.parametrize("guard", sabotage.GUARDS, ids=lambda guard: guard["why"])
def test_a_listed_guard_stands_where_the_list_says(guard: dict[str, str]) -> None:
    assert (sabotage.ROOT / guard["file"]).read_text(encoding="utf-8").count(guard["find"]) == 1
    files = guard["test"].partition(" -k ")[0]  # what follows chooses tests by their names
    for test in files.split():
        assert (sabotage.ROOT / test.split("::")[0]).is_file()
