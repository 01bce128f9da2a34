"""Passwords: Argon2id with OWASP's minimum (19 MiB, 2 passes), at most two at once."""

from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

_hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
_turnstile = BoundedSemaphore(2)
# Checked when the account does not exist, so that both answers cost the same time.
_NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The Argon2id hash to store."""
    with _turnstile:
        return _hasher.hash(password)


def password_matches(password: str, stored: str | None) -> bool:
    """Whether the password is the stored one; as slow for an unknown account as for a known one."""
    with _turnstile:
        matches = _hasher.verify(password, stored or _NOBODY)
    return matches and stored is not None
