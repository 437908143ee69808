"""Simulated agencies: plausible journeys of London victims, because no real ones are public.

A pure generator: see `simulate`. What it is calibrated to is in docs/explanation/simulator.md.
"""

from agencies.simulator.delivery import Delivery
from agencies.simulator.planted import PLANTED, Dimension, Planted
from agencies.simulator.simulation import CHARGED_SHARE, Simulation, simulate
from agencies.simulator.truth import Truth
from agencies.simulator.wrong import Wrong

__all__ = [
    "CHARGED_SHARE",
    "PLANTED",
    "Delivery",
    "Dimension",
    "Planted",
    "Simulation",
    "Truth",
    "Wrong",
    "simulate",
]
