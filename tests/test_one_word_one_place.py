"""One word, one place: what a closed list says is typed in its row and nowhere else."""

import ast
import re
from pathlib import Path

from pid_tracker.law.vocabulary.worded import Worded

ROOT = Path(__file__).resolve().parent.parent
#: Words that another table says of another thing.
OTHER_THINGS = {
    "keberatan diputus": "why a date was told, and the name of a message",
    "jawaban terlambat": "why a date was told",
    "bukti identitas": "the question about it, not the file",
    "surat jawaban": "the piece of the packet for the commission, not the file",
    "tulis penjelasannya": "what any form asks for",
    "tulis tempat yang sudah dicari": "what the answer of a unit asks for too",
}
#: What other people write in their registers, and what it means here.
READS = "register_maps.py"


def _said() -> set[str]:
    """Every text of every row that is a phrase: shorter ones mean many things."""
    texts = {
        text.casefold()
        for kind in Worded.__subclasses__()
        for member in kind
        for text in vars(member).values()
        if isinstance(text, str)
    }
    return {text for text in texts if " " in text and len(text) > 12} - set(OTHER_THINGS)


def test_no_module_types_the_words_of_a_closed_list_again() -> None:
    said, found = _said(), []
    assert len(said) > 60
    for path in sorted((ROOT / "pid_tracker").rglob("*.py")):
        if "law" in path.relative_to(ROOT).parts or path.name == READS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.casefold() in said:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}")
    assert found == []


def test_no_template_has_a_table_by_kind() -> None:
    """A template gets ready values: no `{"GROUP": ...}` in it."""
    table = re.compile(r"""["'][A-Z][A-Z_]{2,}["']\s*:""")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for match in table.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
