"""`python -m ecolint`, and the command `ecolint`."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # `python -m` puts the current folder first: a linted repository can't bring its own modules


def main() -> None:
    """Run the command line."""
    import gc

    # A start makes many objects that stay. Looking for cycles among them, then and at the end, takes as long as a page.
    gc.set_threshold(100_000, 20, 20)
    from ecolint.cli import main as run

    try:
        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
