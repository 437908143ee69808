"""The settings, read once at the door and frozen. Only this module reads the environment."""

import json
import os
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from access.encrypted_address import LOCAL, need_encrypted
from events.identifiers import Agency
from notifier.channels.channel_settings import (
    EncryptedUrl,
    EndpointName,
    MailSettings,
    NotifySettings,
    TeamEndpoint,
    WebhookEndpoint,
)
from web.sign_in.provider_settings import ProviderSettings

Token = Annotated[str, StringConstraints(min_length=32)]
Tokens = Annotated[
    tuple[Token, ...],
    Field(min_length=1, max_length=2),
    BeforeValidator(lambda given: [given] if isinstance(given, str) else given),
]
"""An agency's token; two of them while the new one takes over from the old."""
HostName = Annotated[
    str, StringConstraints(to_lower=True, strip_whitespace=True, pattern=r"^[0-9A-Za-z.:_-]+$")
]
"""A name or an address of a server, without a port; an IPv6 address without brackets."""

ReleaseEvery = Literal["month", "quarter", "never"]
"""How often a release of statistics is made by itself."""

CHANNELS = frozenset({"mail", "notify", "webhooks", "teams"})
"""The settings of the channels that carry messages: each has a secret in it."""

_SECRETS = CHANNELS | {
    "gateway_tokens",
    "clickhouse",
    "providers",
    "pseudonym_key",
    "preferences_key",
    "client_secret",
}
"""Each is for the parts that need it. The DSN of ClickHouse has a password."""


class Settings(BaseSettings):
    """What differs between a laptop and a cluster. Each field is also `JOURNEY_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="JOURNEY_", frozen=True, extra="forbid", hide_input_in_errors=True
    )

    data: Path = Path("data-dir")
    """Where the embedded parts keep everything."""
    kafka: str | None = None
    """Bootstrap servers of an existing Kafka; without one the embedded broker is run."""
    kafka_port: int = 19092
    """The embedded broker's port on 127.0.0.1; its controller takes the next one."""
    clickhouse: str | None = None
    """DSN of an existing ClickHouse server; without one chDB is kept in `data`."""
    host: str = "127.0.0.1"
    """Where pages, API and gateway listen; what other machines reach needs `JOURNEY_PROVIDERS`."""
    port: int = 8000
    """The port of pages and API."""
    gateway_port: int = 8001
    """The port of the gateway."""
    provider_port: int = 8002
    """The port of the demo's own provider for sign-in, on 127.0.0.1."""
    hosts: Annotated[tuple[HostName, ...], NoDecode] = ()
    """Further names under which pages, API and gateway answer, with commas between them."""
    workers: int = Field(1, ge=1, le=64)
    """Faust workers of each kind."""
    partitions: int = Field(4, ge=1, le=1024)
    """Partitions of the agencies' topics and the log. They never change once the topics exist."""
    replication: int = Field(1, ge=1, le=7)
    """Copies of each record in Kafka: 3 in a cluster."""
    tick_seconds: float = Field(15.0, gt=0)
    """How often the clock's tick is written to the log."""
    hold_minutes: float = Field(45.0, ge=0, le=24 * 60)
    """Nobody is told of an event before it is so old: a mistaken one can be withdrawn meanwhile."""
    refused_share_limit: float = Field(0.5, ge=0, le=1)
    """More than this share of an agency's last events refused pauses its intake; 1 never does."""
    refused_share_events: int = Field(50, ge=1, le=10_000)
    """How many of an agency's last events in a worker that share is of."""
    events_a_minute: int = Field(300_000, ge=1)
    """Events of an agency that an intake worker takes in a minute; the rest waits until it ends."""
    break_glass_minutes: int = Field(60, ge=1, le=24 * 60)
    """How long a journey beyond somebody's caseload is open to who gave a reason."""
    release_every: ReleaseEvery = "month"
    """How often a release of statistics is made: `month`, `quarter`, or `never` by itself."""
    complete_from: Annotated[dict[Agency, date], NoDecode] = {}
    """From when on agencies published closed cases too: `met-police=2025-01-01,…`, or one day."""
    gateway_tokens: dict[Agency, Tokens] = Field({}, repr=False)
    """Who may publish over HTTP: `{"cps": "…"}`, a secret of 32 characters or more, or two."""
    pseudonym_key: str | None = Field(None, repr=False)
    """Secret that makes victims' pseudonyms, 32 characters or more; without one it is in `data`."""

    providers: tuple[ProviderSettings, ...] = Field((), repr=False)
    """Who signs people in, by OpenID Connect, as JSON; without one the demo's provider does."""
    public_url: str | None = None
    """Where browsers find the pages, such as `https://journey.example`; else where they asked."""
    simulated: bool = False
    """The data are simulated: each page says so. Those of `journey demo` say it by themselves."""
    platform: str | None = None
    """Where commands ask a platform on another machine, such as `https://journey.example`."""
    client_id: str | None = None
    """Who a program is at the provider, where commands ask as that program."""
    client_secret: str | None = Field(None, repr=False)
    """The secret of that program."""
    issuer: str | None = None
    """The provider at which commands sign in, where the platform has several."""
    session_idle_minutes: int = Field(30, ge=1, le=24 * 60)
    """A session ends after so many minutes without a request."""
    session_hours: int = Field(12, ge=1, le=24)
    """A session ends after so many hours, whatever happens in it."""

    mail: MailSettings | None = Field(None, repr=False)
    """The SMTP server that takes e-mail for people, as JSON."""
    notify: NotifySettings | None = Field(None, repr=False)
    """The service in GOV.UK Notify that sends to people, as JSON."""
    webhooks: dict[EndpointName, WebhookEndpoint] = Field({}, repr=False)
    """Where signed webhooks go: `{"name": {"url": "…", "secret": "whsec_…"}}`."""
    teams: dict[EndpointName, EncryptedUrl] = Field({}, repr=False)
    """The addresses of workflows of Microsoft Teams, each a secret: `{"name": "https://…"}`."""
    endpoints: dict[str, TeamEndpoint] = Field({}, repr=False)
    """Where teams and agencies are told: `{"cps": {"channel": "webhook", "endpoint": "name"}}`."""
    preferences_key: str | None = Field(None, repr=False)
    """Secret that encrypts how people want to be told; without one it is in `data`."""
    escalation: Path | None = None
    """A file that says who is told of which alerts and when, in place of the one that comes."""
    send_seconds: float = Field(10.0, gt=0, le=120)
    """How long one try to send a message may take."""
    mailbox: bool = False
    """All e-mail goes to a local mailbox with a page; `journey demo` sets it, and nobody else."""
    mailbox_port: int = 8003
    """The port of the demo's mailbox page, on 127.0.0.1."""
    mailbox_smtp_port: int = 8025
    """The port at which the demo's mailbox takes e-mail, on 127.0.0.1."""

    @field_validator("hosts", mode="before")
    @classmethod
    def _separated(cls, hosts: Any) -> Any:
        return [name for name in hosts.split(",") if name] if isinstance(hosts, str) else hosts

    @field_validator("complete_from", mode="before")
    @classmethod
    def _of_each_agency(cls, given: Any) -> Any:
        """One day is that of all agencies."""
        if not isinstance(given, str) or given.startswith("{"):
            return json.loads(given) if isinstance(given, str) else given
        days = [part.strip() for part in given.split(",") if part.strip()]
        if len(days) == 1 and "=" not in days[0]:
            return dict.fromkeys(Agency, days[0])
        if not all("=" in part for part in days):
            raise ValueError("write <agency>=<day>, with commas between them, or one day for all")
        return dict(part.split("=", 1) for part in days)

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, url: str | None) -> str | None:
        return url and url.rstrip("/")

    @field_validator("platform")
    @classmethod
    def _encrypted(cls, platform: str | None) -> str | None:
        """Tokens go over an encrypted connection, or stay on this machine."""
        return None if platform is None else need_encrypted(platform).rstrip("/")

    @field_validator("gateway_tokens")
    @classmethod
    def _one_each(cls, tokens: dict[Agency, tuple[str, ...]]) -> dict[Agency, tuple[str, ...]]:
        known = [token for each in tokens.values() for token in each]
        if len(set(known)) < len(known):
            raise ValueError("two agencies have the same token")
        return tokens

    @property
    def bootstrap(self) -> str:
        """The Kafka to talk to, embedded or not."""
        return self.kafka or f"127.0.0.1:{self.kafka_port}"

    @property
    def known_hosts(self) -> frozenset[str]:
        """The names under which pages, API and gateway answer."""
        return frozenset({self.host, *self.hosts})

    @property
    def url(self) -> str:
        """Where pages and API are found."""
        return f"http://{self.host}:{self.port}"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is found."""
        return f"http://{self.host}:{self.gateway_port}"

    @property
    def is_local(self) -> bool:
        """Whether pages, API and gateway are found from this machine alone."""
        return self.host in LOCAL

    @property
    def hold(self) -> timedelta:
        """How old an event must be before people are told of it, in whole seconds."""
        return timedelta(seconds=round(self.hold_minutes * 60))

    @property
    def has_demo_provider(self) -> bool:
        """Whether the demo's own provider signs people in: whoever reaches it can be any of its."""
        return not self.providers and self.is_local

    @property
    def provider_url(self) -> str:
        """Where the demo's provider is found, which is its issuer too."""
        return f"http://127.0.0.1:{self.provider_port}"

    @property
    def mailbox_url(self) -> str:
        """Where the page of the demo's mailbox is found."""
        return f"http://127.0.0.1:{self.mailbox_port}"

    @property
    def has_mailbox(self) -> bool:
        """Whether the demo's mailbox runs: not where other machines reach the platform."""
        return self.mailbox and self.is_local

    @property
    def mail_server(self) -> MailSettings | None:
        """Which server takes e-mail: in the demo the mailbox alone, whatever else is set."""
        if not self.has_mailbox:
            return self.mail
        return MailSettings(
            host="127.0.0.1",
            port=self.mailbox_smtp_port,
            tls="none",
            sender="alerts@victim-journey.example",
        )

    def environment(self, secrets: Collection[str] = ()) -> dict[str, str]:
        """The environment of a process that runs with exactly these settings.

        Of the secrets it has those that are named.
        """
        chosen = self.model_dump(
            mode="json", exclude_none=True, exclude=set(_SECRETS - set(secrets))
        )
        return foreign_environment() | {
            f"JOURNEY_{name.upper()}": _as_variable(value)
            for name, value in chosen.items()
            if value != []  # which is what it is where nothing is set
        }


def foreign_environment() -> dict[str, str]:
    """The environment of a program that is not ours: no setting is in it, and so no secret."""
    return {name: value for name, value in os.environ.items() if not _is_ours(name)}


def home_of_sign_ins() -> Path:
    """The directory in which a person's commands remember that they signed in."""
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "victim-journey"


def npm_environment() -> dict[str, str]:
    """The environment of npm, in which node trusts the authorities that OpenSSL is given.

    Node takes those of a private network from a variable of its own; one that is set stands.
    """
    authorities = os.environ.get("SSL_CERT_FILE")
    return ({"NODE_EXTRA_CA_CERTS": authorities} if authorities else {}) | os.environ


def _as_variable(value: Any) -> str:
    """A setting as the text of a variable."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


def _is_ours(name: str) -> bool:
    return name.upper().startswith("JOURNEY_")
