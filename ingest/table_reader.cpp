#include "ingest/table_reader.h"

#include <algorithm>
#include <utility>

namespace entente::ingest {

bool TableReader::InCell(uint32_t sentence) const {
  const uint32_t block = reading_.text.sentences[sentence].block;
  return block < reading_.document.blocks().size() &&
         reading_.document.blocks()[block].kind == BlockKind::kTableCell;
}

void TableReader::Enter(uint32_t index) {
  const Sentence& sentence = reading_.text.sentences[index];
  if (!InCell(index)) {
    if (in_table_) EndTable();
    return;
  }
  if (!in_table_) {
    in_table_ = true;
    first_token_ = sentence.begin_token;
    first_sentence_ = index;
  } else if (sentence.block != block_) {
    // Cells of one row are set apart by a tab (readers/block_text.h).
    const auto& blocks = reading_.document.blocks();
    const std::string_view between =
        reading_.document.Text({blocks[block_].span.end_byte, sentence.span.begin_byte});
    ++column_;
    if (between.find('\n') != std::string_view::npos) EndRow();
  }
  const bool opens_cell = block_ != sentence.block;
  block_ = sentence.block;
  sentence_ = index;
  if (opens_cell && (row_ == 0 || column_ == 0)) ReadHead(sentence);
}

void TableReader::ReadHead(const Sentence& sentence) {
  constexpr uint32_t kLongest = 6;  // words of a head
  if (sentence.end_token - sentence.begin_token > kLongest) return;
  bool signs = false, parties = false;
  for (uint32_t at = sentence.begin_token; at < sentence.end_token; ++at) {
    if (reading_.mention_at[at] != kNoIndex && reading_.MentionAt(at)->entity != kNoIndex) return;
    signs = signs || reading_.IsWord(at, "signatory") || reading_.IsWord(at, "signatories") ||
            reading_.IsWord(at, "signer") || reading_.IsWord(at, "signers") ||
            (reading_.IsWord(at, "signed") && reading_.IsWord(at + 1, "by"));
    parties = parties || reading_.IsWord(at, "parties");
    if (row_ == 0 && !signs &&
        ((reading_.IsWord(at, "signed") && sentence.end_token - sentence.begin_token <= 2) ||
         reading_.IsWord(at, "signature"))) {
      signed_column_ = column_;
    }
  }
  if (row_ == 0) signs_ = signs_ || signs;
  if (column_ == 0) {
    key_signs_ = signs;
    key_parties_ = parties;
  }
}

bool TableReader::Wants() const {
  return in_table_ && (agreement_ != kNoIndex || signs_ || key_signs_ || key_parties_);
}

uint32_t TableReader::SameAs(uint32_t phrase) const {
  if (agreement_ == kNoIndex) return phrase;
  const AgreementPhrase& now = agreements_[phrase];
  const AgreementPhrase& before = agreements_[agreement_];
  return reading_.document.Text(reading_.Span(now.begin_token, now.end_token)) ==
                 reading_.document.Text(reading_.Span(before.begin_token, before.end_token))
             ? agreement_
             : phrase;
}

uint32_t TableReader::AgreementAbove(uint32_t token) const {
  constexpr uint32_t kReach = 6;  // sentences
  auto later = std::lower_bound(
      agreements_.begin(), agreements_.end(), token,
      [](const AgreementPhrase& phrase, uint32_t begin) { return phrase.begin_token < begin; });
  if (later == agreements_.begin()) return kNoIndex;
  const AgreementPhrase& above = *(later - 1);
  if (above.plural || above.sentence + kReach < first_sentence_) return kNoIndex;
  return static_cast<uint32_t>(later - agreements_.begin() - 1);
}

void TableReader::Read(const SentenceItems& items) {
  if (!in_table_) return;
  for (const Item& item : items.items) {
    if (item.kind == ItemKind::kAgreement) {
      const uint32_t phrase = items.agreements[item.index].front();
      // The head of the table says "Document"; a row says which.
      agreement_ = agreements_[phrase].generic || (row_ == 0 && !agreements_[phrase].proper &&
                                                   agreements_[phrase].content.empty())
                       ? kNoIndex
                       : SameAs(phrase);
    } else if (item.kind == ItemKind::kVerb && agreement_ == kNoIndex) {
      signs_ = signs_ || (signed_column_ != column_ &&
                          (item.features & reading_.book.VerbClassBit("sign")) != 0);
    } else if (item.kind == ItemKind::kActors && agreement_ == kNoIndex && row_ == 0 &&
               reading_.IsWord(reading_.text.sentences[items.sentence].begin_token, "for")) {
      signs_ = true;  // a column "For Peru"
      const std::vector<Actor>& actors = items.actors[item.index].actors;
      sides_.push_back(actors.size() == 1 ? actors.front().entity : kNoIndex);
    } else if (item.kind == ItemKind::kActors) {
      const std::vector<Actor>& actors = items.actors[item.index].actors;
      const bool person = (item.features & FeatureBit(Feature::kPerson)) != 0;
      // A column of their posts says nothing more.
      if (person && std::none_of(actors.begin(), actors.end(), [&](const Actor& actor) {
            return actor.entity < reading_.mentions.entities.size();
          })) {
        continue;
      }
      (person ? people_ : bodies_).push_back({actors, item.begin_token});
    } else if (item.kind == ItemKind::kDate) {
      date_ = reading_.mentions.mentions[item.index].value;
      signed_cell_ = signed_cell_ || column_ == signed_column_;
    } else if (item.kind == ItemKind::kPlace && column_ == signed_column_) {
      place_ = reading_.mentions.mentions[item.index].entity;
      signed_cell_ = true;
    }
  }
}

void TableReader::AddDeed(DeedKind kind, std::vector<Actor> who, bool parties) {
  const uint32_t agreement = agreement_ != kNoIndex ? agreement_ : AgreementAbove(first_token_);
  if (agreement == kNoIndex) return;
  Deed deed;
  deed.kind = kind;
  deed.only_parties = parties;
  deed.what = {agreement};
  deed.who = std::move(who);
  deed.sentence = sentence_;
  deed.verb_token = reading_.text.sentences[sentence_].begin_token;
  deed.evidence = reading_.text.sentences[sentence_].span;
  deed.rule = "table-row";
  deed.confidence = 0.88f;
  deed.setting.date = date_;
  deed.setting.place = place_;
  findings_.deeds.push_back(std::move(deed));
}

void TableReader::EndRow() {
  const bool signs = signs_ || key_signs_;
  const bool own = agreement_ != kNoIndex;
  // "Peru | Ann Ayres": the one of the row signed for the one of the row.
  const bool pair = people_.size() == 1 && people_.front().actors.size() == 1 && !bodies_.empty() &&
                    std::all_of(bodies_.begin(), bodies_.end(),
                                [](const Cell& cell) { return cell.actors.size() == 1; });
  const auto is_state = [&](const Cell& cell) {
    const uint32_t entity = cell.actors.front().entity;
    return entity < reading_.mentions.entities.size() &&
           reading_.mentions.entities[entity].type == MentionType::kCountry;
  };
  if (signs) {
    for (size_t i = 0; i < people_.size(); ++i) {
      Actor& first = people_[i].actors.front();
      if (pair && first.behalf == kNoIndex) {
        auto side = std::find_if(bodies_.begin(), bodies_.end(), is_state);
        if (side == bodies_.end()) side = bodies_.begin();
        first.behalf = side->actors.front().entity;
      } else if (i < sides_.size() && first.behalf == kNoIndex) {
        // The second person of the row signed for the second of the columns.
        first.behalf = sides_[i];
        people_[i].actors.resize(1);
      }
      AddDeed(DeedKind::kSign, people_[i].actors, false);
    }
  }
  if (own || key_parties_ || (signs && pair)) {
    for (Cell& cell : bodies_) AddDeed(DeedKind::kStanding, std::move(cell.actors), true);
  }
  if (own && row_ > 0 && signed_cell_) AddDeed(DeedKind::kSign, {}, false);
  people_.clear();
  bodies_.clear();
  date_ = place_ = kNoIndex;
  signed_cell_ = false;
  key_signs_ = key_parties_ = false;
  ++row_;
  column_ = 0;
}

void TableReader::EndTable() {
  if (!in_table_) return;
  EndRow();
  in_table_ = false;
  block_ = kNoIndex;
  row_ = column_ = 0;
  signs_ = false;
  signed_column_ = kNoIndex;
  agreement_ = kNoIndex;
  sides_.clear();
}

}  // namespace entente::ingest
