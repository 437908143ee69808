-- The interventions that stand: of each the newest of its facts, unless that withdraws it.
SELECT
    agency,
    id,
    argMax(kind, (happened, received)) AS newest,
    argMax(court, (happened, received)) AS court,
    argMax(borough, (happened, received)) AS borough,
    argMax(command_unit, (happened, received)) AS command_unit,
    argMax(stage, (happened, received)) AS stage,
    argMax(assumeNotNull(first_day), (happened, received)) AS first_day,
    argMax(intervention, (happened, received)) AS intervention
FROM interventions FINAL
GROUP BY agency, id
HAVING newest = 'intervention-registered' AND first_day <= {last:Date32}
ORDER BY first_day, agency, id
