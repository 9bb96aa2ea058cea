#include "query/evidence.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "graph/utf8.h"

namespace entente::query {

using graph::GraphReader;
using graph::NodeId;
using graph::Value;
using graph::ValueKind;

namespace {

struct Fragment {
  std::string document;
  int64_t start = 0, end = 0;
};

// "<document id>#char=<start>,<end>"
std::optional<Fragment> ParseFragment(std::string_view text) {
  constexpr std::string_view kMark = "#char=";
  size_t mark = text.rfind(kMark);
  if (mark == std::string_view::npos) return std::nullopt;
  Fragment fragment;
  fragment.document = text.substr(0, mark);
  const char* at = text.data() + mark + kMark.size();
  const char* last = text.data() + text.size();
  auto [comma, first] = std::from_chars(at, last, fragment.start);
  if (first != std::errc() || comma == last || *comma != ',') return std::nullopt;
  auto [end, second] = std::from_chars(comma + 1, last, fragment.end);
  if (second != std::errc() || end != last) return std::nullopt;
  return fragment;
}

class Quoter {
 public:
  explicit Quoter(const GraphReader& reader) : reader_(reader) {
    label_ = reader.FindLabel("Document");
    id_ = reader.FindKey("id");
    text_ = reader.FindKey("text");
  }

  Value Quote(const Fragment& fragment) {
    const Value& text = TextOf(fragment.document);
    Value quote;
    if (text.kind() == ValueKind::kString) {
      std::string_view all = text.as_string();
      size_t begin = ByteOf(all, fragment.start), end = ByteOf(all, fragment.end);
      if (begin <= end) quote = Value::String(std::string(all.substr(begin, end - begin)));
    }
    return Value::Map({{"document", Value::String(fragment.document)},
                       {"start", Value::Integer(fragment.start)},
                       {"end", Value::Integer(fragment.end)},
                       {"quote", std::move(quote)}});
  }

 private:
  const Value& TextOf(const std::string& document) {
    auto [it, is_new] = texts_.try_emplace(document);
    if (is_new && label_ && id_ && text_) {
      auto found = reader_.FindNodes(*label_, *id_, Value::String(document));
      if (!found.empty()) it->second = reader_.Property(found[0], *text_);
    }
    return it->second;
  }
  static size_t ByteOf(std::string_view text, int64_t characters) {
    size_t at = 0;
    while (characters-- > 0 && at < text.size()) at += graph::DecodeAt(text, at).size_bytes;
    return at;
  }

  const GraphReader& reader_;
  std::optional<graph::LabelId> label_;
  std::optional<graph::PropertyKeyId> id_, text_;
  std::map<std::string, Value> texts_;
};

}  // namespace

Value EvidenceOf(graph::RelationshipId relationship, const GraphReader& reader) {
  std::vector<Value> out;
  auto key = reader.FindKey("evidence");
  Value evidence = key ? reader.Property(relationship, *key) : Value();
  Quoter quoter(reader);
  if (evidence.kind() == ValueKind::kList) {
    for (const Value& text : evidence.as_list()) {
      if (text.kind() != ValueKind::kString) continue;
      if (auto fragment = ParseFragment(text.as_string())) out.push_back(quoter.Quote(*fragment));
    }
  }
  return Value::List(std::move(out));
}

Value EvidenceOf(NodeId node, const GraphReader& reader) {
  std::vector<Fragment> fragments;
  auto type = reader.FindType("MENTIONED_IN");
  auto id = reader.FindKey("id"), start = reader.FindKey("start"), end = reader.FindKey("end");
  if (type && id && start && end) {
    graph::AdjacencyBuffer buffer;
    auto list = reader.Adjacent(node, *type, graph::Direction::kOut, buffer);
    for (uint32_t i = 0; i < list.size; ++i) {
      Value document = reader.Property(list.node(i), *id);
      Value from = reader.Property(list.relationship(i), *start);
      Value to = reader.Property(list.relationship(i), *end);
      if (document.kind() != ValueKind::kString || from.kind() != ValueKind::kInteger ||
          to.kind() != ValueKind::kInteger) {
        continue;
      }
      fragments.push_back({std::string(document.as_string()), from.as_integer(), to.as_integer()});
    }
  }
  std::sort(fragments.begin(), fragments.end(), [](const Fragment& a, const Fragment& b) {
    return std::tie(a.document, a.start, a.end) < std::tie(b.document, b.start, b.end);
  });
  Quoter quoter(reader);
  std::vector<Value> out;
  for (const Fragment& fragment : fragments) out.push_back(quoter.Quote(fragment));
  return Value::List(std::move(out));
}

}  // namespace entente::query
