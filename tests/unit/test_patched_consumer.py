"""Which offsets count as handed on."""

from faust.types.tuples import TP

from processors.faust.patches.patched_consumer import ReadOffsets

PLACE = TP("agency.met-police", 0)


def test_what_was_interrupted_is_not_noted_over_a_seek() -> None:
    """Given a message interrupted by a rebalance, when the seek went back, then that stands."""
    offsets = ReadOffsets()
    offsets[PLACE] = 205
    offsets.update({PLACE: 131})  # the rebalance goes back to what is committed

    offsets.interrupted = True
    offsets[PLACE] = 205  # the loop that handed on 205 goes on

    assert offsets[PLACE] == 131
    offsets[PLACE] = 132
    assert offsets[PLACE] == 132


def test_nothing_has_been_handed_on_at_first() -> None:
    assert ReadOffsets()[PLACE] is None
