"""What the README shows is what users see."""

from pathlib import Path
import re

import pytest
from support import Command
import yaml

from ecolint import __version__

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.fr.md")
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(name: str) -> list[tuple[str, str]]:
    """The code blocks of a page, each with its language."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_the_sample_is_real_output(name: str, ecolint_process: Command) -> None:
    (sample,) = (text for _, text in blocks(name) if text.startswith("$ ecolint check demo"))
    ended = ecolint_process(*sample.splitlines()[0].split()[2:], cwd=ROOT)
    assert ended.code == 1
    shown = ended.out.splitlines()
    for line in sample.splitlines()[1:]:
        assert line == "…" or line in shown, line


@pytest.mark.parametrize("name", READMES)
def test_the_hook_is_a_configuration_of_this_version(name: str) -> None:
    (text,) = (text for language, text in blocks(name) if language == "yaml")
    (repository,) = yaml.safe_load(text)["repos"]
    assert repository["rev"] == f"v{__version__}"
    assert repository["hooks"] == [{"id": "ecolint"}]


@pytest.mark.parametrize("page", dict.fromkeys(PAGES), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^(`{3,}).*?^\1", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target and not target.startswith("#"):
            assert (page.parent / target.partition("#")[0]).exists(), target
