// Who signed as well, for whom, and what a list says of those whom it names.

#include <algorithm>

#include "ingest/sentence_reader.h"

namespace entente::ingest {

void SentenceReader::TakeBehalf(const RuleMatch& match, size_t verb, Deed& deed) {
  std::vector<Actor> stood_for = ActorsOf(match, "for");
  // "on behalf of their respective countries": their posts say which.
  std::erase_if(stood_for, [](const Actor& actor) { return actor.sort != Actor::Sort::kOne; });
  auto is_person = [&](const Actor& actor) {
    return actor.entity < reading_.mentions.entities.size() &&
           reading_.mentions.entities[actor.entity].type == MentionType::kPerson;
  };
  // "…, and Bo Lund, who signed for Chile": the last of them alone.
  if (verb > 0 && deed.who.size() > 1 && items_->items[verb - 1].kind == ItemKind::kWord &&
      reading_.book.word(items_->items[verb - 1].word).text == "who") {
    deed.who.erase(deed.who.begin(), deed.who.end() - 1);
  }
  // "on behalf of Peru and Chile respectively"; as many people as they stand for.
  if (deed.who.size() > 1 && deed.who.size() == stood_for.size() &&
      std::all_of(deed.who.begin(), deed.who.end(), is_person) &&
      std::none_of(stood_for.begin(), stood_for.end(), is_person)) {
    for (size_t i = 0; i < deed.who.size(); ++i) deed.who[i].behalf = stood_for[i].entity;
    return;
  }
  // "signed for the company and its director, H. N., for the utility": people there sign too.
  for (Actor& actor : stood_for) {
    if (is_person(actor)) {
      deed.who.push_back(actor);
    } else {
      deed.behalf.push_back(actor);
    }
  }
}

std::optional<DeedStatus> SentenceReader::StatusOfList() const {
  constexpr uint32_t kLongestList = 80, kAbove = 1;  // sentences
  const auto& sentences = reading_.text.sentences;
  const auto ends_with = [&](uint32_t sentence, char mark) {
    return sentences[sentence].end_token > sentences[sentence].begin_token &&
           reading_.IsMark(sentences[sentence].end_token - 1, mark);
  };
  uint32_t lead = items_->sentence;
  while (lead > 0 && !ends_with(lead, ':')) {
    if (items_->sentence - lead > kLongestList) return std::nullopt;
    const uint32_t block = sentences[lead].block;
    const bool item = ends_with(lead, ';') || ends_with(lead - 1, ';') ||
                      ends_with(lead - 1, ':') ||
                      (block < reading_.document.blocks().size() &&
                       reading_.document.blocks()[block].kind == BlockKind::kListItem);
    if (!item) return std::nullopt;
    --lead;
  }
  if (!ends_with(lead, ':')) return std::nullopt;
  std::optional<DeedStatus> status;
  for (size_t i = findings_.deeds.size(); i-- > 0;) {
    const Deed& deed = findings_.deeds[i];
    if (deed.sentence > lead) continue;
    if (deed.sentence + kAbove < lead) break;
    if (deed.kind != DeedKind::kSign && deed.kind != DeedKind::kPending) continue;
    status = deed.status;
    if (deed.sentence == lead) break;
  }
  return status;
}

void SentenceReader::TakeListed(const RuleMatch& match) {
  const std::optional<DeedStatus> status = StatusOfList();
  if (!status || (*status != DeedStatus::kDone && *status != DeedStatus::kPlanned)) return;
  Deed deed = MakeDeed(match, DeedKind::kSign);
  deed.status = *status;
  AddDeed(std::move(deed));
}

void SentenceReader::TakeEach(const RuleMatch& match) {
  const Item* verb = ItemOf(match, "verb", ItemKind::kVerb);
  Deed deed = MakeDeed(match, verb == nullptr ? DeedKind::kSign : KindOfVerb(verb->features));
  // The two sides that the sentences before told of last, in their order.
  constexpr size_t kGroupsBack = 12;
  const auto& entities = reading_.mentions.entities;
  const auto side = [&](const Actor& actor) {
    return actor.entity < entities.size() && entities[actor.entity].type != MentionType::kPerson;
  };
  for (size_t i = findings_.groups.size(), steps = 0; i-- > 0 && steps < kGroupsBack; ++steps) {
    const std::vector<Actor>& sides = findings_.groups[i].first.actors;
    if (sides.size() != 2 || !std::all_of(sides.begin(), sides.end(), side)) continue;
    for (size_t k = 0; k < 2 && deed.who.size() == 2; ++k) {
      deed.who[k].behalf = sides[k].entity;
      deed.who[k].behalf_said = true;
    }
    break;
  }
  AddDeed(std::move(deed));
}

void SentenceReader::TakeLikewise(const RuleMatch& match) {
  constexpr uint32_t kBefore = 2;  // sentences
  for (size_t i = findings_.deeds.size(); i-- > 0;) {
    const Deed& known = findings_.deeds[i];
    if (known.sentence + kBefore < items_->sentence) return;
    if (known.kind != DeedKind::kSign || known.only_parties || known.who.empty()) continue;
    // The rules of one sentence say it better, but for a later clause of it.
    const bool later = RuleOf(match).name.ends_with("-too") &&
                       known.verb_token < items_->items[match.range.begin].begin_token;
    if (known.sentence == items_->sentence && !later) return;
    // "and Bo Lund signed for Chile": what is said before that
    const bool more = i > 0 && findings_.deeds[i - 1].sentence == known.sentence;
    if (known.what.empty() && more) continue;
    Deed deed = MakeDeed(match, DeedKind::kSign);
    deed.status = known.status;
    deed.what = known.what;
    AddDeed(std::move(deed));
    return;
  }
}

const Item* SentenceReader::VerbBefore(size_t at) const {
  const RuleBook& book = reading_.book;
  const uint64_t signing = book.VerbClassBit("sign") | book.VerbClassBit("initial");
  const uint64_t passive = FeatureBit(Feature::kPassive), bare = FeatureBit(Feature::kBare);
  for (size_t i = at; i-- > 0;) {
    const Item& item = items_->items[i];
    if (item.kind != ItemKind::kVerb) continue;
    if ((item.features & signing) != 0 && (item.features & (passive | bare)) != 0) return &item;
    // "was signed in Lima and will be put to the vote by …": that is who puts it.
    if ((item.features & passive) != 0) return nullptr;
  }
  return nullptr;
}

void SentenceReader::TakeCoSigners(const RuleMatch& match) {
  const Item* verb = ItemOf(match, "verb", ItemKind::kVerb);
  if (verb == nullptr) verb = VerbBefore(match.range.begin);
  if (verb == nullptr || AsWitness(*verb)) return;
  // "signed, with the mayor looking on": no signer.
  const Item* with = ItemOf(match, "who", ItemKind::kActors);
  if (with != nullptr && (reading_.SaysAny(with->end_token, {"present", "watching", "attending"}) ||
                          (reading_.SaysAny(with->end_token, {"looking", "in", "on"}) &&
                           reading_.SaysAny(with->end_token + 1, {"on", "attendance", "hand"})))) {
    return;
  }
  Deed more = MakeDeed(match, KindOfVerb(verb->features));
  more.verb_token = items_->verbs[verb->index].main_token;
  TakeBehalf(match, IndexOf(*verb), more);
  auto known = by_verb_.find(std::pair(more.verb_token, static_cast<int>(more.kind)));
  if (known == by_verb_.end()) return;
  Deed& deed = findings_.deeds[known->second];
  if (deed.who.empty()) return;
  for (Actor& actor : more.who) {
    if (more.behalf.size() == 1 && actor.behalf == kNoIndex) {
      actor.behalf = more.behalf.front().entity;
      actor.behalf_said = true;
    }
    const auto known_as = std::find_if(deed.who.begin(), deed.who.end(), [&](const Actor& other) {
      return other.mention == actor.mention ||
             (actor.entity != kNoIndex && other.entity == actor.entity);
    });
    if (known_as == deed.who.end()) {
      // "Ana Ruiz signed for Peru; Bo Lund did so, too": not for Peru.
      actor.apart = !deed.behalf.empty() && actor.behalf == kNoIndex;
      deed.who.push_back(actor);
    } else if (known_as->behalf == kNoIndex && actor.behalf_said) {
      known_as->behalf = actor.behalf;
      known_as->behalf_said = true;
    }
  }
}

}  // namespace entente::ingest
