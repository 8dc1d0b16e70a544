"""python/upload-without-resize"""

from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Report, fact, report, rule

from ..calls import calls_to, name_place, texts_of
from ..names import modules
from ..settings import setting
from ..tree import text

FIELDS = frozenset({"django.db.models.ImageField", "django.forms.ImageField"})
# Packages that make smaller pictures: django-imagekit, easy-thumbnails, sorl-thumbnail, django-stdimage,
# django-resized, django-pictures, Pillow, Wand, pyvips, Cloudinary, thumbor's client, imgproxy's.
RESIZES = frozenset(
    {
        "PIL",
        "cloudinary",
        "django_resized",
        "easy_thumbnails",
        "imagekit",
        "imgproxy",
        "libthumbor",
        "pictures",
        "pyvips",
        "sorl",
        "stdimage",
        "wand",
    }
)


@fact("python", words=texts_of(FIELDS))
def image_field(doc: Document) -> Iterator[Fact]:
    """A picture that visitors or editors send."""
    for call, _ in calls_to(doc, FIELDS):
        yield fact(name_place(call), kind="field")


@fact("python", words=("INSTALLED_APPS", *RESIZES))
def resizing(doc: Document) -> Fact | None:
    """A file that makes smaller pictures, or names an app that does."""
    apps = text(setting(doc, "INSTALLED_APPS"))
    named = any(f'"{name}' in apps or f"'{name}" in apps for name in RESIZES)
    return fact(doc, kind="resizing") if named or not RESIZES.isdisjoint(modules(doc)) else None


@rule(
    saves=["network", "storage"],
    evidence="official",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:6.4", "rgesn:5.2", "wsg:optimize-media-to-reduce-resource-use", "rweb:0098", "rweb:0048"],
    facts=[image_field, resizing],
    whole=True,
)
def upload_without_resize(fields: Facts, resizings: Facts) -> Iterator[Report]:
    """Pictures that are sent are kept and shown as they came.

    A phone's photo has some twelve million pixels, a page seldom shows a tenth of them.

    Evidence: RGESN 6.4 asks that pictures are resized by the server.

    Speaks once for a project that has `ImageField`s and no package that resizes. A worker or a media service elsewhere
    may do it; hence the preset `all`.

    ```python bad file=models.py
    from django.db import models

    class Place(models.Model):
        photo = models.ImageField(upload_to="places")
    ```

    ```python bad file=models.py
    from django.db.models import ImageField, Model

    class Place(Model):
        photo = ImageField()
    ```

    ```python bad file=forms.py
    from django import forms

    class PlaceForm(forms.Form):
        photo = forms.ImageField(required=False)
    ```

    ```python good file=models.py
    from django.db import models
    from imagekit.models import ImageSpecField

    class Place(models.Model):
        photo = models.ImageField(upload_to="places")
        small = ImageSpecField(source="photo")
    ```

    ```python good file=models.py
    from django.db import models

    class Place(models.Model):
        photo = models.ImageField(upload_to="places")
    ```

    ```python file=settings.py
    INSTALLED_APPS = ["places", "easy_thumbnails"]
    ```

    ```python good file=models.py
    from django.db import models

    class Place(models.Model):
        plan = models.FileField()
    ```
    """
    if not resizings:
        for field in fields[:1]:
            yield report(field, "pictures are kept as they came; resize them to what pages show")
