// Bodies whose side of an agreement the text leaves out: the one whose news it is ("we", "the
// Company"), the subject of the clause, the two that the sentences before are about.

#include <algorithm>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

namespace {
constexpr uint32_t kLeadSentences = 3;

/// How far is looked, so that long documents stay linear: tokens of a sentence, groups of actors,
/// agreements back, parties of one.
constexpr uint32_t kMaxTokens = 400;
constexpr size_t kMaxGroups = 40, kMaxBack = 40, kMaxParties = 64;

/// What makes contracts of its own; councils, parliaments and ministries speak of those of others.
constexpr std::string_view kMakers[] = {"company",  "university", "institute",   "bank",
                                        "facility", "fund",       "association", "ngo"};
/// Bodies that an agreement passes through, or that only tell of it.
constexpr std::string_view kOnlookers[] = {"media",      "court",     "parliament",
                                           "embassy",    "sports",    "police",
                                           "government", "regulator", "exchange"};

template <size_t kCount>
bool OneOf(std::string_view kind, const std::string_view (&kinds)[kCount]) {
  return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

bool Has(const std::vector<uint32_t>& list, uint32_t value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool IsQuote(std::string_view mark) { return mark == "\"" || mark == "“" || mark == "”"; }

}  // namespace

void AgreementWriter::FindHomeBody() {
  constexpr uint32_t kOften = 4;
  const auto& entities = reading().mentions.entities;
  std::vector<uint32_t> counts(entities.size(), 0);
  std::vector<bool> in_lead(entities.size(), false);
  uint32_t issuers = 0;
  for (const Mention& mention : reading().mentions.mentions) {
    if (mention.entity >= entities.size() || mention.type != MentionType::kOrganization) continue;
    ++counts[mention.entity];
    if (mention.sentence <= kLeadSentences) in_lead[mention.entity] = true;
    // "Norlake Steel Limited ("Norlake" or "the Company")": whose announcement it is. A second one
    // makes it the text of a contract.
    if (mention.entity != home_body_ && DefinedAsIssuer(mention)) {
      if (home_body_ == kNoIndex) home_body_ = mention.entity;
      ++issuers;
    }
  }
  home_sure_ = issuers == 1;
  if (home_body_ != kNoIndex) return;
  home_body_ = AuthorBody();
  if (home_body_ == kNoIndex) home_body_ = CapitalBody();
  home_sure_ = home_body_ != kNoIndex;
  if (home_sure_) return;
  uint32_t first = kNoIndex, next = 0;
  for (uint32_t i = 0; i < counts.size(); ++i) {
    if (first == kNoIndex || counts[i] > counts[first]) {
      if (first != kNoIndex) next = std::max(next, counts[first]);
      first = i;
    } else {
      next = std::max(next, counts[i]);
    }
  }
  if (first == kNoIndex || counts[first] < kOften || 2 * counts[first] < 3 * next ||
      !in_lead[first] || !OneOf(entities[first].kind, kMakers)) {
    return;
  }
  home_body_ = first;
}

uint32_t AgreementWriter::AuthorBody() const {
  // "we" of the text itself, not of those it quotes.
  constexpr uint32_t kLetterhead = 3;
  const auto& entities = reading().mentions.entities;
  static constexpr LiteralWord kWe[] = {"we", "our", "us", "ourselves"};
  const auto we = [](WordKey key) {
    return key == kWe[0].key || key == kWe[1].key || key == kWe[2].key || key == kWe[3].key;
  };
  // Most texts do not say it at all: then nobody need know what they quote.
  if (std::count_if(reading().text.keys.begin(), reading().text.keys.end(), we) < 2) {
    return kNoIndex;
  }
  uint32_t said = 0;
  bool quoted = false;
  uint32_t own = kNoIndex;  // token: "our University"
  for (uint32_t token = 0; token < reading().text.tokens.size(); ++token) {
    const size_t bytes = reading().text.keys[token].size();
    if (bytes > 3 && bytes != 9) continue;
    if (reading().text.tokens[token].kind != TokenKind::kWord) {
      const std::string_view mark = reading().Text(token);
      if (mark == "\"") quoted = !quoted;
      if (mark == "“" || mark == "«") quoted = true;
      if (mark == "”" || mark == "»") quoted = false;
    }
    if (quoted || !we(reading().text.keys[token])) continue;
    if (reading().Text(token) == "US") continue;
    ++said;
    if (own == kNoIndex && reading().Says(token, "our")) own = token;
  }
  if (said < 2) return kNoIndex;
  for (const Mention& mention : reading().mentions.mentions) {
    if (mention.sentence > kLetterhead) break;
    if (mention.type != MentionType::kOrganization || mention.entity >= entities.size()) continue;
    if (mention.form == MentionForm::kNominal) continue;
    const std::string& kind = entities[mention.entity].kind;
    const Sentence& line = reading().text.sentences[mention.sentence];
    // "The newsletter of …", or a line of its own: a letterhead.
    bool letter = false;
    for (uint32_t token = line.begin_token; token < mention.begin_token && !letter; ++token) {
      letter = reading().SaysAny(token, {"newsletter", "letter", "bulletin", "magazine", "report",
                                         "news", "diary", "blog"});
    }
    const bool heading = !reading().IsMark(line.end_token - 1, '.') && OneOf(kind, kMakers);
    const bool body = kind.empty() || kind == "agency" || OneOf(kind, kMakers);
    return body && (letter || heading) ? mention.entity : kNoIndex;
  }
  return kNoIndex;
}

uint32_t AgreementWriter::CapitalBody() const {
  // "the Company" with a capital is whose release it is; a law or a newspaper writes it small.
  constexpr uint32_t kOften = 2;
  const auto& entities = reading().mentions.entities;
  std::vector<uint32_t> said(entities.size(), 0);
  std::vector<uint32_t> first(entities.size(), kNoIndex);
  for (const Mention& mention : reading().mentions.mentions) {
    if (mention.entity >= entities.size() || mention.type != MentionType::kOrganization) continue;
    first[mention.entity] = std::min(first[mention.entity], mention.sentence);
    const uint32_t noun = mention.end_token - 1;
    if (mention.form == MentionForm::kNominal && reading().IsCapitalised(noun) &&
        noun > reading().text.sentences[mention.sentence].begin_token &&
        reading().SaysAny(noun, {"company", "corporation", "university", "group", "bank"})) {
      ++said[mention.entity];
    }
  }
  uint32_t found = kNoIndex;
  for (uint32_t i = 0; i < said.size(); ++i) {
    if (said[i] == 0) continue;
    if (found != kNoIndex) return kNoIndex;  // several are called so
    if (said[i] >= kOften && first[i] <= kLeadSentences) found = i;
  }
  return found;
}

bool AgreementWriter::DefinedAsIssuer(const Mention& mention) const {
  constexpr uint32_t kReach = 18;
  const uint32_t end = reading().text.sentences[mention.sentence].end_token;
  bool open = false;
  for (uint32_t at = mention.end_token; at < end && at < mention.end_token + kReach; ++at) {
    open = open || reading().IsMark(at, '(');
    if (!open && at > mention.end_token) return false;
    if (!open || !reading().IsWord(at, "the") || at + 2 >= end) continue;
    // “the Company”, the “Company”
    const bool inside =
        at > 0 && IsQuote(reading().Text(at - 1)) && IsQuote(reading().Text(at + 2));
    const bool outside =
        at + 3 < end && IsQuote(reading().Text(at + 1)) && IsQuote(reading().Text(at + 3));
    if (!inside && !outside) continue;
    if (reading().SaysAny(at + (inside ? 1 : 2), {"company", "corporation", "group", "university",
                                                  "bank", "institute", "issuer", "firm"})) {
      return true;
    }
  }
  return false;
}

std::vector<uint32_t> AgreementWriter::SidesWritten() const {
  const auto& entities = reading().mentions.entities;
  if (written_.size() > kMaxParties) return written_;
  std::vector<uint32_t> sides;
  for (uint32_t party : written_) {
    if (Has(sides, party)) continue;
    const bool state = entities[party].type == MentionType::kCountry;
    const bool acted = state && std::any_of(written_.begin(), written_.end(), [&](uint32_t other) {
                         return other != party && (u_.meanings.StateOf(other) == party ||
                                                   entities[other].country == party);
                       });
    if (!acted) sides.push_back(party);
  }
  return sides;
}

bool AgreementWriter::IsMaker(uint32_t entity) const {
  const Entity& body = reading().mentions.entities[entity];
  if (body.type != MentionType::kOrganization && body.type != MentionType::kMinistry) return false;
  return !OneOf(body.kind, kOnlookers);
}

std::vector<uint32_t> AgreementWriter::MakersOf(uint32_t sentence) const {
  std::vector<uint32_t> makers;
  const Sentence& s = reading().text.sentences[sentence];
  auto phrase = std::lower_bound(
      u_.agreement_phrases.begin(), u_.agreement_phrases.end(), s.begin_token,
      [](const AgreementPhrase& known, uint32_t token) { return known.end_token <= token; });
  const uint32_t end = std::min(s.end_token, s.begin_token + kMaxTokens);
  for (uint32_t token = s.begin_token; token < end; ++token) {
    const Mention* mention = reading().MentionBeginning(token);
    if (mention == nullptr || mention->entity >= reading().mentions.entities.size()) continue;
    if (mention->type != MentionType::kOrganization && mention->type != MentionType::kMinistry) {
      continue;
    }
    // "the Protocol on the Kambara Cascade": what it is about is no side of it.
    while (phrase != u_.agreement_phrases.end() && phrase->end_token <= token) ++phrase;
    // "(ASX: NRL)": where shares are traded.
    if (token > s.begin_token && reading().IsMark(token - 1, '(') &&
        mention->end_token < s.end_token && reading().IsMark(mention->end_token, ':')) {
      continue;
    }
    // "told AFP": whom somebody spoke to.
    if (token > s.begin_token && reading().SaysAny(token - 1, {"told", "tells"})) continue;
    const bool topic =
        phrase != u_.agreement_phrases.end() && token >= phrase->begin_token &&
        std::any_of(phrase->topic_tokens.begin(), phrase->topic_tokens.end(),
                    [&](const auto& at) { return token >= at.first && token < at.second; });
    // "the Lund Clay Agreement", typed as a body by its short form
    if (phrase != u_.agreement_phrases.end() && token >= phrase->name_begin &&
        mention->end_token <= phrase->name_end && token + 1 < mention->end_token) {
      continue;
    }
    if (!topic && IsMaker(mention->entity) && !Has(makers, mention->entity)) {
      makers.push_back(mention->entity);
    }
  }
  return makers;
}

uint32_t AgreementWriter::SubjectBody(const AgreementPhrase& phrase, uint32_t said) const {
  const auto& groups = u_.findings.groups;
  auto at = std::lower_bound(
      groups.begin(), groups.end(), phrase.begin_token,
      [](const auto& known, uint32_t token) { return known.first.begin_token < token; });
  for (size_t steps = 0; at != groups.begin() && steps < kMaxGroups; ++steps) {
    --at;
    const auto& [group, is_subject] = *at;
    if (group.sentence != phrase.sentence) break;
    if (!is_subject || group.of_phrase) continue;
    std::vector<uint32_t> bodies;
    for (const Meaning& meaning : u_.meanings.Of(group.actors, group.begin_token)) {
      for (uint32_t body : meaning.bodies) {
        if (!Has(bodies, body)) bodies.push_back(body);
      }
    }
    if (bodies.size() != 1 || bodies.front() == said) return kNoIndex;
    const Entity& body = reading().mentions.entities[bodies.front()];
    const bool maker = body.type == MentionType::kOrganization &&
                       (body.kind.empty() || OneOf(body.kind, kMakers)) &&
                       u_.meanings.StateOf(bodies.front()) == kNoIndex;
    return maker ? bodies.front() : kNoIndex;
  }
  return kNoIndex;
}

bool AgreementWriter::OnlyAmong(uint32_t sentence, const std::vector<uint32_t>& sides) const {
  const std::vector<uint32_t> makers = MakersOf(sentence);
  return std::all_of(makers.begin(), makers.end(), [&](uint32_t maker) {
    const uint32_t owner = reading().mentions.entities[maker].country;
    return Has(sides, maker) || Has(sides, owner);
  });
}

std::vector<uint32_t> AgreementWriter::LocalPair(const AgreementPhrase& phrase) const {
  constexpr uint32_t kReach = 2;
  std::vector<uint32_t> here;
  for (uint32_t back = 0; back <= kReach && back <= phrase.sentence; ++back) {
    const uint32_t sentence = phrase.sentence - back;
    if (BlockOf(sentence) != BlockOf(phrase.sentence)) break;
    const std::vector<uint32_t> makers = MakersOf(sentence);
    if (makers.empty()) continue;
    if (makers.size() > 2 || (here.size() == 1 && !Has(makers, here.front()))) return {};
    if (makers.size() == 2) {
      const bool bodies = std::all_of(makers.begin(), makers.end(), [&](uint32_t maker) {
        const Entity& body = reading().mentions.entities[maker];
        return body.type == MentionType::kOrganization && u_.meanings.StateOf(maker) == kNoIndex &&
               !Has(makers, body.country);
      });
      return bodies ? makers : std::vector<uint32_t>();
    }
    here = makers;
  }
  return {};
}

std::vector<uint32_t> AgreementWriter::PairBefore(const AgreementCase& agreement) const {
  constexpr uint32_t kNear = 3, kFar = 12;
  const AgreementPhrase& first = u_.agreement_phrases[agreement.phrases.front()];
  // "the parties", "both companies": whoever they are, they were told of.
  const bool taken_up =
      std::any_of(agreement.deeds.begin(), agreement.deeds.end(), [&](uint32_t index) {
        const std::vector<Actor>& who = DeedAt(index).who;
        return std::any_of(who.begin(), who.end(), [](const Actor& actor) {
          return actor.sort == Actor::Sort::kSides || actor.sort == Actor::Sort::kBodies;
        });
      });
  const size_t here = static_cast<size_t>(&agreement - u_.agreements.cases.data());
  // A name of its own, or a line of a list, speaks for itself.
  const auto& blocks = reading().document.blocks();
  const uint32_t block = BlockOf(first.sentence);
  const bool line = block < blocks.size() && (blocks[block].kind == BlockKind::kListItem ||
                                              blocks[block].kind == BlockKind::kTableCell);
  if (!taken_up && (first.proper || line || first.kind == "charter" || first.kind == "treaty" ||
                    first.kind == "convention" || first.kind == "declaration")) {
    return {};
  }
  uint32_t nearest = kNoIndex;
  uint32_t distance = (taken_up ? kFar : kNear) + 1;
  for (size_t other = here > kMaxBack ? here - kMaxBack : 0; other < here; ++other) {
    if (written_of_[other].size() < 2) continue;
    // Its last phrase before this one.
    const std::vector<uint32_t>& told = u_.agreements.cases[other].phrases;
    const auto later = std::lower_bound(told.begin(), told.end(), agreement.phrases.front());
    if (later == told.begin()) continue;
    const uint32_t back = first.sentence - u_.agreement_phrases[*(later - 1)].sentence;
    if (back > distance) continue;
    distance = back;
    nearest = static_cast<uint32_t>(other);
  }
  if (nearest == kNoIndex) return {};
  const std::vector<uint32_t>& sides = written_of_[nearest];
  if (sides.size() > 2 && !taken_up) return {};
  const bool bodies = std::all_of(sides.begin(), sides.end(), [&](uint32_t side) {
    return reading().mentions.entities[side].type == MentionType::kOrganization;
  });
  if (!bodies) return {};
  if (!taken_up) {
    for (uint32_t s = first.sentence - distance; s <= first.sentence; ++s) {
      if (!OnlyAmong(s, sides) || NamesOtherStates(s, sides)) return {};
    }
  }
  return OnlyAmong(first.sentence, sides) ? sides : std::vector<uint32_t>();
}

bool AgreementWriter::BySomeoneElse(const AgreementCase& agreement, uint32_t body) const {
  for (uint32_t index : agreement.deeds) {
    // A subject that could not be told: "the two islands' unions concluded a pact".
    const std::string_view rule = DeedAt(index).rule;
    if (rule != "object-only" && rule != "relative-object-any") continue;
    // "Their presidents hope to ink a memorandum": those who were told of.
    const uint32_t verb = DeedAt(index).verb_token;
    const uint32_t begin = reading().text.sentences[DeedAt(index).sentence].begin_token;
    bool theirs = false;
    for (uint32_t token = verb; token-- > begin && !theirs && token + 8 > verb;) {
      theirs = reading().SaysAny(token, {"their", "they", "both", "parties", "sides"});
    }
    if (!theirs) return true;
  }
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    const Sentence& sentence = reading().text.sentences[phrase.sentence];
    if (phrase.partner_told && body == kNoIndex) return true;
    // "a contract between ourselves and the town", "the contract which the airport signed"
    for (uint32_t token = phrase.end_token; token < sentence.end_token; ++token) {
      if (token >= phrase.end_token + 2) break;
      if (reading().SaysAny(token, {"between", "among"})) return true;
      if (body == kNoIndex && reading().SaysAny(token, {"with"})) return true;
      if (!reading().SaysAny(token, {"which", "that"}) || token + 1 >= sentence.end_token) continue;
      if (!reading().SaysAny(token + 1, {"we", "it", "the", "is", "was", "will", "has", "had"})) {
        return true;
      }
    }
  }
  return false;
}

bool AgreementWriter::SubjectIsOther(const AgreementPhrase& phrase, uint32_t body) const {
  const auto& groups = u_.findings.groups;
  auto at = std::lower_bound(
      groups.begin(), groups.end(), phrase.begin_token,
      [](const auto& known, uint32_t token) { return known.first.begin_token < token; });
  for (size_t steps = 0; at != groups.begin() && steps < kMaxGroups; ++steps) {
    --at;
    const auto& [group, is_subject] = *at;
    if (group.sentence != phrase.sentence) break;
    if (!is_subject || group.of_phrase) continue;
    for (const Meaning& meaning : u_.meanings.Of(group.actors, group.begin_token)) {
      if (meaning.person != kNoIndex && meaning.bodies.empty()) continue;
      if (!Has(meaning.bodies, body)) return true;
    }
  }
  return false;
}

void AgreementWriter::WriteBodySides(const AgreementCase& agreement, uint32_t node) {
  if (agreement.headline || agreement.container || agreement.phrases.empty()) return;
  const std::vector<uint32_t> sides = SidesWritten();
  if (sides.size() > 1) return;
  const AgreementPhrase& first = u_.agreement_phrases[agreement.phrases.front()];
  const uint32_t said = sides.empty() ? kNoIndex : sides.front();
  if (said != kNoIndex && reading().mentions.entities[said].type != MentionType::kCountry) {
    for (uint32_t index : agreement.phrases) {
      const AgreementPhrase& phrase = u_.agreement_phrases[index];
      const bool with_deed =
          std::any_of(agreement.deeds.begin(), agreement.deeds.end(), [&](uint32_t deed) {
            return DeedAt(deed).sentence == phrase.sentence &&
                   (DeedAt(deed).rule == "participle-with" ||
                    DeedAt(deed).rule == "passive-between");
          });
      if ((phrase.with.actors.empty() && !with_deed) || phrase.between) continue;
      const uint32_t other = SubjectBody(phrase, said);
      if (other == kNoIndex || !OnlyAmong(phrase.sentence, {other, said})) continue;
      PartyTo(other, node, SentenceSpan(phrase.sentence), "follows:subject-body", 0.6f, {});
      return;
    }
  }
  if (said == kNoIndex) {
    if (first.owner != kNoIndex || !first.named_parties.empty()) return;
    if (!NamesOthers(first) && !BySomeoneElse(agreement, kNoIndex)) {
      std::vector<uint32_t> pair = LocalPair(first);
      const bool before = pair.empty();
      if (before) pair = PairBefore(agreement);
      for (uint32_t side : pair) {
        PartyTo(side, node, SentenceSpan(first.sentence),
                before ? "follows:pair-before" : "follows:local-pair", 0.7f, {});
      }
      if (!pair.empty()) return;
    }
    // What many have joined is nobody's in particular.
    if (first.proper && (first.kind == "convention" || first.kind == "treaty" ||
                         first.kind == "charter" || first.kind == "declaration")) {
      return;
    }
  }
  if (!home_sure_ || home_body_ == said || BySomeoneElse(agreement, home_body_)) return;
  std::vector<uint32_t> known = {home_body_};
  if (said != kNoIndex) known.push_back(said);
  if (!OnlyAmong(first.sentence, known) || SubjectIsOther(first, home_body_)) return;
  PartyTo(home_body_, node, SentenceSpan(first.sentence), "follows:home-body", 0.7f, {});
}

}  // namespace entente::ingest
