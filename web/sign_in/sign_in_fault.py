"""Why somebody could not sign in: a sentence for the person, and a kind for the log."""

from enum import StrEnum

_AGAIN = "You are not signed in. Sign in again"


class FaultKind(StrEnum):
    """What was wrong. It goes into the log with the provider's issuer, and with nobody's data."""

    AWAY = "provider-away"
    UNENCRYPTED = "address-not-encrypted"
    REFUSED = "provider-refused"
    STATE = "state-unknown"
    CODE = "code-refused"
    SIGNATURE = "signature"
    ALGORITHM = "algorithm"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    NONCE = "nonce"
    EXPIRED = "expired"
    TOKEN = "token"
    CLAIMS = "claims"


_UNPROVEN = f"What {{name}} sent could not be proven to be for this sign-in. {_AGAIN}."

SENTENCES = {
    FaultKind.AWAY: "{name} does not answer. Nobody can sign in there now: try again in a minute.",
    FaultKind.UNENCRYPTED: "Nobody can sign in at an http address of another machine: browsers"
    " forget there who you are. Open the https address; who runs the platform knows it.",
    FaultKind.REFUSED: f"{{name}} did not let you in. {_AGAIN}, or ask who runs it.",
    FaultKind.STATE: "This sign-in was begun in another browser, was used, or is too old."
    f" {_AGAIN}.",
    FaultKind.CODE: f"This sign-in was used already, or took too long. {_AGAIN}.",
    FaultKind.CLAIMS: "{name} does not say who you are in a way that is understood here: tell who"
    " runs the platform.",
}
"""What the person is told. Every other kind reads the same: the difference helps an attacker."""


class SignInFaultError(Exception):
    """Somebody could not sign in. `name` is the provider's name on our pages."""

    def __init__(self, kind: FaultKind, name: str, issuer: str = "") -> None:
        super().__init__(f"sign-in failed: {kind} of {issuer or name}")
        self.kind = kind
        self.sentence = SENTENCES.get(kind, _UNPROVEN).format(name=name)
        self.status = 503 if kind is FaultKind.AWAY else 403
