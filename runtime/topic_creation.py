"""Creates the topics of the platform that are missing; never changes one that is there."""

from collections.abc import Mapping
from typing import Any

from kafka import KafkaAdminClient
from kafka.errors import TopicAlreadyExistsError

from runtime.failure import Failure
from runtime.settings import Settings
from schemas.topics import TopicPlan, topic_plans


def ensure_topics(settings: Settings) -> list[str]:
    """Create the topics that are missing; returns their names.

    Raises Failure where a topic has another number of partitions than the settings say: keys would
    move to other partitions, away from their state.
    """
    with KafkaAdminClient(bootstrap_servers=settings.bootstrap) as admin:
        existing = {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}
        plans = topic_plans()
        _refuse_other_counts(plans, existing, settings)
        missing = {
            plan.name: _wanted(plan, settings) for plan in plans if plan.name not in existing
        }
        if missing:
            _create(admin, missing)
    return list(missing)


def partition_counts(settings: Settings) -> dict[str, int]:
    """The number of partitions of each of the platform's topics."""
    return {plan.name: _partitions(plan, settings) for plan in topic_plans()}


def _create(admin: KafkaAdminClient, missing: Mapping[str, Mapping[str, Any]]) -> None:
    try:
        admin.create_topics(missing, wait_for_metadata=True)
    except TopicAlreadyExistsError:  # another process was quicker
        admin.wait_for_topics(list(missing))


def _wanted(plan: TopicPlan, settings: Settings) -> dict[str, Any]:
    return {
        "num_partitions": _partitions(plan, settings),
        "replication_factor": settings.replication,
        "configs": plan.config,
    }


def _partitions(plan: TopicPlan, settings: Settings) -> int:
    return plan.partitions or settings.partitions


def _refuse_other_counts(
    plans: list[TopicPlan], existing: Mapping[str, int], settings: Settings
) -> None:
    for plan in plans:
        wanted, there = _partitions(plan, settings), existing.get(plan.name)
        if there is not None and there != wanted:
            raise Failure(
                f"topic {plan.name} has {there} partitions, not {wanted}; a live topic keeps its"
                f" number: use --partitions {there} (JOURNEY_PARTITIONS), or another data directory"
            )
