"""What is said again and again in the stories."""

from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.needs import EnhancedGroup, EnhancedRightsDecided, EnhancedRightsDecision


def told(
    about: ToldAbout = ToldAbout.ARREST,
    outcome: ContactOutcome = ContactOutcome.REACHED,
    channel: Channel = Channel.TELEPHONE,
) -> VictimInformed:
    """The victim was told of something, or somebody tried to."""
    return VictimInformed(about=about, channel=channel, outcome=outcome)


def granted() -> EnhancedRightsDecided:
    """Enhanced Rights, to a victim of domestic abuse."""
    return EnhancedRightsDecided(
        decision=EnhancedRightsDecision.GRANTED, groups=(EnhancedGroup.MOST_SERIOUS_CRIME,)
    )
