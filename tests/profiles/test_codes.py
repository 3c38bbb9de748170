"""The 6-digit codes of local government check themselves."""

import pytest

from chalicelib.profiles.codes import check_digit, fault_in


@pytest.mark.parametrize("code", ["011002", "131016", "382019", "384224", "385069", "473821"])
def test_published_codes_pass(code: str) -> None:
    """Sapporo, Chiyoda, Matsuyama, Uchiko, Ainan and Yonaguni as the ministry lists them."""
    assert fault_in(code) is None


def test_a_changed_digit_is_noticed_and_the_right_one_named() -> None:
    """One digit wrong is the usual typing error."""
    assert fault_in("382018") == "code 382018 has a wrong check digit: 9 is right"


@pytest.mark.parametrize("code", ["38201", "3820190", "38201a", "３８２０１９", "", "²82019"])
def test_anything_but_six_ascii_digits_is_no_code(code: str) -> None:
    """Full-width and superscript digits are digits to Python, not to a register."""
    assert fault_in(code) == f"code {code} is not six digits"


@pytest.mark.parametrize(("five", "digit"), [("99000", 1), ("99202", 0)])
def test_remainders_of_zero_and_one_give_one_and_zero(five: str, digit: int) -> None:
    """11 - remainder has two digits then, and its last one counts."""
    assert check_digit(five) == digit
