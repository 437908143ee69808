"""docs/reference/settings.md, from the settings."""

from typing import Any

from pydantic.fields import FieldInfo

from reference.markdown import attribute_docs, page, table
from runtime.settings import Settings

_INTRO = """\
Each setting is an environment variable. Where `journey up` has an option of the same name
([commands](commands.md)), the option is stronger. Settings are read once, when a process starts. An
unusable value ends the command with one line that names the variable."""

_AFTER = """\
`JOURNEY_PARTITIONS` cannot change once the topics exist. A key would move to another partition,
away from what is known of it. The platform refuses to start if you try.

`JOURNEY_PSEUDONYM_KEY` must never change and must be the same for every worker. Under another key
every victim is somebody else. If you do not set it, the first start makes it, in `pseudonym.key`
in the data directory. Keep a copy of it in a safe place. A key of fewer than 32 characters is
refused, and so is one with very few different characters. The data directory has a fingerprint of
the key that its data were made with, `pseudonym.fingerprint`: another key is refused.

Secrets go to the parts that need them: the key to intake, the gateway's tokens to the gateway, the
DSN of ClickHouse to the sink and the pages, the providers to the pages and the gateway. Those of
`JOURNEY_MAIL`, `JOURNEY_NOTIFY`, `JOURNEY_WEBHOOKS` and `JOURNEY_TEAMS` are for the part that sends
messages; [how to send alerts](../how-to/send-alerts.md) says what each of their fields means.

`JOURNEY_PROVIDERS` is a list of providers in JSON;
[how to run it on servers](../how-to/run-on-servers.md#sign-in) has an example and what each field
means.

`JOURNEY_COMPLETE_FROM` is `met-police=2025-01-01,cps=2025-04-01`, or one day for all agencies.
[How to make a release](../how-to/make-a-release.md#from-when-on-an-agencys-history-is-whole) says
what it does, when not to set it, and that a release's days stay for the next ones.

The data directory and all in it are made the owner's alone at the start.

Requests that name another host are refused with 400, so that a page of somebody else cannot read
from here through a browser (DNS rebinding). Known are `JOURNEY_HOST`, `localhost`, `127.0.0.1`,
`[::1]` and the names in `JOURNEY_HOSTS`, each without a port. A proxy in front passes on the name
that it was asked for, so that name stands in `JOURNEY_HOSTS`.

A command that asks a running platform (`timeline`, `alerts`, `publish`, …) finds it in the data
directory, and asks there as its owner. Set `JOURNEY_DATA`, and the ports follow. On another machine
set `JOURNEY_PLATFORM`, and [sign in](../how-to/sign-in-from-elsewhere.md); a command that asks
Kafka too, such as `publish` and `status`, needs `JOURNEY_KAFKA`."""


def settings_page() -> str:
    """The page of the settings."""
    docs = attribute_docs(Settings)
    rows = [
        [f"`JOURNEY_{name.upper()}`", _default(field), docs.get(name, "")]
        for name, field in Settings.model_fields.items()
    ]
    return page("Settings", _INTRO, table(["variable", "if not set", "what it is"], rows), _AFTER)


def _default(field: FieldInfo) -> str:
    default: Any = field.default
    return "" if default in (None, ()) else f"`{default}`"
