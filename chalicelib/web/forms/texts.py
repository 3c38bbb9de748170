"""Texts: as typed but for blanks around them, and counted in letters."""

from collections.abc import Callable

from chalicelib.web.forms import limits
from chalicelib.web.forms.fault import fault

Check = Callable[[str], str]


def line(label: str, *, most: int = limits.NAME, required: bool = True) -> Check:
    """A check for one line."""

    def check(value: str) -> str:
        if "\n" in value.strip():
            raise fault(f"{label}は改行せずに入力してください")
        return _fitting(value.strip(), label, most=most, required=required)

    return check


def prose(label: str, *, most: int = limits.TEXT, required: bool = True) -> Check:
    """A check for a text of any number of lines."""

    def check(value: str) -> str:
        return _fitting(value.strip(), label, most=most, required=required)

    return check


def _fitting(value: str, label: str, *, most: int, required: bool) -> str:
    if required and not value:
        raise fault(f"{label}を入力してください")
    if len(value) > most:
        raise fault(f"{label}は{most:,}文字までで入力してください（いま{len(value):,}文字です）")
    return value
