"""What `refs=[…]` of a rule point at."""

import pytest

from ecolint.model.references import Reference, reference


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "rgesn:4.1",
            Reference(
                "RGESN 4.1",
                "https://ecoresponsable.numerique.gouv.fr/publications/referentiel-general-ecoconception/critere/4.1/",
            ),
        ),
        (
            "wsg:optimize-media-to-reduce-resource-use",
            Reference(
                "WSG optimize media to reduce resource use",
                "https://www.w3.org/TR/web-sustainability-guidelines/#optimize-media-to-reduce-resource-use",
            ),
        ),
        ("rweb:0106", Reference("RWEB 0106")),
        ("creedengo:GCI36", Reference("creedengo GCI36")),
        ("https://web.dev/lcp", Reference("https://web.dev/lcp", "https://web.dev/lcp")),
    ],
)
def test_each_kind_of_reference_has_a_label_and_perhaps_an_address(name: str, expected: Reference) -> None:
    assert reference(name) == expected


def test_a_reference_without_an_address_is_plain_text_in_markdown() -> None:
    assert reference("rweb:0106").markdown == "RWEB 0106"
    assert reference("https://web.dev/lcp").markdown == "[https://web.dev/lcp](https://web.dev/lcp)"
