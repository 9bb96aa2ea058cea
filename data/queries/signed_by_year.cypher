// What was signed, year by year: every agreement that people are known to have signed, oldest first.
// One row an agreement. `signed_on` is as precise as the text was (2018-09-14, 2018-09, 2018); `signatures` counts the people who signed.
// Without a date an agreement stands at the end.
MATCH (person:Person)-[:SIGNED]->(agreement:Agreement)
RETURN agreement.date AS signed_on, agreement.name AS agreement, count(person) AS signatures
ORDER BY signed_on, agreement
