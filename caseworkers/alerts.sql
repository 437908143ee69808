-- One page of the chosen alerts, each with its duty: the version of the Code by which it is owed, what
-- raised it, and how it stands.
WITH page AS
(
    SELECT *, count() OVER () AS total
    FROM CHOSEN_ALERTS
    ORDER BY place, victim, id
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}
)
SELECT page.* EXCEPT (place, urgency), nullIf(page.urgency, '') AS urgency,
    nullIf(duties.code, '') AS code, duties.suspect AS suspect,
    duties.trigger_kind AS trigger_kind,
    if(duties.code = '', NULL, duties.triggered) AS triggered,
    if(duties.code = '', NULL, duties.trigger) AS raised_by,
    duties.held_by AS held_by, duties.known_by AS known_by,
    if(duties.owed_to = '', 'victim', duties.owed_to) AS owed_to,
    duties.enhanced AS enhanced, nullIf(duties.duty_state, '') AS duty_state,
    duties.duty_reason AS duty_reason
FROM page
LEFT JOIN
(
    SELECT id, code, suspect, trigger, trigger_kind, triggered, held_by, known_by, owed_to,
        enhanced, state AS duty_state, reason AS duty_reason
    FROM obligations FINAL
    WHERE (victim, id) IN (SELECT victim, assumeNotNull(obligation) FROM page)
) AS duties ON duties.id = page.obligation
ORDER BY page.place, page.victim, page.id
