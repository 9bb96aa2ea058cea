#include "ingest/findings_codec.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "graph/check.h"
#include "ingest/lexicon_hash.h"

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
  Writer() { slots_.resize(256); }
  void Number(uint64_t value) {
    if (body_.size() - used_ < kNumberMost) body_.resize(std::max<size_t>(4096, 2 * body_.size()));
    used_ = static_cast<size_t>(PutNumber(body_.data() + used_, value) - body_.data());
  }
  void String(std::string_view text) { Number(NumberOf(text)); }
  /// One of the program's or the rule book's few: known again by where it stands.
  void Name(std::string_view text) {
    Known& known = known_[(reinterpret_cast<uintptr_t>(text.data()) ^ text.size()) % kKnown];
    if (known.text.data() != text.data() || known.text.size() != text.size() || text.empty()) {
      known = {text, NumberOf(text)};
    }
    Number(known.number);
  }
  std::string Finish() const {
    std::string out;
    size_t size = 16 + used_;
    for (std::string_view text : strings_) size += text.size() + 4;
    out.reserve(size);
    out += kVersion;
    AppendNumber(out, strings_.size());
    for (std::string_view text : strings_) {
      AppendNumber(out, text.size());
      out += text;
    }
    return out.append(body_, 0, used_);
  }

 private:
  static constexpr size_t kNumberMost = 13;  // characters of 64 bits
  static char* PutNumber(char* to, uint64_t value) {
    while (value >= 32) {
      *to++ = static_cast<char>('P' + (value & 31));
      value >>= 5;
    }
    *to++ = static_cast<char>('0' + value);
    return to;
  }
  static void AppendNumber(std::string& out, uint64_t value) {
    char digits[kNumberMost];
    out.append(digits, static_cast<size_t>(PutNumber(digits, value) - digits));
  }
  /// Of a text, in the order in which they come first.
  uint32_t NumberOf(std::string_view text) {
    const uint64_t hash = HashBytes(text);
    size_t at = hash & (slots_.size() - 1);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
      if (hashes_[slots_[at] - 1] == hash && strings_[slots_[at] - 1] == text)
        return slots_[at] - 1;
    }
    strings_.push_back(text);
    hashes_.push_back(hash);
    slots_[at] = static_cast<uint32_t>(strings_.size());
    if (strings_.size() * 2 > slots_.size()) {
      slots_.assign(slots_.size() * 2, 0);
      for (uint32_t i = 0; i < hashes_.size(); ++i) {
        size_t place = hashes_[i] & (slots_.size() - 1);
        while (slots_[place] != 0) place = (place + 1) & (slots_.size() - 1);
        slots_[place] = i + 1;
      }
      return static_cast<uint32_t>(strings_.size() - 1);
    }
    return slots_[at] - 1;
  }

  struct Known {
    std::string_view text;
    uint32_t number = 0;
  };
  static constexpr size_t kKnown = 127;

  std::array<Known, kKnown> known_;
  std::vector<uint32_t> slots_;  // open addressing; one more than a number, 0 free
  std::vector<uint64_t> hashes_;
  std::vector<std::string_view> strings_;  // the findings' own
  std::string body_;                       // and room behind it
  size_t used_ = 0;
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
    strings_.reserve(count);
    for (uint64_t i = 0; i < count && !failed_; ++i) {
      uint64_t size = Number();
      if (size > text_.size() - at_) {
        failed_ = true;
        return;
      }
      strings_.push_back(text_.substr(at_, size));
      string_bytes_ += size;
      at_ += size;
    }
  }
  /// Takes the memory that all of it needs, and copies the texts there. To be called before what
  /// follows is read.
  std::shared_ptr<const FindingsMemory> TakeMemory() {
    size_t bytes = string_bytes_ + alignof(std::max_align_t) + Measure();
    if (bytes > kMostBytes) {
      failed_ = true;
      bytes = string_bytes_;
    }
    auto memory = std::make_shared<FindingsMemory>(bytes);
    memory_ = memory.get();
    for (std::string_view& text : strings_) text = memory_->Copy(text);
    return memory;
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
  std::string_view String() {
    uint64_t index = Number();
    if (index >= strings_.size()) {
      failed_ = true;
      return {};
    }
    return strings_[index];
  }
  /// Room for as many values as the text says.
  template <class T>
  std::span<T> Make() {
    return memory_->Make<T>(Count());
  }
  bool failed() const { return failed_ || at_ != text_.size(); }

 private:
  static constexpr size_t kMostBytes = size_t{1} << 30;  // what lies near is near enough
  /// How many bytes Make will be asked for from here on.
  size_t Measure() {
    const size_t begin = at_;
    size_t bytes = 0;
    auto make = [&](size_t size_bytes) {
      const uint64_t count = Count();
      bytes += count * size_bytes;
      return count;
    };
    Skip(2 + std::tuple_size_v<Fingerprint>);
    for (uint64_t left = make(sizeof(StoredEntity)); left > 0; --left) {
      Skip(3);
      Skip(make(sizeof(NearText)));
      Skip(3 * make(sizeof(StoredMention)));
      Skip(2 * make(sizeof(StoredProperty)));
    }
    for (uint64_t left = make(sizeof(StoredFact)); left > 0; --left) {
      Skip(3);
      Skip(2 * make(sizeof(CharSpan)));
      Skip(2);
      Skip(2 * make(sizeof(StoredProperty)));
      for (uint64_t references = make(sizeof(StoredReference)); references > 0; --references) {
        Skip(1);
        Skip(make(sizeof(uint32_t)));
      }
    }
    make(sizeof(StoredRemark));
    at_ = begin;
    return bytes;
  }
  void Skip(uint64_t numbers) {
    while (numbers > 0 && at_ < text_.size()) numbers -= text_[at_++] < 'P';
  }

  std::string_view text_;
  FindingsMemory* memory_ = nullptr;  // DecodeFindings' own
  size_t at_ = 0;
  std::vector<std::string_view> strings_;  // of `text_`, then of the memory
  size_t string_bytes_ = 0;
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

template <class Properties>
void WriteProperties(Writer& out, const Properties& properties) {
  out.Number(properties.size());
  for (const auto& [name, value] : properties) {
    out.Name(name);
    out.String(value);
  }
}
std::span<const StoredProperty> ReadProperties(Reader& in) {
  std::span<StoredProperty> properties = in.Make<StoredProperty>();
  for (auto& [name, value] : properties) {
    name.PointAt(in.String());
    value.PointAt(in.String());
  }
  return properties;
}

/// Of DocumentFindings or StoredDocument, whose members have the same names.
template <class Findings>
std::string Encode(const Findings& findings, const Fingerprint& fingerprint) {
  Writer out;
  out.String(findings.document_id);
  out.String(findings.published);
  for (uint32_t cell : fingerprint) out.Number(cell);
  out.Number(findings.entities.size());
  for (const auto& entity : findings.entities) {
    out.Number(static_cast<uint64_t>(entity.type));
    out.Number(entity.generic ? 1 : 0);
    out.String(entity.name);
    out.Number(entity.aliases.size());
    for (const auto& alias : entity.aliases) out.String(alias);
    out.Number(entity.mentions.size());
    for (const auto& mention : entity.mentions) {
      WriteSpan(out, mention.span);
      out.String(mention.text);
    }
    WriteProperties(out, entity.properties);
  }
  out.Number(findings.facts.size());
  for (const auto& fact : findings.facts) {
    out.Name(fact.type);
    out.Number(fact.from);
    out.Number(fact.to);
    out.Number(fact.evidence.size());
    for (CharSpan span : fact.evidence) WriteSpan(out, span);
    out.Name(fact.rule);
    out.Number(static_cast<uint64_t>(std::lround(fact.confidence * kConfidenceSteps)));
    WriteProperties(out, fact.properties);
    out.Number(fact.references.size());
    for (const auto& [name, entities] : fact.references) {
      out.Name(name);
      out.Number(entities.size());
      for (uint32_t entity : entities) out.Number(entity);
    }
  }
  out.Number(findings.remarks.size());
  for (const auto& remark : findings.remarks) {
    WriteSpan(out, remark.span);
    out.String(remark.text);
  }
  return out.Finish();
}

}  // namespace

std::string EncodeFindings(const DocumentFindings& findings, const Fingerprint& fingerprint) {
  return Encode(findings, fingerprint);
}

std::string EncodeFindings(const StoredFindings& stored) {
  return Encode(stored.findings, stored.fingerprint);
}

StoredFindings Store(const DocumentFindings& findings, const Fingerprint& fingerprint) {
  auto stored = DecodeFindings(EncodeFindings(findings, fingerprint));
  ENTENTE_CHECK(stored);
  return *std::move(stored);
}

Result<StoredFindings> DecodeFindings(std::string_view text) {
  Reader in(text);
  std::shared_ptr<const FindingsMemory> memory = in.TakeMemory();
  StoredFindings stored;
  StoredDocument& findings = stored.findings;
  findings.document_id = in.String();
  findings.published = in.String();
  for (uint32_t& cell : stored.fingerprint) cell = in.Number32();
  const std::span<StoredEntity> all_entities = in.Make<StoredEntity>();
  for (StoredEntity& entity : all_entities) {
    entity.type = static_cast<MentionType>(in.Number() & 0xFF);
    entity.generic = in.Number() == 1;
    entity.name.PointAt(in.String());
    const std::span<NearText> aliases = in.Make<NearText>();
    for (NearText& alias : aliases) alias.PointAt(in.String());
    entity.aliases.PointAt(aliases);
    const std::span<StoredMention> mentions = in.Make<StoredMention>();
    for (StoredMention& mention : mentions) {
      mention.span = ReadSpan(in);
      mention.text.PointAt(in.String());
    }
    entity.mentions.PointAt(mentions);
    entity.properties.PointAt(ReadProperties(in));
  }
  findings.entities = all_entities;
  const std::span<StoredFact> facts = in.Make<StoredFact>();
  bool bad_index = false;
  auto entity_index = [&] {
    uint32_t index = in.Number32();
    bad_index = bad_index || index >= findings.entities.size();
    return index;
  };
  for (StoredFact& fact : facts) {
    fact.type.PointAt(in.String());
    fact.from = entity_index();
    fact.to = entity_index();
    const std::span<CharSpan> evidence = in.Make<CharSpan>();
    for (CharSpan& span : evidence) span = ReadSpan(in);
    fact.evidence.PointAt(evidence);
    fact.rule.PointAt(in.String());
    fact.confidence = static_cast<float>(static_cast<double>(in.Number()) / kConfidenceSteps);
    fact.properties.PointAt(ReadProperties(in));
    const std::span<StoredReference> references = in.Make<StoredReference>();
    for (auto& [name, entities] : references) {
      name.PointAt(in.String());
      const std::span<uint32_t> indices = in.Make<uint32_t>();
      for (uint32_t& entity : indices) entity = entity_index();
      entities.PointAt(indices);
    }
    fact.references.PointAt(references);
  }
  findings.facts = facts;
  const std::span<StoredRemark> remarks = in.Make<StoredRemark>();
  for (StoredRemark& remark : remarks) {
    remark.span = ReadSpan(in);
    remark.text.PointAt(in.String());
  }
  findings.remarks = remarks;
  if (in.failed() || bad_index) {
    return MakeError(ErrorCode::kCorrupt, "the stored findings of a document are damaged");
  }
  findings.memory = std::move(memory);
  return stored;
}

}  // namespace entente::ingest
