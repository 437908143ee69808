"""Whether something may be sent now: quiet hours, silences, and each person's hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from events.identifiers import Agency
from notifier.contacts import Contact
from notifier.escalation_policy import EscalationPolicy, NoticeKind
from notifier.message_silences import ALL, Silence
from notifier.working_time import digest_from
from processors.victims_code.working_hours import is_working_time
from schemas.alert_row import AlertKind


@dataclass(frozen=True, slots=True)
class QuietTimes:
    """What of the present moment decides: the hour, and the silences that there are."""

    now: datetime
    policy: EscalationPolicy
    silences: Mapping[str, Silence]

    def may_send(
        self,
        kind: AlertKind | NoticeKind,
        agency: Agency | None,
        due: datetime,
        contact: Contact,
    ) -> bool:
        """Whether what is due since `due` may be sent now to a contact.

        What is urgent may be at any time, also during a silence: a victim may be in danger.
        """
        if self.policy.is_urgent(kind):
            return True
        if self.is_silent(agency):
            return False
        if contact.hour is not None and digest_from(due, contact.hour) > self.now:
            return False
        return not self.policy.quiet_hours or self._is_open(contact)

    def is_silent(self, agency: Agency | None) -> bool:
        """Whether there is a silence of an agency, or of all; of the task group only of all."""
        found = (self.silences.get(name) for name in (ALL, agency) if name)
        return any(each and each.starts <= self.now < each.ends for each in found)

    def _is_open(self, contact: Contact) -> bool:
        """Within working hours; a person may have chosen an hour before or after them."""
        return is_working_time(self.now) or contact.hour is not None
