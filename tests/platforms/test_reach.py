"""Why a server could not be reached comes with what can be done about it."""

from __future__ import annotations

import ssl

from bot.platforms import reach


def test_a_certificate_that_is_not_trusted_may_be_of_an_authority_of_ones_own():
    """Then neither the date nor the administrators are to blame; where such an authority is named is said for each network."""
    why = reach.cause(OSError(ssl.SSLCertVerificationError("self-signed certificate in certificate chain")))
    said = reach.remedy(f"writers.example did not answer: {why}.")
    assert said.startswith("Is this machine's date right?")
    assert "REQUESTS_CA_BUNDLE (Mastodon)" in said
    assert "SSL_CERT_FILE (others)" in said
    assert said.endswith("Otherwise the server's administrators have to renew it.")
