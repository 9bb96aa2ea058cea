/// \file
/// The state of finding the agreement phrases of one document, shared by agreement_finder (heads
/// and what stands before them), agreement_complement (parties, amounts, dates behind them) and
/// agreement_topics (what they are about). Private to them. Threads: used by one worker.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/agreement_finder.h"
#include "ingest/reading.h"

namespace entente::ingest {

class PhraseFinder {
 public:
  explicit PhraseFinder(const Reading& reading) : reading_(reading) {}
  std::vector<AgreementPhrase> FindAll();

 private:
  const HeadNoun* HeadAt(uint32_t token, uint32_t& head_end) const;
  bool TryHead(uint32_t token);
  /// "another on fisheries", "one with Brazil": a phrase that leaves its noun out.
  bool TryAnother(uint32_t token);
  /// "It takes the place of the 2017 | one", "A similar | one with Fiji": of the sentence before.
  bool TakesUp(uint32_t token) const;
  /// "three agreements on Friday: | on dairy, | on ports and | on visas"
  bool TryListedTopic(uint32_t token);
  void Finish(AgreementPhrase& phrase);
  /// Names of actors may end in a noun of agreeing ("Treaty Elm Square"); what a date, post or
  /// person covers is theirs.
  bool MayHoldAgreement(const Mention& mention, uint32_t token) const;
  /// The next word continues the compound: "treaty obligations", "Convention Center", "deal maker".
  /// "of | agreements", "of | bilateral documents"
  bool AgreementNoun(uint32_t at) const;
  bool NounGoesOn(uint32_t at) const;
  /// "seven | memorandum of understanding", "9 | MoU": told as many by their number alone.
  bool CountedSingular(uint32_t head, uint32_t head_end) const;
  bool IsCurrency(uint32_t token) const;
  bool IsSigningVerb(RuleWordId word) const;
  /// Whether the noun phrase at the token is an agreement's.
  bool NamesSide(uint32_t at) const;
  bool IsSpan(uint32_t at) const;
  bool AgreementFollows(uint32_t at) const;
  /// "of Lima" behind "the Charter".
  /// Behind the year that it is for, where its parties or topic follow; or `at`.
  uint32_t PastItsYear(uint32_t at) const;
  /// "the Bering Strait", "the Antarctic | region": what things happen in, and no venue.
  bool IsArea(const Mention& place) const;
  bool NamedForPlace(uint32_t at, const AgreementPhrase& phrase) const;
  /// "Japan and Australia" at the token.
  bool NamesOneWith(uint32_t at) const;
  uint32_t TakeOneWith(uint32_t at, AgreementPhrase& phrase);
  bool NamesStates(uint32_t at) const;
  /// Where the date begins of what is "dated 3 May" or "dates from 2007"; `at` where none is.
  uint32_t DatedFrom(uint32_t at) const;
  /// ", MoU," behind the words that it stands for.
  bool IsShortNameAside(uint32_t at, const AgreementPhrase& phrase) const;
  /// "worth 400 million euros", "valued at US$ 2.5 billion": behind it, or `at`.
  uint32_t SkipAmount(uint32_t at) const;
  bool IsDash(uint32_t token) const;
  bool IsTerm(uint32_t token) const;
  void ExtendLeft(uint32_t head, AgreementPhrase& phrase);
  bool AllLower(uint32_t begin, uint32_t end) const;
  bool TakeMention(const Mention& mention, AgreementPhrase& phrase, bool title);
  void TakeDeterminer(uint32_t token, AgreementPhrase& phrase);
  bool StopsPremodifiers(uint32_t token, RuleWordId word) const;
  /// "the India | and | Morocco Tax Agreement"
  bool JoinsStates(uint32_t token, uint32_t floor) const;
  /// "a trade | and | investment agreement": one noun phrase, and no row of two things.
  bool JoinsModifiers(uint32_t token, uint32_t floor) const;
  /// "Peace and Friendship Treaty", "Treaty of Peace": small words inside a capitalised name.
  bool JoinsTitle(uint32_t token, uint32_t floor) const;
  bool ReadCount(uint32_t token, uint32_t& value) const;
  uint32_t OrdinalOf(uint32_t token) const;
  uint32_t NumberOf(uint32_t token) const;
  /// "to deal with", "in accord with", "Honda Accord", a players' contract.
  bool LooksLikeNoun(uint32_t head, uint32_t head_end, const AgreementPhrase& phrase) const;
  /// "Peru | Reaches | Deal" in a line of capitals: the verb, and no word of the name.
  bool HeadlineVerb(uint32_t at) const;
  /// "Ruiz signed a two-year contract with …": a player's or an employee's own.
  bool IsOfEmployment(const AgreementPhrase& phrase) const;
  /// "the Lunar Accords", "the Geneva Conventions": one, whatever the number of its noun.
  bool IsPluralName(const AgreementPhrase& phrase) const;
  /// "there is no treaty", "without a treaty", "do not have a treaty": none that could be told of.
  bool SaidToLack(const AgreementPhrase& phrase) const;
  // ---- to the right --------------------------------------------------------------------------
  void ExtendRight(uint32_t at, AgreementPhrase& phrase);
  /// "one | signed in 2009", "the one | of 1977"
  bool SignedOrDated(uint32_t at) const;
  uint32_t TakeBracket(uint32_t at, AgreementPhrase& phrase);
  uint32_t TakeParties(uint32_t at, AgreementPhrase& phrase, bool between);
  /// "with the private sector", "with the British supplier FarLine": a description, then perhaps a
  /// name.
  uint32_t SkipDescribed(uint32_t at) const;
  /// "a memorandum | was also signed | on forestry", "an MoU | signed between Peru and Chile | on
  /// mail": the "on" behind its signing, or `at`.
  uint32_t PastItsSigning(uint32_t at) const;
  bool TakeDate(uint32_t at, AgreementPhrase& phrase);
  uint32_t SkipDate(uint32_t at) const { return reading_.MentionBeginning(at)->end_token; }
  /// "amended | their agreement to cover livestock": what changed is no topic of it.
  bool Amended(const AgreementPhrase& phrase) const;
  /// Where the topic begins when a preposition of topics stands at `at`; `at` when none does.
  uint32_t TopicBegin(uint32_t at, const AgreementPhrase& phrase) const;
  uint32_t TopicEnd(uint32_t begin, const AgreementPhrase& phrase) const;
  /// The verbs of the rules end a topic, unless they are -ing forms ("on sharing data").
  bool PluralNoun(uint32_t at) const;
  bool FiniteVerb(uint32_t at) const;
  /// A word that no rule knows, where a verb must be: "settles the dispute".
  bool ReadsAsVerb(uint32_t at) const;
  /// A word in small letters behind a topic in capitals.
  bool StartsTerm(uint32_t at) const;
  bool NamesTrade(const Mention& post, bool title) const;
  bool ShortFormWithin(uint32_t at) const;
  bool BehindTitle(uint32_t at, uint32_t begin, const AgreementPhrase& phrase) const;
  bool SeriesCloses(uint32_t at) const;
  /// "scientific | , technical and cultural cooperation": a row of adjectives, not of things.
  bool AdjectivesClose(uint32_t first, uint32_t comma) const;
  bool AndGoesOn(uint32_t at, bool title) const;
  bool PrepositionGoesOn(uint32_t at, bool title) const;
  /// "two memoranda, on trade and on culture": one noun, several agreements.
  /// "agreements with Peru, Chile and Cuba": one with each. False when there is nothing to split.
  bool SplitParties();
  /// "three agreements on fishing, customs and culture": as many as the text says.
  bool SplitSeries();
  void SplitTopics();
  // One of several, like `pattern` but for its topic.
  void AddPart(const AgreementPhrase& pattern, uint32_t begin, std::pair<uint32_t, uint32_t> topic);
  void CollectContent(AgreementPhrase& phrase) const;
  void CollectContent(uint32_t begin, uint32_t end, AgreementPhrase& phrase) const;
  const Reading& reading_;
  uint32_t sentence_ = 0;
  uint32_t begin_ = 0;
  uint32_t end_ = 0;
  uint32_t free_ = 0;  ///< the first token that no phrase has yet
  uint32_t previous_ = kNoIndex;
  std::vector<AgreementPhrase> phrases_;
};

}  // namespace entente::ingest
