"""python/static-compression-missing"""

from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..deployment import WEB_SERVERS, found
from ..settings import is_settings_file, settings
from ..tree import text

_COMPRESSES = ("whitenoise", "Manifest", "Compressed", "s3", "S3", "gcloud", "azure", "servestatic", "cloudfront")


@fact("python", words=("DEBUG STATIC_URL",))
def production_settings(doc: Document) -> Fact | None:
    """Settings of a Django project that run in production."""
    if not is_settings_file(doc):
        return None
    given = settings(doc)
    if text(given.get("DEBUG")) != "False" or text(given.get("STATIC_URL")) in ("", "None"):
        return None
    served = any(sign in text(given.get(name)) for name in _NAMES for sign in _COMPRESSES)
    return fact(given["STATIC_URL"], compressed=served)


_NAMES = ("MIDDLEWARE", "STORAGES", "STATICFILES_STORAGE", "STATIC_URL", "INSTALLED_APPS")


@rule(
    saves=["network"],
    evidence="measured",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:6.3",
        "rgesn:6.2",
        "wsg:reduce-data-transfer-with-compression",
        "wsg:optimize-caching-and-support-offline-access",
        "rweb:0076",
        "rweb:0075",
    ],
    facts=[production_settings],
    whole=True,
)
def static_compression_missing(projects: Facts, files: Files) -> Iterator[Report]:
    """Style sheets and scripts are sent raw, and asked for again at each visit.

    Text shrinks to a quarter by compression, and a name with a hash of the content lets browsers keep it for a year.
    WhiteNoise's `CompressedManifestStaticFilesStorage` does both, a web server as well.

    Evidence: `docs/evidence/python_compression.py` compresses scripts and style sheets of Python's own library.

    Speaks of a Django project in production without WhiteNoise, hashed names or a web server's configuration in the
    repository. A platform may do it; hence the preset `all`. Don't compress pages that hold secrets: see BREACH.

    ```python bad file=settings.py
    DEBUG = False
    INSTALLED_APPS = ["django.contrib.staticfiles", "booking"]
    STATIC_URL = "static/"
    ```

    ```python bad file=config/production.py
    DEBUG = False
    ROOT_URLCONF = "config.urls"
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
    STATIC_URL = "/static/"
    ```

    ```python bad file=settings.py
    DEBUG = False
    INSTALLED_APPS = ["booking"]
    STATIC_URL = "static/"
    STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    ```

    ```python good file=settings.py
    DEBUG = False
    INSTALLED_APPS = ["booking"]
    MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]
    STATIC_URL = "static/"
    ```

    ```python good file=settings.py
    DEBUG = False
    INSTALLED_APPS = ["booking"]
    STATIC_URL = "static/"
    ```

    ```nginx file=nginx.conf
    gzip on;
    ```

    ```python good file=settings.py
    DEBUG = os.environ["DEBUG"]
    INSTALLED_APPS = ["booking"]
    STATIC_URL = "static/"
    ```
    """
    if next(found(files, *WEB_SERVERS), None) is None:
        for project in projects:
            if not project["compressed"]:
                yield report(project, "static files are sent raw and never kept; compress them and hash their names")
