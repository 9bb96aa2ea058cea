// Agreements that a single document reports: what one would like a second source for.
MATCH (agreement:Agreement)-[:MENTIONED_IN]->(document:Document)
WITH agreement, collect(DISTINCT document.id) AS documents
WHERE size(documents) = 1
RETURN agreement.name AS agreement, agreement.status AS status, agreement.date AS date, documents[0] AS document
ORDER BY document, date, agreement
