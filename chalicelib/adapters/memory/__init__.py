"""Every port in memory, kept beside the real ones and held to the same contract: for tests and simulations."""

from chalicelib.adapters.memory.cases import MemoryCases
from chalicelib.adapters.memory.denials import MemoryDenials
from chalicelib.adapters.memory.doors import MemoryDoors
from chalicelib.adapters.memory.drawers import Drawers
from chalicelib.adapters.memory.errands import MemoryErrands
from chalicelib.adapters.memory.experts import MemoryExperts
from chalicelib.adapters.memory.letters import MemoryLetters
from chalicelib.adapters.memory.outside import (
    MemoryAddresses,
    MemoryClock,
    MemoryLogbook,
    MemoryMailer,
    MemoryPostmaster,
)
from chalicelib.adapters.memory.rounds import MemoryRounds
from chalicelib.adapters.memory.tokens import MemoryTokens
from chalicelib.adapters.memory.tunings import MemoryTunings

__all__ = [
    "Drawers",
    "MemoryAddresses",
    "MemoryCases",
    "MemoryClock",
    "MemoryDenials",
    "MemoryDoors",
    "MemoryErrands",
    "MemoryExperts",
    "MemoryLetters",
    "MemoryLogbook",
    "MemoryMailer",
    "MemoryPostmaster",
    "MemoryRounds",
    "MemoryTokens",
    "MemoryTunings",
]
