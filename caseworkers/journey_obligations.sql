SELECT id, case_id, rule, code, duty_holder, agency, trigger, triggered, due_on, enhanced,
    retimed_by, state, ended, ended_by, reason, days_late, disputed
FROM obligations FINAL
WHERE victim = {victim:String}
ORDER BY due_on, rule, toString(id)
