"""Pictures whose address is the page's own."""

from ecolint import Element, Report, report, rule


@rule(
    "html",
    "javascript",
    select="img[src], input[type=image][src]",
    saves=["network", "server"],
    evidence="deterministic",
    refs=["creedengo:GCI25", "https://html.spec.whatwg.org/multipage/images.html#updating-the-image-data"],
)
def empty_image_source(element: Element) -> Report | None:
    """A picture has no address, or that of the page itself.

    `src="#"` and `src="?"` resolve to the page, which is then fetched again as a picture. An empty `src` made
    browsers do the same for years; those of today report an error instead, and show a broken picture.

    Evidence: the HTML standard: addresses are resolved against the page; an empty one is an error.

    The fix removes the empty attribute. A script that reads `src` then finds none, instead of an empty one.

    ## When not to care

    A script that sets the address later needs no `src` to begin with.

    ```html bad
    <img id="preview" src="" alt="">
    ```
    ```html good
    <img id="preview" alt="">
    ```
    ```html bad
    <IMG ALT='Photo' SRC=#>
    ```
    ```jsx bad
    const Photo = () => <img src={''} alt="" />
    ```
    ```vue bad
    <template><img src="" alt=""></template>
    ```
    ```html good
    <img data-src="photo.webp" alt=""><img srcset="a.webp 1x" alt=""><iframe title="Preview"></iframe>
    ```
    ```jsx good
    const Photo = (props) => <><img {...props} /><img src={props.photo} alt="" /></>
    ```
    ```django good
    <img src="{{ photo.url }}" alt="">
    ```
    """
    source = element.attribute("src")
    if source is None or not isinstance(source.value, str) or source.value.strip() not in ("", "#", "?"):
        return None
    return report(
        source,
        "the picture has no address of its own; leave src out until there is one",
        fix=element.without_attribute("src"),
    )
