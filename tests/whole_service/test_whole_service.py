"""Whatever happens in whatever order, the promises hold: half-days, places, versions, chains, letters."""

from hypothesis import settings

from tests.whole_service.machine import WholeService

TestWholeService = WholeService.TestCase
# `make soak` tells more and longer stories.
TestWholeService.settings = settings(max_examples=200, stateful_step_count=12, derandomize=True, deadline=None)
