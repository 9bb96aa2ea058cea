/// \file
/// The state of resolving one document's actors, shared by the files that each resolve one kind:
/// resolver (countries, places, the result), resolve_people, resolve_bodies, resolve_posts.
/// Private to them. Threads: used by one worker.

#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/entity_table.h"
#include "ingest/post_linker.h"
#include "ingest/resolver.h"

namespace entente::ingest {

class Resolver {
 public:
  Resolver(const TextWords& words, const GazetteerMatches& matches,
           const std::vector<NameCandidate>& names, const std::vector<FoundPost>& posts,
           const Dateline& dateline, DocumentMentions& result)
      : words_(words),
        lexicon_(words.lexicon()),
        matches_(matches),
        names_(names),
        posts_(posts),
        dateline_(dateline),
        result_(result) {}

  void Run() {
    for (const NameCandidate& name : names_) {
      Mention mention;
      mention.span = name.span;
      mention.begin_token = name.begin_token;
      mention.end_token = name.end_token;
      mention.sentence = words_.Sentence(name.begin_token);
      mention.type = name.type;
      mention.form = name.form;
      mention.confidence = name.score;
      mention.rule = name.rule;
      name_words_.push_back(NameWords(words_, name.begin_token, name.end_token));
      mentions_.push_back(mention);
    }
    links_ = LinkPosts(words_, mentions_, posts_);
    TerritoriesAsPlaces();
    Countries();
    Places();
    PartAppositions();
    home_ = HomeCountry();
    FindStories();
    TitlesOfMentions();
    People();
    Organizations();
    Ministries();
    Posts();
    Emit();
  }

 private:
  void PartAppositions();

  uint32_t NewCluster(MentionType type) {
    clusters_.emplace_back();
    clusters_.back().type = type;
    return static_cast<uint32_t>(clusters_.size() - 1);
  }
  void Join(uint32_t m, uint32_t cluster) {
    mentions_[m].entity = cluster;
    clusters_[cluster].mentions.push_back(m);
  }
  const std::vector<std::string>& WordsOf(uint32_t m) const { return name_words_[m]; }
  /// The first mention that begins at or after `token`.
  uint32_t MentionFrom(uint32_t token) const {
    const auto at = std::lower_bound(
        mentions_.begin(), mentions_.end(), token,
        [](const Mention& mention, uint32_t t) { return mention.begin_token < t; });
    return static_cast<uint32_t>(at - mentions_.begin());
  }
  bool Is(uint32_t m, MentionType type) const { return mentions_[m].type == type; }

  // ---- countries and places

  void TerritoriesAsPlaces();
  void Countries();
  uint32_t CountryCluster(uint32_t record) {
    const auto [at, added] = country_clusters_.emplace(record, 0);
    if (added) {
      at->second = NewCluster(MentionType::kCountry);
      clusters_[at->second].record = record;
    }
    return at->second;
  }
  /// The cluster of a country by code; kNoIndex when the document does not name it.
  uint32_t KnownCountry(std::string_view iso2) const {
    const uint32_t record = lexicon_.CountryByCode(iso2);
    const auto at = country_clusters_.find(record);
    return at == country_clusters_.end() ? kNoIndex : at->second;
  }
  void Places();
  /// Whose news it is: the country of the dateline's place, or the one spoken of most.
  bool DatelineAbroad() const;
  bool IsOfFirm(uint32_t m) const;
  bool IsVenue(uint32_t state) const;
  uint32_t StateOfLetterhead() const;
  uint32_t StateOfSource() const;
  bool FromUnnamedCapital() const;
  uint32_t HomeCountry() const;
  /// "UGANDA - Parliament …", "Kenya / Tanzania: …": an item of a digest by its label; of two
  /// states neither is at home.
  bool AddLabelledStory(uint32_t sentence);
  void FindStories();
  /// Whose news the story is that a token stands in.
  uint32_t HomeAt(uint32_t token) const;
  bool IsOtherSide(uint32_t m) const;

  // ---- people

  struct MentionTitle {
    std::string title;  // folded head: "minister", "vice minister"
    bool rank = false;
    bool honorific = false;
  };
  void TitlesOfMentions();
  void People();
  uint32_t LastBefore(const Cluster& cluster, uint32_t m) const;
  bool TitleClash(uint32_t m, const Cluster& cluster) const;
  bool FullNamesAgree(const std::vector<std::string>& a, const std::vector<std::string>& b,
                      uint32_t m) const;
  void AddPerson(uint32_t m, uint32_t cluster, std::vector<std::string> name);

  // ---- bodies

  void Organizations();
  /// The body whose release it is, for "the Company" with a capital; or kNoIndex.
  uint32_t IssuerFor(uint32_t m, const std::string& word) const;
  /// The body for which the text has defined a short form: "Norlake Ltd (the "Company")".
  uint32_t DefinedAs(uint32_t m, const std::string& word) const;
  void Ministries();
  std::vector<std::string> MinistryKey(uint32_t m) const;
  uint32_t CountryOfEmbassy(uint32_t m) const;
  uint32_t CountryBeside(uint32_t m) const;
  /// "the Colombian Navy", "the Royal Thai Police": the state that a public body's name begins
  /// with, where the document names it; else kNoIndex.
  uint32_t CountryWithin(uint32_t m, std::string_view kind) const;
  /// "the National Agency for Plant Health": of the state whose news it is.
  bool IsNational(const Cluster& cluster) const;
  uint32_t AcronymOwner(uint32_t m) const;

  struct Implied {
    uint32_t holder, of, mention;
    std::string title, qualifier;
    bool government;
  };

  void Posts();
  /// Of whom a post is one that its own phrase does not say: "its director", "the minister".
  void TitlesFromHeadings();
  void FullerTitles();
  void DropRivalHeads();
  bool AwaitsOwner(uint32_t p) const;
  void PostsOfNeighbours();
  /// "his counterpart, NAME", "Ministers A and B": posts that no phrase of their own says.
  void ImpliedPosts();
  bool IsRelative(uint32_t p) const;
  void RelativePost(uint32_t p);
  bool HasOwnTitle(uint32_t p) const;
  uint32_t StateOfMinistryOf(uint32_t p, uint32_t person) const;
  void RelativePlural(uint32_t p);
  void PluralPost(uint32_t p);
  void OfficeOfStates(uint32_t p);
  uint32_t HeadsListedAt(uint32_t t, uint32_t sentence) const;
  std::vector<uint32_t> BodiesSpokenOf(uint32_t p, uint32_t count) const;
  uint32_t FormerOrLatter(uint32_t p, uint32_t t) const;
  uint32_t BeforeTitles(uint32_t t) const;
  uint32_t StateBeside(uint32_t m) const;
  uint32_t HostOrGuest(uint32_t m, const std::vector<uint32_t>& owners, uint32_t host) const;
  void Representing(uint32_t m);
  std::vector<uint32_t> Joined(uint32_t m) const;
  std::vector<uint32_t> PairBefore(uint32_t p, uint32_t count) const;
  bool NamedInBlock(const std::vector<uint32_t>& entities, uint32_t p) const;
  std::vector<uint32_t> StatesOf(const std::vector<Implied>& named) const;
  std::vector<uint32_t> StatesSpokenOf(uint32_t p, uint32_t count) const;
  uint32_t PostOfSubject(uint32_t p) const;
  void HeadOf(uint32_t m);
  void Elliptic(uint32_t m);
  std::string TitleOfSentenceBefore(uint32_t sentence, uint32_t near) const;
  std::string TitleOfMinistersOf(uint32_t state, uint32_t sentence, uint32_t near) const;
  uint32_t BodyBehindDemonym(uint32_t at, uint32_t from) const;
  void TakenOver(uint32_t p);
  bool PostsInBrackets(uint32_t p);
  bool PostsBesideStates(uint32_t p);
  bool SaysOwner(uint32_t p, uint32_t holder, const std::string& title) const;
  void DeputyOf(uint32_t p);
  void Succeeded(uint32_t m, const std::vector<uint32_t>& post_of_person);
  /// "the British minister": the one whose name the text gives elsewhere.
  void PostsWithoutNames();
  bool IsMetWith(uint32_t p) const;
  const std::string& Qualifier(uint32_t p) const {
    static const std::string kWords[] = {"acting", "former", "designate"};
    const std::string_view said = links_[p].qualifier;
    if (!posts_[p].qualifier.empty() || said.empty()) return posts_[p].qualifier;
    return said == "former" ? kWords[1] : said == "acting" ? kWords[0] : kWords[2];
  }
  void AddUnit(uint32_t p);
  /// `guess` becomes true where only what stands around speaks for it.
  uint32_t UnsaidOwner(uint32_t p, bool& guess) const;
  uint32_t UnsaidState(uint32_t p, bool& guess) const;
  uint32_t StateOfChief(uint32_t token) const;
  uint32_t ChiefBehind(uint32_t p) const;
  uint32_t StateOfCosigner(uint32_t p, uint32_t q) const;
  uint32_t StateOrCapitalAt(uint32_t t) const;
  uint32_t StateWhereSeen(uint32_t p) const;
  uint32_t StateOfDestination(uint32_t p) const;
  uint32_t StateMoved(uint32_t p) const;
  uint32_t StateAccompanied(uint32_t p) const;
  uint32_t StateOfSibling(uint32_t p) const;
  uint32_t StateBesideColleague(uint32_t p) const;
  uint32_t StateOfSubjectCapital(uint32_t p) const;
  uint32_t StateOfSideInOrder(uint32_t p) const;
  uint32_t StateLeftOver(uint32_t p) const;
  uint32_t StateTravelledTo(uint32_t p) const;
  uint32_t StateOfReceiver(uint32_t p) const;
  uint32_t StateOfLetter(uint32_t p) const;
  uint32_t StateOfArmy() const;
  uint32_t StateOfHosting(uint32_t p) const;
  bool IsVisited(uint32_t state, uint32_t t) const;
  uint32_t MeetingPlaceAbroad(uint32_t p) const;
  bool IsMetByOwn(uint32_t p) const;
  uint32_t StateOfTrip() const;
  uint32_t StateOfMeetingPlace(uint32_t p) const;
  void AddStateOfVisitor(uint32_t p, std::vector<uint32_t>& states) const;
  uint32_t StateOfScene(uint32_t p) const;
  uint32_t StateOfPair(uint32_t p) const;
  uint32_t StateOfCounterpart(uint32_t p) const;
  uint32_t StateOfHost(uint32_t p) const;
  uint32_t StateAt(uint32_t t) const;
  bool IsJourney(uint32_t t, uint32_t& to) const;
  bool IsOwnVisit(uint32_t visit) const;
  void AddDestinations(uint32_t holder, std::vector<uint32_t>& states) const;
  uint32_t StateOfSection(uint32_t sentence) const;
  uint32_t DefinedBody(uint32_t& noun) const;
  uint32_t SubjectBody(uint32_t sentence, uint32_t m) const;
  uint32_t MainBody() const;
  uint32_t MainBodyFor(uint32_t token, bool company, bool academic,
                       const std::vector<uint32_t>& others) const;
  uint32_t MainTown() const;
  uint32_t TownOfPair(uint32_t p) const;
  uint32_t UnsaidTown(uint32_t p, uint32_t before, bool& guess) const;
  uint32_t UnsaidBody(uint32_t p, uint32_t before, bool its, bool& guess) const;
  /// `others`: bodies whose officers others are.
  uint32_t BodyBefore(uint32_t token, bool company, bool academic, uint32_t reach,
                      const std::vector<uint32_t>& others) const;
  std::vector<uint32_t> BodiesOfOthers(uint32_t p) const;
  uint32_t BodyThatAppoints(uint32_t p, uint32_t before) const;
  uint32_t BodyOfNoun(uint32_t noun) const;
  uint32_t NounOfIts(uint32_t its, bool& noun) const;
  uint32_t BodyCalledSo(uint32_t noun) const;
  uint32_t BodyOfSignature(uint32_t p) const;
  uint32_t RegionOfNoun(uint32_t noun) const;
  uint32_t SubjectOfSentenceBefore(uint32_t token) const;
  bool Receives(uint32_t t, uint32_t name) const;
  void AddStatesMet(uint32_t p, std::vector<uint32_t>& states) const;
  void AddStatesOfCounterparts(uint32_t holder, std::vector<uint32_t>& states) const;
  bool IsNewsAgency(uint32_t cluster) const;
  bool IsOfUnion(uint32_t p) const;
  uint32_t UnionNamed() const;
  void AddStatesOfDiplomats(std::vector<uint32_t>& states) const;
  uint32_t Antecedent(uint32_t whose) const;
  uint32_t BodyNamedAfter(uint32_t p) const;
  uint32_t StateBefore(uint32_t token) const;
  uint32_t ItsBefore(uint32_t token) const;
  uint32_t SideBefore(uint32_t p) const;
  uint32_t SideOfSentence(uint32_t p) const;
  uint32_t SideOfSubject(uint32_t p) const;
  uint32_t OwnerInChain(uint32_t p) const;
  uint32_t OwnerOfCalling(uint32_t p) const;
  uint32_t SideAfter(uint32_t p) const;
  bool MaySpeakFor(uint32_t p, uint32_t m) const;
  uint32_t SubjectOfParagraph(uint32_t token) const;
  uint32_t BodySignedFor(uint32_t p) const;
  uint32_t BodyOfPair(uint32_t p) const;
  uint32_t StateOf(uint32_t m) const;
  static bool IsTownPost(const std::string& title);
  bool IsCapital(uint32_t m) const;
  bool StatePost(uint32_t p) const;
  bool IsProfessor(uint32_t m) const;
  uint32_t StateOfField(uint32_t p) const;
  static std::vector<std::string> FieldKey(const std::vector<std::string>& words);
  uint32_t PastHonorific(uint32_t t) const;
  void Emit();

  const TextWords& words_;
  const Lexicon& lexicon_;
  const GazetteerMatches& matches_;
  const std::vector<NameCandidate>& names_;
  const std::vector<FoundPost>& posts_;
  const Dateline& dateline_;
  DocumentMentions& result_;

  std::vector<Mention> mentions_;
  std::vector<std::vector<std::string>> name_words_;  // of mentions
  std::vector<PostLinks> links_;
  std::vector<Cluster> clusters_;
  std::map<uint32_t, uint32_t> country_clusters_;  // record to cluster
  uint32_t home_ = kNoIndex;
  struct Story {
    uint32_t begin_token, home, place;  // clusters
  };
  std::vector<Story> stories_;  // of a digest whose items have datelines of their own
  std::vector<std::vector<MentionTitle>> titles_;  // of mentions
  ClusterIndex people_;                            // by every word of their names
  std::vector<char> sex_;                          // of mentions
  std::vector<uint32_t> post_of_;                  // of posts: cluster of whom the post is
  std::vector<uint32_t> post_holder_;              // of posts: cluster
  std::vector<bool> post_said_;                    // of posts: the text says of whom it is
  std::vector<bool> post_guess_;                   // of posts: whom it is of is a guess
  /// How many mentions before a post its owner is looked for among.
  static constexpr uint32_t kOwnerReach = 200;
  static constexpr uint32_t kUnknownBody = kNoIndex - 1;
  mutable uint32_t main_body_ = kUnknownBody;  // MainBody(), once it was asked for
  mutable uint32_t main_town_ = kUnknownBody;  // MainTown(), the same
  std::vector<std::string> post_titles_;       // of posts: normalised
  std::vector<Implied> implied_;
  std::map<uint32_t, uint32_t> state_of_;  // of people whose state a post of theirs says: cluster
  std::vector<std::pair<std::vector<std::string>, uint32_t>> ministry_keys_;  // key and cluster
};
}  // namespace entente::ingest
