"""Settings, read once from the environment (prefix TREMPLIN_)."""

import secrets
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

WEAKEST_SECRET = 32


class WeakSecret(Exception):
    """SECRET_KEY is missing or too weak for a server that is not the embedded default."""

    def __str__(self) -> str:
        return (
            "TREMPLIN_SECRET_KEY is missing or too weak. Set it to at least 32 characters of chance, for example:\n"
            f"  export TREMPLIN_SECRET_KEY={secrets.token_urlsafe(36)}\n"
            "Every process of the platform must share the same value."
        )


class Settings(BaseSettings):
    """What an operator may set; the defaults make a laptop work."""

    model_config = SettingsConfigDict(env_prefix="TREMPLIN_", frozen=True, extra="ignore")

    data_dir: Path = Path("data")
    database_url: str = ""
    storage_url: str = ""
    antivirus_url: str = ""
    smtp_url: str = ""
    mail_from: str = "Tremplin <tremplin@localhost>"
    base_url: str = "http://127.0.0.1:8000"
    secret_key: str = ""
    trusted_proxies: str = ""
    threads: int = Field(default=0, ge=0, le=64)
    log_format: Literal["text", "json"] = "text"
    demo: bool = False
    dev: bool = False
    max_upload_mb: int = Field(default=10, ge=1, le=200)
    companies_url: str = "https://recherche-entreprises.api.gouv.fr"
    addresses_url: str = "https://data.geopf.fr/geocodage"

    @field_validator("base_url")
    @classmethod
    def _without_final_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the SQLite file of DATA_DIR."""
        return self.database_url == ""

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'tremplin.sqlite3'}"

    @property
    def storage(self) -> str:
        """The address of the file storage."""
        return self.storage_url or f"file:{self.data_dir.absolute() / 'files'}"

    @property
    def database_threads(self) -> int:
        """How many requests of this process touch the database at once."""
        return self.threads or (2 if self.database.startswith("sqlite") else 4)

    @cached_property
    def secret(self) -> str:
        """The secret key: given, or made at first run when everything is embedded; raises WeakSecret otherwise."""
        if self.secret_key:
            if len(self.secret_key) < WEAKEST_SECRET or len(set(self.secret_key)) < 10:
                raise WeakSecret
            return self.secret_key
        if not self.is_embedded:
            raise WeakSecret
        return _embedded_secret(self.data_dir / "secret_key")

    @property
    def is_secure(self) -> bool:
        """Whether people reach the platform over HTTPS: cookies are then Secure."""
        return self.base_url.startswith("https://")

    def with_values(self, **values: object) -> Self:
        """The same settings with some values replaced."""
        return self.model_copy(update=values)


def _embedded_secret(path: Path) -> str:
    """Read the laptop's secret, or make it for its owner's eyes only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
