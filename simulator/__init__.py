"""Simulated agencies: plausible journeys of London victims, because no real ones are public.

A pure generator: see `simulate`. What it is calibrated to is in docs/explanation/simulator.md.
"""

from simulator.delivery import Delivery
from simulator.planted import PLANTED, Dimension, Planted
from simulator.simulation import CHARGED_SHARE, Simulation, simulate
from simulator.truth import Truth
from simulator.wrong import Wrong

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
