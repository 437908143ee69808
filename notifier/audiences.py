"""Who is told of an alert: from an audience of the policy to recipients."""

from collections.abc import Iterable, Iterator

from access.viewer import Role
from events.identifiers import Agency
from notifier.contacts import AGENCY, OPERATORS, SUPERVISORS, TEAM, ContactBook, staff_recipient
from notifier.escalation_policy import Audience
from notifier.who_has_victim import Holders, WhoHasVictim


def recipients_of(
    audience: Audience, victim: str, agency: Agency, who: WhoHasVictim, book: ContactBook
) -> frozenset[str]:
    """The recipients of an agency's audience, at least one: a team where none of it signed in.

    Where nobody has the victim, the supervisors are told who are in no team.
    """
    holders = who.holders(victim, agency)
    found: Iterable[str] = ()
    match audience:
        case Audience.CASEWORKER:
            found = _caseworkers(holders, agency, book)
        case Audience.TEAM:
            found = _teams(holders.of_teams, agency, book)
        case Audience.SUPERVISOR | Audience.TASK_GROUP:
            pass
        case Audience.OPERATORS:
            found = list(book.operators(agency)) or [f"{OPERATORS}:{agency}"]
    present = frozenset(each for each in found if not _has_left(each, agency, who))
    if present:
        return present
    supervisors = frozenset(_supervisors(holders, agency, book))
    return frozenset(each for each in supervisors if not _has_left(each, agency, who)) or frozenset(
        {f"{SUPERVISORS}:{agency}"}
    )


def _caseworkers(holders: Holders, agency: Agency, book: ContactBook) -> Iterator[str]:
    yield from (staff_recipient(agency, each) for each in holders.staff)
    yield from _teams(holders.teams, agency, book)


def _teams(teams: Iterable[str], agency: Agency, book: ContactBook) -> Iterator[str]:
    for team in teams:
        place = f"{agency}/{team}"
        if book.has_endpoint(place):
            yield f"{TEAM}:{place}"
            yield from book.people(agency, Role.CASEWORKER, team)
        else:
            yield from _people(book, agency, Role.CASEWORKER, team, f"{TEAM}:{place}")


def _supervisors(holders: Holders, agency: Agency, book: ContactBook) -> Iterator[str]:
    for team in holders.of_teams:
        group = f"{SUPERVISORS}:{agency}/{team}"
        yield from _people(book, agency, Role.SUPERVISOR, team, group)
    if not holders.of_teams:
        yield from _people(book, agency, Role.SUPERVISOR, None, f"{SUPERVISORS}:{agency}")


def _people(
    book: ContactBook, agency: Agency, role: Role, team: str | None, group: str
) -> list[str]:
    return list(book.people(agency, role, team)) or [group]


def _has_left(recipient: str, agency: Agency, who: WhoHasVictim) -> bool:
    return recipient in {staff_recipient(agency, each) for each in who.presence(agency).now.left}


def who_put_aside(
    staff: str | None, victim: str, agency: Agency, who: WhoHasVictim, book: ContactBook
) -> frozenset[str]:
    """Whoever put an alert aside, while they have the victim or are of the team that has.

    `staff` is their id in the agency; nobody, where it is not known or nobody put it aside.
    """
    if not staff:
        return frozenset()
    near = (Audience.CASEWORKER, Audience.TEAM, Audience.SUPERVISOR)
    found = (recipients_of(audience, victim, agency, who, book) for audience in near)
    return frozenset().union(*found) & {staff_recipient(agency, staff)}


def of_system(agency: Agency, book: ContactBook) -> frozenset[str]:
    """The agency's own system, where it has an endpoint: it is told of each alert, once."""
    return frozenset({f"{AGENCY}:{agency}"} if book.has_endpoint(str(agency)) else ())
