/// \file
/// The state of telling which phrases of one document speak of one agreement, shared by
/// agreement_resolver (taking up phrases and deeds, merging) and agreement_antecedent (which known
/// agreement a phrase goes back to). Private to them. Threads: used by one worker.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "ingest/agreement_resolver.h"

namespace entente::ingest {

/// Use once: Run() takes the phrases of the document in order and says what they speak of.
class AgreementCaseResolver {
 public:
  AgreementCaseResolver(const Reading& reading, const std::vector<AgreementPhrase>& phrases,
                        ClauseFindings& findings, const ActorMeanings& meanings,
                        ExtractionTrace* trace)
      : reading_(reading),
        phrases_(phrases),
        findings_(findings),
        meanings_(meanings),
        trace_(trace) {}
  AgreementCases Run();

 private:
  /// In sentences, for what goes back to something told before.
  static constexpr uint32_t kReachSentences = 3;
  /// In sentences, for "Ann Ayres signed for Peru": a list of who signed.
  static constexpr uint32_t kReachSignedFor = 8;
  /// How many agreements back a phrase is compared with, so that long documents stay linear.
  static constexpr size_t kMaxCasesBack = 150;

  bool HasDeed(uint32_t phrase, bool agreeing) const;
  /// A line of its own without a full stop, in the middle of a text: another story's headline.
  bool InHeadline(uint32_t sentence_index) const;
  bool InList(uint32_t sentence_index) const;
  /// A line of a list that says who signed the item above it.
  bool TellsSigners(uint32_t sentence_index) const;
  std::vector<uint32_t> PartiesOf(uint32_t phrase) const;
  bool DatesClash(uint32_t phrase, const AgreementCase& known) const;
  /// Two by what is said of them: one replaces the other, they were signed on different days,
  /// "they also signed a memorandum on …".
  bool ToldApart(uint32_t phrase, const AgreementCase& known) const;
  /// "The accord signed in 1998" beside one of which another year is told.
  bool SignedYearsApart(uint32_t phrase, const AgreementCase& known) const;
  /// "signed a declaration on the truce concluded in Lund": what the sentence calls made before.
  bool MadeElsewhere(uint32_t phrase, const AgreementCase& known) const;
  /// "the trade pact that Peru signed. The agreement between Peru and Chile": of two of whom the
  /// other text told one at most, and by another noun.
  bool BetweenOthers(const AgreementPhrase& p, const std::vector<uint32_t>& parties,
                     const AgreementCase& known) const;
  /// "an agreement with Peru … its memorandum with the ministry of Chile"
  bool WithAnother(const AgreementPhrase& p, const AgreementCase& known) const;
  /// "in 2005": a year alone is no day of news.
  bool SignedInYear(uint32_t phrase) const;
  bool SaysAlso(const Deed& deed) const;
  bool DaysApart(uint32_t a, uint32_t b) const;
  std::string YearOf(uint32_t date) const;
  bool SaidToBeNew(const AgreementCase& known) const;
  /// "the protocol to | the fisheries agreement": two of them.
  bool IsTo(uint32_t phrase, const AgreementCase& known) const;
  /// "Peru and Chile sign rail agreement", and below it the bodies of theirs that did, in the same
  /// words.
  bool StatesForBodies(const AgreementPhrase& p, const std::vector<uint32_t>& parties,
                       const AgreementCase& title) const;
  /// Whether a phrase without a name of its own stands in another item of a digest.
  bool InOtherItem(uint32_t phrase, const AgreementCase& known) const;
  /// For short forms: one named here and another one there may be the two sides of it.
  static bool PartiesClashLoosely(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b);
  /// Both name at least two and neither holds the other, or they share none.
  static bool PartiesClash(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b);
  /// Whether states are on one side or the other that the other side has not, nor a body that may
  /// act for them: "the Central Bank and Norlake Bank" may be whose heads "the Governor" is.
  bool StatesClash(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) const;
  /// "Norlake Rail signed a contract with Tarn Steel. The contract was signed by": a bare word for
  /// it, in the very next sentence, where both are signed.
  bool NextToIt(uint32_t phrase, uint32_t other) const;
  /// Of the words of `a` those that `b` has too, for each word of the shorter one or of `whole`.
  static double Overlap(const std::vector<std::string>& a, const std::vector<std::string>& b,
                        size_t whole = 0);
  void Place(uint32_t phrase);
  bool KnowsKind(std::string_view kind) const;
  /// "Acme and Bolt announced a partnership on pipes": by its company no mere word.
  bool MadeBySeveral(uint32_t phrase) const;
  /// "Both documents were signed by …": what was done to the ones named last.
  bool TakeUpSeveral(uint32_t phrase);
  /// "The third agreement": told of by that number before, or the third of a row of them.
  std::optional<uint32_t> FindByOrdinal(uint32_t phrase) const;
  bool WorthANode(uint32_t phrase, const std::vector<uint32_t>& parties, bool deed,
                  bool agreeing) const;
  std::optional<uint32_t> FindByContent(uint32_t phrase,
                                        const std::vector<uint32_t>& parties) const;
  /// "the communiqué" is no word for a treaty.
  bool NamesOnlyItself(const AgreementPhrase& p) const;
  bool HoldsNoun(const AgreementCase& known, uint32_t noun) const;
  /// "has not signed a trade agreement … reached a memorandum on trade": of two kinds, one refused
  /// and one made
  bool MadeUnlike(uint32_t phrase, const AgreementCase& known) const;
  /// "the Kenyan host contract", of one that others have made
  static bool OfOthers(const AgreementPhrase& p, const AgreementCase& known);
  /// "Agreement on Military Education": written as a title, with what it is about.
  bool Titled(const AgreementPhrase& p) const;
  /// Written as a name, below the title.
  bool Capital(const AgreementPhrase& p) const;
  /// Written with capitals, and more than one word of its own: "Ayres Sea Treaty".
  bool Named(const AgreementPhrase& p) const;
  /// Whether `p` is a name and `known` has names, all of which are others.
  bool NamedApart(const AgreementPhrase& p, const AgreementCase& known) const;
  /// Phrases of one enumeration are different agreements.
  bool InOneList(uint32_t phrase, const AgreementCase& known) const;
  /// A short form that cannot mean it: "the previous contract", "the Peru accord".
  bool MeansAnother(uint32_t phrase, const AgreementCase& known) const;
  /// "That deal had never been signed": none that was, further up.
  bool NeverSigned(uint32_t phrase) const;
  std::optional<uint32_t> FindByShortForm(uint32_t phrase) const;
  /// `parties` with the state in the place of its customs, police or company, where the state is a
  /// side of `known`.
  std::vector<uint32_t> AsSidesOf(const AgreementCase& known, std::vector<uint32_t> parties) const;
  /// Whether its noun is that of the older one, and that of no new one that is linked with it.
  bool NamedByHeadAlone(uint32_t phrase, uint32_t old) const;
  std::optional<uint32_t> FindByParties(uint32_t phrase,
                                        const std::vector<uint32_t>& parties) const;
  /// "the offshore wind document", "the police memorandum": some of its words are those of an
  /// agreement named before, or stand in that one's sentence.
  std::optional<uint32_t> FindByTopicWords(uint32_t phrase,
                                           const std::vector<uint32_t>& parties) const;
  /// "signed a convention on cattle", and in the next paragraph "The Convention on Seasonal
  /// Movement": its name.
  std::optional<uint32_t> FindByDescription(uint32_t phrase,
                                            const std::vector<uint32_t>& parties) const;
  /// "Peru, Chile sign rail deal", and in the first paragraph "signed an agreement on a night
  /// train": the one thing that the title tells of, in other words.
  std::optional<uint32_t> FindByTitle(uint32_t phrase, const std::vector<uint32_t>& parties) const;
  /// "The water treaty: refused" is the heading of the paragraph that names the treaty.
  std::optional<uint32_t> FindByHeading(uint32_t phrase) const;
  void Begin(uint32_t phrase, std::vector<uint32_t> parties);
  /// The case of "the following documents" that introduces the list of which the phrase is an
  /// item.
  /// The several agreements of which a phrase tells one; kNoIndex for one of its own.
  uint32_t BundleOf(uint32_t phrase) const;
  uint32_t ContainerOf(uint32_t phrase) const;
  bool AfterColon(uint32_t phrase) const;
  /// "The documents | included": several are spoken of right before the token.
  bool ManyBefore(uint32_t phrase, uint32_t token) const;
  bool ColonBehind(const AgreementPhrase& p) const;
  /// "The agreement with Peru was concluded by | an exchange of letters": one and the same.
  bool MadeByExchange(const AgreementPhrase& made, const AgreementPhrase& p) const;
  /// "The pact | is the first trade agreement of Peru": one and the same.
  bool SaidToBe(uint32_t phrase) const;
  /// "the Lund Arms Treaty (LAT) … the LAT treaty"
  bool CalledShort(const AgreementPhrase& p, const AgreementCase& known) const;
  /// "the Lima Accord, also known as the fish treaty"
  bool CalledSo(const AgreementPhrase& name, const AgreementPhrase& p) const;
  /// "the Peru accord": by a country, not by its adjective.
  bool NamesCountry(uint32_t phrase) const;
  /// "the Lima Accord, a treaty on trade that …": the case of the name; kNoIndex: no apposition.
  uint32_t ApposedTo(uint32_t phrase) const;
  /// It is the first thing in an item of a list.
  bool OpensItem(uint32_t phrase) const;
  /// Once a case; one agreement of a long document may have any number of deeds.
  void AddDeed(uint32_t index, uint32_t deed);
  void Join(uint32_t phrase, uint32_t index, std::string_view why);
  void Explain(uint32_t phrase, uint32_t index, std::string_view why);
  bool IsWeak(const AgreementCase& known) const;
  bool IsSigned(const AgreementCase& known) const;
  /// All that is said of it is "the agreement".
  bool IsBare(const AgreementCase& known) const;
  /// "memorandum" and "agreement"
  static bool KindsOfOne(const std::string& a, const std::string& b);
  /// "Ayres signed a declaration and Lund a treaty": one verb, two signings.
  bool SignedByEach(const AgreementCase& one, const AgreementCase& other) const;
  /// Of each is told who signed it, and these are not the same: "a treaty signed in 2009 by Ayres
  /// and Lund" is not what their successors sign today.
  bool SignedByOthers(const AgreementCase& one, const AgreementCase& other) const;
  /// "The Ministry and 11 organisations formalised an alliance": a title or lead that says with a
  /// loose word what the next paragraphs call by its name.
  void MergeLeads();
  bool SignedToo(const AgreementCase& known) const;
  /// How many agreements told of before a deed is done to: "both", "they" (UINT32_MAX), "it".
  uint32_t HowManyBack(const Deed& deed) const;
  bool AttachToAll(uint32_t deed);
  void AttachOne(uint32_t deed, uint32_t known);
  void AttachBack(uint32_t index);
  /// Signed or initialled, or to be.
  static bool Signs(const Deed& deed);
  /// Whether the text says of all who signed for whom they did.
  static bool SignForTheirs(const Deed& deed);
  /// Whether somebody is in both, or in one nobody is.
  bool Shares(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) const;
  /// "the guarantors of the Lund Protocol signed": it says who they are, and not what they signed.
  bool SaysWhoTheyAre(uint32_t phrase) const;
  /// A signature done, and an agreement of which is told only that it will be, or was not.
  bool StillOpen(const Deed& deed, const AgreementCase& agreement) const;
  std::vector<uint32_t> PartiesOfDeed(const Deed& deed) const;

  const Reading& reading_;
  const std::vector<AgreementPhrase>& phrases_;
  ClauseFindings& findings_;
  const ActorMeanings& meanings_;
  ExtractionTrace* trace_;
  std::vector<std::vector<uint32_t>> deeds_of_;
  /// By phrase: it is what another agreement of its sentence amends, renews or carries out.
  std::vector<bool> old_of_link_;
  std::unordered_set<uint64_t> case_deeds_;  // of all cases: case and deed
  AgreementCases result_;
  // The last deed of somebody who signed for one side, and the phrase it went to.
  uint32_t chain_phrase_ = kNoIndex;
  uint32_t chain_sentence_ = 0;
  uint32_t chain_token_ = 0;
};

}  // namespace entente::ingest
