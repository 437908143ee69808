SELECT id, case_id, stage, next_stage, waiting_on, started, ended, `end`, agency, court, borough,
    offence, victim_kind, revised, restricted
FROM intervals FINAL
WHERE victim = {victim:String}
ORDER BY started, case_id, toString(id)
