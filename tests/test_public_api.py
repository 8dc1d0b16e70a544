"""The public API: what the page for authors lists is what there is."""

from pathlib import Path
import re

import ecolint
import ecolint.testing

PAGE = Path(__file__).parent.parent / "docs" / "publishing.md"


def listed() -> tuple[set[str], set[str]]:
    """The names of `ecolint` and those of `ecolint.testing`, as the page has them."""
    section = PAGE.read_text("utf-8").partition("## The public API")[2].partition("\n## ")[0]
    rows = [line.split("|")[1:3] for line in section.splitlines() if line.startswith("| ")][1:]
    names = {what.strip(): set(re.findall(r"`(\w+)`", cell)) for what, cell in rows}
    testing = names.pop("testing (`ecolint.testing`)")
    return set().union(*names.values()), testing


def test_the_page_lists_every_public_name_and_no_other() -> None:
    names, testing = listed()
    assert names == set(ecolint.__all__)
    assert testing <= set(ecolint.testing.__all__)


def test_each_can_be_had() -> None:
    names, testing = listed()
    assert all(getattr(ecolint, name) is not None for name in names)
    assert all(getattr(ecolint.testing, name) is not None for name in testing)
