"""Content that only dead plugins could show."""

import re

from ecolint import Element, Report, report, rule

from ..addresses import written

_TYPE = (
    r"(?i)application/(?:x-shockwave-flash|futuresplash|x-silverlight.*|x-java-applet.*|x-director|vnd\.adobe\.flash.*)"
)
_FILE = r"(?i)\.(?:swf|xap|dcr)(?:[?#\"'].*)?$"


@rule(
    "html",
    "javascript",
    select="applet, bgsound, object, embed",
    saves=["network", "device"],
    evidence="consensus",
    refs=["rgesn:1.9", "rgesn:2.4", "wsg:ensure-code-follows-good-semantic-practices", "rweb:0061"],
)
def obsolete_plugin(element: Element) -> Report | None:
    """The page holds content for a plugin that no browser runs any more.

    Flash, Silverlight, Java applets and `<bgsound>` do nothing today, but their files may still be fetched; whoever
    needs the content is sent to old software on old devices.

    Evidence: no supported browser runs these plugins; RGESN 1.9 and 2.4 and an RWEB practice ask for open formats.

    ## When not to care

    Never, as far as we know. Museums of old pages may switch the rule off.

    ```html bad
    <object type="application/x-shockwave-flash" data="menu.swf"></object>
    ```
    ```html bad
    <APPLET CODE="Clock.class" WIDTH=100></APPLET>
    ```
    ```django bad
    <embed src="{% static 'intro.swf' %}">
    ```
    ```jsx bad
    const Player = () => <object data="/player.xap" type="application/x-silverlight-2" />
    ```
    ```html good
    <object type="image/svg+xml" data="map.svg"></object><video src="menu.webm" controls></video>
    ```
    ```html good
    <!-- <embed src="menu.swf"> --><embed src="plan.pdf" type="application/pdf">
    ```
    ```jinja good
    <object type="{{ kind }}" data="{{ file }}"></object>
    ```
    """
    if any(outer.tag in ("object", "applet") for outer in element.ancestors()):
        return None
    kind = element.get("type")
    if (
        element.tag in ("applet", "bgsound")
        or (isinstance(kind, str) and re.fullmatch(_TYPE, kind.strip()))
        or re.search(_FILE, written(element, "data" if element.tag == "object" else "src").rstrip(" %}"))
    ):
        return report(element, "no browser runs this any more; use HTML, video or audio, or remove it")
    return None
