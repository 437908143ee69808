"""Simulated agencies: plausible journeys of London victims, because no real ones are public.

A pure generator: see `simulate`. What it is calibrated to is in docs/explanation/simulator.md.
"""

from simulator.simulated_delivery import Delivery
from simulator.simulated_london import FORCES
from simulator.simulated_truth import Truth
from simulator.simulated_world import PLANTED, Dimension, Planted
from simulator.simulation import CHARGED_SHARE, Simulation, simulate
from simulator.wrong_events import WrongEvent

__all__ = [
    "CHARGED_SHARE",
    "FORCES",
    "PLANTED",
    "Delivery",
    "Dimension",
    "Planted",
    "Simulation",
    "Truth",
    "WrongEvent",
    "simulate",
]
