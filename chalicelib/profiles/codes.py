"""The 6-digit 全国地方公共団体コード, whose last digit checks the five before it."""

import re

WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five: str) -> int:
    """The digit that completes five others, as the ministry that gives the codes (総務省) prescribes it."""
    weighted = sum(int(digit) * weight for digit, weight in zip(five, WEIGHTS, strict=True))
    return (11 - weighted % 11) % 10


def fault_in(code: str) -> str | None:
    """What is wrong with a code, or nothing."""
    if not re.fullmatch(r"[0-9]{6}", code):
        return f"code {code} is not six digits"
    right = check_digit(code[:5])
    return None if int(code[5]) == right else f"code {code} has a wrong check digit: {right} is right"
