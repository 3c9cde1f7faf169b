"""The road and the shops of the journeys, for the verbs too."""

from tests.journeys.conftest import build, build_small, household, road, small_household

__all__ = ["build", "build_small", "household", "road", "small_household"]
