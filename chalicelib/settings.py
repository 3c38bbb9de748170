"""The environment as one typed model; a missing or faulty variable is named at start."""

import os
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError

PREFIX = "SUKETTO_"


class SettingsInvalid(Exception):
    """One line for each variable that is missing or faulty."""


class Settings(BaseModel):
    """`SUKETTO_TABLE`, `SUKETTO_PROFILE` and so on; AWS's own variables are left to the SDK."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    table: str = Field(min_length=3, description="name of the DynamoDB table")
    profile: str = Field(default="ehime", description="name of a folder in chalicelib/profiles, or a path to one")
    base_url: HttpUrl = Field(description="where people reach the site, e.g. https://suketto.example.jp")
    base_path: str = Field(default="", pattern=r"^(/[a-z0-9-]+)?$", description="stage prefix of the paths, e.g. /api")
    mail_events: str = Field(default="", description="SES configuration set that publishes what becomes of mails")
    mail_topic: str = Field(default="", description="ARN of the SNS topic it publishes to; others are not listened to")
    secret: str = Field(default="", description="name or ARN of the secret in Secrets Manager; needed on AWS")
    secret_file: str | None = Field(default=None, description="embedded run only: the file it lies in instead")
    mail_certificate_file: str | None = Field(default=None, description="embedded run only: whose seal to trust")
    clock_offset_file: str | None = Field(default=None, description="embedded run only: seconds the clock is moved by")

    @property
    def site(self) -> str:
        """The site's address without a slash at its end."""
        return str(self.base_url).rstrip("/") + self.base_path


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; SettingsInvalid names every variable at fault."""
    given = {name.removeprefix(PREFIX).lower(): value for name, value in environment.items() if name.startswith(PREFIX)}
    try:
        return Settings.model_validate(given)
    except ValidationError as invalid:
        faults = (f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in invalid.errors())
        raise SettingsInvalid("\n".join(faults)) from None
