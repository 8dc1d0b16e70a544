"""References of rules: what `rgesn:4.1` is called and where it is explained."""

from typing import NamedTuple

_RGESN = "https://ecoresponsable.numerique.gouv.fr/publications/referentiel-general-ecoconception/critere/"
_WSG = "https://www.w3.org/TR/web-sustainability-guidelines/"


class Reference(NamedTuple):
    """Where a rule's idea is set down. It may concern the criterion; it proves nothing about it."""

    label: str
    url: str = ""
    """Empty where only the number may be given."""

    @property
    def markdown(self) -> str:
        """A link, or the plain label."""
        return f"[{self.label}]({self.url})" if self.url else self.label


def reference(name: str) -> Reference:
    """The reference of a rule's `refs`: `rgesn:4.1`, `wsg:slug`, `rweb:0106`, `creedengo:GCI36` or a web address."""
    kind, _, value = name.partition(":")
    if kind == "rgesn":
        return Reference(f"RGESN {value}", f"{_RGESN}{value}/")
    if kind == "wsg":
        return Reference(f"WSG {value.replace('-', ' ')}", f"{_WSG}#{value}")
    if kind == "rweb":
        return Reference(f"RWEB {value}")
    if kind == "creedengo":
        return Reference(f"creedengo {value}")
    return Reference(name, name)
