"""Python versions past the end of their life: no fixes, and slower than their successors.

Source: "Status of Python versions", Python Developer's Guide, and the PEP of each release. Looked up on 2026-11-23.
"""

LOOKED_UP = "2026-11-23"
END_OF_LIFE = {
    "2.7": "2020-01",
    "3.4": "2019-03",
    "3.5": "2020-09",
    "3.6": "2021-12",
    "3.7": "2023-06",
    "3.8": "2024-10",
    "3.9": "2025-10",
    "3.10": "2026-10",
}
"""Version → month after which it gets no fixes."""
