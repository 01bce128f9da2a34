"""What can be refused: each refusal has a stable code; the sentence people read lives in web/messages."""

from typing import ClassVar


class DomainError(Exception):
    """A refusal with a stable code and the parameters of its sentence."""

    status: ClassVar[int] = 422

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class NotFound(DomainError):
    """It does not exist, or this person may not know that it does."""

    status = 404

    def __init__(self, code: str = "not_found", **params: object) -> None:
        super().__init__(code, **params)


class Forbidden(DomainError):
    """The person may see it, but may not do this."""

    status = 403


class WrongState(DomainError):
    """The act comes at the wrong moment."""

    status = 409


class Stale(DomainError):
    """Somebody else changed it meanwhile; both texts are shown, none is lost."""

    status = 409


class Invalid(DomainError):
    """What was sent does not hold together; `field` names the place when there is one."""

    def __init__(self, code: str, *, field: str = "", **params: object) -> None:
        super().__init__(code, **params)
        self.field = field


class TooMany(DomainError):
    """Too many attempts; `retry_after` is in seconds."""

    status = 429

    def __init__(self, code: str = "too_many_attempts", *, retry_after: int) -> None:
        super().__init__(code, retry_after=retry_after)
        self.retry_after = retry_after
