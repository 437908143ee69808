-- Waits of three years in a city where nothing changes: six stages, 33 boroughs, 26 courts.
INSERT INTO counted_waits
    (stage, agency, tier, court, bcu, borough, offence, victim_kind, reported_by, person, crime, began, entered, until, end)
WITH
    toDate32('2026-09-30') AS newest,
    [1, 1, 1, 1, 2, 3, 4, 5, 6, 6][rand(1) % 10 + 1] AS at,
    ['reported', 'arrested', 'referred', 'charged', 'first-hearing', 'trial'] AS stages,
    [40, 60, 50, 30, 60, 200] AS means,
    rand(2) % 33 AS number_of_borough,
    rand(3) % 3 AS way,
    at >= 4 AS is_court,
    newest - rand(4) % 1095 AS day,
    day + toInt32(-log((rand(5) + 1) / 4294967297.) * means[at]) AS over
SELECT
    stages[at],
    multiIf(at <= 2, 'met-police', at = 3, 'cps', 'hmcts'),
    multiIf(NOT is_court, '', way = 0, 'crown-courts', 'magistrates-courts'),
    if(is_court, concat('court-', toString((number_of_borough + way) % 13 + if(way = 0, 0, 13))), ''),
    concat('unit-', toString(number_of_borough % 12)),
    concat('borough-', toString(number_of_borough)),
    concat('offence-', toString(rand(6) % 12)),
    if(rand(7) % 4, 'person', 'business'),
    'met-police',
    number,
    number,
    day,
    day - 1,
    least(over, newest),
    multiIf(over > newest, 'open', rand(8) % 5, 'completed', 'ended-otherwise')
FROM numbers({waits:UInt64})
