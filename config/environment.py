"""Every setting that comes from outside: environment variables and files of secrets, read and checked in one place.

A wrong value names its variable and what is expected; all wrong variables are listed at once. Outside development
nothing has a made-up secret: a missing key stops the start. The table in docs/beheer/instellingen.md is held against
this class by a test.
"""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, Self

from cryptography.fernet import Fernet
from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BASE_DIR = Path(__file__).resolve().parent.parent


class Environment(BaseSettings):
    """The settings an administrator may change; prefix ``WAARBORG_``."""

    model_config = SettingsConfigDict(env_prefix="WAARBORG_", extra="ignore")

    mode: Literal["development", "production"] = Field("development", description="development makes its own keys")
    debug: bool = Field(False, description="Django's debug pages; never in production")
    secret_key: str = Field("", description="Django's secret for sessions and forms")
    allowed_hosts: Annotated[list[str], NoDecode] = Field(
        ["localhost", "127.0.0.1"], description="host names the web server answers to, separated by commas"
    )
    var_dir: Path = Field(BASE_DIR / "var", description="folder for everything Waarborg writes")
    database_url: str = Field("", description="Waarborg's own tables; empty means SQLite in the var folder")
    broker_url: str = Field("", description="Celery's broker; empty means files in the var folder")
    broker_visibility_timeout: int = Field(600, ge=10, description="seconds before Redis hands a lost task out again")
    key_ring: Annotated[list[str], NoDecode] = Field(
        [], description="Fernet keys for working data, newest first, separated by commas"
    )
    index_key: str = Field("", description="secret of the keyed index (HMAC) over identifiers, 32 characters or more")
    index_keys_old: Annotated[list[str], NoDecode] = Field(
        [], description="index keys of before, still looked up by while `consents rotate` has work left, by commas"
    )
    evidence_key_file: Path | None = Field(
        None, description="PEM file with the Ed25519 key that seals the evidence log"
    )
    signing_key_file: Path | None = Field(None, description="PEM file with the key that signs documents")
    signing_certificate_file: Path | None = Field(None, description="PEM file with the certificate of that key")
    documents_dir: Path | None = Field(None, description="folder of the document store; empty means in the var folder")
    organisation_name: str = Field("Voorbeeldorganisatie B.V.", description="name on documents and letters")
    organisation_address: str = Field("Postbus 1, 1000 AA Voorbeeldstad", description="postal address on letters")
    organisation_contact: str = Field("privacy@voorbeeld.example", description="where people can reach you")
    public_body: bool = Field(
        False, description="a public body, whose answers are decisions under the Awb (art. 34 UAVG)"
    )
    public_url: str = Field(
        "http://127.0.0.1:8000", pattern=r"^https?://[^\s/]+$", description="address of this site in e-mails, no path"
    )
    email_url: str = Field(
        "", description="mail server, smtp+tls://user:password@host:587 (or smtps://, smtp://); empty writes files"
    )
    notice_days: int = Field(
        14, ge=1, description="days in which a recipient should confirm a notice of art. 19; a norm of the house"
    )
    sms_url: str = Field(
        "", pattern=r"^(https?://\S+)?$", description="SMS gateway that takes a signed POST; empty writes files"
    )
    sms_key: str = Field("", description="secret that signs what goes to the SMS gateway, 32 characters or more")
    email_from: str = Field("waarborg@voorbeeld.example", description="sender of e-mails")
    country: Literal["NL", "BE"] = Field("NL", description="establishment whose holidays count for deadlines")
    time_zone: str = Field("Europe/Amsterdam", description="time zone of the establishment")
    source_hosts: Annotated[list[str], NoDecode] = Field(
        ["localhost", "127.0.0.1", "::1"], description="hosts where customer databases may be, separated by commas"
    )
    source_statement_seconds: int = Field(300, ge=1, description="longest statement in a customer database")
    lease_seconds: int = Field(60, ge=2, description="how long a worker owns a step without a sign of life")
    heartbeat_seconds: float = Field(15, gt=0, description="how often a worker gives a sign of life")
    max_attempts: int = Field(5, ge=1, description="attempts before a step waits for a person")
    backup_days: int = Field(90, ge=0, description="days that backups of sources live; so long erased keys are watched")
    package_days: int = Field(30, ge=1, description="days that an answered request keeps its report and package")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="least level that is logged")
    log_json: bool = Field(False, description="log lines as JSON")
    behind_https: bool = Field(False, description="the site is served over HTTPS by a proxy that says so")
    proxies: int | None = Field(
        None, ge=0, le=5, description="proxies of ours before the site; empty is one behind HTTPS and none without"
    )
    portal_hourly: int = Field(
        300, ge=1, description="objections an hour that the portal takes of all visitors together"
    )

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, values: dict[str, object]) -> dict[str, object]:
        for name in ("allowed_hosts", "key_ring", "index_keys_old", "source_hosts"):
            value = values.get(name)
            if isinstance(value, str):
                values[name] = [part.strip() for part in value.split(",") if part.strip()]
        return values

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.heartbeat_seconds * 2 > self.lease_seconds:
            raise ValueError("WAARBORG_HEARTBEAT_SECONDS must be at most half of WAARBORG_LEASE_SECONDS")
        self._check_gateway()
        if self.mode == "production":
            self._demand_secrets()
        else:
            self._make_secrets()
        _check_keys(self.key_ring)
        return self

    def _check_gateway(self) -> None:
        if self.sms_url and len(self.sms_key) < 32:
            raise ValueError("WAARBORG_SMS_KEY: WAARBORG_SMS_URL needs a secret of 32 characters or more")
        if self.mode == "production" and self.sms_url.startswith("http://"):
            raise ValueError("WAARBORG_SMS_URL: production sends codes over https only")

    def _demand_secrets(self) -> None:
        required = ("secret_key", "key_ring", "index_key", "evidence_key_file", "database_url", "broker_url")
        missing = [f"WAARBORG_{name.upper()}" for name in required if not getattr(self, name)]
        if missing:
            raise ValueError(f"production needs: {', '.join(missing)}")
        if self.debug:
            raise ValueError("WAARBORG_DEBUG may not be on in production")

    def _make_secrets(self) -> None:
        keys = self.var_dir / "keys"
        self.secret_key = self.secret_key or _kept(keys / "secret_key", lambda: secrets.token_urlsafe(50))
        self.index_key = self.index_key or _kept(keys / "index_key", lambda: secrets.token_urlsafe(50))
        if not self.key_ring:
            self.key_ring = [_kept(keys / "key_ring", lambda: Fernet.generate_key().decode())]

    @property
    def index_keys(self) -> tuple[str, ...]:
        """The index key and those of before: one writes, every one is looked up by."""
        return (self.index_key, *self.index_keys_old)

    @property
    def trusted_proxies(self) -> int:
        """How many addresses at the end of X-Forwarded-For were written by proxies of ours."""
        return int(self.behind_https) if self.proxies is None else self.proxies

    @property
    def evidence_key(self) -> Path:
        """The file of the sealing key; in development it is made on first use."""
        return self.evidence_key_file or self.var_dir / "keys" / "evidence.pem"

    @property
    def documents(self) -> Path:
        """The folder of the document store."""
        return self.documents_dir or self.var_dir / "documents"


def _check_keys(keys: list[str]) -> None:
    for place, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            raise ValueError(f"WAARBORG_KEY_RING: key {place} is not a Fernet key (32 bytes, base64)") from None


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The content of ``path``; made once, readable by the owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        candidate = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        candidate.touch(mode=0o600)
        candidate.write_text(make())
        try:
            path.hardlink_to(candidate)
        except FileExistsError:
            pass
        finally:
            candidate.unlink()
    return path.read_text().strip()
