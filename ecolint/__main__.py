"""`python -m ecolint`, and the command `ecolint`."""

import sys

if sys.path and sys.path[0] in ("", sys.argv[0].rpartition("/")[0]) and __name__ == "__main__":
    # `python -m` puts the current folder first: a linted repository must not be able to bring its own modules.
    del sys.path[0]


def main() -> None:
    """Run the command line."""
    from ecolint.cli import main as run

    run()


if __name__ == "__main__":
    main()
