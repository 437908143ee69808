-- The alerts that were taken up or put off, or that are over, and that a question is about: the last
-- closed comes first. None of them is urgent. One is `wanted` if it is of the agency asked for.
SELECT NEEDED_COLUMNS,
    '' AS urgency,
    -ifNull(toUnixTimestamp64Milli(closed), 0) AS place,
    {agency:String} IN ('', agency) AND agency != {not_agency:String}
        AND {urgency:String} = '' AS wanted
FROM alerts FINAL
PREWHERE {everybody:Bool} OR victim IN {caseload:Array(String)}
WHERE state IN {states:Array(String)} AND {kind:String} IN ('', kind) AND OF_REFERENCE
