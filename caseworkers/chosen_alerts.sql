-- The alerts that stand and that a question is about: how urgent each is, and its place. What can still
-- be saved comes first, with Enhanced Rights before without; the less late comes before the longer late,
-- and of what waits without a day what began last. An alert of a day that is over, which no tick has made
-- late yet, is newly late all the same. One is `wanted` if it is of the agency and of the urgency asked
-- for; how many there are of the others is asked in the same pass.
SELECT NEEDED_COLUMNS,
    multiIf(
        kind = 'unsafe-contact', 'unsafe-contact',
        due_on < {newly_late_since:Date32}, 'long-late',
        kind = 'late' OR due_on < {today:Date32}, 'newly-late',
        due_on <= {tomorrow:Date32}, 'due-now',
        due_on IS NULL, 'waiting',
        'due-soon'
    ) AS urgency,
    (
        indexOf({urgencies:Array(String)}, urgency),
        NOT (enhanced AND urgency = 'due-now'),
        ifNull(multiIf(
            urgency = 'waiting', -toUnixTimestamp64Milli(breached),
            endsWith(urgency, 'late'), -toInt64(due_on),
            toInt64(due_on)
        ), 0)
    ) AS place,
    {agency:String} IN ('', agency) AND agency != {not_agency:String}
        AND {urgency:String} IN ('', urgency) AS wanted
FROM alerts FINAL
PREWHERE {everybody:Bool} OR victim IN {caseload:Array(String)}
WHERE state = 'raised' AND {kind:String} IN ('', kind) AND OF_REFERENCE
