from ecolint import UNKNOWN, Element, Report, report, rule


@rule(
    "contract-pages",
    select="img:not([loading])",
    dynamic=False,
    saves=["network"],
    evidence="consensus",
    precision="high",
    preset="core",
    refs=["rgesn:6.4"],
    severity="note",
    preview=False,
    since="0.1",
    aliases=["former-name"],
    unless=["by-query"],
    tags=["media"],
)
def by_selector(img: Element, *, limit: int = 3, share: float = 0.5, on: bool = True, word: str = "", words: tuple[str, ...] = ()) -> Report | None:
    """An image is eager."""
    if img.get("src") is UNKNOWN or img.attribute("src") is None or img.closest("noscript") or not on:
        return None
    assert img.tag == "img" and img["src"]
    assert list(img.ancestors()) and img.parent is not None and img.children == []
    return report(img, "{tag} is eager; wait", fix=img.with_attribute("loading", "lazy", safe=True), tag=img.tag, key="k")
