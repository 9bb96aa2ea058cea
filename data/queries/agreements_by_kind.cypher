// How many agreements there are of each kind and status: memoranda, treaties, protocols, contracts, ...
MATCH (agreement:Agreement)
RETURN agreement.kind AS kind, agreement.status AS status, count(*) AS agreements
ORDER BY agreements DESC, kind, status
