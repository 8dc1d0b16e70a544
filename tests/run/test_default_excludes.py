"""Which files are left out by default, and which look alike but stay."""

from pathspec import GitIgnoreSpec
import pytest

from ecolint.run.default_excludes import CLASSES

SPECS = {name: GitIgnoreSpec.from_lines(patterns) for name, patterns in CLASSES.items()}


def class_of(path: str) -> str:
    return next((name for name, spec in SPECS.items() if spec.match_file(path)), "")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("node_modules/vue/index.js", "vendored"),
        ("app/static/js/vendor/htmx.js", "vendored"),
        ("src/scss/vendors/_grid.scss", "vendored"),
        (".venv/lib/python3.12/site-packages/django/http.py", "vendored"),
        ("static/jquery-3.7.1.js", "vendored"),
        ("static/site.min.css", "minified"),
        ("static/site-min.js", "minified"),
        ("static/css/bootstrap-grid.css", "vendored"),
        ("dist/index.html", "generated"),
        ("app/dashboard_dist/index.html", "generated"),
        ("backend/staticfiles/admin/css/base.css", "generated"),
        (".next/server/page.js", "generated"),
        ("static/main.17e942ea0854.js", "generated"),
        ("assets/ghost-060c0f303364be7ed22510336af44764.js", "generated"),
        ("api/service_pb2.py", "generated"),
        ("src/app.bundle.js", "generated"),
        ("shop/tests/test_views.py", "tests"),
        ("shop/test_views.py", "tests"),
        ("shop/views_test.py", "tests"),
        ("shop/conftest.py", "tests"),
        ("src/Button.test.tsx", "tests"),
        ("src/__tests__/Button.tsx", "tests"),
        ("cypress/support/commands.js", "tests"),
        ("shop/fixtures/page.html", "fixtures"),
        ("src/__snapshots__/page.html", "fixtures"),
        ("src/Button.stories.tsx", "stories"),
        (".storybook/preview.js", "stories"),
        ("src/stories/header.css", "stories"),
        ("shop/migrations/0001_initial.py", "migrations"),
        ("alembic/versions/1a2b_users.py", "migrations"),
        ("shop/templates/shop/emails/order.html", "mails"),
        ("templates/email/order.html", "mails"),
        ("templates/registration/password_reset_email.html", "mails"),
        ("emails/welcome.tsx", "mails"),
        ("docs/conf.py", "documentation"),
        ("packages/ui/docs/index.html", "documentation"),
        ("lib/menu.esm.js", "generated"),
        ("lib/menu.umd.cjs", "generated"),
        ("examples/basic/index.html", "documentation"),
    ],
)
def test_code_that_no_visitor_loads_is_left_out(path: str, expected: str) -> None:
    assert class_of(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "demo/index.html",
        "public/index.html",
        "static/js/main.js",
        "shop/staticfiles/css/site.css",
        "static/js/jquery.init.js",
        "resources/js/bootstrap.js",
        "src/pages/docs/index.tsx",
        "templates/docs/page.html",
        "stories/templates/stories/article.html",
        "templates/accounts/email.html",
        "templates/account/email/list.html",
        "shop/mail/send.py",
        "shop/vendors/views.py",
        "src/latest.js",
        "src/contest.py",
        "src/report.2026.js",
        "src/components/Spec.tsx",
        "src/minimap.js",
        "django/contrib/staticfiles/views.py",
        "shop/testimonials/index.html",
    ],
)
def test_names_that_only_look_alike_stay(path: str) -> None:
    assert class_of(path) == ""


def test_every_class_that_a_config_may_name_is_there() -> None:
    assert list(CLASSES) == [
        "vendored",
        "minified",
        "generated",
        "tests",
        "fixtures",
        "stories",
        "migrations",
        "mails",
        "documentation",
    ]


def test_no_pattern_is_written_twice() -> None:
    patterns = [pattern for patterns in CLASSES.values() for pattern in patterns]
    assert len(patterns) == len(set(patterns))
