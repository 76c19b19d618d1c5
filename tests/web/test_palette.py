"""Contrast of every pair of colours that the style sheet puts together, light and dark, computed from its tokens.

WCAG 2.2: text 4.5 to 1 (1.4.3), borders and parts of pictures 3 to 1 (1.4.11).
"""

import gzip
import re
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[2] / "static" / "site.css"
TEXT = ("ink", "muted", "act", "act-strong", "link", "ok", "wait", "late", "info")
TINTED = (("ok", "ok-soft"), ("wait", "wait-soft"), ("late", "late-soft"), ("info", "info-soft"), ("muted", "desk"))


def tokens() -> dict[str, dict[str, str]]:
    css = SHEET.read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, flags=re.S)
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in (blocks[0], blocks[1]))
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=["light", "dark"])
def palette(request: pytest.FixtureRequest) -> dict[str, str]:
    return tokens()[request.param]


def test_dark_gives_a_value_of_its_own_to_every_colour_but_the_focus() -> None:
    both = tokens()
    same = {name for name, value in both["light"].items() if both["dark"][name] == value}
    assert same == {"focus", "focus-ink"}


@pytest.mark.parametrize("name", TEXT)
@pytest.mark.parametrize("ground", ["paper", "desk"])
def test_text_reads_on_paper_and_desk(palette: dict[str, str], name: str, ground: str) -> None:
    assert contrast(palette[name], palette[ground]) >= 4.5


@pytest.mark.parametrize(("name", "ground"), TINTED)
def test_a_tag_reads_on_its_tint(palette: dict[str, str], name: str, ground: str) -> None:
    assert contrast(palette[name], palette[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["act-soft", "ok-soft", "wait-soft", "late-soft", "info-soft"])
@pytest.mark.parametrize("name", ["ink", "link"])
def test_ink_and_links_read_on_every_tint(palette: dict[str, str], ground: str, name: str) -> None:
    assert contrast(palette[name], palette[ground]) >= 4.5


@pytest.mark.parametrize("filled", ["act", "act-strong", "info", "late"])
def test_numbers_read_in_filled_days_and_buttons(palette: dict[str, str], filled: str) -> None:
    assert contrast(palette["paper"], palette[filled]) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "desk"])
def test_borders_of_fields_are_seen(palette: dict[str, str], ground: str) -> None:
    assert contrast(palette["edge"], palette[ground]) >= 3


@pytest.mark.parametrize(("used", "left"), [("act-strong", "act-soft"), ("info", "info-soft"), ("late", "late-soft")])
def test_used_days_differ_from_days_left_without_colour(palette: dict[str, str], used: str, left: str) -> None:
    assert contrast(palette[used], palette[left]) >= 3


def test_the_focus_ring_is_seen_against_its_edge(palette: dict[str, str]) -> None:
    against_paper = contrast(palette["focus"], palette["paper"])
    assert max(contrast(palette["focus"], palette["ink"]), against_paper) >= 3
    assert contrast(palette["ink"], palette["paper"]) >= 3


def test_components_name_no_colour_of_their_own() -> None:
    css = SHEET.read_text(encoding="utf-8")
    screen = css[css.index("/* == base") : css.index("/* == print")]
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", screen)


def test_the_style_sheet_keeps_its_budget() -> None:
    assert len(gzip.compress(SHEET.read_bytes(), 9)) <= 9 * 1024
