/// \file
/// Reads one sentence's rule matches into deeds, links, witnesses and events of the document,
/// shared by sentence_reader (what was done), sentence_signers (by whom as well), sentence_events
/// (meetings, visits) and sentence_settings (when and where). Private to them and clause_reader.
/// Threads: used by one worker.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/clause_items.h"
#include "ingest/clause_reader.h"
#include "ingest/reading.h"
#include "ingest/rule_engine.h"

namespace entente::ingest {

struct KindOfClass {
  LiteralWord verb_class;
  DeedKind kind;
};
inline constexpr KindOfClass kKinds[] = {{"sign", DeedKind::kSign},
                                         {"exchange", DeedKind::kSign},
                                         {"put", DeedKind::kSign},
                                         {"initial", DeedKind::kInitial},
                                         {"ratify", DeedKind::kRatify},
                                         {"accede", DeedKind::kAccede},
                                         {"renew", DeedKind::kRenew},
                                         {"amend", DeedKind::kAmend},
                                         {"annul", DeedKind::kAnnul},
                                         {"end", DeedKind::kAnnul},
                                         {"refuse", DeedKind::kRefuse},
                                         {"postpone", DeedKind::kPostpone},
                                         {"close", DeedKind::kAnnounce},
                                         {"announce", DeedKind::kAnnounce},
                                         {"negotiate", DeedKind::kNegotiate},
                                         {"implement", DeedKind::kStanding}};

class SentenceReader {
 public:
  SentenceReader(const Reading& reading, const std::vector<AgreementPhrase>& agreements,
                 const std::vector<EventPhrase>& events, ClauseFindings& findings)
      : reading_(reading),
        agreements_(agreements),
        events_(events),
        findings_(findings),
        end_verbs_(reading.book.VerbClassBit("end")),
        // "was signed in Lima and took effect on 1 May"
        deed_verbs_(reading.book.VerbClassBit("enter") | reading.book.VerbClassBit("lapse")) {
    for (const KindOfClass& entry : kKinds)
      deed_verbs_ |= reading.book.VerbClassBit(entry.verb_class);
  }
  void Read(const SentenceItems& items, const std::vector<RuleMatch>& matches);

 private:
  const Rule& RuleOf(const RuleMatch& match) const { return reading_.book.rules()[match.rule]; }
  ItemRange RoleOf(const RuleMatch& match, std::string_view name) const;
  const Item* ItemOf(const RuleMatch& match, std::string_view role, ItemKind kind) const;
  std::vector<Actor> ActorsOf(const RuleMatch& match, std::string_view role) const;
  std::vector<uint32_t> PhrasesOf(const RuleMatch& match, std::string_view role) const;
  ByteSpan SentenceSpan() const { return reading_.text.sentences[items_->sentence].span; }
  size_t IndexOf(const Item& item) const;
  void Take(const RuleMatch& match);
  void DropPending(const Deed& refused);
  Deed MakeDeed(const RuleMatch& match, DeedKind kind);
  static DeedStatus StatusOf(uint64_t features);
  DeedKind KindOfVerb(uint64_t features) const;
  void TakeDeed(const RuleMatch& match, const std::string& result);
  /// "has not been signed", by nobody in particular: nobody has refused it.
  bool NotSoFar(const Item& verb) const;
  /// "neither | Peru nor Chile", "none of | the parties"
  bool Denied(const Item& who) const;
  bool NobodyDid(const Item& verb) const;
  /// What a verb before an agreement has as its object.
  enum class Object : uint8_t {
    kAgreement,
    kTalks,  ///< "concluded talks on a treaty"
    kOther,  ///< "signed a petition against the treaty", "autographs after the treaty was praised"
  };
  /// "signed a law | declaring | the memorandum void": what was signed says something of it.
  bool SaysOf(const Item& word, const Item& what) const;
  Object ObjectOf(const Item& verb, const Item& what) const;
  static bool HoldsAgreements(std::string_view noun);
  /// "denied that the treaty signed in 2012 was secret": it was signed.
  bool Presupposed(const Item& verb, const Deed& deed) const;
  /// "no treaty", "neither treaty"
  bool DeniesPhrase(uint32_t phrase) const;
  /// "Protocol on ports, by Ana Ruiz and Bo Lund;", a line of a list of what was or will be signed.
  void TakeListed(const RuleMatch& match);
  /// What the sentence that opens the list around this one says: signed or to be signed.
  std::optional<DeedStatus> StatusOfList() const;
  /// Adds to those of a verb's deed who signed as well: "…, and Bo Lund for Chile".
  void TakeCoSigners(const RuleMatch& match);
  /// "Bo Lund did the same": what was done in the sentence before.
  /// "for the former … for the latter"
  void TakeEach(const RuleMatch& match);
  void TakeLikewise(const RuleMatch& match);
  /// The signing of the sentence that "and by Bo Lund" at item `at` can go on; or nullptr.
  const Item* VerbBefore(size_t at) const;
  /// "signed … as a witness"
  bool AsWitness(const Item& verb) const;
  bool SaysInitials(const Item& verb) const;
  /// Whom those who signed stand for: "signed … for Peru".
  void TakeBehalf(const RuleMatch& match, size_t verb, Deed& deed);
  /// A verb of refusing in the negative, or refused twice: too subtle to say anything.
  static DeedStatus Settle(const Deed& deed);
  /// "The signing of the treaty will take place": another verb of the sentence is ahead.
  bool PlannedAhead(const Item& verb) const;
  /// "The cabinet approved the treaty": it is to be signed still.
  bool ApprovedByCabinet(const Item& verb) const;
  /// "after | signing the treaty, she said that Peru would …"
  bool AfterDoing(const Item& verb) const;
  /// "cleared the way for the signature of the treaty"
  bool InProspect(const Item& noun) const;
  /// "The signing, | announced for Tuesday, was put off"
  bool OpensParticiple(size_t i) const;
  /// "hopes to see | the treaty signed"
  bool HopedToSee(const Item& what) const;
  /// "No minister of Peru | signed it"
  bool SubjectIsNobody(const Item& verb) const;
  /// "signed by Ana Ruiz and praised by | Bo Lund", "… and not by | Bo Lund"
  bool DidElse(const Item& who) const;
  /// Whether the sentence is about players, singers, actors.
  bool SpeaksOfPerformers() const;
  /// "They had planned the ceremony for May, but it | was called off": the ceremony.
  bool OfEventBefore(const Item& verb) const;
  /// "delayed | the signing of", "prepare the signing of".
  bool IsPreparedOrPutOff(const Item& noun) const;
  /// "The signing of the treaty was put off."
  bool PutOff(const Item& verb) const;
  /// "The signing of the treaty was called off", "did not take place".
  bool CalledOff(const Item& verb) const;
  /// One verb makes one deed: what several rules found of it is put together.
  void AddDeed(Deed deed);
  // ---- when and where ------------------------------------------------------------------------
  bool IsDeedVerb(const Item& item) const;
  bool Bounds(const Item& item) const;
  uint32_t DateOf(const Item& item) const { return reading_.mentions.mentions[item.index].value; }
  bool UsableDate(size_t index, bool planned) const;
  /// "a protocol | amending the treaty": no clause of its own.
  bool DescribesAgreement(size_t verb) const;
  /// A year that says which plan or games are meant, not when.
  bool NamesSomething(const Item& date) const;
  Setting SettingOf(size_t verb, ItemRange match) const;
  bool IsSaying(const Item& item) const;
  /// "told Parliament yesterday | that": what was said begins.
  bool ClosesSaying(size_t i) const;
  /// "have signed": on a day before.
  bool IsPerfect(const Item& verb) const;
  /// "LIMA, | 3 May 2024 | -", at the head of the sentence.
  bool InDateline(size_t index) const;
  /// Where the aside begins that ends with the comma at `close`, before the verb: ", who took
  /// office in May,", "as agreed in Lund last week,". Its days and places are none of the verb's.
  /// Else `close`.
  size_t OpensAside(size_t close, size_t begin, size_t verb) const;
  /// "five years | after a meeting": what follows tells of another time.
  bool OpensOtherTime(size_t i) const;
  bool IsComma(size_t i) const;
  /// "The accord, | due to lapse in June, was prolonged": the aside of another verb.
  bool IsAsideVerb(size_t i) const;
  /// ", which expires in 2024", "under which": what follows is no longer about the deed.
  bool OpensSubclause(const Item& item) const;
  /// ", the first of its kind in Africa": the same.
  bool OpensApposition(size_t i) const;
  void TakeSetting(size_t i, Setting& setting) const;
  /// The word before the item, past a determiner or an adjective or two.
  RuleWordId PrepositionBefore(size_t i) const;
  RuleWordId PrepositionOfHouse(size_t i) const;
  void TakePlace(size_t i, Setting& setting) const;
  bool IsVenue(const Mention& mention) const;
  void TakeVenueBody(size_t i, Setting& setting) const;
  void TakeEventSetting(size_t i, Setting& setting) const;
  /// Dates and places beside phrases that no rule spoke of.
  void NoteSettings();
  Setting SettingOfEvent(size_t at) const;
  // ---- the rest ------------------------------------------------------------------------------
  void TakeWitness(const RuleMatch& match);
  void TakeLink(const RuleMatch& match, const std::string& result);
  void TakeEvent(const RuleMatch& match, const std::string& result);
  /// Whether those before an event that is told with another side, or as a visit, were there.
  bool Attends(const EventDeed& deed, bool visitor) const;
  /// "travelled to Lima on Friday | for talks": told as the talks.
  /// "the panel, | chaired by Ann Ayres": no gathering.
  bool IsGathering(const std::vector<Actor>& who) const;
  bool OfBody(size_t verb) const;
  bool TravelsFor(const RuleMatch& match) const;
  Setting EventSetting(size_t verb, ItemRange match, bool only_inside) const;
  const Reading& reading_;
  const std::vector<AgreementPhrase>& agreements_;
  const std::vector<EventPhrase>& events_;
  ClauseFindings& findings_;
  uint64_t end_verbs_, deed_verbs_;  ///< bits of classes
  bool perfect_ = false;  ///< the deed whose setting is looked for is told by "has" or "have"
  bool planned_ = false;  ///< the deed whose setting is read lies ahead
  bool put_off_ = false;  ///< the deed whose setting is read is one of putting off
  const SentenceItems* items_ = nullptr;
  std::map<std::pair<uint32_t, int>, size_t> by_verb_;
};

}  // namespace entente::ingest
