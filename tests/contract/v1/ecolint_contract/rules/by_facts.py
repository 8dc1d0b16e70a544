from collections.abc import Iterator

from ecolint import Element, Fact, Facts, Files, Report, fact, report, rule


@fact("contract-pages", select="link[href]")
def link(element: Element) -> Fact:
    """A link."""
    return fact(element, href=str(element["href"]))


@rule(facts=[link], saves=["storage"], evidence="official", preset="core", whole=False)
def by_facts(links: Facts, files: Files) -> Iterator[Report]:
    """A link leads nowhere."""
    for one in links:
        if files.resolve(one.path, str(one["href"])) is None:
            yield report(one, "leads nowhere; mend it")
