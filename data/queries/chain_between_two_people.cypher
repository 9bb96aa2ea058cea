// The shortest chain from one person to another over what they signed, whom they represented and whom they met.
// Parameters: from, to (names), for example --param from='Mark Lancaster' --param to='Toshimitsu Motegi'
// `chain` reads from left to right: a person, what they signed or whom they stood for, the next person, ...
MATCH (one:Person {name: $from}), (other:Person {name: $to})
MATCH path = shortestPath((one)-[:SIGNED|WITNESSED|REPRESENTS|PARTY_TO|MET*..10]-(other))
RETURN length(path) AS steps, [node IN nodes(path) | node.name] AS chain, [step IN relationships(path) | type(step)] AS how
