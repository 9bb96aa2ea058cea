// How many agreements were signed in each year, and of which kinds.
// What was signed and has ended since is not among them (refused_or_ended.cypher has it).
// Agreements without a known year (no date, or only --06-12) are left out: date_from is empty for them.
MATCH (agreement:Agreement)
WHERE agreement.status IN ['signed', 'in force'] AND agreement.date_from IS NOT NULL
WITH left(agreement.date_from, 4) AS year, agreement
ORDER BY year, agreement.kind
RETURN year, count(agreement) AS agreements, collect(DISTINCT agreement.kind) AS kinds
ORDER BY year
