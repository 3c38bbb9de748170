"""What needs the service's own secret: digests, sealing, two secrets at a time, and nothing of either in the open."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.vault import FRESH_S, Secret, Secrets, SecretUnusable, Vault
from chalicelib.domain.errors import Unreadable

OLD, NEW, NEWEST = (Secret(f"the {name} secret of these tests, long enough") for name in ("old", "new", "newest"))


def vault(*secrets: Secret) -> Vault:
    """A vault with these, the one in force first."""
    return Vault(lambda: secrets)


@given(st.text())
def test_a_digest_counts_until_the_second_rotation(text: str) -> None:
    """Made with the one in force; found by the one before; then gone."""
    made = vault(OLD).digest(text)

    assert made == vault(OLD).digests(text)[0]
    assert made in vault(NEW, OLD).digests(text)
    assert made != vault(NEW, OLD).digest(text)
    assert made not in vault(NEWEST, NEW).digests(text)


@given(st.text())
def test_what_was_sealed_is_opened_until_the_second_rotation(text: str) -> None:
    """With AES-GCM: twice sealed is two different texts."""
    sealed = vault(OLD).seal(text, about="factor:u1")

    assert vault(NEW, OLD).opened(sealed, about="factor:u1") == text
    assert vault(OLD).seal(text, about="factor:u1") != sealed
    with pytest.raises(Unreadable, match="retired"):
        vault(NEWEST, NEW).opened(sealed, about="factor:u1")


@pytest.mark.parametrize("about", ["factor:u2", "", "pending factor:u1"])
def test_what_was_sealed_for_one_is_not_opened_for_another(about: str) -> None:
    """A secret cannot be moved to somebody else's row of the table."""
    with pytest.raises(Unreadable, match="purpose"):
        vault(OLD).opened(vault(OLD).seal("secret", about="factor:u1"), about=about)


@given(st.integers(min_value=0), st.integers(1, 255))
def test_whatever_is_altered_is_noticed(place: int, change: int) -> None:
    """In the nonce, the text or the tag."""
    name, _, text = vault(OLD).seal("secret", about="a").partition(".")
    content = bytearray(base64.urlsafe_b64decode(text))
    content[place % len(content)] ^= change

    with pytest.raises(Unreadable):
        vault(OLD).opened(f"{name}.{base64.urlsafe_b64encode(content).decode()}", about="a")


@pytest.mark.parametrize("sealed", ["", ".", "x", "x.y", f"{OLD.name}.", f"{OLD.name}.AA", f"{OLD.name}.ü"])
def test_what_is_no_seal_is_refused(sealed: str) -> None:
    """With the same error."""
    with pytest.raises(Unreadable):
        vault(OLD).opened(sealed, about="a")


def test_the_secret_is_asked_for_once_a_minute() -> None:
    """So that a rotation is noticed, and a page does not wait for it."""
    now, asked = [0.0], []

    def source() -> Secrets:
        asked.append(now[0])
        return (OLD,)

    kept = Vault(source, timer=lambda: now[0])
    for at in (0.0, 30.0, FRESH_S, FRESH_S + 1, FRESH_S + 2):
        now[0] = at
        kept.digest("text")

    assert asked == [0.0, FRESH_S + 1]


def test_a_secret_shows_itself_nowhere() -> None:
    """Neither printed nor told by what is made of it, and no key tells another."""
    text = "the old secret of these tests, long enough"

    shown = f"{OLD!r} {OLD} {vault(OLD)!r} {OLD.name} {vault(OLD).seal('a', about='b')}"

    assert text not in shown
    assert OLD.key("digest").hex() not in shown
    assert len({OLD.key("digest"), OLD.key("seal"), OLD.key("name"), NEW.key("digest")}) == 4


def test_a_short_secret_is_none() -> None:
    """And is not repeated by who refuses it."""
    with pytest.raises(SecretUnusable) as refusal:
        Secret("swordfish")
    assert "swordfish" not in str(refusal.value)
