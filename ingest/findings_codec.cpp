#include "ingest/findings_codec.h"

#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace entente::ingest {

namespace {

using graph::ErrorCode;
using graph::MakeError;
using graph::Result;

constexpr char kVersion = '1';
constexpr double kConfidenceSteps = 10000;

// Numbers: five bits a character from '0' on ('0' to 'O' end one, 'P' to 'o' go on). Strings: once
// each in a table at the beginning, by number after that.
class Writer {
 public:
  void Number(uint64_t value) { AppendNumber(body_, value); }
  void String(const std::string& text) {
    auto [where, is_new] = index_.try_emplace(text, strings_.size());
    if (is_new) strings_.push_back(&where->first);
    Number(where->second);
  }
  std::string Finish() const {
    std::string out(1, kVersion);
    AppendNumber(out, strings_.size());
    for (const std::string* text : strings_) {
      AppendNumber(out, text->size());
      out += *text;
    }
    return out + body_;
  }

 private:
  static void AppendNumber(std::string& out, uint64_t value) {
    while (value >= 32) {
      out += static_cast<char>('P' + (value & 31));
      value >>= 5;
    }
    out += static_cast<char>('0' + value);
  }
  std::unordered_map<std::string, size_t> index_;
  std::vector<const std::string*> strings_;  // keys of index_, which do not move
  std::string body_;
};

/// The first fault sticks; what is read after it is empty.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text_.empty() || text_[0] != kVersion) {
      failed_ = true;
      return;
    }
    at_ = 1;
    uint64_t count = Count();
    for (uint64_t i = 0; i < count && !failed_; ++i) {
      uint64_t size = Number();
      if (size > text_.size() - at_) {
        failed_ = true;
        return;
      }
      strings_.push_back(text_.substr(at_, size));
      at_ += size;
    }
  }
  uint64_t Number() {
    uint64_t value = 0;
    for (int shift = 0; shift < 65; shift += 5) {
      if (at_ >= text_.size()) break;
      char c = text_[at_++];
      if (c >= 'P' && c < 'P' + 32) {
        value |= static_cast<uint64_t>(c - 'P') << shift;
      } else if (c >= '0' && c < '0' + 32) {
        return value | static_cast<uint64_t>(c - '0') << shift;
      } else {
        break;
      }
    }
    failed_ = true;
    return 0;
  }
  uint32_t Number32() { return static_cast<uint32_t>(Number()); }
  /// How many items follow; each takes a byte at least.
  uint64_t Count() {
    uint64_t count = Number();
    if (count > text_.size() - at_) failed_ = true;
    return failed_ ? 0 : count;
  }
  std::string String() {
    uint64_t index = Number();
    if (index >= strings_.size()) {
      failed_ = true;
      return "";
    }
    return std::string(strings_[index]);
  }
  bool failed() const { return failed_ || at_ != text_.size(); }

 private:
  std::string_view text_;
  size_t at_ = 0;
  std::vector<std::string_view> strings_;
  bool failed_ = false;
};

void WriteSpan(Writer& out, CharSpan span) {
  out.Number(span.begin_char);
  out.Number(span.end_char - span.begin_char);
}
CharSpan ReadSpan(Reader& in) {
  CharSpan span;
  span.begin_char = in.Number32();
  span.end_char = span.begin_char + in.Number32();
  return span;
}

using Properties = std::vector<std::pair<std::string, std::string>>;
void WriteProperties(Writer& out, const Properties& properties) {
  out.Number(properties.size());
  for (const auto& [name, value] : properties) {
    out.String(name);
    out.String(value);
  }
}
Properties ReadProperties(Reader& in) {
  Properties properties;
  uint64_t count = in.Count();
  for (uint64_t i = 0; i < count; ++i) {
    std::string name = in.String();
    properties.emplace_back(std::move(name), in.String());
  }
  return properties;
}

}  // namespace

std::string EncodeFindings(const StoredFindings& stored) {
  Writer out;
  const DocumentFindings& findings = stored.findings;
  out.String(findings.document_id);
  out.String(findings.published);
  for (uint32_t cell : stored.fingerprint) out.Number(cell);
  out.Number(findings.entities.size());
  for (const FoundEntity& entity : findings.entities) {
    out.Number(static_cast<uint64_t>(entity.type));
    out.Number(entity.generic ? 1 : 0);
    out.String(entity.name);
    out.Number(entity.aliases.size());
    for (const std::string& alias : entity.aliases) out.String(alias);
    out.Number(entity.mentions.size());
    for (const FoundMention& mention : entity.mentions) {
      WriteSpan(out, mention.span);
      out.String(mention.text);
    }
    WriteProperties(out, entity.properties);
  }
  out.Number(findings.facts.size());
  for (const FoundFact& fact : findings.facts) {
    out.String(fact.type);
    out.Number(fact.from);
    out.Number(fact.to);
    out.Number(fact.evidence.size());
    for (CharSpan span : fact.evidence) WriteSpan(out, span);
    out.String(fact.rule);
    out.Number(static_cast<uint64_t>(std::lround(fact.confidence * kConfidenceSteps)));
    WriteProperties(out, fact.properties);
    out.Number(fact.references.size());
    for (const auto& [name, entities] : fact.references) {
      out.String(name);
      out.Number(entities.size());
      for (uint32_t entity : entities) out.Number(entity);
    }
  }
  out.Number(findings.remarks.size());
  for (const FoundRemark& remark : findings.remarks) {
    WriteSpan(out, remark.span);
    out.String(remark.text);
  }
  return out.Finish();
}

Result<StoredFindings> DecodeFindings(std::string_view text) {
  Reader in(text);
  StoredFindings stored;
  DocumentFindings& findings = stored.findings;
  findings.document_id = in.String();
  findings.published = in.String();
  for (uint32_t& cell : stored.fingerprint) cell = in.Number32();
  findings.entities.resize(in.Count());
  for (FoundEntity& entity : findings.entities) {
    entity.type = static_cast<MentionType>(in.Number() & 0xFF);
    entity.generic = in.Number() == 1;
    entity.name = in.String();
    entity.aliases.resize(in.Count());
    for (std::string& alias : entity.aliases) alias = in.String();
    entity.mentions.resize(in.Count());
    for (FoundMention& mention : entity.mentions) {
      mention.span = ReadSpan(in);
      mention.text = in.String();
    }
    entity.properties = ReadProperties(in);
  }
  findings.facts.resize(in.Count());
  bool bad_index = false;
  auto entity_index = [&] {
    uint32_t index = in.Number32();
    bad_index = bad_index || index >= findings.entities.size();
    return index;
  };
  for (FoundFact& fact : findings.facts) {
    fact.type = in.String();
    fact.from = entity_index();
    fact.to = entity_index();
    fact.evidence.resize(in.Count());
    for (CharSpan& span : fact.evidence) span = ReadSpan(in);
    fact.rule = in.String();
    fact.confidence = static_cast<float>(static_cast<double>(in.Number()) / kConfidenceSteps);
    fact.properties = ReadProperties(in);
    fact.references.resize(in.Count());
    for (auto& [name, entities] : fact.references) {
      name = in.String();
      entities.resize(in.Count());
      for (uint32_t& entity : entities) entity = entity_index();
    }
  }
  findings.remarks.resize(in.Count());
  for (FoundRemark& remark : findings.remarks) {
    remark.span = ReadSpan(in);
    remark.text = in.String();
  }
  if (in.failed() || bad_index) {
    return MakeError(ErrorCode::kCorrupt, "the stored findings of a document are damaged");
  }
  return stored;
}

}  // namespace entente::ingest
