"""`ecolint convert`: any format from a saved json report, as if the check had written it."""

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest
from support import Command

from ecolint.model.registry import Registry
from ecolint.reporters import BUILT_IN
from ecolint.run.saved import SavedError, results_from

PAGE = (
    "<!doctype html>\r\n<title>Été 🌱</title>\r\n\t<p>🌱</p><meta http-equiv='refresh' content='30'>\r\n"
    "<!-- ecolint: ignore[html/meta-refresh] a status board -->\r\n<meta http-equiv='refresh' content='60'>\r\n"
)
FORMATS = [reporter.name for reporter in BUILT_IN]


@pytest.fixture
def saved(ecolint: Command, tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_bytes(PAGE.encode())
    (tmp_path / "half.html").write_bytes("<title>🌱</title><script>\n  let é = ; // onunload\n</script>".encode())
    asked = [part for name in FORMATS for part in ("-o", f"{name}={tmp_path / 'out' / name}")]
    (tmp_path / "out").mkdir()
    assert ecolint("check", *asked).code == 1
    return tmp_path / "out" / "json"


@pytest.mark.parametrize("name", FORMATS)
def test_a_converted_report_is_the_one_that_the_check_would_have_written(
    name: str, saved: Path, ecolint: Command, tmp_path: Path
) -> None:
    ended = ecolint("convert", saved, "-q", "-o", f"{name}={tmp_path / 'again'}")
    assert (ended.code, ended.err) == (0, "")
    assert (tmp_path / "again").read_bytes() == (saved.parent / name).read_bytes()


def test_options_of_reports_hold_for_converted_ones(saved: Path, ecolint: Command) -> None:
    ended = ecolint("convert", saved, "-o", "sarif", "--category", "shop", "--sarif-suppressed", "include")
    (run,) = json.loads(ended.out)["runs"]
    assert run["automationDetails"]["id"] == "ecolint/shop/"
    assert len(run["results"]) == 2


def test_of_a_file_that_has_changed_nothing_is_quoted_and_the_places_stay(
    saved: Path, ecolint: Command, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>other\r\n" + PAGE.encode())
    ended = ecolint("convert", saved, "-o", "concise", "-o", "sarif=new.sarif")
    assert "changed since the report was made: page.html" in ended.err
    assert "page.html:3:10: warning html/meta-refresh" in ended.out
    assert "half.html:2:9: syntax error" in ended.out
    (result,) = json.loads((tmp_path / "new.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert "snippet" not in result["locations"][0]["physicalLocation"]["region"]
    assert result["partialFingerprints"].keys() == {"ecolint/v1"}


@pytest.mark.parametrize("name", FORMATS)
def test_without_its_files_a_report_still_gives_every_format(
    name: str, saved: Path, ecolint: Command, tmp_path: Path
) -> None:
    (tmp_path / "page.html").unlink()
    ended = ecolint("convert", saved, "-o", name)
    assert ended.code == 0
    assert "html/meta-refresh" in ended.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "is no report that ecolint wrote"),
        ('{"tool":{"name":"other"},"findings":[]}', "is no report that ecolint wrote"),
        ('{"tool":{"name":"ecolint"},"findings":[],"version":9}', "has version 9, not 1"),
        ('{"tool":{"name":"ecolint"},"findings":[],"version":1}', "lacks a part"),
    ],
)
def test_what_is_no_report_is_2_and_says_why(text: str, said: str, ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(text, "utf-8")
    ended = ecolint("convert", "report.json")
    assert ended.code == 2
    assert said in ended.err


def test_a_missing_report_is_2(ecolint: Command) -> None:
    assert ecolint("convert", "nowhere.json").code == 2


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd"])
def test_a_report_reads_no_file_outside_of_the_root(path: str, saved: Path, ecolint: Command) -> None:
    saved.write_text(saved.read_text("utf-8").replace("page.html", path), "utf-8")
    ended = ecolint("convert", saved)
    assert ended.code == 2
    assert "names a file outside of the root" in ended.err


def test_a_link_out_of_the_root_is_not_followed(
    saved: Path, ecolint: Command, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "page.html"
    (tmp_path / "page.html").rename(outside)
    (tmp_path / "page.html").symlink_to(outside)
    assert "changed since the report was made: page.html" in ecolint("convert", saved).err


def test_a_template_of_a_report_reaches_no_attributes(saved: Path, ecolint: Command) -> None:
    report = json.loads(saved.read_text("utf-8"))
    report["findings"][0] |= {"template": "{a.__class__} {b!r} {c:>99999}", "values": {"a": "x", "b": 1, "c": "y"}}
    saved.write_text(json.dumps(report), "utf-8")
    assert "class" not in ecolint("convert", saved, "-o", "concise").out


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["findings", "suppressed", "problems", "rules", "summary", "rule", "path", "start", "end", "message", "fix"]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.dictionaries(st.sampled_from(NAMES), JSON), one=st.dictionaries(st.sampled_from(NAMES), JSON))
def test_a_damaged_report_is_said_to_be_one(parts: dict[str, object], one: dict[str, object]) -> None:
    report = {"tool": {"name": "ecolint", "version": "1"}, "version": 1, "findings": [one], "suppressed": [], **parts}
    with pytest.raises(SavedError):
        results_from(json.dumps(report), Path("/nowhere"), Registry())
