"""Joins the rooms: settings, profile, adapters and services, by hand, once, and only when first needed."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import jpholiday

from chalicelib import profiles, settings
from chalicelib.adapters.addresses import AddressTable
from chalicelib.adapters.cases import CaseTable
from chalicelib.adapters.clock import MovedClock, SystemClock
from chalicelib.adapters.denials import DenialTable
from chalicelib.adapters.doors import DoorTable
from chalicelib.adapters.errands import ErrandTable
from chalicelib.adapters.experts import ExpertTable
from chalicelib.adapters.letters import LetterTable
from chalicelib.adapters.mint import Mint
from chalicelib.adapters.patience import Patience
from chalicelib.adapters.rounds import RoundTable
from chalicelib.adapters.table import Table, dynamodb
from chalicelib.adapters.tokens import TokenTable
from chalicelib.adapters.tunings import TuningTable
from chalicelib.adapters.vault import Secrets, Vault
from chalicelib.domain.calendar import WorkingDays
from chalicelib.domain.profile import Profile
from chalicelib.service.office import Office
from chalicelib.service.ports import Mailer, Postmaster
from chalicelib.settings import Settings, SettingsInvalid
from chalicelib.web.logbook import logbook
from chalicelib.web.stationery import Stationery

patience = Patience()


@cache
def environment() -> Settings:
    """The settings of this process."""
    return settings.from_environment()


@cache
def office() -> Office:
    """The office of this process."""
    return joined(environment())


def joined(given: Settings) -> Office:
    """An office on these settings."""
    profile = profiles.load(given.profile)
    table = Table(dynamodb(patience), given.table)
    clock = MovedClock(Path(given.clock_offset_file)) if given.clock_offset_file else SystemClock()
    return Office(
        cases=CaseTable(table, prefecture=profile.prefecture.code),
        experts=ExpertTable(table),
        rounds=RoundTable(table, prefecture=profile.prefecture.code),
        tunings=TuningTable(table),
        letters=LetterTable(table),
        doors=DoorTable(table),
        tokens=TokenTable(table),
        denials=DenialTable(table),
        errands=ErrandTable(table),
        addresses=AddressTable(table),
        logbook=logbook,
        clock=clock,
        mint=Mint(),
        vault=Vault(_secrets(given)),
        profile=profile,
        working_days=WorkingDays(jpholiday.is_holiday),
        stationery=Stationery(profile, site=given.site),
        mailer=_mailer(profile, given.mail_events),
        postmaster=_postmaster(given),
    )


def _secrets(given: Settings) -> Callable[[], Secrets]:
    def source() -> Secrets:
        # As with the mail: the functions that never need the secret never connect to where it lies.
        from chalicelib.adapters.secrets import ManagedSecret, SecretFile, secrets_manager

        if given.secret_file:
            return SecretFile(Path(given.secret_file))()
        if not given.secret:
            raise SettingsInvalid("SUKETTO_SECRET: needed by what signs people in and sends links")
        return ManagedSecret(secrets_manager(), given.secret)()

    return source


def _mailer(profile: Profile, events: str) -> Callable[[], Mailer]:
    @cache
    def mailer() -> Mailer:
        # Imported and connected only where mail is sent: the web function starts half a second sooner without.
        from chalicelib.adapters.ses import SesMailer, sesv2

        return SesMailer(sesv2(), profile.post, events=events)

    return mailer


def _postmaster(given: Settings) -> Callable[[], Postmaster]:
    @cache
    def postmaster() -> Postmaster:
        # As above: what reads certificates is loaded only where the mail service's notifications come in.
        from chalicelib.adapters.ses_events import SesPostmaster
        from chalicelib.adapters.sns import FetchedCertificates, OneCertificate

        own = OneCertificate(Path(given.mail_certificate_file)) if given.mail_certificate_file else None
        return SesPostmaster(own or FetchedCertificates(), topic=given.mail_topic)

    return postmaster
