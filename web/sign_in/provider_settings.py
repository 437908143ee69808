"""What is set of a provider: where it is, who we are there, and how it names its claims."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, field_validator, model_validator

from access.encrypted_address import need_encrypted
from access.viewer import OF_AN_AGENCY, Role
from events.identifiers import Agency


class ProviderSettings(BaseModel):
    """A provider of OpenID Connect. Its name stands on the button to sign in.

    `agency` is there for a provider of one agency: everybody who signs in there is that agency's,
    whatever a claim says, and has roles of an agency alone. `roles` says instead which roles this
    provider may give. `audience` is what its access tokens for our API are for: it is another one
    than `client_id`, for which are the tokens that say who somebody is, and open nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    issuer: str
    name: str
    client_id: str
    client_secret: str | None = Field(None, repr=False)
    device_client_id: str = "victim-journey-cli"
    """The public client of the command line, for people on other machines."""
    agency: Agency | None = None
    roles: frozenset[Role] | None = None
    audience: str = "victim-journey"
    scope: str = "openid profile"
    roles_claim: str = "roles"
    agency_claim: str = "agency"
    staff_claim: str = "staff"
    teams_claim: str = "teams"

    @field_validator("issuer")
    @classmethod
    def _encrypted(cls, issuer: str) -> str:
        """Who anybody is comes over an encrypted connection, or from this machine."""
        return need_encrypted(issuer)

    @model_validator(mode="after")
    def _for_two(self) -> Self:
        if self.audience in (self.client_id, self.device_client_id):
            raise ValueError("audience is a client_id")
        return self

    @property
    def may_give(self) -> frozenset[Role]:
        """The roles that count: one agency's provider makes nobody an auditor of all of them."""
        if self.roles is not None:
            return self.roles
        return OF_AN_AGENCY if self.agency else frozenset(Role)

    @property
    def origin(self) -> str:
        """Scheme, host and port of the provider."""
        url = HttpUrl(self.issuer)
        return f"{url.scheme}://{url.host}:{url.port}"
