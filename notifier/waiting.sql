-- The notifications that wait and whose time has come, each with its alert as it stands now. An alert
-- whose victim was merged stands under another victim, with the same id.

SELECT n.alert, n.step, n.recipient, n.agency, n.audience, n.due, n.plain,
    n.state AS told, coalesce(a.victim, n.victim) AS victim,
    coalesce(a.state, 'gone') AS state, a.kind, a.case_id, a.rule, a.due_on, a.obligation,
    a.raised, a.taken_before, a.back, a.put_aside_by,
    coalesce(a.reference, a.case_id) AS reference, coalesce(d.suspect, a.suspect) AS suspect,
    d.owed_to, coalesce(d.trigger_kind, a.trigger_kind) AS trigger_kind,
    coalesce(d.hearing, a.hearing) AS hearing, a.in_week, o.says, p.page
FROM notifications AS n
LEFT JOIN alerts AS a ON a.id = n.alert AND a.state != 'gone'
LEFT JOIN duties AS d ON d.victim = a.victim AND d.id = a.obligation
LEFT JOIN operator_notices AS o ON o.id = n.alert
LEFT JOIN notice_pages AS p ON p.id = n.alert
WHERE n.state = 'pending' AND n.due <= :now
ORDER BY n.recipient, n.due
