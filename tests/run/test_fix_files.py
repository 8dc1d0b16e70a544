"""Fixed files: old or new, never half, and nothing else about them changes."""

from collections.abc import Iterator
import os
from pathlib import Path, PurePosixPath
import signal
import subprocess
import sys
import time

import pytest

from ecolint import Document, Edit, Element, Fix, Node, Report, Rule, Span, fact, report, rule
from ecolint.model.registry import RuleSet
from ecolint.model.rule import Facts
from ecolint.run.fixing import Fixed, fix
from ecolint.run.rewriting import RewriteError, rewrite
from ecolint.run.session import on_tree
from ecolint.testing import installed

FRAME = '<iframe src="https://example.org/a"></iframe>\n'
LAZY = '<iframe loading="lazy" src="https://example.org/a"></iframe>\n'


@rule("html", select="iframe:not([loading])", saves=["network"], evidence="consensus")
def eager(frame: Element) -> Report:
    """A frame is not lazy.

    For the tests.
    """
    return report(frame, "eager", fix=frame.with_attribute("loading", "lazy", safe=True))


def fixed(folder: Path, *rules: Rule, write: bool = True) -> Fixed:
    named = [one.named("t") for one in rules or (eager,)]
    return fix(*on_tree(folder, installed(), RuleSet.of(named)), write=write)


def told(fixed: Fixed) -> list[str]:
    return [f"{problem.source}: {problem.message}" for problem in fixed.results.problems]


def test_files_are_fixed_and_what_is_left_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(FRAME * 2, "utf-8")
    done = fixed(tmp_path)
    assert (tmp_path / "a.html").read_text("utf-8") == LAZY * 2
    assert [file.mended for file in done.files] == [2]
    assert len(done.before.findings) == 2
    assert done.results.findings == ()


def test_without_writing_the_results_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(FRAME, "utf-8")
    done = fixed(tmp_path, write=False)
    assert (tmp_path / "a.html").read_text("utf-8") == FRAME
    assert done.files[0].after.data == LAZY.encode()
    assert len(done.results.findings) == 1


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_marks_tabs_and_trailing_spaces_stay(tmp_path: Path, mark: bytes, end: bytes) -> None:
    text = mark + b"<p>\t\xc3\xa9</p>  " + end + FRAME.encode().replace(b"\n", end) + b"<p>  </p>"
    (tmp_path / "a.html").write_bytes(text)
    fixed(tmp_path)
    assert (tmp_path / "a.html").read_bytes() == text.replace(b"<iframe", b'<iframe loading="lazy"')


def test_a_file_in_another_encoding_is_left_and_named(tmp_path: Path) -> None:
    text = f"<p>caf\xe9</p>{FRAME}".encode("latin-1")
    (tmp_path / "a.html").write_bytes(text)
    done = fixed(tmp_path)
    assert (tmp_path / "a.html").read_bytes() == text
    assert done.left_out == {PurePosixPath("a.html"): "it is in windows-1252, not UTF-8"}


def test_a_file_with_syntax_errors_is_left_and_named(tmp_path: Path) -> None:
    text = f"{FRAME}<script>f(</script>"
    (tmp_path / "a.html").write_text(text, "utf-8")
    done = fixed(tmp_path, eager, shouted)
    assert (tmp_path / "a.html").read_text("utf-8") == text
    assert done.left_out == {PurePosixPath("a.html"): "it has syntax errors"}


@rule("javascript", query="(identifier) @name", saves=["cpu"], evidence="consensus")
def shouted(name: Node, doc: Document) -> Report | None:
    """A name is written in small letters.

    For the tests.
    """
    text = doc.text(name)
    return None if text.isupper() else report(name, "small", fix=doc.replace(name, text.upper(), "Shout", safe=True))


@rule("javascript", query="(identifier) @name", saves=["cpu"], evidence="consensus")
def breaking(name: Node, doc: Document) -> Report:
    """The fix of this breaks the syntax.

    For the tests.
    """
    return report(name, "broken", fix=doc.replace(name, "(", "Break", safe=True))


def test_fixes_that_break_the_syntax_are_undone_and_the_rule_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("a;\n", "utf-8")
    (tmp_path / "b.html").write_text(f"{FRAME}<script>a</script><p onclick='a'></p>", "utf-8")
    done = fixed(tmp_path, breaking, eager)
    assert (tmp_path / "a.js").read_text("utf-8") == "a;\n"
    assert (tmp_path / "b.html").read_text("utf-8") == f"{LAZY}<script>a</script><p onclick='a'></p>"
    assert told(done) == [
        "file a.js: fixes broke its syntax and were undone: t/breaking",
        "file b.html: fixes broke its syntax and were undone: t/breaking",
    ]


def test_a_fix_that_breaks_the_code_of_an_attribute_is_undone(tmp_path: Path) -> None:
    text = "<p onclick='a'></p>"
    (tmp_path / "a.html").write_text(text, "utf-8")
    done = fixed(tmp_path, breaking)
    assert (tmp_path / "a.html").read_text("utf-8") == text
    assert told(done) == ["file a.html: fixes broke its syntax and were undone: t/breaking"]


@rule("javascript", query='((identifier) @name (#eq? @name "a"))', saves=["cpu"], evidence="consensus")
def to_b(name: Node, doc: Document) -> Report:
    """The name is a.

    For the tests.
    """
    return report(name, "a", fix=doc.replace(name, "b", "To b", safe=True))


@rule("javascript", query='((identifier) @name (#eq? @name "b"))', saves=["cpu"], evidence="consensus")
def to_a(name: Node, doc: Document) -> Report:
    """The name is b.

    For the tests.
    """
    return report(name, "b", fix=doc.replace(name, "a", "To a", safe=True))


def test_rules_that_undo_each_other_come_to_an_end_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("a;\n", "utf-8")
    done = fixed(tmp_path, to_a, to_b)
    assert told(done) == ["file a.js: fixes come to no end: t/to-b"]
    assert (tmp_path / "a.js").read_text("utf-8") == "a;\n"


@rule(
    "javascript",
    query="(call_expression arguments: (arguments . (_) @first)) @call",
    saves=["cpu"],
    evidence="consensus",
)
def unwrapped(call: Node, first: Node, doc: Document) -> Report:
    """A call of one argument is needless.

    For the tests.
    """
    return report(call, "call", fix=doc.replace(call, doc.text(first), "Unwrap", safe=True))


def test_a_fix_within_another_waits_for_the_next_pass(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("f(g(h(x)));\n", "utf-8")
    done = fixed(tmp_path, unwrapped)
    assert (tmp_path / "a.js").read_text("utf-8") == "x;\n"
    assert done.files[0].mended == 3


@fact("html", select="p:not([x])")
def paragraph(p: Element) -> object:
    """A paragraph."""
    return fact(p)


@rule(facts=[paragraph], saves=["network"], evidence="consensus")
def paragraphs(found: Facts) -> Iterator[Report]:
    """Paragraphs are not marked.

    For the tests.
    """
    for one in found:
        end = one.span.end - 1
        yield report(one, "paragraph", fix=Fix("Mark it", (Edit(Span(end, end), " x"),), True))


def test_rules_about_the_project_fix_too_but_no_template_tag(tmp_path: Path) -> None:
    pages = {"a": "<p></p><i></>", "b": "{% load x %}<p></p>", "c": "<p></p>", "d": "<p {% if a %}id=b{% endif %}></p>"}
    for name, text in pages.items():
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    done = fixed(tmp_path, paragraphs)
    assert {file.after.path.stem: file.after.data for file in done.files} == {
        "b": b"{% load x %}<p x></p>",
        "c": b"<p x></p>",
    }


def put(folder: Path, text: bytes = b"old") -> Path:
    path = folder / "a.txt"
    path.write_bytes(text)
    return path


def test_mode_and_owner_stay(tmp_path: Path) -> None:
    path = put(tmp_path)
    path.chmod(0o751)
    before = path.stat()
    rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    after = path.stat()
    assert path.read_bytes() == b"new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_another_owner_stays(tmp_path: Path) -> None:
    path = put(tmp_path)
    os.chown(path, 12345, 54321)
    path.chmod(0o640)
    rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    assert (path.stat().st_uid, path.stat().st_gid, path.stat().st_mode & 0o777) == (12345, 54321, 0o640)


def test_a_file_that_changed_since_it_was_read_stays(tmp_path: Path) -> None:
    path = put(tmp_path, b"newer")
    with pytest.raises(RewriteError, match="changed since it was read"):
        rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    assert path.read_bytes() == b"newer"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("replaced", ["file", "folder"])
def test_no_link_is_followed(tmp_path: Path, replaced: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (outside / "sub").mkdir(parents=True)
    root.mkdir()
    target = put(outside / "sub")
    if replaced == "folder":
        (root / "sub").symlink_to(outside / "sub")
    else:
        (root / "sub").mkdir()
        (root / "sub" / "a.txt").symlink_to(target)
    with pytest.raises(RewriteError, match="a link leads there"):
        rewrite(root, PurePosixPath("sub/a.txt"), b"old", b"new")
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("moment", ["before it is opened", "before it is renamed"])
def test_a_folder_that_becomes_a_link_meanwhile_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / "sub").mkdir(parents=True)
    outside.mkdir()
    put(root / "sub")
    target = put(outside)

    def swapped(*_: object) -> bool:
        (root / "sub").rename(root / "moved")
        (root / "sub").symlink_to(outside)
        return True

    if moment == "before it is opened":
        monkeypatch.setattr(os, "access", swapped)
        with pytest.raises(RewriteError, match=r"link|directory"):
            rewrite(root, PurePosixPath("sub/a.txt"), b"old", b"new")
        assert (root / "moved" / "a.txt").read_bytes() == b"old"
    else:
        monkeypatch.setattr(os, "fsync", swapped)
        rewrite(root, PurePosixPath("sub/a.txt"), b"old", b"new")
        assert (root / "moved" / "a.txt").read_bytes() == b"new"
    assert target.read_bytes() == b"old"
    assert [entry.name for entry in outside.iterdir()] == ["a.txt"]


def test_a_file_whose_name_is_as_long_as_can_be_is_rewritten(tmp_path: Path) -> None:
    path = tmp_path / f"{'a' * 250}.html"
    path.write_bytes(b"old")
    rewrite(tmp_path, PurePosixPath(path.name), b"old", b"new")
    assert path.read_bytes() == b"new"


def test_a_hard_link_gets_a_file_of_its_own(tmp_path: Path) -> None:
    path, other = put(tmp_path), tmp_path / "other.txt"
    other.hardlink_to(path)
    rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="this system has no such attributes")
def test_extended_attributes_stay(tmp_path: Path) -> None:
    path = put(tmp_path)
    try:
        os.setxattr(path, "user.note", b"kept")
    except OSError:
        pytest.skip("this file system has no such attributes")
    rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    assert os.getxattr(path, "user.note") == b"kept"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_in_a_folder_that_may_not_be_written_to_stays(tmp_path: Path) -> None:
    path = put(tmp_path)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(RewriteError, match="Permission denied"):
            rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    finally:
        tmp_path.chmod(0o755)
    assert path.read_bytes() == b"old"


def test_a_file_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(RewriteError, match="No such file"):
        rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    assert not list(tmp_path.iterdir())


def test_a_file_that_may_not_be_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(RewriteError, match="write-protected"):
        rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    assert path.read_bytes() == b"old"


def test_a_failure_while_writing_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = put(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RewriteError, match="No space left"):
        rewrite(tmp_path, PurePosixPath("a.txt"), b"old", b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_that_couldnt_be_written_keeps_its_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text(FRAME, "utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    done = fixed(tmp_path)
    assert told(done) == ["file a.html: was not fixed: it is write-protected"]
    assert len(done.results.findings) == 1
    assert done.files == ()


@pytest.mark.slow
def test_killed_at_any_moment_each_file_is_old_or_new(tmp_path: Path) -> None:
    old, new = FRAME * 200, LAZY * 200
    chosen = "'--select', 'html/iframe-not-lazy'"
    code = f"from ecolint.cli import run; run(['check', '--isolated', {chosen}, '--fix', '-q', '.'])"
    mixed = 0
    for moment in range(12):
        for leftover in tmp_path.glob(".*"):
            leftover.unlink()
        for number in range(60):
            (tmp_path / f"{number}.html").write_text(old, "utf-8")
        started = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path)
        while started.poll() is None and not any(tmp_path.glob(".*.html.*")):
            time.sleep(0.0002)
        time.sleep(moment * 0.002)
        started.send_signal(signal.SIGKILL)
        started.wait()
        texts = {(tmp_path / f"{number}.html").read_text("utf-8") for number in range(60)}
        assert texts <= {old, new}
        mixed += len(texts) == 2
    assert mixed > 1, "no run was killed in the midst of its writing"
