"""Reports show the same paths on every system: what lies on a drive or a share is told as what lies below `/`."""

from dataclasses import replace
from io import StringIO
from pathlib import PurePath, PurePosixPath, PureWindowsPath
import sys

import pytest

from ecolint.reporters import BUILT_IN
from ecolint.reporters.sarif import SarifOptions, sarif_reporter
from ecolint.run.paths import OutsideRootError, inside


@pytest.mark.parametrize(
    ("root", "file"),
    [
        (PurePosixPath("/srv/site"), PurePosixPath("/srv/site/a b/é#1%.html")),
        (PureWindowsPath(r"C:\srv\site"), PureWindowsPath(r"C:\srv\site\a b\é#1%.html")),
        (PureWindowsPath("C:\\"), PureWindowsPath(r"C:\a b\é#1%.html")),
        (PureWindowsPath(r"c:\Srv\site"), PureWindowsPath(r"C:\srv\Site\a b\é#1%.html")),
        (PureWindowsPath(r"\\server\share\site"), PureWindowsPath(r"\\server\share\site\a b\é#1%.html")),
    ],
)
def test_a_path_is_relative_to_the_root_with_slashes(root: PurePath, file: PurePath) -> None:
    assert inside(file, root) == "a b/é#1%.html"
    assert inside(root, root) == ""


@pytest.mark.parametrize(
    ("root", "file"),
    [
        (PurePosixPath("/srv/site"), PurePosixPath("/srv/site2/a.html")),
        (PureWindowsPath(r"C:\srv\site"), PureWindowsPath(r"C:\srv\site2\a.html")),
        (PureWindowsPath(r"C:\srv\site"), PureWindowsPath(r"D:\work\site\a.html")),
        (PureWindowsPath(r"C:\srv\site"), PureWindowsPath(r"\\server\share\a.html")),
    ],
)
def test_nothing_lies_outside_of_the_root(root: PurePath, file: PurePath) -> None:
    with pytest.raises(OutsideRootError):
        inside(file, root)


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> object:
    from pathlib import Path

    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(__file__).parent.parent / "reporters")])
    import reported

    return reported


def test_the_same_findings_give_the_same_bytes_from_either_system(reported: object) -> None:
    def written(root: PurePath, file: PurePath) -> dict[str, str]:
        page = replace(reported.PAGE, path=PurePosixPath(inside(file, root)))  # type: ignore[attr-defined]
        given = reported.results([reported.finding(page, "<img")], [page])  # type: ignore[attr-defined]
        given = replace(given, root=str(root))
        texts = {}
        relative = sarif_reporter(SarifOptions(absolute_paths=False))
        for reporter in (*(one for one in BUILT_IN if one.name != "sarif"), relative):
            stream = StringIO()
            reporter.write(given, stream)
            texts[reporter.name] = stream.getvalue()
        return texts

    here = written(PurePosixPath("/srv/site"), PurePosixPath("/srv/site/a b/page.html"))
    there = written(PureWindowsPath(r"C:\site"), PureWindowsPath(r"C:\site\a b\page.html"))
    assert here == there
    assert "a%20b/page.html" in here["sarif"]
    assert not any("\\\\" in text for text in there.values())


@pytest.mark.parametrize(
    ("root", "uri"),
    [
        ("/srv/a b", "file:///srv/a%20b/"),
        (r"C:\srv\a b", "file:///C:/srv/a%20b/"),
        ("C:\\", "file:///C:/"),
        (r"\\server\share\site", "file://server/share/site/"),
        ("/", "file:///"),
    ],
)
def test_sarif_says_where_the_root_lies(root: str, uri: str) -> None:
    from ecolint.reporters.sarif import _folder_uri

    assert _folder_uri(root) == uri
