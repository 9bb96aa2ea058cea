/// \file
/// The state of writing one document's agreements as nodes and facts, shared by agreement_writer
/// (who, where, between agreements), agreement_outcome (status, names) and agreement_days. Private
/// to them. Threads: used by one worker.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/fact_writer.h"

namespace entente::ingest {

/// What the deeds of an agreement come to.
struct Outcome {
  std::string status;
  bool done = false;  ///< it was signed at some time
  float confidence = 0.8f;
  DayValue date;
  uint32_t place = kNoIndex;
  bool venue = false;
  uint32_t event = kNoIndex;  ///< case
  bool told_near = false;     ///< the place is that of the scene, not of its own clause
  ByteSpan place_evidence{};  ///< where `told_near`: the sentence that says it
};

class AgreementWriter {
 public:
  AgreementWriter(const Understanding& understood, std::vector<EventOutcome>& events,
                  FindingsBuilder& builder)
      : u_(understood), events_(events), builder_(builder), topics_(understood.reading, builder) {}
  void Run();

 private:
  const Reading& reading() const { return u_.reading; }
  ByteSpan SentenceSpan(uint32_t sentence) const { return reading().text.sentences[sentence].span; }
  const Deed& DeedAt(uint32_t index) const { return u_.findings.deeds[index]; }
  /// The case's own deeds, then those of the list that it is an item of.
  std::vector<uint32_t> DeedsOf(const AgreementCase& agreement) const;
  /// "signed several agreements": a node when it is all that the text tells of them.
  bool Counts(const AgreementCase& agreement) const;
  static bool IsSigning(DeedKind kind);
  Outcome Understand(const AgreementCase& agreement) const;
  /// "Peru, Chile sign pact" is the title, and the text says only that they will or did not.
  bool TitleOverruled(const AgreementCase& agreement) const;
  /// Its day is later than that of the document.
  bool LiesAhead(const Deed& deed) const;
  /// "The cabinet today approved the signing of …": no day of the signing.
  bool IsDayOfApproval(const Deed& deed) const;
  /// "takes effect on 1 August", "once both have ratified it": not in force yet.
  bool ComesLater(const Deed& deed) const;
  /// "Togo said it would join the pact": no party yet to what others make.
  static bool WouldJoin(const Deed& deed);
  /// "will not be signed | this week", "unlikely to be signed | before May": later, perhaps.
  bool OnlyNotYet(const Deed& deed) const;
  /// "to approve a memorandum", which is told of as something new.
  bool ToBeApproved(const Deed& deed) const;
  bool ContradictedNext(const Deed& deed) const;
  /// A line below "Coming up" or "Dates".
  bool InAgenda(const Deed& deed) const;
  /// Its day is behind the document's, or it "took place".
  bool IsPast(const Deed& deed) const;
  /// By a list of those who sign, which says nothing of when.
  static bool NamesSigners(const Deed& deed);
  /// It is an item of what is only going to be signed.
  bool BundleAhead(const AgreementCase& agreement) const;
  /// "agreed to terminate", "voted to end": the word ends it.
  bool AgreedToEnd(const Deed& deed) const;
  /// "was to have signed on Friday": a day that is over.
  bool WasToBe(const Deed& deed) const;
  /// To the next week or year, where a planned day without a year was taken for one of the past.
  void MoveAhead(DayValue& day) const;
  /// Whether it is over when those who leave have left: of two, yes.
  bool EndsByLeaving(const Deed& deed, const AgreementCase& agreement) const;
  /// "expires in December": told of the end that is to come.
  bool StillRuns(const Deed& deed) const;
  /// Whether the day that a clause says is later than the year that its name gives.
  static bool OfOwnYear(const DayValue& own, const DayValue& said);
  /// Of the verbs that end an agreement, those of one party leaving it.
  bool Leaves(const Deed& deed) const;
  /// By a verb that may mean the end of talks: "concluded".
  bool SaidLoosely(const Deed& deed) const;
  /// Referred to as a thing that stands: by its year, by name, as "existing".
  bool Older(const AgreementCase& agreement) const;
  /// Whether it is told to have been made, by something else than its renewal.
  bool Exists(const AgreementCase& agreement) const;
  /// "a memorandum dated 9 May 2017"
  bool Dated(const AgreementCase& agreement) const;
  /// "negotiations for a protocol with Peru"
  bool TalkedAbout(const AgreementPhrase& phrase) const;
  /// "a heads of agreement on gas": nothing says that there is one, nor between whom.
  bool OnlySpokenOf(const AgreementCase& agreement) const;
  /// Spoken of as still to come: "a draft agreement".
  bool Prospective(const AgreementCase& agreement) const;
  /// To the day of a renewal, where it came years after the signature.
  void TakeRenewal(const std::vector<uint32_t>& deeds, Outcome& outcome) const;
  void FindDate(const AgreementCase& agreement, Outcome& outcome) const;
  /// "for the construction of a plant in | Kano": where it will stand.
  bool IsPlaceOfWorks(const Deed& deed) const;
  /// Whether the deed's place stands right behind what was signed, and may be of its topic.
  bool IsPlaceOfTopic(const Deed& deed) const;
  /// "the Protocol on Waters (Lima, 2 July 2004)": where and when it was signed.
  void TakeBracket(const AgreementCase& agreement, Outcome& outcome) const;
  // ---- when and where of what its own clause does not say (agreement_scene) ---------------------
  /// A stretch of the news that says when, and perhaps where, it happened.
  struct Scene {
    uint32_t token = 0;
    uint32_t sentence = 0;
    DayValue day;
    uint32_t place = kNoIndex;
    bool venue = false;
  };
  /// Gives signatures told without day or place those of the scene that they are told in: "On
  /// Wednesday they met in Oslo. … They also signed a treaty."
  void FillScenes();
  std::vector<Scene> FindScenes() const;
  /// The day that the paragraph opens with, or the month that "that same month" takes up.
  void TakeItemDay(const AgreementCase& agreement, Outcome& outcome) const;
  const std::string& Published() const;
  bool InNews(const DayValue& day) const;
  /// The day of the document itself, in its head: "Oslo, Friday 7 June 2024".
  bool IsMasthead(const Mention& date, const DayValue& day) const;
  /// In a quotation of its paragraph, where "today" may be another day.
  bool IsQuoted(uint32_t token) const;
  /// "… which begins on | 20 January": a day that lies ahead.
  bool Ahead(uint32_t token) const;
  uint32_t SentenceOf(uint32_t token) const;
  uint32_t BlockOf(uint32_t sentence) const;
  /// "At the close of the second day": of the event told of before.
  void TakeDayOf(const Deed& deed, Outcome& outcome) const;
  /// "The next day they signed": days from the day told before; kNoDays when it says nothing so.
  static constexpr int kNoDays = 1000;
  int DaysFromBefore(const Deed& deed) const;
  void TakeDayBefore(const Deed& deed, Outcome& outcome) const;
  bool SaysHere(const Deed& deed) const;
  /// "signed here": with the verb itself.
  bool SaysHereOf(const Deed& deed) const;
  /// The place that is the heading it is told below.
  void TakeHeading(const Deed& deed, Outcome& outcome) const;
  /// "was signed there": the place named before, as an entity.
  uint32_t ThereOf(const Deed& deed) const;
  /// "signed here": the dateline's place, as an entity; kNoIndex when there is none.
  /// The item of a digest that a token stands in; kNoIndex where the document is one story.
  uint32_t StoryOf(uint32_t token) const;
  uint32_t DatelinePlace(uint32_t token) const;
  /// The deed by which the agreement was signed, as news; kNoIndex where it is told as past.
  uint32_t NewsDeed(const AgreementCase& agreement, const Outcome& outcome) const;
  struct TokenRange {
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  /// The tokens of the deed's sentence around its verb.
  TokenRange ClauseOf(const Deed& deed) const;
  bool ToldAsPast(const Deed& deed) const;
  /// "In the same room they signed": the place of the agreement told before.
  void TakeSamePlace(const Deed& deed, Outcome& outcome) const;
  /// The place of the meeting told before, where it was signed at "the meeting".
  void TakePlaceOfEvent(const Deed& deed, Outcome& outcome) const;
  /// The place and day of the meeting at which it is going to be signed.
  void TakePlaceAhead(const AgreementCase& agreement, Outcome& outcome) const;
  void TakeScene(const std::vector<Scene>& scenes, const Deed& deed, Outcome& outcome) const;
  /// "the memorandum of 2021"
  DayValue OwnDate(const AgreementCase& agreement) const;
  void TakeFromEvent(Outcome& outcome, bool at_end) const;
  /// "during the visit of the minister to | Lima", and the sentence that says so.
  uint32_t VisitedPlace(uint32_t event, uint32_t& sentence) const;
  /// What two days have in common: their month, their year, or nothing.
  static std::string Common(const std::string& a, const std::string& b);
  // ---- the node ------------------------------------------------------------------------------
  void Write(uint32_t index);
  void ChooseName(const AgreementCase& agreement, FoundEntity& found) const;
  bool InTitle(uint32_t sentence) const;
  /// The most telling of the words used: "memorandum of understanding" before "agreement".
  std::string KindOf(const AgreementCase& agreement) const;
  void AddOtherDays(const AgreementCase& agreement, Properties& properties) const;
  /// How sure a fact about `entity` can be at most: less where the agreement has no words of its
  /// own or is only planned or refused, or where the name is typed by little more than its shape.
  float Bounded(float confidence, uint32_t entity) const;
  float BoundOf(const AgreementCase& agreement, const Outcome& outcome) const;
  // ---- who -----------------------------------------------------------------------------------
  void PartyTo(uint32_t entity, uint32_t node, ByteSpan evidence, std::string_view rule,
               float confidence, std::string how);
  void WriteParties(const AgreementCase& agreement, const Outcome& outcome, uint32_t node);
  /// `persons`: whether the people of the deed signed this very agreement.
  /// The side that is not said: "its agreement with Peru", "the treaty with Peru" in news of Chile.
  void WriteOtherSide(const AgreementCase& agreement, uint32_t node);
  /// In the news of two countries an agreement without parties is theirs.
  /// "under Article 6 of the Paris Agreement": what many have joined, cited.
  bool CitesArticle(const AgreementPhrase& phrase) const;
  /// All that is told of it is that it was not signed.
  bool NotSigned(const AgreementCase& agreement) const;
  void WritePair(const AgreementCase& agreement, uint32_t node);
  /// Whether nothing told of the agreement speaks against the two being its parties; writes them.
  bool WritePair(const AgreementCase& agreement, const std::vector<uint32_t>& pair, uint32_t node);
  /// Its parties: the states where it has two, else the bodies.
  std::vector<uint32_t> SidesOf(const AgreementCase& agreement) const;
  bool NamesOtherStates(uint32_t sentence_index, const std::vector<uint32_t>& pair) const;
  /// The two that every other agreement of the document is between, or those of its lead; or none.
  std::vector<uint32_t> PairOf(const AgreementCase& agreement) const;
  /// The two countries that the lead names and the text speaks of most, for what has no parties
  /// where no other agreement tells them: "Peru and Chile put it in writing".
  std::vector<uint32_t> PairOfLead(const AgreementCase& agreement) const;
  void FindLeadPair();
  /// The country that the text speaks of most by far, where nothing else says whose news it is.
  void FindHome(const std::vector<uint32_t>& counts, const std::vector<bool>& in_lead);
  /// A government, parliament or ministry of which the text does not say whose it is.
  bool IsOrganOfState(uint32_t body) const;
  /// The country whose news it is and the one other that it is about: "LIMA — … Chile … Chile …".
  void FindHomePair(const std::vector<uint32_t>& counts, const std::vector<bool>& in_lead);
  /// The three or more states that the agreement told of first, in the lead, is between.
  void FindLeadGroup();
  /// The states of a sentence, those of its people and bodies with them, without what the phrase
  /// itself names; sorted.
  std::vector<uint32_t> StatesTold(uint32_t sentence_index, const AgreementPhrase& but) const;
  /// The two states that the phrase's sentence tells of, or the last one before it in its
  /// paragraph; empty where there are others.
  std::vector<uint32_t> PairNear(const AgreementPhrase& phrase) const;
  /// What companies, towns and unions agree on is seldom between states: a lease, a wage deal.
  bool OfCompanies(const AgreementCase& agreement) const;
  /// The phrase by which the text, after its title, tells of it first.
  uint32_t FirstOf(const AgreementCase& agreement) const;
  /// "Meeting of the Foreign Ministers of Peru, Chile and Cuba": those whose news the title says it
  /// is. `counts`: by entity, how often a country is named.
  /// "KENYA / TANZANIA - The ministers …": the states of an item's label, sorted.
  std::vector<uint32_t> StatesOfLabel(uint32_t story) const;
  void FindTitlePair(const std::vector<uint32_t>& counts);
  /// "Peru and Chile have settled their dispute", where no other country is named at all.
  void FindOnlyPair(const std::vector<uint32_t>& counts);
  /// Whether "trilateral", "bilateral" and the like allow for so many sides.
  bool SaysHowMany(const AgreementCase& agreement, size_t count) const;
  /// The company, university or bank whose news the text is: named in the lead and most often.
  void FindHomeBody();
  /// "Norlake Steel Limited ("Norlake" or "the Company")"
  bool DefinedAsIssuer(const Mention& mention) const;
  /// The body that speaks: "we" below a letterhead of its name; kNoIndex where none does.
  uint32_t AuthorBody() const;
  /// Adds the bodies that the text leaves out where it names one side of `agreement` or none.
  void WriteBodySides(const AgreementCase& agreement, uint32_t node);
  /// The parties written so far, without states that a body of theirs acts for.
  std::vector<uint32_t> SidesWritten() const;
  /// Whether `entity` is a body that makes agreements of its own.
  bool IsMaker(uint32_t entity) const;
  std::vector<uint32_t> MakersOf(uint32_t sentence) const;
  /// The one body that is the subject before the phrase and is not `said`.
  uint32_t SubjectBody(const AgreementPhrase& phrase, uint32_t said) const;
  /// Whether the sentence names no such body but `sides` and those that belong to them.
  bool OnlyAmong(uint32_t sentence, const std::vector<uint32_t>& sides) const;
  /// The sides of the agreement told of right before, where nobody else is named in between, or
  /// which "the parties" take up.
  std::vector<uint32_t> PairBefore(const AgreementCase& agreement) const;
  /// The one that the text calls "the Company", with a capital; kNoIndex where none or several are.
  uint32_t CapitalBody() const;
  /// Whether the text says that it is an agreement of others than `body`, or, where that is
  /// kNoIndex, of anybody whom it does not name.
  bool BySomeoneElse(const AgreementCase& agreement, uint32_t body) const;
  /// Whether a subject before the phrase is another than `body`.
  bool SubjectIsOther(const AgreementPhrase& phrase, uint32_t body) const;
  /// The two bodies that this sentence, or those right before it, are about.
  std::vector<uint32_t> LocalPair(const AgreementPhrase& phrase) const;
  /// Whether nothing before it in its paragraphs is of other states.
  bool ToldOfPair(const AgreementCase& agreement, const std::vector<uint32_t>& pair) const;
  /// "with Hai Phong": a party that is no node of the kinds that can be one.
  bool NamesOthers(const AgreementPhrase& phrase) const;
  /// Whether a company may be the other side of what the sentence tells of.
  bool NamesCompany(uint32_t sentence_index) const;
  /// Whether the sentence of the phrase names who may be another side than the pair.
  /// "tensions between Peru and | Chile": two that made no agreement there.
  bool AtOdds(uint32_t token, uint32_t begin) const;
  /// Between a government and its rebels, or of many: of no two states.
  bool AmongOthers(const AgreementCase& agreement) const;
  bool SpeaksOfOthers(const AgreementPhrase& phrase, const std::vector<uint32_t>& pair) const;
  /// A body that is no side of what the phrase tells of: its topic, the agency of the news.
  bool IsNoSide(const Mention& mention, const AgreementPhrase& phrase) const;
  /// The one that a phrase leaves out, as entities; empty where nothing near tells.
  std::vector<uint32_t> OtherSideOf(const AgreementPhrase& phrase, uint32_t said) const;
  /// Whether those who signed the list signed this item of it, told in the same sentence.
  bool SignedAll(const Deed& deed, const AgreementCase& agreement) const;
  void WriteDeed(const Deed& deed, const AgreementCase& agreement, const Outcome& outcome,
                 uint32_t node, bool persons);
  /// "signed the treaty with his counterpart, A. B.": who signed with a person signed too.
  void WriteOtherSigner(const Meaning& meaning, uint32_t phrase, const AgreementCase& agreement,
                        const Outcome& outcome, uint32_t node);
  /// Provinces and federal states of several countries bring these in.
  void WriteStatesOfRegions(const AgreementCase& agreement, uint32_t node);
  /// "Malta has not signed yet. Peru, Chile and Cuba have": no party, where at least two are and it
  /// is none of them.
  bool SignedByOthers(const AgreementCase& agreement, const Deed& planned) const;
  /// Whether the text itself says that `body` is a side, and not the post of one who signs.
  /// Whether the name of the agreement says its parties and `body` is none of them.
  bool NamedWithout(const AgreementCase& agreement, uint32_t body) const;
  bool NamesParty(const AgreementCase& agreement, uint32_t body) const;
  /// How the deed made or unmade a party: acceded, withdrew, refused; empty for signing.
  std::string HowOf(const Deed& deed) const;
  void WritePerson(uint32_t person, const std::vector<uint32_t>& bodies, bool said_so,
                   const Deed& deed, const Outcome& outcome, uint32_t node);
  void WritePlace(const AgreementCase& agreement, const Outcome& outcome, uint32_t node);
  // ---- between agreements, and beside them -----------------------------------------------------
  void WriteLinks();
  void WriteWitnesses();
  /// Signed in another year than the document is of: not at the ceremony that it tells of.
  bool OfAnotherYear(const DayValue& day) const;
  /// A ceremony without a day or place of its own is the one at which the agreement at hand was
  /// signed.
  void CompleteCeremonies();
  /// Who signed or saw the signature at an event was there.
  void CompleteGatherings();
  /// "Talks resume in Lima": of the states that the paragraph, or else the lead, tells of.
  void CompleteSides();
  /// Whether it is states that meet at such an event, where nothing else is said.
  bool OfStates(const EventPhrase& phrase) const;
  /// The states of a compound in the name: "session of | the Togo-Ghana Joint Commission".
  std::vector<uint32_t> StatesOfName(const EventPhrase& phrase) const;
  /// "After nine days of talks they signed the accord", "The conference closed with a charter": the
  /// case of what came of an event told without its sides, or kNoIndex.
  uint32_t PaperOf(size_t event) const;
  /// Who signed the minutes of a session was there.
  void CompleteMinutes();
  /// "The president began an official visit to Peru": a visit of one state to another, whoever
  /// makes it.
  void CompleteStateVisits();
  /// The country that a visit goes to, or kNoIndex. `place` is the event's.
  uint32_t StateVisited(const EventPhrase& phrase, uint32_t place) const;
  /// `sides` are entities of the mentions, `node` is the event's.
  void TookPart(const std::vector<uint32_t>& sides, uint32_t node, ByteSpan evidence,
                std::string_view rule, float confidence);
  /// Whose agreement is signed at a ceremony is there.
  void PartiesWereThere(size_t agreement, size_t event);
  void WasThere(uint32_t who, uint32_t event, ByteSpan evidence);
  const Understanding& u_;
  std::vector<EventOutcome>& events_;
  FindingsBuilder& builder_;
  TopicWriter topics_;
  std::vector<uint32_t> node_of_;
  std::vector<uint32_t> attended_;   ///< nodes of events that somebody signed or saw something at
  std::vector<uint32_t> lead_pair_;  ///< as entities of the mentions; empty where there is none
  uint32_t home_ = kNoIndex;         ///< entity: the country whose news it is
  uint32_t home_body_ = kNoIndex;    ///< entity: whose news it is; kNoIndex where none is
  bool home_sure_ = false;           ///< the text says so: "the Company", "we"
  std::vector<std::vector<uint32_t>> written_of_;  ///< by case: its sides, as far as written
  std::vector<uint32_t> written_;  ///< parties of the agreement being written, as entities
  float bound_ = 1;                ///< of the agreement being written
  std::vector<float> name_known_;  ///< by entity of the mentions: the surest of its names
  std::vector<Outcome> outcomes_;
  /// By case: those who signed it (as nodes) and the deed that says so.
  std::vector<std::vector<std::pair<uint32_t, uint32_t>>> signers_;
  /// By case: who saw it signed (as nodes) and what says so.
  std::vector<std::vector<std::pair<uint32_t, ByteSpan>>> witnesses_;
};

}  // namespace entente::ingest
