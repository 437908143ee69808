"""The Kafka topics by their literal names, and their settings."""

from dataclasses import dataclass, field

from events.identifiers import Agency

JOURNEY = "journey"
"""The log of record: one record per victim and event, and the clock's ticks. It stays for ever."""

JOURNEY_CHANGES = "journey-changes"
"""The rows of journeys that changed. Derived: it can be made again from the log."""

CASE_LINKS = "case-links"
"""Victims and links that one case passes on to another. Only intake reads and writes it."""

JOURNEY_LENT = "journey-lent"
"""Facts of merged victims, copied to the journey that goes on. They stay for ever."""

INTAKE_PAUSES = "intake-pauses"
"""The agencies whose intake is paused. Compacted: the newest record of each stays."""

STAFFING = "staffing"
"""Accepted facts about agencies' staff: cover, who left, who is back. They stay for ever."""

INTERVENTIONS = "interventions"
"""What agencies began in places so that victims wait less. It stays for ever."""

OPERATOR_ALERTS = "operator-alerts"
"""What agencies' operators and the task group are told. Compacted: the newest of each alert stays.

The sink's process writes it, the notifier reads it.
"""

AGENCY_LAGS = "agency-lags"
"""How long to wait for each agency's records. Compacted: the newest record of each stays.

The sink's process writes it, the ticker reads it.
"""

SET_ASIDE = "set-aside"
"""Where records are that could not be read. Compacted: each place once."""

LOOKS = "looks"
"""Who looked at whom. The pages alone write it, the sink and the auditors' check read it.

It stays for ever.
"""

RELEASES = "releases"
"""Frozen releases of statistics. Whoever makes one writes it in a transaction, the sink reads it.

It stays for ever.
"""

PREFERENCES = "preferences"
"""How members of staff want to be told, encrypted. Compacted: the newest of each person stays."""

SILENCES = "silences"
"""Until when nobody is told anything, for planned outages. Compacted: the newest of each agency."""

LARGEST_EVENT = 64 * 1024
"""Bytes: a larger event is refused."""

LARGEST_RECORD = 1024 * 1024
"""Bytes: the largest record of an agency's topic; between the two it is refused with a reason."""

_DAY = 24 * 60 * 60 * 1000


def agency_topic(agency: Agency) -> str:
    """The topic that this agency alone writes to."""
    return f"agency.{agency}"


def rejected_topic(agency: Agency) -> str:
    """The topic in which the agency finds what was refused, byte for byte, and why."""
    return f"rejected.{agency}"


def agency_of_topic(topic: str) -> Agency:
    """The agency of an `agency.` or `rejected.` topic; ValueError for another topic."""
    return Agency(topic.partition(".")[2])


AGENCY_TOPICS = tuple(map(agency_topic, Agency))
INTAKE_TOPICS = (*AGENCY_TOPICS, CASE_LINKS)
"""What intake reads."""
JOURNEYS_TOPICS = (JOURNEY, JOURNEY_LENT)
"""What the journey processor reads."""
SINK_TOPICS = (
    JOURNEY,
    JOURNEY_CHANGES,
    *map(rejected_topic, Agency),
    INTAKE_PAUSES,
    STAFFING,
    INTERVENTIONS,
    SET_ASIDE,
    LOOKS,
    RELEASES,
)
"""What the sink reads."""
NOTIFIER_TOPICS = (JOURNEY_CHANGES, OPERATOR_ALERTS, STAFFING, PREFERENCES, SILENCES)
"""What the notifier reads."""


@dataclass(frozen=True)
class TopicPlan:
    """A topic with its settings; `partitions` None means the number in the platform's settings."""

    name: str
    partitions: int | None
    config: dict[str, str] = field(default_factory=dict)


def topic_plans() -> list[TopicPlan]:
    """Every topic of the platform, with its settings. Partition counts never change once live."""
    for_ever = {"retention.ms": "-1"}
    inbox = {
        "retention.ms": str(90 * _DAY),
        "message.timestamp.type": "LogAppendTime",
        "compression.type": "gzip",  # whatever an agency chose: intake can read no other codec
        "max.message.bytes": str(LARGEST_RECORD),
    }
    outbox = {"retention.ms": str(90 * _DAY), "max.message.bytes": str(2 * LARGEST_RECORD)}
    compacted = {"cleanup.policy": "compact", "message.timestamp.type": "LogAppendTime"}
    large = {"max.message.bytes": str(8 * LARGEST_RECORD)}
    return [
        *(TopicPlan(agency_topic(agency), None, inbox) for agency in Agency),
        *(TopicPlan(rejected_topic(agency), 1, outbox) for agency in Agency),
        TopicPlan(CASE_LINKS, None, {"retention.ms": str(90 * _DAY)}),
        TopicPlan(INTAKE_PAUSES, 1, compacted),
        TopicPlan(AGENCY_LAGS, 1, {"cleanup.policy": "compact"}),
        TopicPlan(OPERATOR_ALERTS, 1, {"cleanup.policy": "compact"}),
        TopicPlan(STAFFING, 1, for_ever),
        TopicPlan(INTERVENTIONS, 1, for_ever),
        TopicPlan(SET_ASIDE, 1, {"cleanup.policy": "compact"}),
        TopicPlan(LOOKS, 1, for_ever),
        TopicPlan(RELEASES, 1, for_ever),
        TopicPlan(PREFERENCES, 1, {"cleanup.policy": "compact"}),
        TopicPlan(SILENCES, 1, compacted),
        TopicPlan(JOURNEY, None, for_ever),
        TopicPlan(JOURNEY_LENT, None, for_ever),
        TopicPlan(JOURNEY_CHANGES, None, for_ever | large),
    ]
