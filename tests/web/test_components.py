"""The page of all components: every macro renders, and nothing on it would break the content policy or a reader."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from pid_tracker.law.rules import in_force
from pid_tracker.web.filters import register_filters
from pid_tracker.web.specimens import specimens

TEMPLATES = Path(__file__).parents[2] / "templates"


def environment() -> Environment:
    jinja = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    register_filters(jinja)
    jinja.globals["term_days"] = lambda filed_on=None: in_force(date(2026, 4, 2)).days
    jinja.globals["url_for"] = lambda endpoint, filename="": f"/static/{filename}"
    return jinja


@pytest.fixture(scope="module")
def page() -> str:
    return environment().get_template("public/components.html").render(specimens())


def test_the_page_is_indonesian_with_one_heading(page: str) -> None:
    assert '<html lang="id">' in page
    assert page.count("<h1") == 1


def test_nothing_is_styled_or_scripted_inline(page: str) -> None:
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", page)
    assert re.findall(r"<script[^>]*>(.*?)</script>", page, flags=re.S) == [""]


def test_every_id_is_unique(page: str) -> None:
    assert [name for name, times in Counter(re.findall(r'\sid="([^"]+)"', page)).items() if times > 1] == []


def test_every_reference_has_its_target(page: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    lists = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page)
    referred = {name for names in lists for name in names.split()}
    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert referred | labels | links <= ids


def test_no_field_is_marked_as_required_or_with_an_asterisk(page: str) -> None:
    assert not re.search(r"<(input|textarea|select)[^>]*\srequired", page)
    assert "(boleh dikosongkan)" in page
    assert "*" not in re.sub(r"<[^>]+>", "", page)


def test_the_error_summary_uses_the_words_of_the_field(page: str) -> None:
    assert "Ada yang perlu diperbaiki" in page
    assert page.count("Tulis sedikit lebih lengkap, misalnya nama kegiatan, tempat, atau tahun") == 2


def test_every_picture_is_named_or_hidden_from_readers(page: str) -> None:
    pictures = re.findall(r"<svg[^>]*>", page)
    assert pictures
    assert all('aria-hidden="true"' in tag or 'role="img"' in tag for tag in pictures)


def test_every_chart_has_a_title_a_description_and_its_table(page: str) -> None:
    charts = re.findall(r'<figure class="chart">.*?</figure>', page, flags=re.S)
    assert len(charts) == 4
    assert all("<title" in chart and "<desc" in chart and "<table>" in chart for chart in charts)


def test_what_a_person_typed_is_escaped() -> None:
    words = "<b>tebal</b>"
    template = environment().from_string(
        '{% from "_parts/summary_list.html" import summary_list %}{{ summary_list([("Judul", words)]) }}'
    )
    assert "&lt;b&gt;tebal" in template.render(words=words)


def test_an_error_page_says_what_to_do_next() -> None:
    text = environment().get_template("errors/error.html").render(
        code=404, title="Halaman ini tidak ada", message="Alamat ini tidak kami kenal.",
        what_next=["Periksa alamatnya."], reference="A7F3",
    )  # fmt: skip
    assert all(words in text for words in ("Halaman ini tidak ada", "Periksa alamatnya.", "A7F3"))
