-- Alerts of a caseload that stand, or that were closed: late, then unsafe contacts, then due soon; the longest
-- due first. Each with the version of the Code by which its duty is owed.
WITH page AS
(
    SELECT victim, id, case_id, kind, state, event, obligation, rule, agency, due_on, raised,
        closed, disputed, revised, count() OVER () AS total
    FROM alerts FINAL
    WHERE ({everybody:Bool} OR victim IN {caseload:Array(String)})
        AND if({state:String} = 'raised', state = 'raised', state != 'raised')
        AND {agency:String} IN ('', agency)
        AND {kind:String} IN ('', kind)
    ORDER BY indexOf(['late', 'unsafe-contact', 'due-soon'], kind), due_on, victim, id
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}
)
SELECT page.*, nullIf(duties.code, '') AS code, duties.suspect AS suspect,
    duties.trigger_kind AS trigger_kind,
    if(duties.code = '', NULL, duties.triggered) AS triggered,
    if(duties.code = '', NULL, duties.trigger) AS raised_by,
    duties.held_by AS held_by, duties.known_by AS known_by,
    if(duties.owed_to = '', 'victim', duties.owed_to) AS owed_to
FROM page
LEFT JOIN
(
    SELECT id, code, suspect, trigger, trigger_kind, triggered, held_by, known_by, owed_to
    FROM obligations FINAL
    WHERE (victim, id) IN (SELECT victim, assumeNotNull(obligation) FROM page)
) AS duties ON duties.id = page.obligation
ORDER BY indexOf(['late', 'unsafe-contact', 'due-soon'], kind), due_on, victim, id
