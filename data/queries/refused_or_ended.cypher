// What was refused, dropped, annulled or left: agreements that came to nothing, and parties that withdrew from those that did not.
MATCH (agreement:Agreement)
OPTIONAL MATCH (party)-[how:PARTY_TO]->(agreement)
WHERE how.how IN ['refused', 'withdrew']
WITH agreement, collect(DISTINCT party.name + ' ' + how.how) AS who
WHERE agreement.status = 'rejected' OR agreement.ended_on IS NOT NULL OR size(who) > 0
RETURN agreement.name AS agreement, agreement.status AS status, agreement.date AS date, agreement.ended_on AS ended_on, who
ORDER BY agreement
