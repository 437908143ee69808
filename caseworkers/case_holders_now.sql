-- As what an agency has a victim's case, and which team: the newest assignment that nothing replaced.
SELECT capacity, team
FROM assignments FINAL
WHERE victim = {victim:String} AND agency = {agency:String} AND case_id = {case:String}
    AND NOT replaced AND until IS NULL
ORDER BY since DESC, toString(id)
LIMIT 1
