"""What a project's `package.json` files say: its packages, and whether a build joins its style sheets."""

from pathlib import PurePosixPath

from ecolint import Files

_BUNDLERS = frozenset(
    {
        "@angular-devkit/build-angular",
        "@angular/build",
        "@angular/cli",
        "@parcel/core",
        "@rsbuild/core",
        "@rspack/core",
        "@sveltejs/kit",
        "@symfony/webpack-encore",
        "@tailwindcss/cli",
        "@tailwindcss/postcss",
        "@vue/cli-service",
        "astro",
        "bun",
        "clean-css",
        "clean-css-cli",
        "css-loader",
        "esbuild",
        "gatsby",
        "gulp-clean-css",
        "laravel-mix",
        "lightningcss",
        "lightningcss-cli",
        "next",
        "nuxt",
        "parcel",
        "parcel-bundler",
        "postcss-easy-import",
        "postcss-import",
        "react-scripts",
        "rollup-plugin-postcss",
        "tailwindcss",
        "vite",
        "vitepress",
        "webpack",
    }
)
"""Packages that join `@import`ed style sheets into one file, as is commonly known; written down on 2026-11-23."""

TRANSLATORS = frozenset({"postcss-preset-env", "postcss-cssnext"})
"""Packages that write new CSS in the words of older browsers."""

_FIELDS = ("dependencies", "devDependencies", "peerDependencies")


def dependencies(files: Files, near: PurePosixPath | None = None) -> frozenset[str]:
    """The packages that the project names; with `near`, only those named in the folders above a file."""
    if near is None:
        manifests = [file.path for file in files.glob("**/package.json")]
    else:
        manifests = [folder / "package.json" for folder in near.parents]
    found: set[str] = set()
    for manifest in manifests:
        content = files.json(manifest)
        for field in _FIELDS if isinstance(content, dict) else ():
            named = content.get(field)
            found.update(named if isinstance(named, dict) else ())
    return frozenset(found)


def is_bundled(files: Files, path: PurePosixPath) -> bool:
    """Whether a build joins the style sheets of a file's project."""
    return not _BUNDLERS.isdisjoint(dependencies(files, path))


def has_browserslist(files: Files, path: PurePosixPath) -> bool:
    """Whether a file's project declares the browsers it serves."""
    for folder in path.parents:
        content = files.json(folder / "package.json")
        if files.get(folder / ".browserslistrc") or (isinstance(content, dict) and "browserslist" in content):
            return True
    return False
