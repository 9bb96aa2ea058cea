#include "graph/formats/cypher_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/formats/export_order.h"
#include "graph/formats/json_text.h"
#include "graph/formats/node_groups.h"
#include "graph/formats/temporal_text.h"
#include "graph/utf8.h"

namespace entente::graph {

namespace {

constexpr size_t kBatchRows = 500;
constexpr size_t kBatchBytes = 1 << 18;

// Words that can't be names without backticks, here or in Neo4j.   Source: openCypher 9, rules
// ReservedWord and Clause.
constexpr std::array<std::string_view, 63> kReserved{
    "ADD",        "ALL",     "AND",        "ANY",       "AS",     "ASC",     "ASCENDING", "BY",
    "CALL",       "CASE",    "CONSTRAINT", "CONTAINS",  "COUNT",  "CREATE",  "DELETE",    "DESC",
    "DESCENDING", "DETACH",  "DISTINCT",   "DO",        "DROP",   "ELSE",    "END",       "ENDS",
    "EXISTS",     "EXTRACT", "FALSE",      "FILTER",    "FOR",    "FOREACH", "IN",        "INDEX",
    "IS",         "LIMIT",   "LOAD",       "MANDATORY", "MATCH",  "MERGE",   "NONE",      "NOT",
    "NULL",       "OF",      "ON",         "OPTIONAL",  "OR",     "ORDER",   "REDUCE",    "REMOVE",
    "REQUIRE",    "RETURN",  "SCALAR",     "SET",       "SINGLE", "SKIP",    "STARTS",    "THEN",
    "TRUE",       "UNION",   "UNIQUE",     "UNWIND",    "WHEN",   "WHERE",   "WITH"};

// Line separators, marks of direction and what has no shape: a reader of the script would be
// misled by them.
bool IsMisleading(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

void AppendString(std::string& out, std::string_view text) {
  out += '\'';
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    CodePoint point{byte, 1};
    if (byte >= 0x80) point = DecodeAt(text, i);
    switch (point.value) {
      case '\'':
        out += "\\'";
        break;
      case '\\':
        out += text.substr(i + 1, 1) == "u" ? "\\\\' + '" : "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (IsMisleading(point.value)) {
          out += fmt::format("\\u{:04X}", static_cast<uint32_t>(point.value));
        } else {
          out.append(text, i, point.size_bytes);
        }
    }
    i += point.size_bytes;
  }
  out += '\'';
}

void AppendFloat(std::string& out, double number) {
  if (std::isnan(number)) {
    out += "(0.0 / 0.0)";
  } else if (std::isinf(number)) {
    out += number > 0 ? "(1.0 / 0.0)" : "(-1.0 / 0.0)";
  } else {
    const size_t begin = out.size();
    AppendJsonFloat(out, number);
    // The grammar has no plus in an exponent.
    const size_t plus = out.find('+', begin);
    if (plus != out.npos) out.erase(plus, 1);
  }
}

// A pattern's labels: ":Ministry:Organization".
std::string LabelsText(const std::vector<std::string>& labels) {
  std::string out;
  for (const std::string& label : labels) {
    out += ':';
    AppendCypherName(out, label);
  }
  return out;
}

class CypherScriptWriter {
 public:
  CypherScriptWriter(const GraphReader& reader, const ByteSink& sink)
      : reader_(reader), sink_(sink), order_(OrderForExport(reader)), groups_(reader, order_) {
    while (reader.FindLabel(import_label_)) import_label_ += '_';
    while (reader.FindKey(import_key_)) import_key_ += '_';
    for (uint16_t i = 0; i < reader.key_count(); ++i)
      AppendCypherName(keys_.emplace_back(), reader.Name(PropertyKeyId(i)));
  }

  Status Write() {
    Preface();
    ENTENTE_RETURN_IF_ERROR(WriteNodes());
    ENTENTE_RETURN_IF_ERROR(WriteRelationships());
    for (const NodeGroup& group : groups_.groups()) {
      if (group.key) continue;
      out_ += fmt::format("MATCH (n:{0}) REMOVE n:{0}, n.{1};\n", import_label_, import_key_);
      break;
    }
    return Flush(1);
  }

 private:
  // Rows of one statement, collected until there are enough of them.
  struct Batch {
    std::string rows;
    size_t count = 0;
  };
  struct BatchKey {
    uint32_t start_group;
    TypeId type;
    uint32_t end_group;
    bool is_parallel;
    auto Tie() const { return std::tie(start_group, type, end_group, is_parallel); }
    bool operator<(const BatchKey& other) const { return Tie() < other.Tie(); }
  };

  Status Flush(size_t at_least_bytes) { return WriteOut(out_, sink_, at_least_bytes); }

  void Preface() {
    out_ +=
        "// A graph of Entente as openCypher: nodes are merged on their key, relationships added "
        "where they are missing.\n";
    std::string indexes;
    for (const NodeGroup& group : groups_.groups()) {
      if (!group.key || group.labels.empty()) continue;
      indexes += "//   CREATE INDEX IF NOT EXISTS FOR (n:";
      // Of several labels the rarest, whose name the group most often has.
      const bool named =
          std::find(group.labels.begin(), group.labels.end(), group.name) != group.labels.end();
      AppendCypherName(indexes, named ? group.name : group.labels[0]);
      indexes += fmt::format(") ON (n.{});\n", keys_[group.key->value]);
    }
    if (!indexes.empty())
      out_ += "// On Neo4j make these indexes first, or it searches every node for each row:\n" +
              indexes;
  }

  void Row(Batch& batch) { batch.rows += batch.count++ == 0 ? "\n  {" : ",\n  {"; }
  static bool IsFull(const Batch& batch) {
    return batch.count >= kBatchRows || batch.rows.size() >= kBatchBytes;
  }

  void AppendProperties(std::string& out, const PropertyList& properties) {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : properties) {
      if (!first) out += ", ";
      first = false;
      out += keys_[key.value];
      out += ": ";
      AppendCypherValue(out, value);
    }
    out += '}';
  }

  // What finds a node again: "(a:Person {key: row.start})".
  std::string Pattern(std::string_view variable, uint32_t number, std::string_view row_field) {
    const NodeGroup& group = groups_.groups()[number];
    return group.key ? fmt::format("({}{} {{{}: row.{}}})", variable, LabelsText(group.labels),
                                   keys_[group.key->value], row_field)
                     : fmt::format("({}:{} {{{}: row.{}}})", variable, import_label_, import_key_,
                                   row_field);
  }

  void AppendId(std::string& out, uint32_t position) {
    const NodeGroup& group = groups_.groups()[groups_.group_of(position)];
    if (group.key) {
      AppendCypherValue(out, reader_.Property(order_.nodes[position], *group.key));
    } else {
      out += fmt::format_int(position).str();
    }
  }

  Status EndNodes(uint32_t number, Batch& batch) {
    if (batch.count == 0) return {};
    const NodeGroup& group = groups_.groups()[number];
    out_ += "UNWIND [" + batch.rows + "\n] AS row\n";
    if (group.key) {
      out_ += fmt::format("MERGE {} SET n = row;\n", Pattern("n", number, keys_[group.key->value]));
    } else {
      out_ += fmt::format("MERGE (n:{}{} {{{}: row.number}}) SET n += row.properties;\n",
                          import_label_, LabelsText(group.labels), import_key_);
    }
    batch = Batch();
    return Flush(kFlushBytes);
  }

  Status WriteNodes() {
    std::vector<Batch> batches(groups_.groups().size());
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      const uint32_t number = groups_.group_of(i);
      Batch& batch = batches[number];
      const PropertyList properties = reader_.Properties(order_.nodes[i]);
      if (groups_.groups()[number].key) {
        batch.rows += batch.count++ == 0 ? "\n  " : ",\n  ";
        AppendProperties(batch.rows, properties);
      } else {
        Row(batch);
        batch.rows += fmt::format("number: {}, properties: ", i);
        AppendProperties(batch.rows, properties);
        batch.rows += '}';
      }
      if (IsFull(batch)) ENTENTE_RETURN_IF_ERROR(EndNodes(number, batch));
    }
    for (uint32_t i = 0; i < batches.size(); ++i) ENTENTE_RETURN_IF_ERROR(EndNodes(i, batches[i]));
    return {};
  }

  Status EndRelationships(const BatchKey& key, Batch& batch) {
    if (batch.count == 0) return {};
    std::string type;
    AppendCypherName(type, reader_.Name(key.type));
    out_ += "UNWIND [" + batch.rows + "\n] AS row\n";
    out_ += fmt::format("MATCH {} MATCH {}\n", Pattern("a", key.start_group, "start"),
                        Pattern("b", key.end_group, "end"));
    if (key.is_parallel) {
      out_ += fmt::format(
          "OPTIONAL MATCH (a)-[r:{0}]->(b) WHERE properties(r) = row.properties\n"
          "WITH row, a, b, count(r) AS present UNWIND range(present + 1, row.times) AS i\n"
          "CREATE (a)-[c:{0}]->(b) SET c = row.properties;\n",
          type);
    } else {
      out_ += fmt::format("MERGE (a)-[r:{}]->(b) SET r = row.properties;\n", type);
    }
    batch = Batch();
    return Flush(kFlushBytes);
  }

  bool AreAlike(const PropertyList& a, const PropertyList& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
      return x.first == y.first && x.second.kind() == y.second.kind() &&
             Order(x.second, y.second) == 0;
    });
  }

  Status WriteRelationships() {
    std::map<BatchKey, Batch> batches;
    RelationshipWalk walk(reader_, order_);
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      const auto& leaving = walk.Leaving(i);
      for (size_t at = 0; at < leaving.size();) {
        const ExportedRelationship& first = leaving[at];
        size_t end = at + 1;
        while (end < leaving.size() && leaving[end].end == first.end &&
               leaving[end].type == first.type)
          ++end;
        const BatchKey key{groups_.group_of(i), first.type, groups_.group_of(first.end),
                           end - at > 1};
        Batch& batch = batches[key];
        // Alike ones stand beside each other.
        while (at < end) {
          const PropertyList properties = reader_.Properties(leaving[at].id);
          size_t times = 1;
          while (at + times < end &&
                 AreAlike(properties, reader_.Properties(leaving[at + times].id)))
            ++times;
          Row(batch);
          batch.rows += "start: ";
          AppendId(batch.rows, i);
          batch.rows += ", end: ";
          AppendId(batch.rows, first.end);
          if (key.is_parallel) batch.rows += fmt::format(", times: {}", times);
          batch.rows += ", properties: ";
          AppendProperties(batch.rows, properties);
          batch.rows += '}';
          at += times;
        }
        if (IsFull(batch)) ENTENTE_RETURN_IF_ERROR(EndRelationships(key, batch));
      }
    }
    // By name, not by the order in which the graph learned its types.
    std::vector<std::pair<BatchKey, Batch*>> rest;
    for (auto& [key, batch] : batches) rest.emplace_back(key, &batch);
    std::sort(rest.begin(), rest.end(), [&](const auto& a, const auto& b) {
      return std::make_tuple(reader_.Name(a.first.type), a.first.start_group, a.first.end_group,
                             a.first.is_parallel) <
             std::make_tuple(reader_.Name(b.first.type), b.first.start_group, b.first.end_group,
                             b.first.is_parallel);
    });
    for (auto& [key, batch] : rest) ENTENTE_RETURN_IF_ERROR(EndRelationships(key, *batch));
    return {};
  }

  const GraphReader& reader_;
  const ByteSink& sink_;
  const ExportOrder order_;
  const NodeGroups groups_;
  // For nodes that have no key, while the script runs.
  std::string import_label_ = "EntenteImport", import_key_ = "entente_import";
  std::vector<std::string> keys_;  // names as the language writes them, by id
  std::string out_;
};

}  // namespace

Status WriteCypherScript(const GraphReader& reader, const ByteSink& sink) {
  return CypherScriptWriter(reader, sink).Write();
}

void AppendCypherValue(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kString:
      return AppendString(out, value.as_string());
    case ValueKind::kFloat:
      return AppendFloat(out, value.as_float());
    case ValueKind::kList: {
      out += '[';
      bool first = true;
      for (const Value& element : value.as_list()) {
        if (!first) out += ", ";
        first = false;
        AppendCypherValue(out, element);
      }
      out += ']';
      return;
    }
    default:
      if (value.is_temporal()) {
        out += TemporalTypeName(value.kind());
        out += "('" + TemporalText(value) + "')";
      } else {
        AppendJsonValue(out, value);
      }
  }
}

void AppendCypherName(std::string& out, std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  std::string upper(name);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const bool simple = !name.empty() && letter(name[0]) &&
                      std::all_of(name.begin(), name.end(),
                                  [&](char c) { return letter(c) || (c >= '0' && c <= '9'); }) &&
                      std::find(kReserved.begin(), kReserved.end(), upper) == kReserved.end();
  if (simple) {
    out += name;
    return;
  }
  out += '`';
  for (char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  out += '`';
}

}  // namespace entente::graph
