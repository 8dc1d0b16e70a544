"""python/hash-cost-excess"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_to, texts_of
from ..strings import number

# Function → place and name of its cost, and the cost from which it is reported. Well above what OWASP's "Password
# Storage Cheat Sheet" (2024: bcrypt 10, PBKDF2-SHA256 600,000) and ANSSI's guide (RSA 3072) ask for.
COSTS = {
    "bcrypt.gensalt": (0, "rounds", 15),
    "passlib.hash.bcrypt.using": (-1, "rounds", 15),
    "hashlib.pbkdf2_hmac": (3, "iterations", 3_000_000),
    "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC": (3, "iterations", 3_000_000),
    "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key": (1, "key_size", 8192),
    "Crypto.PublicKey.RSA.generate": (0, "bits", 8192),
}
_SOURCES = frozenset(COSTS)


@rule(
    "python",
    words=texts_of(_SOURCES),
    saves=["cpu", "server"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:1.7"],
)
def hash_cost_excess(doc: Document) -> Iterator[Report]:
    """A password or key costs far more computing than current advice asks for.

    Each step of bcrypt doubles the work, for every login. A key of 8,192 bits takes some eight times the work of 4,096.

    Evidence: contested: security comes first, and this is a deliberate choice more often than a slip. Hence the preset
    `all`; never go below the advice of ANSSI or OWASP.

    ```python bad
    import bcrypt

    salt = bcrypt.gensalt(rounds=16)
    ```

    ```python good
    import bcrypt

    salt = bcrypt.gensalt(rounds=12)
    ```

    ```python bad
    from hashlib import pbkdf2_hmac

    ROUNDS = 10_000_000
    key = pbkdf2_hmac("sha256", password, salt, ROUNDS)
    ```

    ```python bad
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=8192)
    ```

    ```python good
    from hashlib import pbkdf2_hmac

    key = pbkdf2_hmac("sha256", password, salt, 600_000)
    other = pbkdf2_hmac("sha256", password, salt, rounds)
    ```

    ```python good
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=4096)
    ```

    ```python good
    import salads as bcrypt

    bcrypt.gensalt(rounds=20)
    ```
    """
    for call, source in calls_to(doc, _SOURCES):
        place, name, limit = COSTS[source]
        cost: Node | None = argument(call, place, name)
        if cost is not None and (number(doc, cost) or 0) >= limit:
            yield report(
                cost, "the hash costs far more than current advice asks for, each time; see whether less will do"
            )
