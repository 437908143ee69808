"""Where every OpenID provider describes itself (OpenID Connect Discovery 1.0, section 4)."""

DISCOVERY = "/.well-known/openid-configuration"
"""The path under the issuer."""
