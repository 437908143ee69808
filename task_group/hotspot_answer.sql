-- The figures that answer one question of a release, from all the sheets it needs, in one reading: those
-- of the breakdown asked for, and London's waits.
SELECT sheet, dimension, figure
FROM release_figures FINAL
WHERE number = {number:UInt32}
    AND ({stage:String} = '' OR stage = {stage:String})
    AND (
        (
            dimension = {by:String}
            AND ({place:String} = '' OR place = {place:String})
            AND (
                (sheet IN ('comparisons', 'waits') AND period = {period:String})
                OR (sheet = 'changes' AND period = {changed:String})
                OR sheet IN ('stalls', 'interventions')
            )
        )
        OR (sheet = 'waits' AND dimension = 'stage' AND period = {period:String})
    )
ORDER BY sheet, stage, place, period
