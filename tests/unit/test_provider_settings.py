"""What a provider is believed: its settings say which roles, and over which connection."""

from typing import Any

import pytest
from pydantic import ValidationError

from access.viewer import Role
from events.identifiers import Agency
from web.sign_in.provider_settings import ProviderSettings
from web.sign_in.sign_in_fault import SignInFaultError
from web.sign_in.viewer_claims import viewer_from

EVERY_ROLE = {"sub": "1", "roles": [*Role, "emperor"], "agency": "cps"}


def provider(**changed: Any) -> ProviderSettings:
    given = {"issuer": "https://provider.example", "name": "Ours", "client_id": "us"}
    return ProviderSettings.model_validate(given | changed)


def test_one_agencys_provider_gives_roles_of_that_agency_alone() -> None:
    viewer = viewer_from(provider(agency="met-police"), EVERY_ROLE)

    assert viewer.agency is Agency.MET_POLICE
    assert viewer.roles == {
        Role.CASEWORKER,
        Role.SUPERVISOR,
        Role.AGENCY_OPERATOR,
        Role.PUBLISHER,
    }


def test_the_setting_says_which_roles_a_provider_may_give() -> None:
    assert viewer_from(provider(), EVERY_ROLE).roles == frozenset(Role)
    set_so = provider(agency="met-police", roles=["caseworker", "auditor"])
    assert viewer_from(set_so, EVERY_ROLE).roles == {Role.CASEWORKER, Role.AUDITOR}


@pytest.mark.parametrize(
    "issuer",
    ["http://provider.example", "provider.example", "https://", "ftp://localhost", "machine", ""],
)
def test_a_provider_elsewhere_is_asked_over_an_encrypted_connection(issuer: str) -> None:
    with pytest.raises(ValidationError, match="not an https address"):
        provider(issuer=issuer)
    assert provider(issuer="http://127.0.0.1:8002").origin == "http://127.0.0.1:8002"


@pytest.mark.parametrize("audience", ["us", "victim-journey-cli"])
def test_what_says_who_somebody_is_opens_nothing(audience: str) -> None:
    """Given one name for both, a token for signing in would open the API as well."""
    with pytest.raises(ValidationError, match="audience is a client_id"):
        provider(audience=audience)


@pytest.mark.parametrize("subject", [None, "", 5, ["1"], "x" * 256, "a\nb", "\ud800"])
def test_a_subject_is_a_short_text(subject: object) -> None:
    with pytest.raises(SignInFaultError):
        viewer_from(provider(), {"sub": subject})
    assert viewer_from(provider(), {"sub": "x" * 255}).subject == "x" * 255
