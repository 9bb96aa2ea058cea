// Where most is signed. A venue counts for the city and the country it lies in as well, so one signing can stand in several rows.
MATCH (agreement:Agreement)-[:SIGNED_IN]->(venue:Place)
MATCH (venue)-[:LOCATED_IN*0..3]->(place)
RETURN place.name AS place, labels(place)[0] AS label, count(DISTINCT agreement) AS agreements
ORDER BY agreements DESC, place
LIMIT 20
