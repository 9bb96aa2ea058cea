#include "cli/view_page.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "cli/graph_access.h"
#include "cli/terminal.h"
#include "graph/check.h"
#include "graph/formats/dot.h"
#include "graph/utf8.h"
#include "query/value_text.h"

namespace entente::cli {

namespace {

using graph::Direction;
using graph::GraphReader;
using graph::NodeId;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;
using query::JsonQuote;

// At most so many nodes are shown when the page opens; the others are a click away.
constexpr size_t kShownAtStart = 150;
// A longer property is cut: the page is for reading, and documents' texts are not in it.
constexpr uint32_t kPropertyLimitCharacters = 600;

// Without control characters and such, in strings at any depth.
Value Shown(const Value& value) {
  if (value.kind() == ValueKind::kString) {
    std::string text = Printable(value.as_string());
    std::string head = CharacterRange(text, 0, kPropertyLimitCharacters);
    return Value::String(head.size() < text.size() ? head + "\u2026" : text);
  }
  if (value.kind() != ValueKind::kList) return value;
  std::vector<Value> parts;
  for (const Value& part : value.as_list()) parts.push_back(Shown(part));
  return Value::List(std::move(parts));
}

class DataWriter {
 public:
  DataWriter(const GraphReader& reader, const Selection& selection)
      : reader_(reader),
        schema_(reader),
        selection_(selection),
        document_label_(reader.FindLabel("Document")),
        id_key_(reader.FindKey("id")),
        mentioned_(reader.FindType("MENTIONED_IN")) {}

  std::string Write(const std::string& title, const std::string& note) {
    std::map<NodeId, size_t> place;
    std::string nodes, edges;
    for (NodeId node : selection_.nodes) {
      place.emplace(node, place.size());
      nodes += (nodes.empty() ? "" : ",\n") + NodeText(node);
    }
    for (RelationshipId relationship : selection_.relationships) {
      graph::RelationshipEnds ends = reader_.Ends(relationship);
      edges += edges.empty() ? "" : ",\n";
      edges += "{\"from\":" + std::to_string(place[ends.start]) +
               ",\"to\":" + std::to_string(place[ends.end]) +
               ",\"type\":" + JsonQuote(Printable(reader_.Name(ends.type))) +
               ",\"properties\":" + PropertiesText(reader_.Properties(relationship)) +
               ",\"quotes\":" + QuoteList(relationship) + "}";
    }
    return "{\"title\":" + JsonQuote(Printable(title)) + ",\"note\":" + JsonQuote(Printable(note)) +
           ",\"start\":" + std::to_string(kShownAtStart) + ",\n\"nodes\":[\n" + nodes +
           "],\n\"edges\":[\n" + edges + "],\n\"quotes\":[\n" + quotes_ + "],\n\"documents\":[\n" +
           documents_ + "]}";
  }

 private:
  std::string NodeText(NodeId node) {
    static constexpr std::string_view kFirst[] = {"Country",   "Person", "Ministry", "Organization",
                                                  "Agreement", "Event",  "Place",    "Topic"};
    std::vector<std::string> labels;
    for (graph::LabelId label : reader_.Labels(node))
      labels.push_back(Printable(reader_.Name(label)));
    std::sort(labels.begin(), labels.end());
    std::string primary = labels.empty() ? "no label" : labels.front();
    for (std::string_view label : kFirst)
      if (std::find(labels.begin(), labels.end(), label) != labels.end()) {
        primary = label;
        break;
      }
    std::string all;
    for (const std::string& label : labels) all += (all.empty() ? "" : ",") + JsonQuote(label);
    return "{\"name\":" + JsonQuote(NodeCaption(reader_, node)) +
           ",\"label\":" + JsonQuote(primary) + ",\"labels\":[" + all +
           "],\"properties\":" + PropertiesText(reader_.Properties(node)) +
           ",\"documents\":" + MentionList(node) + "}";
  }

  std::string PropertiesText(const graph::PropertyList& properties) {
    std::string out;
    for (const auto& [key, value] : properties) {
      std::string_view name = reader_.Name(key);
      if (name == "evidence") continue;  // its sentences are in the page
      out += (out.empty() ? "" : ",") + JsonQuote(Printable(name)) + ":" +
             query::ValueToJson(Shown(value), reader_);
    }
    return "{" + out + "}";
  }

  // The documents that mention a node, in the order of their ids.
  std::string MentionList(NodeId node) {
    std::map<std::string, NodeId> found;
    if (mentioned_) {
      graph::AdjacencyBuffer buffer;
      graph::AdjacencyList list = reader_.Adjacent(node, *mentioned_, Direction::kOut, buffer);
      for (uint32_t i = 0; i < list.size; ++i)
        if (i == 0 || list.node(i) != list.node(i - 1))
          found.emplace(schema_.Text(list.node(i), "id"), list.node(i));
    }
    std::string out;
    for (const auto& [id, document] : found)
      out += (out.empty() ? "" : ",") + std::to_string(DocumentPlace(id));
    return "[" + out + "]";
  }

  std::string QuoteList(RelationshipId relationship) {
    std::string out;
    for (const std::string& text : schema_.Texts(relationship, "evidence")) {
      auto fragment = ParseEvidence(text);
      if (!fragment) continue;
      out += (out.empty() ? "" : ",") + std::to_string(QuotePlace(text, *fragment));
    }
    return "[" + out + "]";
  }

  size_t QuotePlace(const std::string& key, const EvidenceFragment& fragment) {
    auto [it, fresh] = quote_places_.try_emplace(key, quote_places_.size());
    if (!fresh) return it->second;
    size_t document = DocumentPlace(fragment.document_id);
    std::string quote = CharacterRange(texts_[document], fragment.begin_char, fragment.end_char);
    quotes_ += (quotes_.empty() ? "" : ",\n") + ("[" + std::to_string(document)) + "," +
               std::to_string(fragment.begin_char) + "," + std::to_string(fragment.end_char) + "," +
               JsonQuote(Printable(quote)) + "]";
    return it->second;
  }

  size_t DocumentPlace(const std::string& id) {
    auto [it, fresh] = document_places_.try_emplace(id, document_places_.size());
    if (!fresh) return it->second;
    std::string title, url, published, text;
    if (document_label_ && id_key_)
      for (NodeId node : reader_.FindNodes(*document_label_, *id_key_, Value::String(id))) {
        title = schema_.Text(node, "title");
        url = schema_.Text(node, "url");
        published = schema_.Text(node, "published");
        text = schema_.Text(node, "text");
      }
    texts_.push_back(std::move(text));
    documents_ += (documents_.empty() ? "" : ",\n") + ("{\"id\":" + JsonQuote(Printable(id))) +
                  ",\"title\":" + JsonQuote(Printable(title)) +
                  ",\"url\":" + JsonQuote(Printable(url)) +
                  ",\"published\":" + JsonQuote(Printable(published)) + "}";
    return it->second;
  }

  const GraphReader& reader_;
  SchemaReader schema_;
  const Selection& selection_;
  std::optional<graph::LabelId> document_label_;
  std::optional<graph::PropertyKeyId> id_key_;
  std::optional<graph::TypeId> mentioned_;
  std::map<std::string, size_t> quote_places_, document_places_;
  std::vector<std::string> texts_;  // by the document's place
  std::string quotes_, documents_;
};

std::string_view PageFile(std::string_view name) {
  for (const graph::EmbeddedFile& file : view_data::EmbeddedFiles())
    if (file.path == name) return file.bytes;
  ENTENTE_CHECK(false && "a file of data/view is missing");
  return {};
}

// The libraries in the order in which they need each other, each below its licence.
std::string Libraries() {
  static constexpr std::string_view kNames[][2] = {
      {"view/vendor/cytoscape.min.js", ""},  // its licence heads the file
      {"view/vendor/layout-base.js", "view/vendor/layout-base.LICENSE"},
      {"view/vendor/cose-base.js", "view/vendor/cose-base.LICENSE"},
      {"view/vendor/cytoscape-fcose.js", "view/vendor/cytoscape-fcose.LICENSE"}};
  std::string out;
  for (const auto& [script, licence] : kNames) {
    if (!licence.empty())
      out += "/* " + std::string(script.substr(script.rfind('/') + 1)) + "\n" +
             std::string(PageFile(licence)) + "*/\n";
    out += std::string(PageFile(script)) + "\n;\n";
  }
  return out;
}

}  // namespace

std::string ViewData(const GraphReader& reader, const Selection& selection,
                     const std::string& title, const std::string& note) {
  std::string json = DataWriter(reader, selection).Write(title, note);
  // In JSON '<' stands in strings only; written so, nothing in it can end the script or open a
  // comment.   Source: HTML, "Restrictions for contents of script elements".
  std::string out;
  out.reserve(json.size() + json.size() / 64);
  for (char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string ViewPage(const GraphReader& reader, const Selection& selection,
                     const std::string& title, const std::string& note) {
  std::string_view frame = PageFile("view/page.html");
  std::string out;
  // Only the frame is searched for places to fill, never what was put into them.
  while (!frame.empty()) {
    size_t open = frame.find("{{"), close = frame.find("}}", std::min(open, frame.size()));
    out += frame.substr(0, open);
    if (open == std::string_view::npos) break;
    ENTENTE_CHECK(close != std::string_view::npos);
    std::string_view name = frame.substr(open + 2, close - open - 2);
    if (name == "title") {
      out += graph::EscapeHtml(Printable(title));
    } else if (name == "style") {
      out += PageFile("view/page.css");
    } else if (name == "data") {
      out += ViewData(reader, selection, title, note);
    } else if (name == "libraries") {
      out += Libraries();
    } else {
      ENTENTE_CHECK(name == "scripts");
      for (const char* script : {"view/model.js", "view/scene.js", "view/page.js"})
        out += PageFile(script);
    }
    frame.remove_prefix(close + 2);
  }
  return out;
}

}  // namespace entente::cli
