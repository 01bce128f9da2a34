"""Why a file is not taken."""


class Unreadable(Exception):
    """It is none of the types we take, or it is not harmless.

    `reason`: `unknown`, `broken`, `locked` (by a password), `bomb` (it swells when it is opened), `macros`, `adobe` (a
    form that only one reader draws) or `signed` (taking its programs out would break a signature).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
