"""What a rule about the project may ask about its files."""

import os
from pathlib import Path, PurePosixPath

from hypothesis import given
from hypothesis import strategies as st
from pictures import gif, png
import pytest

from ecolint.model.report import report
from ecolint.model.source import Span
from ecolint.run import files as files_module
from ecolint.run.addresses import places
from ecolint.run.files import File, Files


def project(root: Path, *names: str, **options: object) -> Files:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return Files(root, **options)  # type: ignore[arg-type]


def resolved(files: Files, page: str, address: str) -> str | None:
    file = files.resolve(PurePosixPath(page), address)
    return str(file.path) if file else None


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("logo.png", "site/logo.png"),
            ("./logo.png", "site/logo.png"),
            (" logo.png\n", "site/logo.png"),
            ("img/../logo.png", "site/logo.png"),
            ("../logo.png", "logo.png"),
            ("logo.png?v=2#top", "site/logo.png"),
            ("two%20words.png", "site/two words.png"),
            ("two words.png", "site/two words.png"),
            ("%C3%A9t%C3%A9.png", "site/été.png"),
        ],
    )
    def test_a_relative_address_leads_from_the_folder_of_the_page(
        self, tmp_path: Path, address: str, expected: str
    ) -> None:
        files = project(tmp_path, "logo.png", "site/logo.png", "site/two words.png", "site/été.png")
        assert resolved(files, "site/page.html", address) == expected

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "#top",
            "?page=2",
            ".",
            "..",
            "/",
            "img",
            "img/",
            "missing.png",
            "LOGO.png",
            "Img/a.png",
            "../../logo.png",
            "../../../etc/passwd",
            "/../logo.png",
            "https://example.org/logo.png",
            "//example.org/logo.png",
            "data:image/png;base64,AAAA",
            "mailto:logo.png",
            "logo.png\0",
            "a/" * 3000,
            "x" * 3000,
            "{{ logo }}",
            "{% if a %}logo.png{% endif %}",
            "<%= logo %>",
            "<?= $logo ?>",
            "${logo}",
            "{{ base }}/logo.png",
        ],
    )
    def test_what_is_elsewhere_unknown_or_missing_has_no_file(self, tmp_path: Path, address: str) -> None:
        files = project(tmp_path / "root", "logo.png", "site/logo.png", "site/img/a.png")
        project(tmp_path, "logo.png")
        assert resolved(files, "site/page.html", address) is None

    @pytest.mark.parametrize(
        "place",
        ["logo.png", "site/logo.png", "public/logo.png", "site/static/logo.png", "assets/logo.png", "www/logo.png"],
    )
    def test_an_address_from_the_top_is_looked_for_where_sites_keep_files(self, tmp_path: Path, place: str) -> None:
        assert resolved(project(tmp_path, place, "deep/er/logo.png"), "site/pages/page.html", "/logo.png") == place

    def test_an_address_that_may_mean_two_files_means_none(self, tmp_path: Path) -> None:
        files = project(tmp_path, "public/logo.png", "static/logo.png")
        assert resolved(files, "page.html", "/logo.png") is None

    def test_one_file_under_two_names_is_one_file(self, tmp_path: Path) -> None:
        files = project(tmp_path, "public/logo.png")
        (tmp_path / "static").symlink_to("public")
        assert resolved(files, "page.html", "/logo.png") == "public/logo.png"

    @pytest.mark.parametrize(
        "address",
        [
            "{% static 'shop/logo.png' %}",
            '{%- static "shop/logo.png" -%}',
            "{% static 'shop/logo.png' %}?v=2",
            "{{ static('shop/logo.png') }}",
            "{{ url_for('static', filename='shop/logo.png') }}",
            '{{ url_for("static", path="shop/logo.png") }}',
            "{{ asset('shop/logo.png') }}",
            "/static/shop/logo.png",
        ],
    )
    def test_a_static_file_of_any_application_is_found(self, tmp_path: Path, address: str) -> None:
        files = project(tmp_path, "apps/shop/static/shop/logo.png", "apps/shop/static/shop/img/logo.png")
        assert resolved(files, "templates/page.html", address) == "apps/shop/static/shop/logo.png"
        assert resolved(files, "apps/shop/templates/shop/page.html", address) == "apps/shop/static/shop/logo.png"

    def test_the_nearer_static_folder_counts(self, tmp_path: Path) -> None:
        files = project(tmp_path, "a/static/logo.png", "b/static/logo.png")
        assert resolved(files, "a/templates/page.html", "{% static 'logo.png' %}") == "a/static/logo.png"
        assert resolved(files, "templates/page.html", "{% static 'logo.png' %}") is None

    def test_a_project_may_say_where_its_static_files_are(self, tmp_path: Path) -> None:
        files = project(tmp_path, "ui/logo.png", "static/logo.png", static_folders=["ui"])
        for address in ("/logo.png", "{% static 'logo.png' %}"):
            assert resolved(files, "page.html", address) == "ui/logo.png"

    def test_a_project_may_say_where_addresses_lead(self, tmp_path: Path) -> None:
        prefixes = {"/": "web", "/media/": "uploads", "https://static.example.org/": "ui"}
        files = project(tmp_path, "uploads/a.png", "web/b.png", "ui/c.png", prefixes=prefixes)
        assert resolved(files, "page.html", "/media/a.png?v=2") == "uploads/a.png"
        assert resolved(files, "page.html", "/b.png") == "web/b.png"
        assert resolved(files, "page.html", "https://static.example.org/c.png") == "ui/c.png"
        assert resolved(files, "page.html", "/media/../page.html") is None

    @pytest.mark.parametrize("address", ["@/img/logo.png", "~@/img/logo.png", "~/img/logo.png"])
    @pytest.mark.parametrize("place", ["web/src/img/logo.png", "web/img/logo.png", "src/img/logo.png"])
    def test_the_short_names_of_bundlers_are_known(self, tmp_path: Path, address: str, place: str) -> None:
        assert resolved(project(tmp_path, place), "web/src/components/Page.vue", address) == place

    def test_a_package_is_looked_for_in_the_nearest_folder_of_packages(self, tmp_path: Path) -> None:
        files = project(tmp_path, "node_modules/icons/a.svg", "web/node_modules/icons/a.svg")
        assert resolved(files, "web/src/page.css", "~icons/a.svg") == "web/node_modules/icons/a.svg"
        assert resolved(files, "page.css", "~icons/a.svg") == "node_modules/icons/a.svg"

    @given(st.text(alphabet="/.~@%2eF?#a{}'\" \\", max_size=30), st.sampled_from(["", "a", "a/b"]))
    def test_no_address_leads_out_of_the_root(self, address: str, folder: str) -> None:
        paths = [path for group in places(folder, address, prefixes={"/a": "a"}) for path in group]
        assert all(not path.startswith("/") and ".." not in path.split("/") for path in paths)


class TestFile:
    def test_it_has_a_path_a_size_and_a_place_to_report(self, tmp_path: Path) -> None:
        (file,) = project(tmp_path, "site/a.txt").glob("**/*.txt")
        assert (file.path, file.size, file.span) == (PurePosixPath("site/a.txt"), 1, Span(0, 0))
        assert report(file, "too large").path == file.path

    def test_a_picture_has_pixels_and_frames(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(png(640, 480))
        (tmp_path / "a.gif").write_bytes(gif(64, 48, 3))
        moving, still = Files(tmp_path).glob("*")
        assert (still.width, still.height, still.frames) == (640, 480, 1)
        assert (moving.width, moving.height, moving.frames) == (64, 48, 3)

    def test_what_is_no_picture_has_none(self, tmp_path: Path) -> None:
        (file,) = project(tmp_path, "a.png").glob("*")
        assert (file.width, file.height, file.frames) == (None, None, None)

    def test_a_header_is_read_when_asked_and_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = []

        def note(path: Path) -> object:
            opened.append(path)
            return path.open("rb")

        monkeypatch.setattr(files_module, "open_file", note)
        (tmp_path / "a.png").write_bytes(png(640, 480))
        files = Files(tmp_path)
        file = files.resolve(PurePosixPath("page.html"), "a.png")
        assert file
        assert opened == []
        again = files.resolve(PurePosixPath("other.html"), "a.png")
        assert again
        assert (file.width, file.height, again.frames) == (640, 480, 1)
        assert opened == [tmp_path / "a.png"]

    def test_a_picture_that_cannot_be_read_any_more_has_no_size(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(png(640, 480))
        (file,) = Files(tmp_path).glob("*")
        (tmp_path / "a.png").unlink()
        assert file.width is None


class TestLookups:
    def test_a_pattern_holds_for_the_whole_path_and_its_files_are_sorted(self, tmp_path: Path) -> None:
        files = project(tmp_path, "b.css", "a.css", "c.js", "x/y/d.css", "x/e.css")
        assert [str(file.path) for file in files.glob("*.css")] == ["a.css", "b.css"]
        assert [str(file.path) for file in files.glob("**/*.css")] == ["a.css", "b.css", "x/e.css", "x/y/d.css"]
        assert [str(file.path) for file in files.glob("x/**")] == ["x/e.css", "x/y/d.css"]

    def test_what_is_excluded_or_ignored_is_not_listed_but_may_be_referred_to(self, tmp_path: Path) -> None:
        files = project(tmp_path, "a.png", "vendor/b.png", "tmp/c.png", excludes={"vendored": ["vendor/"]})
        (tmp_path / ".gitignore").write_text("tmp", encoding="utf-8")
        assert [str(file.path) for file in files.glob("**/*.png")] == ["a.png"]
        assert resolved(files, "page.html", "vendor/b.png") == "vendor/b.png"

    def test_folders_are_walked_only_when_that_is_asked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        files = project(tmp_path, "a.png", "b/c.png")
        monkeypatch.setattr(files_module, "project_files", lambda *_: pytest.fail("walked"))
        assert resolved(files, "page.html", "b/c.png") == "b/c.png"
        assert files.get("a.png")

    def test_a_file_is_got_by_its_path(self, tmp_path: Path) -> None:
        files = project(tmp_path, "a/b.json")
        assert (
            files.get("a/b.json")
            == files.get(PurePosixPath("./a/b.json"))
            == File(PurePosixPath("a/b.json"), 1, tmp_path)
        )
        for path in ("a", "", "missing", "A/b.json", "../a/b.json", "a/../a/b.json", str(tmp_path / "a/b.json")):
            assert files.get(path) is None

    def test_links_are_followed_inside_the_root_only(self, tmp_path: Path) -> None:
        project(tmp_path, "outside/secret.json", "root/real.json")
        (tmp_path / "root/in.json").symlink_to("real.json")
        (tmp_path / "root/out.json").symlink_to("../outside/secret.json")
        (tmp_path / "root/folder").symlink_to("../outside")
        (tmp_path / "root/loop").symlink_to("loop")
        files = Files(tmp_path / "root")
        inside = files.get("in.json")
        assert inside
        assert inside.path == PurePosixPath("real.json")
        for path in ("out.json", "folder/secret.json", "loop", "loop/a.json"):
            assert files.get(path) is None
            assert files.text(path) is None
            assert resolved(files, "page.html", path) is None

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no fifos here")
    def test_what_is_no_regular_file_is_not_there(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.png")
        assert Files(tmp_path).get("a.png") is None
        assert list(Files(tmp_path).glob("*")) == []


class TestTexts:
    def test_a_small_text_is_read_in_its_encoding(self, tmp_path: Path) -> None:
        (tmp_path / "a.css").write_bytes('@charset "iso-8859-2";ł'.encode("iso-8859-2"))
        assert Files(tmp_path).text("a.css") == '@charset "iso-8859-2";ł'

    def test_what_is_missing_binary_or_large_has_no_text(self, tmp_path: Path) -> None:
        (tmp_path / "binary").write_bytes(b"a\0b")
        (tmp_path / "large").write_bytes(b"a" * 1_000_001)
        for path in ("binary", "large", "missing", "."):
            assert Files(tmp_path).text(path) is None

    def test_a_text_that_cannot_be_read_is_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        files = project(tmp_path, "a.css")
        assert files.get("a.css")
        (tmp_path / "a.css").unlink()
        assert files.text("a.css") is None

    def test_json_is_read_once(self, tmp_path: Path) -> None:
        (tmp_path / "package.json").write_text('{"dependencies": {"vue": "^3"}}', encoding="utf-8")
        files = Files(tmp_path)
        assert files.json("package.json") == {"dependencies": {"vue": "^3"}}
        assert files.json(PurePosixPath("package.json")) is files.json("package.json")

    @pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "// comment\n{}"])
    def test_json_that_is_not_valid_is_none(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "package.json").write_text(text, encoding="utf-8")
        assert Files(tmp_path).json("package.json") is None
