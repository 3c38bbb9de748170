"""Mail addresses and telephone numbers, typed in whatever width."""

import re

from pydantic_core import PydanticCustomError

from chalicelib.web.forms import limits
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.folding import dashed, folded

EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
TELEPHONE = re.compile(r"[0-9(+][0-9() -]{8,18}( ?\(?内線[ :]?[0-9]{1,6}\)?)?")


def email(value: str) -> str:
    """A mail address in half width."""
    value = folded(value)
    if not value:
        raise fault("メールアドレスを入力してください")
    if len(value) > limits.EMAIL or not EMAIL.fullmatch(value):
        raise fault("メールアドレスは「soumu@town.example.jp」のように入力してください")
    return value


def telephone(value: str) -> str:
    """A telephone number in half width, with an extension or without."""
    value = dashed(value)
    if not value:
        raise fault("電話番号を入力してください")
    if not TELEPHONE.fullmatch(value):
        raise fault("電話番号は「0893-00-0000」のように、市外局番から入力してください")
    return value


def email_or_fault(value: str) -> tuple[str, str]:
    """A mail address in half width with nothing, or as it was typed with what is wrong with it."""
    try:
        return email(value), ""
    except PydanticCustomError as wrong:
        return value, wrong.message()
