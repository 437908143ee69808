SELECT id, case_id, rule, duty_holder, agency, trigger, triggered, due_on, enhanced, state,
    discharged, discharged_by, days_late
FROM obligations FINAL
WHERE victim = {victim:String}
ORDER BY due_on, rule, id
