from collections.abc import Iterator

from ecolint import Files, Report, report, rule

from ..libraries import table
from ..manifests import manifests
from ..targets import for_browsers


@rule(
    saves=["network", "cpu", "memory", "device"],
    evidence="consensus",
    preset="all",
    severity="note",
    whole=True,
    refs=[
        "rgesn:2.2",
        "rgesn:9.7",
        "rgesn:3.1",
        "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies",
    ],
)
def client_ml_library(files: Files) -> Iterator[Report]:
    """Machine learning runs on the devices of those who visit.

    Model and library weigh megabytes, and old devices run them slowly, with a hot processor. Ask first whether a
    simpler method does, and load both only when the user starts what needs them. Makers of such libraries publish the
    sizes.

    ## When not to care
    On-device models chosen so that data doesn't leave the device.

    ```json bad file=package.json
    { "dependencies": { "@tensorflow/tfjs": "^4.20.0", "react": "^18.0.0" } }
    ```

    ```json bad file=web/package.json
    { "dependencies": { "onnxruntime-web": "1.18.0" }, "devDependencies": { "vite": "^5.0.0" } }
    ```

    ```json bad file=package.json
    { "browserslist": ["defaults"], "dependencies": { "@xenova/transformers": "^2.17.0" } }
    ```

    ```json good file=package.json
    { "dependencies": { "@tensorflow/tfjs": "^4.20.0", "express": "^4.19.0" } }
    ```

    ```json good file=package.json
    { "devDependencies": { "@tensorflow/tfjs": "^4.20.0", "vite": "^5.0.0" } }
    ```

    ```json good file=package.json
    { "dependencies": null }
    ```
    """
    names = frozenset(table("packages")["client_ml"]["names"])
    for manifest in manifests(files):
        if not for_browsers(manifest):
            continue
        for name in sorted(names & manifest.dependencies.keys()):
            yield report(
                manifest.dependencies[name],
                "{name} runs models on visitors' devices; load it only on their request",
                name=name,
                key=name,
            )
