#include "ingest/document_score.h"

namespace entente::ingest::scoring {

std::string DocumentScore::Squeeze(std::string_view text) {
  std::string out;
  for (const std::string& word : {std::string(text)}) {
    bool space = false;
    for (size_t at = 0; at < word.size();) {
      std::string_view rest = std::string_view(word).substr(at);
      size_t length = 0;
      if (static_cast<unsigned char>(rest[0]) <= ' ') length = 1;
      if (rest.starts_with("\xC2\xA0")) length = 2;
      if (rest.starts_with("\xEF\xBB\xBF")) {
        at += 3;
        continue;
      }
      if (length > 0) {
        space = true;
        at += length;
        continue;
      }
      if (space && !out.empty()) out += ' ';
      space = false;
      out += word[at++];
    }
  }
  return out;
}

std::string_view DocumentScore::Characters(int64_t from, int64_t to) const {
  if (offsets_.empty()) {
    for (size_t at = 0; at < graph_.text.size(); ++at) {
      if ((static_cast<unsigned char>(graph_.text[at]) & 0xC0) != 0x80) offsets_.push_back(at);
    }
    offsets_.push_back(graph_.text.size());
  }
  if (from < 0 || to < from || static_cast<size_t>(to) >= offsets_.size()) return {};
  size_t begin = offsets_[static_cast<size_t>(from)], end = offsets_[static_cast<size_t>(to)];
  return std::string_view(graph_.text).substr(begin, end - begin);
}

void DocumentScore::Provenance() {
  Right2("provenance", !source_ || Squeeze(*source_) == Squeeze(graph_.text));
  for (const ScoredNode& node : graph_.nodes) {
    for (const ScoredMention& mention : node.mentions) {
      Right2("provenance",
             mention.start < mention.end && Characters(mention.start, mention.end) == mention.text);
    }
    if (std::find(kTypes.begin(), kTypes.end(), node.label) != kTypes.end() ||
        node.label == "Agreement" || node.label == "Event") {
      Right2("nodes with a source", !node.mentions.empty());
    }
  }
  Characters(0, 0);
  auto length = static_cast<int64_t>(offsets_.size()) - 1;
  for (const ScoredRelationship& relationship : graph_.relationships) {
    if (relationship.type != "SIGNED" && relationship.type != "PARTY_TO" &&
        relationship.type != "HOLDS_POST" && relationship.type != "PARTICIPATED_IN") {
      continue;
    }
    bool good = !relationship.evidence.empty();
    for (const std::string& piece : relationship.evidence) {
      size_t mark = piece.rfind("#char=");
      size_t comma = piece.rfind(',');
      if (mark == std::string::npos || comma == std::string::npos || comma < mark) {
        good = false;
        break;
      }
      int64_t begin = std::strtoll(piece.c_str() + mark + 6, nullptr, 10);
      int64_t end = std::strtoll(piece.c_str() + comma + 1, nullptr, 10);
      auto touches = [&](const ScoredNode& node) {
        return std::any_of(node.mentions.begin(), node.mentions.end(), [&](const ScoredMention& m) {
          return m.start <= end && begin <= m.end;
        });
      };
      good = good && begin < end && end <= length &&
             (touches(graph_.nodes[relationship.from]) || touches(graph_.nodes[relationship.to]));
    }
    Right2("evidence", good);
  }
}

}  // namespace entente::ingest::scoring
