-- Whether an alert's victim has a case that some agency published under an identifier with this part.
victim IN
(
    SELECT victim FROM timeline FINAL
    PREWHERE {everybody:Bool} OR victim IN {caseload:Array(String)}
    WHERE positionCaseInsensitive(case_id, {reference:String}) > 0
        OR (kind = 'case-linked' AND positionCaseInsensitive(
            JSONExtractString(data, 'other'), {reference:String}) > 0)
)
