// Agreements and events whose dates overlap a span of time, however precisely they are known.
// Parameters: from, to (days), for example --param from=2024-07-01 --param to=2024-12-31
// A thing dated only 2024 counts as possible for every day of 2024; `certain` says whether it lies inside the span for sure.
MATCH (agreement:Agreement)
WHERE agreement.date_from <= $to AND agreement.date_to >= $from
RETURN 'agreement' AS what, agreement.name AS name, agreement.date AS date,
       agreement.date_from >= $from AND agreement.date_to <= $to AS certain
UNION
MATCH (event:Event)
WHERE event.start_from <= $to AND coalesce(event.end_to, event.start_to) >= $from
RETURN 'event' AS what, event.name AS name, event.start AS date,
       event.start_from >= $from AND coalesce(event.end_to, event.start_to) <= $to AS certain
