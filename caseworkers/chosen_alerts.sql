-- The alerts that a question is about. Of those that stand: how urgent each is, and its place. What can
-- still be saved comes first, with Enhanced Rights before without; the less late comes before the
-- longer late, and of what waits without a day what began last. Of closed ones the last closed comes
-- first. An alert of a day that is over, which no tick has made late yet, is newly late all the same.
-- One is `wanted` if it is of the agency and of the urgency asked for; how many there are of the others
-- is asked in the same pass.
SELECT NEEDED_COLUMNS,
    if(state != 'raised', '', multiIf(
        kind = 'unsafe-contact', 'unsafe-contact',
        due_on < {newly_late_since:Date32}, 'long-late',
        kind = 'late' OR due_on < {today:Date32}, 'newly-late',
        due_on <= {tomorrow:Date32}, 'due-now',
        due_on IS NULL, 'waiting',
        'due-soon'
    )) AS urgency,
    if(
        state = 'raised',
        (
            toInt64(indexOf({urgencies:Array(String)}, urgency)),
            toInt64(NOT (enhanced AND ifNull(
                due_on >= {today:Date32} AND due_on <= {tomorrow:Date32}, false))),
            ifNull(if(
                urgency = 'waiting',
                -toInt64(toUnixTimestamp64Milli(breached)),
                toInt64(due_on) * if(urgency LIKE '%late', -1, 1)
            ), 0)
        ),
        (toInt64(0), toInt64(0), -ifNull(toInt64(toUnixTimestamp64Milli(closed)), 0))
    ) AS place,
    {agency:String} IN ('', agency) AND agency != {not_agency:String}
        AND {urgency:String} IN ('', urgency) AS wanted
FROM alerts FINAL
PREWHERE {everybody:Bool} OR victim IN {caseload:Array(String)}
WHERE state IN multiIf(
        {state:String} = 'raised', ['raised'],
        {state:String} = 'taken', ['acknowledged', 'snoozed'],
        ['resolved', 'retracted', 'superseded', 'closed']
    )
    AND {kind:String} IN ('', kind)
    AND OF_REFERENCE
