"""What an expert types about themself: their profile, and a tie to a municipality or a company."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from chalicelib.domain.expert import Interest, InterestKind
from chalicelib.web.forms.choices import chosen, yes_or_no
from chalicelib.web.forms.contact import telephone
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.step import StepForm
from chalicelib.web.forms.texts import line, prose

ABOUT, REASON, PARTY = 1_000, 400, 100
WHOM = ("municipality", "vendor")


def _telephone(value: str) -> str:
    return telephone(value) if value.strip() else ""


def _municipality(value: str, info: ValidationInfo) -> str:
    if info.data.get("whom") != "municipality":
        return ""
    if not value:
        raise fault("市町を選んでください")
    return value


def _party(value: str, info: ValidationInfo) -> str:
    wanted = info.data.get("whom") == "vendor"
    return line("会社や団体の名前", most=PARTY)(value) if wanted else ""


class ProfileForm(StepForm):
    """Where one goes is chosen among the profile's towns and places, which the use case knows."""

    about: Annotated[str, AfterValidator(prose("自己紹介", most=ABOUT, required=False))]
    telephone: Annotated[str, AfterValidator(_telephone)]
    online: Annotated[bool, BeforeValidator(yes_or_no("オンラインでの支援"))]


class InterestForm(StepForm):
    """A tie to one of two sorts of parties; `until` is empty while it lasts. Months are those the page offers."""

    whom: Annotated[str, BeforeValidator(chosen("相手", WHOM))]
    municipality: Annotated[str, AfterValidator(_municipality)]
    party: Annotated[str, AfterValidator(_party)]
    kind: Annotated[InterestKind, BeforeValidator(chosen("関係", list(InterestKind)))]
    since: str
    until: str
    reason: Annotated[str, AfterValidator(prose("内容", most=REASON))]

    @property
    def interest(self) -> Interest:
        """The tie that was typed."""
        return Interest(
            kind=self.kind,
            party=self.party,
            since=self.since,
            until=self.until or None,
            municipality=self.municipality,
            reason=self.reason,
        )
