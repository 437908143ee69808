SELECT id, case_id, kind, agency, occurred, precision, recorded, received, linked, known,
    data, state, reported
FROM timeline FINAL
WHERE victim = {victim:String}
ORDER BY occurred, precision = 'not-before-month', received, kind, id
