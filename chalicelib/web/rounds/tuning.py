"""The numbers that the secretariat may tune, as a form shows them and as they come back."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.errors import InvalidContent
from chalicelib.web.forms.figures import figure
from chalicelib.web.typed import Typed
from matching import PART_NAMES, Fault, Parameters, Weights

MOST = 1000
NAMES = {**PART_NAMES["ja"], "online": "オンラインの移動の点"}
HINTS = {
    "skill": "求める分野とレベルに、どれだけ合うか。",
    "avail": "必要な月の半日が、どれだけ空いているか。",
    "place": "移動の負担が、どれだけ小さいか。",
    "known": "その市町を支援したことがあるか。",
    "online": "オンラインで行う依頼で、移動の負担を何点とみるか。同じ市町の人が1000点です。",
}


def as_typed(parameters: Parameters) -> dict[str, list[str]]:
    """The parameters as somebody would have typed them."""
    weights = {name: getattr(parameters.weights, name) for name in PART_NAMES["ja"]}
    return {name: [str(value)] for name, value in {**weights, "online": parameters.online}.items()}


def parameters_typed(typed: Typed, in_force: Parameters) -> Parameters:
    """The parameters of a form; what it does not ask stays as it is in force. InvalidContent names each fault."""
    values = {name: figure(typed.value(name)) for name in NAMES}
    faults = {name: f"{NAMES[name]}は0から{MOST}までの整数で入力してください" for name in NAMES if _wrong(values[name])}
    if faults:
        raise InvalidContent(faults)
    return _made({name: value or 0 for name, value in values.items()}, in_force)


def _made(values: Mapping[str, int], in_force: Parameters) -> Parameters:
    weights = {name: values[name] for name in PART_NAMES["ja"]}
    try:
        return replace(in_force, weights=Weights(**weights), online=values["online"])
    except Fault:
        raise InvalidContent({"skill": "四つの配点のどれかは、1以上にしてください"}) from None


def _wrong(value: int | None) -> bool:
    return value is None or value > MOST
