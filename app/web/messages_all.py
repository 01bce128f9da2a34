"""Every room's sentences, registered when the platform starts: one import per room."""

__all__: list[str] = []
