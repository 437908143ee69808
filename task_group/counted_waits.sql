-- The waits that a release counts. A restricted wait rests on a disputed value and counts nowhere. Nor
-- does the wait of a case that went to a body that publishes nothing here: its end is not known.
-- An open wait lasts up to the day up to which the agency that is waited for has spoken.
-- A wait that the platform learned of more than {grace} days after it had begun counts from then on only:
-- of such waits those that were short had ended unseen. From the day on from which an agency's history
-- is complete, each counts from its beginning. A wait of a defendant that is there only because it lasted
-- until another defendant's case was over counts from then on.
INSERT INTO {table:Identifier}
WITH
    toDate32(started, 'Europe/London') AS began_on,
    multiIf(
        waiting_on != 'court', '', waits.court IS NULL, 'not-recorded', assumeNotNull(waits.court)
    ) AS at_court,
    toDate32(ifNull(first_known, started), 'Europe/London') AS known_on,
    mapFromArrays({speaking:Array(String)}, {spoken:Array(Date32)}) AS spoken_by,
    mapFromArrays({complete:Array(String)}, {complete_from:Array(Date32)}) AS complete_by,
    mapContains(complete_by, agency) AND began_on >= complete_by[agency] AS is_complete,
    if(is_complete OR known_on <= began_on + {grace:UInt16}, began_on - 1, known_on) AS seen_from
SELECT
    stage,
    agency,
    multiIf(
        at_court IN ('', 'not-recorded'), at_court,
        endsWith(at_court, '-magistrates'), 'magistrates-courts',
        'crown-courts'
    ) AS tier,
    at_court AS court,
    transform(ifNull(waits.borough, ''), {boroughs:Array(String)}, {units:Array(String)}, 'not-recorded') AS bcu,
    ifNull(waits.borough, 'not-recorded') AS borough,
    ifNull(waits.offence, 'not-recorded') AS offence,
    victim_kind,
    ifNull(waits.reported_by, agency) AS reported_by,
    cityHash64(victim) AS person,
    cityHash64(case_id) AS crime,
    began_on AS began,
    greatest(seen_from, ifNull(toDate32(resumed, 'Europe/London'), seen_from)) AS entered,
    greatest(began_on, if(
        ended IS NULL, least(spoken_by[agency], {last:Date32}), toDate32(assumeNotNull(ended), 'Europe/London')
    )) AS until,
    end,
    revised
FROM intervals AS waits FINAL
WHERE NOT restricted AND held_by IS NULL AND began_on <= {last:Date32} AND until > entered
