// Whom one person met, when, and at which gatherings the two were together.
// Parameter: person (a name), for example --param person='Richard Marles'
MATCH (person:Person {name: $person})-[meeting:MET]-(other:Person)
OPTIONAL MATCH (person)-[:PARTICIPATED_IN]->(event:Event)<-[:PARTICIPATED_IN]-(other)
RETURN other.name AS met, collect(DISTINCT meeting.date) AS days, collect(DISTINCT event.name) AS together_at
ORDER BY size(days) DESC, met
