"""Who may say what of whom: which agency may identify, merge, unmerge, link and correct what.

A victim's reference belongs to the agency that issued it (`met-police:V1`), and a crime to its
force (`crime:met-police:…`). A URN, an arrest/summons number and a court's number have no owner.
"""

from dataclasses import dataclass
from enum import StrEnum

from events.identifiers import POLICE, Agency

EVERYONE = frozenset(Agency)
NOBODY = frozenset[Agency]()
PROSECUTION = frozenset({Agency.CPS, Agency.HMCTS, Agency.WITNESS_CARE})
"""Those whose work is the prosecution: they know its numbers and the police's references."""


AFTER_SENTENCE = frozenset({Agency.PROBATION, Agency.YOUTH_JUSTICE, Agency.PRISON_SERVICE})
"""Those who have or supervise offenders after the sentence."""


class Whose(StrEnum):
    """What an event names, as seen by the agency that sends it."""

    OWN_VICTIM = "its own reference"
    FORCES_VICTIM_OWN_CRIME = "a force's reference, in a crime of its own"
    FORCES_VICTIM_PROSECUTION = "a force's reference, under a URN, an ASN or a court's number"
    OTHER_VICTIM = "any other reference of another agency"
    BOTH_OWN = "two references of its own"
    ONE_OWN = "a reference of its own and another agency's"
    NEITHER_OWN = "two references of other agencies"
    OWN_CRIME = "a crime of its own, with any identifier"
    OTHERS_CRIME_PROSECUTION = "another force's crime, with a URN, an ASN or a court's number"
    OTHERS_CRIMES = "two crimes of other forces"
    PROSECUTION_NUMBERS = "two of URN, ASN and court's number"
    OWN_STAFF = "its own member of staff"
    OTHERS_STAFF = "another agency's member of staff"
    OWN_INTERVENTION = "its own intervention"
    OTHERS_INTERVENTION = "another agency's intervention"
    ANY_EVENT = "any agency's event"
    ANY_VICTIM = "any reference"
    ANY_CASE = "any case"


@dataclass(frozen=True, slots=True)
class Permission:
    """A row: which `agencies` may say facts of these `kinds` of what, and `why`."""

    kinds: tuple[str, ...]
    whose: Whose
    agencies: frozenset[Agency]
    why: str


_STATED_LINKS = ("case-linked", "case-unlinked", "case-merged", "case-split")

LINKS = (*_STATED_LINKS, "asn")
"""An `asn` in a fact of another kind links its case to that number, as `case-linked` does."""

STAFFING = ("cover-arranged", "caseworker-left", "caseworker-returned")

INTERVENING = ("intervention-registered", "intervention-withdrawn")

PERMISSIONS = (
    Permission(
        ("asn",),
        Whose.OTHERS_CRIME_PROSECUTION,
        PROSECUTION | {Agency.PROBATION, Agency.PRISON_SERVICE},
        "Who prosecutes or supervises somebody has the number that the arrest was given.",
    ),
    Permission(
        ("asn",),
        Whose.PROSECUTION_NUMBERS,
        POLICE | PROSECUTION | {Agency.PROBATION, Agency.PRISON_SERVICE},
        "A court's number, a URN and an ASN are exchanged among these agencies.",
    ),
    Permission(
        ("victim-identified",),
        Whose.OWN_VICTIM,
        EVERYONE,
        "It knows its own client, and in which case: the case may be a force's.",
    ),
    Permission(
        ("victim-identified",),
        Whose.FORCES_VICTIM_OWN_CRIME,
        POLICE,
        "One force hands a case on to the other, with its reference of the victim.",
    ),
    Permission(
        ("victim-identified",),
        Whose.FORCES_VICTIM_PROSECUTION,
        POLICE | PROSECUTION,
        "The police's reference is handed on with the case file, and the prosecution's numbers are"
        " what these agencies share. A probation service or a support service takes up a victim"
        " who is identified already; or it has a reference of its own.",
    ),
    Permission(
        ("victim-identified",),
        Whose.OTHER_VICTIM,
        NOBODY,
        "Whoever names a victim in a case gives her all that happens in it. That is for the agency"
        " that knows her, or whose case it is.",
    ),
    Permission(
        ("victims-merged",),
        Whose.BOTH_OWN,
        EVERYONE,
        "It stands at once: nobody else's victim is concerned.",
    ),
    Permission(
        ("victims-merged",),
        Whose.ONE_OWN,
        EVERYONE,
        "It is a proposal. It stands once the agency of the other reference has sent"
        " `victims-merged` of the same two as well, either way round; the last says whose journey"
        " goes on. Until then no fact passes from one journey to the other.",
    ),
    Permission(
        ("victims-merged",),
        Whose.NEITHER_OWN,
        NOBODY,
        "It would join two journeys of which it issued none.",
    ),
    Permission(
        ("victims-unmerged",),
        Whose.BOTH_OWN,
        EVERYONE,
        "It stands at once.",
    ),
    Permission(
        ("victims-unmerged",),
        Whose.ONE_OWN,
        EVERYONE,
        "It stands at once, whatever the other agency says: a wrong merge shows a person's facts"
        " to somebody else's helpers. To merge again, both agencies must say so anew.",
    ),
    Permission(
        ("victims-unmerged",),
        Whose.NEITHER_OWN,
        NOBODY,
        "It would part two journeys of which it issued none.",
    ),
    Permission(
        LINKS,
        Whose.OWN_CRIME,
        POLICE,
        "The force knows which prosecution, arrest or other crime its own crime belongs to.",
    ),
    Permission(
        _STATED_LINKS,
        Whose.OTHERS_CRIME_PROSECUTION,
        PROSECUTION,
        "The case file names the crimes that are prosecuted.",
    ),
    Permission(
        LINKS,
        Whose.OTHERS_CRIMES,
        NOBODY,
        "Two crimes are one by the word of one of their forces.",
    ),
    Permission(
        _STATED_LINKS,
        Whose.PROSECUTION_NUMBERS,
        POLICE | PROSECUTION,
        "A court's number, a URN and an ASN are exchanged among these agencies.",
    ),
    Permission(STAFFING, Whose.OWN_STAFF, EVERYONE, "Each agency knows its own staff."),
    Permission(STAFFING, Whose.OTHERS_STAFF, NOBODY, "It would move another agency's cases."),
    Permission(
        INTERVENING,
        Whose.OWN_INTERVENTION,
        EVERYONE,
        "Each agency knows what it began, also in a place that others work in.",
    ),
    Permission(
        INTERVENING,
        Whose.OTHERS_INTERVENTION,
        NOBODY,
        "It would change what another agency says that it did.",
    ),
    Permission(
        ("correction-proposed",),
        Whose.ANY_EVENT,
        EVERYONE,
        "Whoever sees a mistake says so. A value changes only by the agency that reported it: if"
        " the proposal is its own, at once.",
    ),
    Permission(
        ("report-withdrawn",),
        Whose.ANY_EVENT,
        EVERYONE,
        "Each agency takes back what it reported itself. The event may come after its withdrawal,"
        " so the journey decides, not the door: of another agency's event it says that nothing"
        " follows.",
    ),
    Permission(
        ("correction-agreed", "correction-disputed"),
        Whose.ANY_EVENT,
        EVERYONE,
        "Only the answer of the agency that reported the event counts. The event is known by its"
        " id alone when the answer comes, so the journey decides, not the door.",
    ),
    Permission(
        ("correction-notified", "correction-acknowledged"),
        Whose.ANY_EVENT,
        EVERYONE,
        "Each agency speaks for itself: whom it notified, and that it has taken the value over.",
    ),
    Permission(
        (
            "victim-needs-assessed",
            "enhanced-rights-decided",
            "support-referred",
            "support-referral-answered",
            "review-requested",
            "review-acknowledged",
            "review-answered",
            "special-measures-requested",
            "special-measures-decided",
            "evidence-recorded",
            "witness-requirement-decided",
            "personal-statement-offered",
            "personal-statement-taken",
            "personal-statement-read",
            "compensation-paid",
            "expenses-claimed",
            "expenses-paid",
            "contact-scheme-referred",
            "contact-scheme-offered",
            "contact-scheme-answered",
            "victim-informed",
            "victim-contacted",
            "contact-agreed",
            "contact-opted-out",
            "victim-withdrew-support",
            "victim-died",
            "representative-named",
            "representative-ended",
            "victim-moved-abroad",
            "interpreter-offered",
            "documents-translated",
            "restorative-justice-offered",
            "restorative-justice-answered",
            "property-returned",
            "complaint-made",
            "complaint-acknowledged",
            "complaint-answered",
            "duty-excused",
            "alert-acknowledged",
            "alert-snoozed",
            "alert-closed",
        ),
        Whose.ANY_VICTIM,
        EVERYONE,
        "It says what happened to her, and stands in her journey under the sender's name. Whoever"
        " helps a victim may know her by another agency's reference. It shows the sender nothing.",
    ),
    Permission(
        ("caseworker-assigned", "caseworker-unassigned"),
        Whose.ANY_CASE,
        EVERYONE,
        "An id or a team means the sender's own: nobody else's people see the victim by it.",
    ),
    Permission(
        ("case-transferred",),
        Whose.ANY_CASE,
        EVERYONE,
        "It stands in each victim's journey under the sender's name. Only the word of a police"
        " force passes the case on, and with it what is owed.",
    ),
    Permission(
        ("victim-of-offences",),
        Whose.ANY_VICTIM,
        POLICE | PROSECUTION,
        "Those who charge and prosecute know which offence is whose.",
    ),
    Permission(
        ("crime-reported", "notice-sent", "notice-received"),
        Whose.ANY_CASE,
        EVERYONE,
        "A crime can be reported through any agency, and each says which notices it sent and got.",
    ),
    Permission(
        (
            "investigation-opened",
            "not-investigated",
            "suspect-identified",
            "suspect-arrested",
            "suspect-interviewed",
            "suspect-bailed-or-released",
            "bail-conditions-changed",
            "police-outcome-recorded",
        ),
        Whose.ANY_CASE,
        POLICE,
        "The police investigate, and bail before a charge is theirs. A court's bail is"
        " `remand-decided`.",
    ),
    Permission(
        (
            "early-advice-sought",
            "referred-to-cps",
            "returned-to-police",
            "charging-decision-made",
            "suspect-charged",
            "prosecution-altered",
            "case-reopened",
            "warrant-ended",
        ),
        Whose.ANY_CASE,
        POLICE | PROSECUTION,
        "Police and prosecutors decide on charges, and a court passes them on; the police execute a"
        " court's warrant. An `asn` in it is a link as well.",
    ),
    Permission(
        (
            "first-hearing-listed",
            "hearing-listed",
            "trial-listed",
            "hearing-held",
            "hearing-cancelled",
            "hearing-adjourned",
            "hearing-marked-duplicate",
            "case-concluded",
            "sentence-passed",
            "sentence-deferred",
            "plea-entered",
            "mode-of-trial-decided",
            "sent-to-crown-court",
            "warrant-issued",
            "trial-vacated",
            "case-remitted",
            "case-joined",
            "case-severed",
            "verdict-given",
            "appeal-lodged",
            "appeal-decided",
            "sentence-review-requested",
            "sentence-review-answered",
            "compensation-ordered",
            "remand-decided",
            "remand-appealed",
            "remand-ended",
            "compensation-refused",
            "reporting-restriction-made",
        ),
        Whose.ANY_CASE,
        PROSECUTION,
        "It happens at court: the court says so, or who prosecutes there. The police and others"
        " learn of it, and say `notice-received`.",
    ),
    Permission(
        ("protective-order-made", "protective-order-changed", "protective-order-ended"),
        Whose.ANY_CASE,
        POLICE | PROSECUTION,
        "A court makes it, at the end of a trial or on an application, and the police give notices,"
        " apply for orders and enforce them. The victim may be named by any reference.",
    ),
    Permission(
        (
            "licence-conditions-set",
            "licence-conditions-ended",
            "parole-hearing-listed",
            "parole-decided",
            "prisoner-released",
            "prisoner-recalled",
            "offender-discharged-from-hospital",
        ),
        Whose.ANY_CASE,
        AFTER_SENTENCE,
        "Whoever holds or supervises an offender knows when and on what terms they are out.",
    ),
    Permission(
        (
            "prisoner-received",
            "prisoner-returned-to-custody",
            "prisoner-transferred",
            "prisoner-absconded",
            "offender-died",
        ),
        Whose.ANY_CASE,
        AFTER_SENTENCE,
        "Prisons have the offender, and who supervises one is told by them first.",
    ),
    Permission(
        ("offender-linked", "offender-unlinked"),
        Whose.ANY_CASE,
        POLICE | PROSECUTION | AFTER_SENTENCE,
        "Those who prosecute or supervise somebody have the person's number beside the case's.",
    ),
    Permission(
        ("court-result-recorded",),
        Whose.ANY_CASE,
        PROSECUTION,
        "A court's result by its code: the court says so, or who prosecutes there.",
    ),
)
"""Every kind of event has a row. A test fails for a kind that has none."""
