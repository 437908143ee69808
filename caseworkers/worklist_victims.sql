-- In one pass: a page of the victims whom the wanted alerts are about, each in the place of their most
-- urgent one, with these alerts in their places; how many such victims there are; and how many alerts are chosen, by urgency and agency.
SELECT
    arraySlice(
        arraySort(each -> (each.1, each.2), groupArrayIf((first, victim, theirs), has_wanted)),
        {offset:UInt32} + 1, {limit:UInt32}
    ) AS page,
    countIf(has_wanted) AS victims,
    sumMap(kinds) AS counts
FROM
(
    SELECT victim, minIf(place, wanted) AS first, max(wanted) AS has_wanted,
        arraySort(groupArrayIf((place, id, urgency), wanted)) AS theirs,
        sumMap(map(concat(urgency, ' ', agency), toUInt64(1))) AS kinds
    FROM CHOSEN_ALERTS
    GROUP BY victim
)
