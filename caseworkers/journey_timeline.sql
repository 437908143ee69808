SELECT id, case_id, kind, agency, occurred, precision, recorded, received, known, data
FROM timeline FINAL
WHERE victim = {victim:String}
ORDER BY occurred, precision = 'not-before-month', received, kind, id
