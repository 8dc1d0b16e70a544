"""python/image-quality-high"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_named, keywords, positional, receiver
from ..names import modules
from ..settings import entries, setting
from ..strings import constant, number
from ..tree import text

# RGESN 5.2 gives these as often enough: JPEG 70, WebP 72, AVIF 56.
ENOUGH = {"JPEG": 70, "WEBP": 72, "AVIF": 56}
_ENDINGS = {"jpg": "JPEG", "jpeg": "JPEG", "jpe": "JPEG", "webp": "WEBP", "avif": "AVIF"}
# Settings for the quality of thumbnails: django-imagekit, easy-thumbnails 2.10, sorl-thumbnail 12.11, Wagtail 6.
SETTINGS = {
    "THUMBNAIL_QUALITY": "JPEG",
    "WAGTAILIMAGES_JPEG_QUALITY": "JPEG",
    "WAGTAILIMAGES_WEBP_QUALITY": "WEBP",
    "WAGTAILIMAGES_AVIF_QUALITY": "AVIF",
}
PACKAGES = frozenset({"PIL", "imagekit", "wand", "cv2"})


@rule(
    "python",
    words=(*PACKAGES, *SETTINGS),
    saves=["network", "storage"],
    evidence="official",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:5.2",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:reduce-data-transfer-with-compression",
        "rweb:0049",
        "rweb:0098",
    ],
)
def image_quality_high(doc: Document, *, min: int = 90) -> Iterator[Report]:
    """Pictures are saved at a quality that nobody can see.

    From 90 on, each step of quality makes a JPEG or WebP much larger and hardly different to the eye; at 95 it is about
    twice as large as at 75.

    Evidence: RGESN 5.2 gives 70 for JPEG, 72 for WebP and 56 for AVIF as often enough.

    Speaks of a quality of `min` (90) or more in Pillow's `save`, in ImageKit and in the settings of thumbnail
    libraries. Lossless WebP means effort by it, and is fine, as are formats that know no quality.

    ## When not to care

    What a picture is for the code doesn't tell: archives, medicine, print, data for a model and samples of a format are
    reasons to ignore the finding.

    ```python bad
    from PIL import Image

    Image.open(path).save("photo.jpg", quality=95)
    ```

    ```python good
    from PIL import Image

    Image.open(path).save("photo.jpg", quality=75)
    ```

    ```python bad
    from PIL import Image

    QUALITY = 100

    def convert(picture, target):
        picture.save(target, format="WEBP", quality=QUALITY)
    ```

    ```python bad
    from imagekit.models import ImageSpecField

    class Place(models.Model):
        small = ImageSpecField(source="photo", format="JPEG", options={"quality": 92})
    ```

    ```python bad
    THUMBNAIL_QUALITY = 95
    ```

    ```python good
    from PIL import Image

    picture.save("drawing.png", quality=95)
    picture.save("drawing.webp", lossless=True, quality=100)
    picture.save("photo.jpg", quality=quality)
    picture.save(target, quality=95)
    ```

    ```python good
    record.save("photo.jpg", quality=95)
    ```

    ```python good
    THUMBNAIL_QUALITY = 80
    ```
    """
    if not modules(doc).isdisjoint(PACKAGES):
        for call in calls_named(doc, "save", "ImageSpecField", "ProcessedImageField", "ImageSpec"):
            yield from _saved(doc, call, min)
    for name, form in SETTINGS.items():
        given = setting(doc, name)
        if given is not None and (number(doc, given) or 0) >= min:
            yield _told(given, form)


def _saved(doc: Document, call: Node, min: int) -> Iterator[Report]:
    given = keywords(call)
    quality = given.get("quality") or entries(doc, given.get("options")).get("quality")
    form = (constant(doc, given.get("format") or _second(call)) or "").upper().replace("JPG", "JPEG")
    if not form:
        ending = (constant(doc, argument(call, 0, "fp")) or "").rpartition(".")[2].lower()
        form = _ENDINGS.get(ending, "")
    if form not in ENOUGH or text(given.get("lossless")) == "True" or quality is None:
        return
    if (number(doc, quality) or 0) >= min:
        yield _told(quality, form)


def _second(call: Node) -> Node | None:
    given = positional(call)
    return given[1] if len(given) > 1 and receiver(call) is not None else None


def _told(place: Node, form: str) -> Report:
    return report(
        place,
        "the picture is larger for a quality nobody sees; {enough} is often enough for {form}",
        enough=ENOUGH[form],
        form=form,
    )
