// Talks, visits and summits, who took part, and what was signed at them. Meetings that ended without a signature have an empty list.
MATCH (event:Event)
OPTIONAL MATCH (guest)-[:PARTICIPATED_IN]->(event)
WITH event, guest ORDER BY guest.name
WITH event, collect(DISTINCT guest.name) AS participants
OPTIONAL MATCH (agreement:Agreement)-[:SIGNED_AT]->(event)
RETURN event.name AS event, event.kind AS kind, event.start AS first_day, event.end AS last_day, event.cancelled AS cancelled,
       participants, collect(DISTINCT agreement.name) AS signed
ORDER BY first_day, event
