"""What is set of each channel: where it sends, and who we are there."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from access.encrypted_address import LOCAL, need_encrypted

_FORM = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _usable(url: str) -> str:
    import httpx2  # most processes have no such address, and it is slow to import

    if len(url.split()) != 1:
        raise ValueError("not an address")
    try:
        return need_encrypted(str(httpx2.URL(url)))
    except (httpx2.InvalidURL, UnicodeError):
        raise ValueError("not an address") from None


EncryptedUrl = Annotated[str, AfterValidator(_usable)]
"""An https address, or an http address on this machine."""

EndpointName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""What an endpoint is called in preferences and records: small letters, digits and hyphens."""

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
TemplateId = Annotated[str, Field(pattern=f"^{_UUID}$")]
"""The id of a template in GOV.UK Notify."""

NOTIFY = "https://api.notifications.service.gov.uk"


class MailSettings(BaseModel):
    """The SMTP server that takes our e-mail. `sender` is the address that it comes from.

    `tls` is `starttls` (the connection becomes encrypted, or nothing is sent), `tls` (encrypted
    from the start, mostly on port 465) or `none`, which is for a server on this machine alone.
    """

    model_config = _FORM

    host: str
    port: int = Field(587, ge=1, le=65535)
    tls: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = Field(None, repr=False)
    sender: str = Field(pattern=r"^[!-?A-~]+@[0-9A-Za-z.-]+$")

    @model_validator(mode="after")
    def _encrypted(self) -> Self:
        if self.tls == "none" and self.host not in LOCAL:
            raise ValueError("tls is none for a server on another machine")
        if (self.user is None) != (self.password is None):
            raise ValueError("user and password come together")
        return self


class NotifySettings(BaseModel):
    """A service in GOV.UK Notify. `api_key` is as Notify gives it: name, service and secret.

    Its templates have the fields `subject`, `lines` and `link`. `text_template` is for addresses
    that are telephone numbers; without it nobody gets a text message.
    """

    model_config = _FORM

    api_key: str = Field(pattern=rf"^.+-{_UUID}-{_UUID}$", repr=False)
    email_template: TemplateId
    text_template: TemplateId | None = None
    url: EncryptedUrl = NOTIFY


class WebhookEndpoint(BaseModel):
    """An address that takes signed webhooks; only an operator of the platform sets one.

    `secret` is that of Standard Webhooks: `whsec_` and 24 to 64 bytes in Base64.
    """

    model_config = _FORM

    url: EncryptedUrl = Field(repr=False)
    secret: str = Field(repr=False)

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, secret: str) -> str:
        if not re.fullmatch(r"whsec_[A-Za-z0-9+/]{32,86}={0,2}", secret):
            raise ValueError("not whsec_ and 24 to 64 bytes in Base64")
        from standardwebhooks import Webhook

        Webhook(secret)  # raises ValueError for what is not Base64
        return secret


class TeamEndpoint(BaseModel):
    """Where a team or an agency as such is told: only an operator of the platform sets one.

    `endpoint` is a name in `JOURNEY_TEAMS` or `JOURNEY_WEBHOOKS`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: Literal["teams", "webhook"]
    endpoint: EndpointName
