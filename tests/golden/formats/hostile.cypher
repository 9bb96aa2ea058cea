// A graph of Entente as openCypher: nodes are merged on their key, relationships added where they are missing.
// On Neo4j make these indexes first, or it searches every node for each row:
//   CREATE INDEX IF NOT EXISTS FOR (n:Agreement) ON (n.key);
//   CREATE INDEX IF NOT EXISTS FOR (n:Document) ON (n.id);
//   CREATE INDEX IF NOT EXISTS FOR (n:Person) ON (n.key);
//   CREATE INDEX IF NOT EXISTS FOR (n:Times) ON (n.id);
//   CREATE INDEX IF NOT EXISTS FOR (n:Ministry) ON (n.key);
UNWIND [
  {number: 0, properties: {}}
] AS row
MERGE (n:EntenteImport {entente_import: row.number}) SET n += row.properties;
UNWIND [
  {booleans: [true, false], date: '2018-09-14', date_from: '2018-09', dates: [date('1970-01-01'), date('-0221-09-04')], floats: [0.1, (0.0 / 0.0), -0.0, 1e300, (1.0 / 0.0)], in_force_on: '--06-12', integers: [-9223372036854775808, 0], key: 'agreement/1', mixed: [1, 'one', date('2016-07-18')], `odd name ``: "\
`: 1, value: 'text'},
  {date: '2018', key: 'agreement/2', value: 7},
  {key: 'agreement/3', value: 7.0}
] AS row
MERGE (n:Agreement {key: row.key}) SET n = row;
UNWIND [
  {id: 'a/b%20c.txt', published: '2018-09-15', text: 'Chile signed.\nDüsseldorf, too.'}
] AS row
MERGE (n:Document {id: row.id}) SET n = row;
UNWIND [
  {number: 1, properties: {x: 2.0}}
] AS row
MERGE (n:EntenteImport:`Odd label ``:)` {entente_import: row.number}) SET n += row.properties;
UNWIND [
  {aliases: ['a;b', 'c|d', 'e,f"', 'tab\there', ''], control: 'nul \u0000 bell \u0007 escape \u001B delete \u007F', direction: '\u200Fright\u202Eto left\u2066\u2028\uFEFF', key: 'person/"o\'neill"\\', name: 'Róisín "Rosie" O\'Neill, 3rd; \\ <&> ]]> `tick` $x {y}\r\nsecond\tline', script: '*/ ; // $$ \\' + 'u0027 \\\\' + 'u0027 \\\' ${x} %s \\N <script>&amp;'}
] AS row
MERGE (n:Person {key: row.key}) SET n = row;
UNWIND [
  {date: date('2018-09-14'), date_time: datetime('2018-09-14T06:40+02:00[Europe/Stockholm]'), duration: duration('P1Y2M-3DT7.5S'), id: 42, instant: datetime('1969-12-31T23:59:55.999999999Z'), local: localtime('12:30:00.000000001'), local_date_time: localdatetime('2018-09-14T04:40:00.12'), negative: duration('P-1MT-0.5S'), time: time('01:00-01:30')}
] AS row
MERGE (n:Times {id: row.id}) SET n = row;
UNWIND [
  {aliases: [''], empty: [], key: 'ministry/défense', long: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxé', name: ''}
] AS row
MERGE (n:Ministry:Organization {key: row.key}) SET n = row;
UNWIND [
  {start: 'person/"o\'neill"\\', end: 'a/b%20c.txt', properties: {`end`: 5, start: 0, text: 'Chile'}}
] AS row
MATCH (a:Person {key: row.start}) MATCH (b:Document {id: row.end})
MERGE (a)-[r:MENTIONED_IN]->(b) SET r = row.properties;
UNWIND [
  {start: 'agreement/2', end: 'agreement/2', properties: {}},
  {start: 'agreement/3', end: 'agreement/1', properties: {value: 'one'}},
  {start: 'agreement/3', end: 'agreement/2', properties: {value: 1}}
] AS row
MATCH (a:Agreement {key: row.start}) MATCH (b:Agreement {key: row.end})
MERGE (a)-[r:REPLACES]->(b) SET r = row.properties;
UNWIND [
  {start: 'person/"o\'neill"\\', end: 'ministry/défense', properties: {since: date('1970-01-02')}}
] AS row
MATCH (a:Person {key: row.start}) MATCH (b:Ministry:Organization {key: row.end})
MERGE (a)-[r:REPRESENTS]->(b) SET r = row.properties;
UNWIND [
  {start: 'person/"o\'neill"\\', end: 'agreement/1', properties: {confidence: 0.95, date: '2018-09-14', evidence: ['a/b%20c.txt#char=0,12', 'a/b%20c.txt#char=14,24'], rule: 'signed/active'}}
] AS row
MATCH (a:Person {key: row.start}) MATCH (b:Agreement {key: row.end})
MERGE (a)-[r:SIGNED]->(b) SET r = row.properties;
UNWIND [
  {start: 'person/"o\'neill"\\', end: 'agreement/2', times: 1, properties: {}},
  {start: 'person/"o\'neill"\\', end: 'agreement/2', times: 2, properties: {date: '2018'}},
  {start: 'person/"o\'neill"\\', end: 'agreement/2', times: 1, properties: {date: '2018', on_behalf_of: ['x', 'y']}}
] AS row
MATCH (a:Person {key: row.start}) MATCH (b:Agreement {key: row.end})
OPTIONAL MATCH (a)-[r:SIGNED]->(b) WHERE properties(r) = row.properties
WITH row, a, b, count(r) AS present UNWIND range(present + 1, row.times) AS i
CREATE (a)-[c:SIGNED]->(b) SET c = row.properties;
UNWIND [
  {start: 42, end: 0, properties: {}}
] AS row
MATCH (a:Times {id: row.start}) MATCH (b:EntenteImport {entente_import: row.end})
MERGE (a)-[r:SIGNED]->(b) SET r = row.properties;
UNWIND [
  {start: 0, end: 1, properties: {at: date('1970-01-03')}}
] AS row
MATCH (a:EntenteImport {entente_import: row.start}) MATCH (b:EntenteImport {entente_import: row.end})
MERGE (a)-[r:`odd type ``]->`]->(b) SET r = row.properties;
MATCH (n:EntenteImport) REMOVE n:EntenteImport, n.entente_import;
