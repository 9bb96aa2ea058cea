// What stands around a phrase: whether it speaks of an agreement at all, lists and appositions.

#include <algorithm>

#include "ingest/agreement_case_resolver.h"

namespace entente::ingest {

bool AgreementCaseResolver::MadeBySeveral(uint32_t phrase) const {
  const AgreementPhrase& p = phrases_[phrase];
  const std::string_view noun = reading_.Text(p.head_token);
  const bool between = !p.weak || noun == "partnership" || noun == "alliance" ||
                       noun == "settlement" || noun == "understanding" || noun == "collaboration" ||
                       noun == "tie-up";
  if (!between || (p.weak && p.content.empty() && p.with.actors.empty())) return false;
  std::vector<uint32_t> bodies;
  const auto add = [&](const std::vector<Actor>& actors) {
    for (const Meaning& meaning : meanings_.Of(actors, p.begin_token)) {
      for (uint32_t body : meaning.bodies) {
        if (std::find(bodies.begin(), bodies.end(), body) == bodies.end()) bodies.push_back(body);
      }
    }
  };
  add(p.with.actors);
  for (uint32_t index : deeds_of_[phrase]) {
    const Deed& deed = findings_.deeds[index];
    if (deed.kind == DeedKind::kAnnounce && deed.status == DeedStatus::kDone) add(deed.who);
  }
  return bodies.size() > 1;
}

bool AgreementCaseResolver::WorthANode(uint32_t phrase, const std::vector<uint32_t>& parties,
                                       bool deed, bool agreeing) const {
  const AgreementPhrase& p = phrases_[phrase];
  if (p.generic) {
    // "I signed an instrument" takes up what is known; "refused to sign a text" is a thing of its
    // own.
    bool open = std::any_of(
        deeds_of_[phrase].begin(), deeds_of_[phrase].end(),
        [&](uint32_t index) { return findings_.deeds[index].status != DeedStatus::kDone; });
    // "Peru and Chile signed a cooperation document on dried fruit"
    const bool told = !p.definite && !p.topics.empty() && parties.size() > 1;
    return agreeing &&
           (p.count > 0 || p.plural || told || (!p.definite && open && !p.content.empty()));
  }
  // "consult it before making any arrangement on defence"
  if (!agreeing && reading_.Says(p.begin_token, "any")) return false;
  bool own = !p.content.empty() || p.date != kNoIndex || !p.with.actors.empty() || p.partner_told ||
             p.named_parties.size() > 1 || (p.definite && NamesCountry(phrase));
  if (p.plural && p.count == 0 && !agreeing) return p.between && !parties.empty();
  if (p.owner != kNoIndex && !agreeing &&
      reading_.mentions.entities[p.owner].type == MentionType::kPerson) {
    return false;
  }
  if (agreeing) return own || !parties.empty() || deed;
  // An item of a list that something was said of: "the following were signed: …".
  const bool changes = std::any_of(findings_.links.begin(), findings_.links.end(),
                                   [&](const AgreementLink& link) { return link.from == phrase; });
  if ((own || changes || (OpensItem(phrase) && !p.definite)) && !p.plural &&
      (InList(p.sentence) || AfterColon(phrase)) && ContainerOf(phrase) != kNoIndex) {
    return true;
  }
  if (p.proper || (p.definite && own)) return true;
  // "the exchange of notes in force since 1980"
  const auto stands = [&](uint32_t index) {
    return findings_.deeds[index].rule == "in-force-since";
  };
  if (!p.plural && std::any_of(deeds_of_[phrase].begin(), deeds_of_[phrase].end(), stands)) {
    return true;
  }
  if ((deed || (old_of_link_[phrase] && !p.plural)) && own) return true;
  // "Peru and Chile have reached an agreement"
  const bool strong = !p.weak && !p.plural && !p.definite && p.begin_token < p.head_token;
  if (deed && strong && MadeBySeveral(phrase)) return true;
  // "was replaced by a protocol"
  const bool replaces = std::any_of(
      findings_.links.begin(), findings_.links.end(),
      [&](const AgreementLink& link) { return link.from == phrase && link.rule == "replaced-by"; });
  if (replaces && !p.plural && !p.generic) return true;
  // "recorded it in a memorandum dated 9 May"
  if (p.dated && !p.plural && !p.weak && p.date < reading_.mentions.dates.size() &&
      reading_.mentions.dates[p.date].iso.size() == 10) {
    return true;
  }
  // "celebrated thirty years of their cooperation agreement"
  if (deed && p.possessive && parties.size() > 1 && !p.plural && p.name_begin < p.head_token) {
    return true;
  }
  return own && (!parties.empty() || (!p.plural && !p.weak && !p.another && !p.topics.empty() &&
                                      !InHeadline(p.sentence)));
}

uint32_t AgreementCaseResolver::ApposedTo(uint32_t phrase) const {
  if (phrase == 0) return kNoIndex;
  const AgreementPhrase& p = phrases_[phrase];
  const AgreementPhrase& name = phrases_[phrase - 1];
  if (CalledSo(name, p) || SaidToBe(phrase) || MadeByExchange(name, p)) {
    return result_.case_of[phrase - 1];
  }
  if (name.end_token + 1 != p.begin_token || !reading_.IsMark(name.end_token, ',')) return kNoIndex;
  // "the charter of the water board, an agreement on wells,": named, or closed like an aside
  const bool closed = p.end_token < reading_.text.sentences[p.sentence].end_token &&
                      (reading_.IsMark(p.end_token, ',') || reading_.IsMark(p.end_token, '.'));
  if (!name.proper && (!closed || name.plural || name.generic)) return kNoIndex;
  if (!name.definite || p.plural || p.another) return kNoIndex;
  // "the Lund Accord, the first treaty of its kind"
  const bool first = name.proper && reading_.SaysAny(p.begin_token, {"the", "their", "its"}) &&
                     reading_.SaysAny(p.begin_token + 1, {"first", "second", "third", "latest",
                                                          "largest", "biggest", "only", "most"});
  if (!first && p.definite) return kNoIndex;
  if (!first && !reading_.IsWord(p.begin_token, "a") && !reading_.IsWord(p.begin_token, "an"))
    return kNoIndex;
  // "signed the Lima Accord, a treaty on trade and a protocol": a row of three.
  const uint32_t end = reading_.text.sentences[p.sentence].end_token;
  for (uint32_t token = p.end_token; token < end && token < p.end_token + 3; ++token) {
    if (reading_.IsWord(token, "and")) return kNoIndex;
  }
  return result_.case_of[phrase - 1];
}

bool AgreementCaseResolver::CalledShort(const AgreementPhrase& p,
                                        const AgreementCase& known) const {
  if (p.content.size() != 1) return false;
  return std::any_of(known.phrases.begin(), known.phrases.end(), [&](uint32_t index) {
    const std::vector<ByteSpan>& names = phrases_[index].short_names;
    return std::any_of(names.begin(), names.end(), [&](ByteSpan name) {
      return ContentWord(reading_.document.Text(name)) == p.content.front();
    });
  });
}

bool AgreementCaseResolver::CalledSo(const AgreementPhrase& name, const AgreementPhrase& p) const {
  constexpr uint32_t kReach = 8;
  if (name.sentence != p.sentence || name.end_token >= p.begin_token ||
      p.begin_token - name.end_token > kReach || p.plural || p.another || p.similar) {
    return false;
  }
  bool called = false;
  for (uint32_t token = name.end_token; token < p.begin_token; ++token) {
    if (reading_.MentionAt(token) != nullptr || reading_.IsMark(token, ';')) return false;
    if (reading_.IsWord(token, "and")) return false;
    called = called || reading_.SaysAny(
                           token, {"known", "called", "dubbed", "nicknamed", "nickname", "styled",
                                   "entitled", "titled", "aka", "alias", "baptised", "christened"});
  }
  return called;
}

bool AgreementCaseResolver::MadeByExchange(const AgreementPhrase& made,
                                           const AgreementPhrase& p) const {
  constexpr uint32_t kReach = 8;
  if (!p.kind.starts_with("exchange") || p.definite || made.sentence != p.sentence ||
      made.end_token >= p.begin_token || p.begin_token - made.end_token > kReach ||
      !reading_.SaysAny(p.begin_token - 1, {"by", "through", "via", "in"})) {
    return false;
  }
  for (uint32_t token = made.end_token; token < p.begin_token; ++token) {
    if (reading_.SaysAny(token, {"concluded", "made", "sealed", "formalised", "formalized", "done",
                                 "reached", "renewed", "extended", "amended", "confirmed"})) {
      return true;
    }
  }
  return false;
}

bool AgreementCaseResolver::SaidToBe(uint32_t phrase) const {
  const AgreementPhrase& p = phrases_[phrase];
  const AgreementPhrase& name = phrases_[phrase - 1];
  if (p.plural || p.another || name.plural || name.generic || name.weak ||
      !KindsOfOne(name.kind, p.kind))
    return false;
  const uint32_t begin = reading_.text.sentences[p.sentence].begin_token;
  uint32_t at = p.begin_token;
  // What says so: "is", "would be", "has become", and adverbs among it.
  bool copula = false;
  while (at > begin && reading_.MentionAt(at - 1) == nullptr) {
    const bool is = reading_.Is(at - 1, CoreList::kBe) ||
                    reading_.SaysAny(at - 1, {"became", "become", "becomes", "marks", "marked"});
    if (!is && !reading_.Is(at - 1, CoreList::kFuture) && !reading_.Is(at - 1, CoreList::kHave) &&
        !reading_.Is(at - 1, CoreList::kAdverb)) {
      break;
    }
    copula = copula || is;
    --at;
  }
  if (!copula) return false;
  if (name.sentence == p.sentence) {
    // "The pact | is", "The pact, to be signed in June, | would be"
    return at == name.end_token || (at > name.end_token && reading_.IsMark(at - 1, ',') &&
                                    reading_.IsMark(name.end_token, ',') && name.definite);
  }
  // "They signed a treaty. It | is": there is no other that "it" could be.
  const bool only = name.sentence + 1 == p.sentence &&
                    (phrase < 2 || phrases_[phrase - 2].sentence != name.sentence);
  return only && at == begin + 1 && reading_.SaysAny(begin, {"it", "this"});
}

bool AgreementCaseResolver::OpensItem(uint32_t phrase) const {
  const AgreementPhrase& p = phrases_[phrase];
  return InList(p.sentence) && p.begin_token <= reading_.text.sentences[p.sentence].begin_token + 1;
}

bool AgreementCaseResolver::TellsSigners(uint32_t sentence_index) const {
  // "For Peru: Ann Ayres, Minister of Ports", a line below an item
  constexpr uint32_t kReach = 12;
  const Sentence& line = reading_.text.sentences[sentence_index];
  if (!reading_.SaysAny(line.begin_token, {"for", "signed", "signatory", "signatories"})) {
    return false;
  }
  for (uint32_t at = line.begin_token; at < line.end_token && at < line.begin_token + kReach;
       ++at) {
    if (reading_.IsMark(at, ':')) return true;
  }
  return reading_.Says(line.begin_token, "signed") && reading_.Says(line.begin_token + 1, "by");
}

bool AgreementCaseResolver::ColonBehind(const AgreementPhrase& p) const {
  const Sentence& sentence = reading_.text.sentences[p.sentence];
  for (uint32_t token = p.end_token; token < sentence.end_token; ++token) {
    if (reading_.IsMark(token, ':')) return true;
    if (reading_.IsWord(token, "including") && reading_.IsWord(token + 1, "one")) return true;
  }
  return false;
}

bool AgreementCaseResolver::ManyBefore(uint32_t phrase, uint32_t token) const {
  constexpr uint32_t kReach = 3;
  for (uint32_t i = phrase; i-- > 0 && phrases_[i].sentence == phrases_[phrase].sentence;) {
    const AgreementPhrase& p = phrases_[i];
    if (p.end_token <= token) return p.plural && p.end_token + kReach > token;
  }
  return false;
}

bool AgreementCaseResolver::AfterColon(uint32_t phrase) const {
  const AgreementPhrase& p = phrases_[phrase];
  const Sentence& sentence = reading_.text.sentences[p.sentence];
  for (uint32_t token = sentence.begin_token; token < p.begin_token; ++token) {
    if (reading_.IsMark(token, ':')) return true;
    // "The documents included a treaty on fishing and one on ports"
    if (!p.plural && reading_.SaysAny(token, {"included", "include", "comprised", "comprise"}) &&
        ManyBefore(phrase, token)) {
      return true;
    }
    // "four agreements, including one on fishing"
    if (p.another && token + 1 == p.begin_token && reading_.IsWord(token, "including")) return true;
  }
  return false;
}

bool AgreementCaseResolver::MadeElsewhere(uint32_t phrase, const AgreementCase& known) const {
  return std::any_of(deeds_of_[phrase].begin(), deeds_of_[phrase].end(), [&](uint32_t index) {
    const Deed& deed = findings_.deeds[index];
    if (deed.rule != "participle" || deed.kind != DeedKind::kSign) return false;
    return std::any_of(known.deeds.begin(), known.deeds.end(), [&](uint32_t other) {
      const Deed& before = findings_.deeds[other];
      return before.kind == DeedKind::kSign && before.sentence == deed.sentence &&
             before.verb_token < phrases_[phrase].begin_token;
    });
  });
}

bool AgreementCaseResolver::BetweenOthers(const AgreementPhrase& p,
                                          const std::vector<uint32_t>& parties,
                                          const AgreementCase& known) const {
  if (!p.between || parties.size() < 2) return false;
  const AgreementPhrase& first = phrases_[known.phrases.front()];
  if (!first.definite || first.sentence == 0 || first.content.empty()) return false;
  return known.parties.size() < 2 &&
         ContentWord(reading_.Text(first.head_token)) != ContentWord(reading_.Text(p.head_token));
}

bool AgreementCaseResolver::WithAnother(const AgreementPhrase& p,
                                        const AgreementCase& known) const {
  const auto partners = [&](const AgreementPhrase& phrase) {
    std::vector<uint32_t> sides;
    if (phrase.between) return sides;
    for (const Meaning& meaning : meanings_.Of(phrase.with.actors, phrase.begin_token)) {
      for (uint32_t body : meaning.bodies) {
        const uint32_t state = meanings_.StateOf(body);
        sides.push_back(state != kNoIndex ? state : body);
      }
    }
    return sides;
  };
  const std::vector<uint32_t> mine = partners(p);
  if (mine.empty()) return false;
  bool told = false;
  for (uint32_t other : known.phrases) {
    for (uint32_t side : partners(phrases_[other])) {
      if (std::find(mine.begin(), mine.end(), side) != mine.end()) return false;
      told = true;
    }
  }
  return told && std::none_of(mine.begin(), mine.end(), [&](uint32_t side) {
           return std::find(known.parties.begin(), known.parties.end(), side) !=
                  known.parties.end();
         });
}

bool AgreementCaseResolver::NamesOnlyItself(const AgreementPhrase& p) const {
  return reading_.SaysAny(p.head_token, {"communique", "communiques", "communiqué", "communiqués"});
}

bool AgreementCaseResolver::HoldsNoun(const AgreementCase& known, uint32_t noun) const {
  return std::any_of(known.phrases.begin(), known.phrases.end(), [&](uint32_t index) {
    const AgreementPhrase& phrase = phrases_[index];
    for (uint32_t token = phrase.begin_token; token < phrase.end_token; ++token) {
      if (reading_.words[token] == reading_.words[noun]) return true;
    }
    return false;
  });
}

bool AgreementCaseResolver::MadeUnlike(uint32_t phrase, const AgreementCase& known) const {
  const auto refused = [&](uint32_t index) {
    const DeedStatus status = findings_.deeds[index].status;
    return status == DeedStatus::kRefused || status == DeedStatus::kDenied;
  };
  const auto done = [&](uint32_t index) {
    return findings_.deeds[index].status == DeedStatus::kDone;
  };
  const std::vector<uint32_t>& deeds = deeds_of_[phrase];
  return !known.deeds.empty() && std::all_of(known.deeds.begin(), known.deeds.end(), refused) &&
         !deeds.empty() && std::all_of(deeds.begin(), deeds.end(), done);
}

std::optional<uint32_t> AgreementCaseResolver::FindByOrdinal(uint32_t phrase) const {
  const AgreementPhrase& p = phrases_[phrase];
  for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
    const AgreementCase& known = result_.cases[i];
    if (known.phrases.empty()) continue;
    const AgreementPhrase& first = phrases_[known.phrases.front()];
    if (first.ordinal == p.ordinal && first.definite) return static_cast<uint32_t>(i);
    if (first.sentence + kReachSignedFor < p.sentence || known.headline) return std::nullopt;
    // A row: those first named in one sentence.
    size_t begin = i;
    while (begin > 0 && !result_.cases[begin - 1].phrases.empty() &&
           phrases_[result_.cases[begin - 1].phrases.front()].sentence == first.sentence) {
      --begin;
    }
    if (begin == i || first.sentence == p.sentence) continue;
    if (begin + p.ordinal > i + 1) return std::nullopt;
    return static_cast<uint32_t>(begin + p.ordinal - 1);
  }
  return std::nullopt;
}

bool AgreementCaseResolver::SaysWhoTheyAre(uint32_t phrase) const {
  const uint32_t of = phrases_[phrase].begin_token;
  return of > 1 && reading_.Says(of - 1, "of") &&
         reading_.SaysAny(of - 2, {"guarantors", "guarantor", "members", "member", "signatories",
                                   "signatory", "parties", "party", "depositary", "author",
                                   "authors", "architect", "opponents", "supporters"});
}

bool AgreementCaseResolver::IsWeak(const AgreementCase& known) const {
  return std::all_of(known.phrases.begin(), known.phrases.end(),
                     [&](uint32_t phrase) { return phrases_[phrase].weak; });
}

}  // namespace entente::ingest
