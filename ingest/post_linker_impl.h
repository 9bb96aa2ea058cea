/// \file
/// The state of linking one document's posts, shared by the files that each link one end of them:
/// post_linker (of whom a post is), post_holders (who holds it). Private to them. Threads: used by
/// one worker.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/post_linker.h"

namespace entente::ingest {

class PostLinker {
 public:
  PostLinker(const TextWords& words, const std::vector<Mention>& mentions,
             const std::vector<FoundPost>& posts)
      : words_(words),
        mentions_(mentions),
        posts_(posts),
        links_(posts.size()),
        begins_(words.size() + 1, kNoIndex),
        ends_(words.size() + 1, kNoIndex),
        post_begins_(words.size() + 1, kNoIndex),
        object_end_(posts.size()) {
    for (uint32_t m = 0; m < mentions.size(); ++m) {
      begins_[mentions[m].begin_token] = m;
      ends_[mentions[m].end_token] = m;
    }
    for (uint32_t p = 0; p < posts.size(); ++p) post_begins_[posts[p].begin_token] = p;
  }

  std::vector<PostLinks> Run();

 private:
  /// Past up to four nouns and adjectives in small letters: "the Danish | dairy firm | Norlake".
  uint32_t PastNouns(uint32_t token) const;
  /// "appointed | Ann Ayres": somebody is given the post behind her name.
  bool IsAppointed(uint32_t m) const;
  uint32_t At(uint32_t token) const { return token < begins_.size() ? begins_[token] : kNoIndex; }
  uint32_t Ending(uint32_t token) const { return token < ends_.size() ? ends_[token] : kNoIndex; }
  bool IsPerson(uint32_t m) const {
    return m != kNoIndex && mentions_[m].type == MentionType::kPerson;
  }
  bool SameSentence(uint32_t a, uint32_t b) const {
    return a < words_.size() && b < words_.size() && words_.Sentence(a) == words_.Sentence(b);
  }
  bool IsBody(uint32_t m) const {
    return m != kNoIndex && mentions_[m].type != MentionType::kPerson;
  }

  void Honorific(uint32_t p);

  /// Past further honorifics and ranks: "H.E. | Eng. | Lina".
  uint32_t SkipTitles(uint32_t token) const;

  /// The body a post is of, after or before it; moves `ends_at` past it.
  void Objects(uint32_t p);

  /// "vice president for | Africa", "special envoy for the | Sahel".
  bool IsRegion(const FoundPost& post, uint32_t m) const;

  /// "Riga | mayor", "Basra | governor": posts that a town or region has.
  bool IsOfPlace(const FoundPost& post, uint32_t m) const;

  void Before(uint32_t p);

  /// "Minister NAME | (Peru)", "Rector NAME | (University of Lima)": of whom, behind the name.
  void InBrackets(uint32_t p);

  /// "NAME was mayor of Lima | from 2008 to 2012": no longer.
  void ForYears(uint32_t p);

  void Holder(uint32_t p);

  /// A title on a line of its own, below or above a name on a line of its own: who signs a letter.
  uint32_t InSignature(uint32_t p) const;

  /// "the envoy, | the Kenyan diplomat | NAME": where the name begins behind a description of its
  /// holder; `t` where none stands there.
  uint32_t PastDescription(uint32_t t) const;

  /// "NAME, | who until May | was director": who, where `k` ends what says when.
  uint32_t WhoForATime(uint32_t k, const char*& told) const;

  /// "NAME | resigned | as director": who left the post behind the "as".
  uint32_t WhoLeft(uint32_t as) const;

  /// "NAME took up the post of | director"
  uint32_t WhoTakesPost(uint32_t t, const char*& qualifier) const;

  /// "NAME recalled that, | as undersecretary, | he had signed it": who once had the post.
  uint32_t WhoActedAs(uint32_t p) const;

  /// "met the Prime Minister, | President Ann Ayres …": the head of a state or government is
  /// somebody else than the minister before.
  bool IsOtherHead(uint32_t p, uint32_t token) const;

  /// "Permanent Secretary, | Ministry of Energy, | Ann Ayres": the body stands between the title
  /// and the name. True when it does.
  bool BodyBetweenCommas(uint32_t p);

  /// "NAME, Vice Chancellor, Acme University", "NAME, Prime Minister, Peru;": a title between
  /// commas and then its body.
  void BodyBehindComma(uint32_t p);

  bool FollowedByPost(uint32_t m) const;

  /// "NAME | has been appointed | TITLE", "NAME, who | served as | TITLE": the name, from the last
  /// token of the verb on.
  uint32_t ByVerb(uint32_t last, const char*& qualifier) const;

  /// "Ann Ayres, a former manager with Acme, | was named minister": the name that the sentence or
  /// its part opens with, where an aside about that person parts it from the verb, whose first
  /// token follows `k`.
  uint32_t SubjectBeforeAside(uint32_t k, uint32_t last) const;

  /// "NAME, | until December | director": where what says when begins, if it stands behind a name
  /// and a comma; `t`, where the title begins, if nothing does.
  uint32_t BeforeTime(uint32_t t, const char*& qualifier) const;

  /// The person whose name stands before a post in apposition.
  uint32_t Backward(uint32_t p, const char*& qualifier) const;

  /// "NAME, Director X and Head of Y": the second post is of the same person.
  void Shared(uint32_t p);

  const TextWords& words_;
  const std::vector<Mention>& mentions_;
  const std::vector<FoundPost>& posts_;
  std::vector<PostLinks> links_;
  std::vector<uint32_t> begins_, ends_, post_begins_;
  std::vector<uint32_t> object_end_;
};

}  // namespace entente::ingest
