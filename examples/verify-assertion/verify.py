"""Verifies that a request reached this upstream through the Keyward edge. Python 3.9 or newer, no dependencies.

    verifier = Verifier({"usk_…": base64.b64decode("…")})
    fault = verifier.fault(request.method, raw_target, request.headers)
    if fault is not None:
        return 401

The target must be path and query exactly as they stood in the request line. WSGI and ASGI hand out decoded paths; take
REQUEST_URI or RAW_URI from the WSGI environment, or raw_path and query_string from the ASGI scope.
"""

import base64
import hashlib
import hmac
import re
import time
from typing import Mapping, Optional, Set

WINDOW_SECONDS = 30

_ASSERTION = re.compile(r"v1;kid=([A-Za-z0-9_-]{1,64});t=([0-9]{1,12});sig=([A-Za-z0-9_-]{43})")


class Verifier:
    """Holds the secrets by their ID in `kid`; two while one replaces the other.

    By default a request ID that was seen before is refused. That memory is this process' own and made for one thread:
    with several, refuse repeats where all of them see it, and pass refuse_repeats=False here.
    """

    def __init__(self, secrets: Mapping[str, bytes], refuse_repeats: bool = True) -> None:
        self._secrets = dict(secrets)
        self._refuse_repeats = refuse_repeats
        self._young: Set[str] = set()
        self._old: Set[str] = set()
        self._since = 0.0

    def fault(
        self, method: str, target: str, headers: Mapping[str, str], now: Optional[float] = None
    ) -> Optional[str]:
        """None for a good request, else what is wrong with it. `now` is Unix time in seconds."""
        now = time.time() if now is None else now
        fields = {name.lower(): value for name, value in headers.items()}
        assertion = fields.get("x-keyward-assertion")
        if assertion is None:
            return "missing"
        parts = _ASSERTION.fullmatch(assertion)
        if parts is None:
            return "malformed"
        kid, seconds, signature = parts.groups()
        secret = self._secrets.get(kid)
        if secret is None:
            return "unknown_key"
        if abs(now - int(seconds)) > WINDOW_SECONDS:
            return "out_of_window"

        request_id = fields.get("x-request-id", "")
        asserted = sorted(
            f"{name}:{value}"
            for name, value in fields.items()
            if name.startswith("x-keyward-") and name != "x-keyward-assertion"
        )
        message = ["keyward-assertion-v1", kid, str(int(seconds)), request_id, method, target, *asserted]
        digest = hmac.new(secret, "\n".join(message).encode("latin-1"), hashlib.sha256).digest()
        expected = base64.urlsafe_b64encode(digest).rstrip(b"=")
        if not hmac.compare_digest(expected, signature.encode("ascii")):
            return "wrong_signature"
        if self._refuse_repeats and not self._is_first(request_id, now):
            return "replayed"
        return None

    def _is_first(self, request_id: str, now: float) -> bool:
        if now - self._since >= 2 * WINDOW_SECONDS:
            self._old = set() if now - self._since >= 4 * WINDOW_SECONDS else self._young
            self._young = set()
            self._since = now
        if request_id in self._young or request_id in self._old:
            return False
        self._young.add(request_id)
        return True
