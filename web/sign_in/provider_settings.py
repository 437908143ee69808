"""What is set of a provider: where it is, who we are there, and how it names its claims."""

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from events.identifiers import Agency


class ProviderSettings(BaseModel):
    """A provider of OpenID Connect. Its name stands on the button to sign in.

    `agency` is there for a provider of one agency: everybody who signs in there is that agency's,
    whatever a claim says. `audience` is what its access tokens for our API are for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    issuer: str
    name: str
    client_id: str
    client_secret: str | None = Field(None, repr=False)
    device_client_id: str = "victim-journey-cli"
    """The public client of the command line, for people on other machines."""
    agency: Agency | None = None
    audience: str = "victim-journey"
    scope: str = "openid profile"
    roles_claim: str = "roles"
    agency_claim: str = "agency"
    staff_claim: str = "staff"
    teams_claim: str = "teams"

    @property
    def origin(self) -> str:
        """Scheme, host and port of the provider."""
        url = HttpUrl(self.issuer)
        return f"{url.scheme}://{url.host}:{url.port}"
