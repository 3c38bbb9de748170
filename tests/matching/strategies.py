"""Needs, experts and parameters of every legal kind, for properties that hold for all."""

from hypothesis import strategies as st

from matching import RULE_NAMES, Candidate, FieldNeed, Need, Parameters, Weights

FIELDS = ("field-1", "field-2", "field-3", "field-4")
MONTHS = ("2026-11", "2026-12", "2027-01", "2027-03")
PLACES = ("380001", "380002", "380003")
IDS = tuple(f"expert-{number}" for number in range(8))


def field_needs() -> st.SearchStrategy[tuple[FieldNeed, ...]]:
    """None to four fields."""
    one = st.builds(FieldNeed, st.sampled_from(FIELDS), st.integers(1, 5), st.integers(1, 5), st.booleans())
    return st.lists(one, max_size=4, unique_by=lambda field: field.code).map(tuple)


def needs() -> st.SearchStrategy[Need]:
    """Needs in every mode, decided or not, with some experts unwanted and some rules waived."""
    return st.builds(
        Need,
        fields=field_needs(),
        months=st.dictionaries(st.sampled_from(MONTHS), st.integers(1, 8), max_size=4).map(lambda m: tuple(m.items())),
        mode=st.sampled_from(("on_site", "online", "either")),
        place=st.sampled_from(PLACES),
        unwanted=st.frozensets(st.sampled_from(IDS), max_size=1),
        waived=st.frozensets(st.tuples(st.sampled_from(IDS), st.sampled_from(RULE_NAMES)), max_size=6),
    )


def experts() -> st.SearchStrategy[Candidate]:
    """Experts of all sorts: overbooked, far away, of unknown distance, gone, in conflict."""
    half_days = st.dictionaries(st.sampled_from(MONTHS), st.integers(-2, 10))
    return st.builds(
        Candidate,
        id=st.sampled_from(IDS),
        levels=st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 5)),
        free=half_days,
        minutes=st.none() | st.integers(0, 300),
        base=st.sampled_from(PLACES),
        areas=st.frozensets(st.sampled_from(PLACES)),
        online=st.booleans(),
        active_from=st.sampled_from(("2026-04", "2026-12")),
        active_to=st.sampled_from((None, "2027-01", "2027-03")),
        known=st.integers(0, 2),
        conflicts=st.sampled_from(((), (), ("見本システム株式会社",))),
        engaged=st.integers(0, 3),
        cap_left=st.none() | half_days,
    )


def pools() -> st.SearchStrategy[list[Candidate]]:
    """Up to eight experts, or none."""
    return st.lists(experts(), max_size=8, unique_by=lambda expert: expert.id)


def parameters() -> st.SearchStrategy[Parameters]:
    """Any weights and values; the travel table falls as it must."""
    share = st.integers(0, 100)
    steps = st.lists(st.integers(0, 400), max_size=4, unique=True).map(sorted)
    travel = steps.map(lambda minutes: tuple((near, 500 - near) for near in minutes))
    return st.builds(
        Parameters,
        version=st.just("tried"),
        weights=st.builds(Weights, st.integers(1, 100), share, share, share),
        same_municipality=st.integers(500, 1000),
        travel=travel,
        online=st.integers(0, 1000),
    )
