#include "ingest/post_finder.h"

#include <algorithm>
#include <string_view>

#include "ingest/field_phrase.h"
#include "ingest/named_after.h"
#include "ingest/post_units.h"

namespace entente::ingest {
namespace {

class PostFinder {
 public:
  PostFinder(const TextWords& words, const GazetteerMatches& matches,
             const std::vector<FoundDate>& dates)
      : words_(words), matches_(matches), in_date_(words.size()) {
    for (const FoundDate& date : dates) {
      std::fill(in_date_.begin() + date.begin_token, in_date_.begin() + date.end_token, true);
    }
  }

  std::vector<FoundPost> Run() {
    for (uint32_t i = 0; i < words_.size();) {
      const uint32_t next = At(i);
      i = std::max(i + 1, next);
    }
    return std::move(posts_);
  }

 private:
  const TitleRecord& Record(const GazetteerMatch& match) const {
    return words_.lexicon().titles()[match.entry->record];
  }

  /// The longest usable title at i, of post, rank or honorific.
  const GazetteerMatch* TitleAt(uint32_t i) const {
    const GazetteerMatch* best = nullptr;
    for (const GazetteerMatch& match : matches_.At(i)) {
      if (match.entry->kind != EntryKind::kTitle) continue;
      const TitleKind kind = Record(match).kind;
      if (kind == TitleKind::kModifier || kind == TitleKind::kSuffix) continue;
      if (match.lower && kind != TitleKind::kPost) continue;
      // "Chief | of the Coast Guard": no form of address where no name follows.
      const bool better = best != nullptr && match.end_token == best->end_token &&
                          Record(*best).kind == TitleKind::kHonorific && kind == TitleKind::kPost &&
                          words_.Is(match.end_token, "of");
      if (best == nullptr || better || match.end_token > best->end_token) best = &match;
    }
    if (best == nullptr) return nullptr;
    if (in_date_[i] || (best->lower && IsToChair(words_, i))) return nullptr;
    // "Secretary-General of the United Nations": the body has a name of its own.
    for (uint32_t k = i + 1; k < best->end_token; ++k) {
      if (!words_.IsAny(k, {"of", "to"})) continue;
      const uint32_t body = words_.Is(k + 1, "the") ? k + 2 : k + 1;
      const GazetteerMatch* inside = matches_.Longest(body, EntryKind::kOrganization);
      if (inside == nullptr || inside->end_token != best->end_token) break;
      for (const GazetteerMatch& match : matches_.At(i)) {
        if (match.entry->kind == EntryKind::kTitle && match.end_token == k &&
            Record(match).kind == TitleKind::kPost) {
          best = &match;
        }
      }
      break;
    }
    // "Head of Division of Ports": the division has a name of its own.
    if (best->end_token > i + 2 && words_.Is(best->end_token, "of") &&
        words_.Capital(best->end_token + 1) && words_.Is(i + 1, "of")) {
      for (const GazetteerMatch& match : matches_.At(i)) {
        if (match.entry->kind == EntryKind::kTitle && match.end_token == i + 1 &&
            Record(match).kind == TitleKind::kPost) {
          best = &match;
        }
      }
    }
    // A longer name of a body that begins with the title's words: "Prime Minister's Office".
    for (const GazetteerMatch& match : matches_.At(i)) {
      if ((match.entry->kind == EntryKind::kCue || match.entry->kind == EntryKind::kOrganization ||
           match.entry->kind == EntryKind::kCountry || match.entry->kind == EntryKind::kPlace ||
           match.entry->kind == EntryKind::kDemonym) &&
          match.end_token > best->end_token && !match.lower) {
        body_end_ = match.end_token;
        return nullptr;
      }
    }
    const uint32_t after = best->end_token;
    if (!best->lower && words_.Capital(after)) {
      for (const GazetteerMatch& match : matches_.At(after)) {
        if (match.entry->kind == EntryKind::kCue && match.end_token == after + 1 &&
            words_.lexicon().cues()[match.entry->record].role == CueRole::kMinistry) {
          return nullptr;
        }
      }
    }
    if (!best->lower && OpensNamedAfter(words_, matches_, *best, body_end_)) return nullptr;
    if (InsideName(*best)) return nullptr;
    return best;
  }

  /// "Rokeya | Sultana | Chowdhury", "Zaw | Min | Thaik": a title's word between parts of a name.
  bool InsideName(const GazetteerMatch& title) const {
    const uint32_t i = title.begin_token;
    if (title.end_token != i + 1 || title.lower || words_.Upper(i)) return false;
    if (words_.Text(i).ends_with(".")) return false;
    const TitleKind kind = Record(title).kind;
    // "the minister, | Amir | Lund": a given name, where nothing says whose emir he is.
    if (words_.Is(i, "amir") && words_.NameLike(i + 1)) {
      return !words_.Is(i - 1, "the") && !words_.IsPossessive(i - 1) &&
             matches_.Longest(i - 1, EntryKind::kDemonym) == nullptr;
    }
    // "Min | Aung Hlaing": no short form of minister without its point.
    if (words_.Is(i, "min") && !words_.Text(i).ends_with(".") && words_.Text(i + 1) != ".") {
      return true;
    }
    // "Sultan | bin Hamad", "Sultan | Al Hamad"
    if (words_.IsAny(i + 1, {"bin", "bint", "ibn", "binti"})) return true;
    if (words_.Is(i, "sultan") && words_.Is(i + 1, "al") && words_.Capital(i + 1)) return true;
    if (i == 0 || words_.Sentence(i - 1) != words_.Sentence(i)) return false;
    const bool noble = kind == TitleKind::kHonorific && words_.Text(i).size() > 3;
    if (!noble && !words_.Has(i, kWordGiven | kWordSurname)) return false;
    if (kind == TitleKind::kPost && !words_.Is(i, "min")) return false;
    if (!words_.NameLike(i + 1) || !words_.NameLike(i - 1) || words_.Upper(i - 1)) return false;
    if (!posts_.empty() && posts_.back().end_token == i) return false;
    const uint32_t flags = words_.Flags(i - 1);
    if ((flags & (kWordGiven | kWordSurname)) == 0 || words_.Has(i - 1, kWordFunction))
      return false;
    for (const GazetteerMatch& match : matches_.At(i - 1)) {
      if (match.lower) continue;
      if (match.entry->kind != EntryKind::kCue && match.entry->kind != EntryKind::kPlace) {
        return false;
      }
    }
    return true;
  }

  /// Whether a title or a modifier of one begins at token i.
  bool OpensTitle(uint32_t i) const {
    const auto modifies = [&](const GazetteerMatch& match) {
      return match.entry->kind == EntryKind::kTitle && Record(match).kind == TitleKind::kModifier;
    };
    return TitleAt(i) != nullptr ||
           std::any_of(matches_.At(i).begin(), matches_.At(i).end(), modifies);
  }

  uint32_t At(uint32_t i) {
    if (!words_.IsWord(i) || (matches_.At(i).empty() && !words_.Is(i, "chief"))) return i + 1;
    body_end_ = 0;
    // "African | Union special representative": inside a body's name.
    for (uint32_t k = i > 3 ? i - 3 : 0; k < i; ++k) {
      const GazetteerMatch* body = matches_.Longest(k, EntryKind::kOrganization);
      if (body != nullptr && body->end_token == i + 1 && !body->entry->needs_company) return i + 1;
    }
    // "the Office of the | Prime Minister": the body is called so.
    if (words_.Capital(i) && words_.Is(i, "office") && words_.Is(i + 1, "of") &&
        words_.Is(i + 2, "the") && words_.Capital(i + 3)) {
      if (const GazetteerMatch* title = TitleAt(i + 3); title != nullptr && !title->lower)
        return title->end_token;
    }
    // Modifiers, then the title.
    FoundPost post;
    post.begin_token = i;
    uint32_t at = i;
    const GazetteerMatch* title = TitleAt(at);
    for (int steps = 0; steps < 4; ++steps) {
      const GazetteerMatch* modifier = nullptr;
      for (const GazetteerMatch& match : matches_.At(at)) {
        if (match.entry->kind == EntryKind::kTitle && Record(match).kind == TitleKind::kModifier) {
          modifier = &match;
          break;
        }
      }
      // A title that begins with the modifier's word wins: "Deputy Prime Minister".
      if (modifier == nullptr || (title != nullptr && title->end_token > modifier->end_token))
        break;
      // "General Ann Ayres", "Chief of the Coast Guard": a title here; "General Manager": not.
      if (title != nullptr && title->end_token == modifier->end_token &&
          Record(*modifier).qualifier.empty() && !OpensTitle(modifier->end_token)) {
        break;
      }
      const TitleRecord& record = Record(*modifier);
      // "Union Minister", but "union president": of a union that was named.
      if (record.normalised == "union") {
        const GazetteerMatch* of = TitleAt(modifier->end_token);
        if (of != nullptr && !Record(*of).normalised.ends_with("Minister")) break;
      }
      if (!record.qualifier.empty()) {
        if (post.qualifier.empty()) post.qualifier = record.qualifier;
      } else {
        // "newly appointed", "the visiting Minister": says when and where, no part of the title.
        if (!record.normalised.starts_with("newly") && record.normalised != "outgoing" &&
            (words_.Capital(at) || !words_.Is(at, "visiting"))) {
          if (!post.added.empty()) post.added += ' ';
          post.added += record.normalised;
        }
      }
      at = modifier->end_token;
      // "then-Mayor", "ex-minister"
      if (words_.Text(at) == "-" && words_.Joined(at) && words_.Joined(at + 1)) ++at;
      // "former Kenyan Minister of Health": a country may stand between.
      if (!record.qualifier.empty()) {
        const GazetteerMatch* home = matches_.Longest(at, EntryKind::kDemonym);
        // "former | Kosovo | president", "ex-| Lund | mayor"
        for (const EntryKind kind : {EntryKind::kCountry, EntryKind::kPlace}) {
          const GazetteerMatch* name = home == nullptr ? matches_.Longest(at, kind) : nullptr;
          if (name != nullptr && TitleAt(name->end_token) != nullptr) home = name;
        }
        if (home != nullptr) {
          at = home->end_token;
          post.begin_token = at;
        }
      }
      title = TitleAt(at);
    }
    if (words_.Is(at, "chief") && (title == nullptr || title->end_token == at + 1)) {
      if (const uint32_t noun = NounOfChief(words_, at); noun != at) {
        for (const GazetteerMatch& match : matches_.At(noun)) {
          if (match.entry->kind == EntryKind::kTitle && match.end_token == noun + 1 &&
              Record(match).kind == TitleKind::kPost) {
            title = &match;
          }
        }
        if (!post.added.empty()) post.added += ' ';
        post.added += TitleWords(words_, at, noun);
        at = noun;
      }
    }
    if (title == nullptr) return std::max(i + 1, body_end_);
    if (at != i && !words_.IsWord(at)) return i + 1;
    // "Chief", "Head" and the like, capitalised in the midst of a name, are no titles.
    const TitleRecord& record = Record(*title);
    post.record = title->entry->record;
    post.plural = title->entry->is_plural;
    post.lower = title->lower;
    post.honorific = record.kind == TitleKind::kHonorific;
    post.rank = record.kind == TitleKind::kRank;
    if (post.qualifier.empty()) post.qualifier = record.qualifier;
    post.head_begin = title->begin_token;
    post.head_end = title->end_token;
    if (words_.Is(post.head_begin, "minister") && words_.Is(post.head_begin + 1, "of") &&
        post.head_end > post.head_begin + 2 && !words_.Is(post.head_begin + 2, "state")) {
      post.head_end = post.head_begin + 1;  // its field may be longer than the list's
      for (const GazetteerMatch& match : matches_.At(post.head_begin)) {
        if (match.entry->kind == EntryKind::kTitle && match.end_token == post.head_end &&
            Record(match).kind == TitleKind::kPost) {
          post.record = match.entry->record;
        }
      }
    }
    // "Trade, Industry and | Energy Minister": the list's title has the last word of the field
    // only.
    uint32_t field_from = UINT32_MAX;
    if (post.head_end == post.head_begin + 2 && words_.Has(post.head_begin, kWordField) &&
        post.head_begin > 0 &&
        (words_.Is(post.head_begin - 1, "and") || words_.Text(post.head_begin - 1) == "&")) {
      const uint32_t begin = FieldBegin(words_, matches_, post.head_end - 1);
      if (begin < post.head_begin) {
        for (const GazetteerMatch& match : matches_.At(post.head_end - 1)) {
          if (match.entry->kind == EntryKind::kTitle && match.end_token == post.head_end &&
              Record(match).kind == TitleKind::kPost && match.entry->is_plural == post.plural) {
            post.record = match.entry->record;
            post.head_begin = post.head_end - 1;
            field_from = begin;
          }
        }
      }
    }
    const TitleRecord& chosen = words_.lexicon().titles()[post.record];
    if (post.honorific || post.rank) {
      // An honorific is one only before a name (or before a further title).
      // "Dato' | Ann Ayres": the mark is part of the word.
      const std::string_view mark = words_.Text(post.head_end);
      if (post.honorific && (mark == "'" || mark == "’") && words_.Joined(post.head_end))
        ++post.head_end;
      const uint32_t next = post.head_end;
      const bool leads = words_.NameLike(next) ||
                         (words_.Is(next, "the") && HonorificAt(next + 1)) ||
                         words_.Has(next, kWordParticle) || words_.Text(next) == ".";
      // "the Sister | City Agreement"
      if (post.honorific && (!leads || words_.IsAny(next, {"city", "cities"}))) return i + 1;
      post.begin_token = post.head_begin;
      post.end_token = post.head_end;
      post.added.clear();
      if (post.rank && !leads) {
        if (post.lower) return i + 1;
      }
      posts_.push_back(std::move(post));
      return posts_.back().end_token;
    }
    post.end_token = post.head_end;
    post.field_begin = post.field_end = post.head_end;
    const uint32_t floor = posts_.empty() ? 0 : posts_.back().end_token;
    if (field_from != UINT32_MAX) at = i;
    if (at == i && TakesFieldBefore(chosen.normalised)) {
      const uint32_t begin = std::max(floor, FieldBegin(words_, matches_, post.head_begin));
      if (begin + 1 == post.head_begin && words_.Is(begin, "european") &&
          words_.Is(post.head_begin, "commissioner")) {
        // "European Commissioner for Trade": whose, and no field.
        post.added = std::string(words_.Text(begin));
        post.begin_token = begin;
      } else if (begin < post.head_begin) {
        post.field_begin = begin;
        post.field_end = post.head_begin;
        post.begin_token = begin;
      }
    }
    if (at == i && !post.lower && post.field_begin == post.field_end && i > floor) {
      // "Operations Director", "Regional Manager": a word of the title that no list has.
      const uint32_t before = i - 1;
      const uint32_t flags = words_.Flags(before);
      if (words_.Capital(before) && !words_.Starts(before) && !words_.Upper(before) &&
          words_.Sentence(before) == words_.Sentence(i) && (flags & kWordCommon) != 0 &&
          (flags & (kWordGiven | kWordSurname | kWordFunction | kWordMonth | kWordWeekday)) == 0 &&
          !words_.IsAny(before, {"visiting", "outgoing", "incoming", "departing"}) &&
          !(words_.Is(before - 1, "of") && words_.Capital(before - 2)) &&  // "Chamber of Commerce"
          matches_.Longest(before, EntryKind::kDemonym) == nullptr && !in_date_[before] &&
          !IsCue(before) && !EndsCountry(matches_, before)) {
        post.begin_token = before;
        post.added = std::string(words_.Text(before));
      }
    }
    if (!post.plural && at == i) TakeLowerModifiers(words_, matches_, floor, post);
    ParseObject(post, chosen);
    posts_.push_back(std::move(post));
    return std::max(posts_.back().end_token, title->end_token);
  }

  /// What follows the head: "of Energy", "for Ports at the Ministry of Transport", "of Chile".
  void ParseObject(FoundPost& post, const TitleRecord& record) const {
    uint32_t at = post.end_token = ShortFormEnd(words_, post);
    const bool field_free = post.field_begin == post.field_end;
    if (field_free && !post.lower && record.government) {
      if (const uint32_t end = BracketedField(words_, matches_, at); end > at) {
        post.field_begin = at + 1;
        post.field_end = end - 1;
        post.end_token = at = end;
      }
    }
    if (const uint32_t end = field_free ? ServantEnd(post, record, at) : at; end > at) {
      post.field_begin = words_.Is(at, "to") ? at + 2 : at;
      post.field_end = post.end_token = at = end;
      ParseOwner(post, at);
      return;
    }
    // "Vice President – | Africa | at Norlake"
    if (field_free && words_.IsDash(at)) {
      const GazetteerMatch* region = matches_.Longest(at + 1, EntryKind::kPlace);
      if (region != nullptr && (words_.IsAny(region->end_token, {"at", "of", "for"}) ||
                                words_.IsComma(region->end_token))) {
        post.field_begin = at + 1;
        post.field_end = post.end_token = region->end_token;
        ParseOwner(post, post.end_token);
        return;
      }
    }
    const bool line = words_.Is(at, "for") && words_.Capital(at) && !words_.Upper(at);
    // "Vice President, | Academic Affairs"
    if (post.field_begin == post.field_end && !post.lower && !post.plural && !CountryAt(at + 1)) {
      if (const uint32_t end = FieldBehindComma(words_, matches_, at); end > at) {
        post.field_begin = at + 1;
        post.field_end = post.end_token = at = end;
      }
    }
    if (post.field_begin == post.field_end && words_.IsAny(at, {"of", "for"}) && !line) {
      uint32_t object = at + 1;
      if (words_.Is(object, "the")) ++object;
      // "governor of eastern | Peru's Lund region"
      if (words_.Text(object).ends_with("ern") && !words_.Capital(object) &&
          words_.Capital(object + 1) && CountryAt(object + 1)) {
        post.object_token = object + 1;
        return;
      }
      // "head of | Gulf affairs | at the Ministry"
      if (const GazetteerMatch* of = matches_.Longest(object, EntryKind::kPlace);
          of != nullptr && !words_.Has(object, kWordField) &&
          (post.lower || words_.Capital(of->end_token)) &&
          words_.IsAny(of->end_token, {"affairs", "operations", "relations", "studies", "policy",
                                       "programmes", "programs", "sales", "business"})) {
        post.field_begin = at + 1;
        post.field_end = post.end_token = of->end_token + 1;
        ParseOwner(post, post.end_token);
        return;
      }
      const bool country = CountryAt(object);
      // "vice president for Africa", "special envoy for the Sahel": no body of theirs.
      const GazetteerMatch* region = matches_.Longest(object, EntryKind::kPlace);
      if (words_.Is(at, "for") && region != nullptr && record.normalised != "Mayor" &&
          record.normalised != "Governor" &&
          matches_.Longest(object, EntryKind::kCountry) == nullptr &&
          matches_.Longest(object, EntryKind::kDemonym) == nullptr &&
          !words_.NameLike(region->end_token)) {
        post.field_begin = at + 1;
        post.field_end = post.end_token = region->end_token;
        ParseOwner(post, post.end_token);
        return;
      }
      const uint32_t board = BoardEnd(words_, object);
      if (board > object) {
        post.field_begin = at + 1;
        post.field_end = post.end_token = board;
        at = board;
      } else if (const uint32_t name = NamedBody(words_, at + 1); name != UINT32_MAX) {
        post.object_token = name;
        return;
      } else if (const uint32_t noun = BodyNoun(words_, at + 1); noun != UINT32_MAX) {
        post.noun_token = noun;
        return;
      } else if (!country) {
        uint32_t end = at + 1;
        if (TakesField(record.normalised)) {
          end = FieldEnd(words_, matches_, at + 1, post.lower || !words_.Capital(object));
          if (end == at + 1 && words_.Is(at, "for")) end = DutyEnd(at + 1);
        } else if ((words_.Is(at, "for") || !BodyAt(object)) &&
                   record.normalised != "Spokesperson") {
          end = DutyEnd(at + 1);
        }
        // "chairman of the State | Duma", "of the Norlake Parliament's | …": a body's name goes on.
        if (object > at + 1 && words_.Capital(object) && words_.IsPossessive(end)) end = at + 1;
        if (object > at + 1 && words_.Capital(end) && end > object && HeadAt(end)) end = at + 1;
        if (end > at + 1) {
          post.field_begin = at + 1;
          post.field_end = end;
          post.end_token = end;
          at = end;
        }
      }
    }
    ParseOwner(post, at);
  }

  /// "Secretary | to the Prime Minister | NAME", "Adviser | to the President on Trade | NAME",
  /// "Secretary of State | in charge of Security": the end of what belongs to the title; `at` when
  /// nothing does.
  uint32_t ServantEnd(const FoundPost& post, const TitleRecord& record, uint32_t at) const {
    if (record.government && words_.Is(at, "in") && words_.Is(at + 1, "charge") &&
        words_.Is(at + 2, "of")) {
      const uint32_t end =
          FieldEnd(words_, matches_, at + 3, post.lower || !words_.Capital(at + 3));
      return end > at + 3 ? end : at;
    }
    const bool serves = record.normalised == "Adviser" || record.normalised == "Assistant" ||
                        record.normalised.ends_with("Secretary") ||
                        record.normalised.ends_with("Assistant") ||
                        record.normalised.ends_with("Adviser") || record.normalised == "Aide" ||
                        record.normalised.ends_with("Minister");
    if (!serves || post.lower || !words_.Is(at, "to") || !words_.Is(at + 1, "the")) return at;
    const GazetteerMatch* chief = TitleAt(at + 2);
    if (chief == nullptr || chief->lower || chief->entry->is_plural) return at;
    const std::string& whom = Record(*chief).normalised;
    if (whom != "President" && whom != "Prime Minister" && whom != "Minister" &&
        whom != "Chancellor" && whom != "Premier" && whom != "Vice President") {
      return at;
    }
    uint32_t end = chief->end_token;
    if (words_.IsAny(end, {"on", "for"}) && words_.Capital(end + 1)) {
      const uint32_t field = FieldEnd(words_, matches_, end + 1, false);
      if (field > end + 1) end = field;
    }
    return end;
  }

  /// "of | Chile", "at the | Ministry of Transport", from the preposition on.
  void ParseOwner(FoundPost& post, uint32_t at) const {
    // "Director General | For Peru: Ann Ayres"
    if (words_.Capital(at) && !words_.Upper(at) && !post.lower && words_.Is(at, "for")) return;
    // "her counterpart | from Peru"
    const uint32_t origin = words_.Is(at + 1, "the") ? at + 2 : at + 1;
    const std::string& title = words_.lexicon().titles()[post.record].normalised;
    const bool relative = title == "Counterpart" || title == "Colleague";
    const bool from =
        words_.Is(at, "from") && (CountryAt(origin) || (relative && words_.NameLike(origin)));
    if (from || words_.IsAny(at, {"of", "for", "at", "in", "to", "with"})) {
      post.object_token = NamedBody(words_, at + 1);
      if (post.object_token != UINT32_MAX) return;
      if (post.noun_token = BodyNoun(words_, at + 1); post.noun_token != UINT32_MAX) return;
      uint32_t object = at + 1;
      if (words_.IsAny(object, {"the", "its", "their", "our"})) {
        ++object;
        uint32_t k = object;
        while (k < object + 4 && !words_.Capital(k) &&
               (words_.Text(k) == "-" ||
                words_.IsAny(k, {"state", "owned", "run", "state-owned", "state-run", "local",
                                 "national", "newly", "formed", "created", "established", "giant",
                                 "visiting", "country", "largest", "new"}))) {
          ++k;
        }
        if (k > object && words_.NameLike(k) && words_.Capital(k)) object = k;
      } else if (words_.Has(object, kWordBody | kWordBusiness) && !words_.Capital(object) &&
                 words_.Capital(object + 1)) {
        ++object;  // "at consultancy | Norlake"
      }
      if (words_.NameLike(object) || words_.IsNumber(object) ||
          matches_.Longest(object, EntryKind::kDemonym) != nullptr) {
        post.object_token = object;
      }
    } else if (words_.Upper(at) && !(words_.NameLike(at + 1) && !words_.Upper(at + 1)) &&
               !words_.Has(at, kWordCommon | kWordFamilyFirst)) {
      post.object_token = at;  // "Director NAVCERT"
    }
  }

  /// "Dr the | Honourable"
  bool HonorificAt(uint32_t i) const {
    const GazetteerMatch* title = TitleAt(i);
    return title != nullptr && Record(*title).kind == TitleKind::kHonorific;
  }

  bool IsTitle(uint32_t i) const {
    for (const GazetteerMatch& match : matches_.At(i)) {
      const bool title = match.entry->kind == EntryKind::kTitle && !match.lower;
      if (title && Record(match).kind != TitleKind::kModifier) return true;
    }
    return false;
  }
  bool HeadAt(uint32_t i) const {
    for (const GazetteerMatch& match : matches_.At(i)) {
      const bool cue = match.entry->kind == EntryKind::kCue && !match.lower;
      if (cue && words_.lexicon().cues()[match.entry->record].role == CueRole::kHead) return true;
    }
    return false;
  }
  bool IsCue(uint32_t i) const {
    for (const GazetteerMatch& match : matches_.At(i)) {
      if (match.entry->kind == EntryKind::kCue) return true;
    }
    return false;
  }
  bool CountryAt(uint32_t i) const {
    const GazetteerMatch* body = matches_.Longest(i, EntryKind::kOrganization);
    if (body != nullptr && !body->entry->needs_company) return true;
    const GazetteerMatch* place = matches_.Longest(i, EntryKind::kPlace);
    // "Maritime | Affairs": a region of that name, and a field.
    if (place != nullptr && place->end_token == i + 1 && words_.Has(i, kWordField) &&
        words_.Has(i + 1, kWordField)) {
      place = nullptr;
    }
    return matches_.Longest(i, EntryKind::kCountry) != nullptr || place != nullptr ||
           matches_.Longest(i, EntryKind::kDemonym) != nullptr;
  }
  /// Whether the capitalised phrase at i looks like a body: it holds a cue or a word no list has.
  bool BodyAt(uint32_t i) const {
    if (matches_.Longest(i, EntryKind::kOrganization) != nullptr) return true;
    for (uint32_t k = i; k < i + 10; ++k) {
      if (!words_.NameLike(k)) {
        if (words_.IsAny(k, {"and", "of", "the", "for"})) continue;
        return false;
      }
      // "Dean of Engineering | Ann Ayres": a field and then a name.
      const bool field_before = k == i + 1 && words_.Has(i, kWordField);
      if (field_before && words_.Has(k, kWordGiven)) return false;
      if (field_before && words_.Id(k) == 0 && words_.Text(k).find('-') != std::string_view::npos)
        return false;
      if (words_.Id(k) == 0 || words_.Upper(k)) return true;
      if ((words_.Flags(k) & kWordCommon) == 0) return true;
      for (const GazetteerMatch& match : matches_.At(k)) {
        if (match.entry->kind != EntryKind::kCue) continue;
        const CueRole role = words_.lexicon().cues()[match.entry->record].role;
        if (role == CueRole::kMinistry || role == CueRole::kHead) {
          const uint32_t flags = words_.Flags(k);
          if ((flags & kWordField) == 0) return true;
        }
      }
    }
    return false;
  }
  /// "Research", "Laboratory Services", "the supervisory board": what somebody is head of, that is
  /// no body of its own.
  uint32_t DutyEnd(uint32_t at) const {
    uint32_t i = at;
    if (words_.IsAny(i, {"its", "their", "his", "her", "our"})) return at;
    if (words_.Is(i, "the")) ++i;
    const uint32_t begin = i;
    while (words_.IsWord(i) && i < begin + 5) {
      const uint32_t flags = words_.Flags(i);
      if ((flags & (kWordFunction | kWordSpeech)) != 0 && !words_.Is(i, "and")) break;
      if (words_.Capital(i) && IsTitle(i)) break;
      if (words_.Is(i, "and") && !((words_.Flags(i + 1) & kWordNoun) != 0)) break;
      if ((flags & kWordCommon) == 0 && !words_.Is(i, "and")) break;
      ++i;
    }
    while (i > begin && words_.Is(i - 1, "and")) --i;
    return i == begin ? at : i;
  }

  const TextWords& words_;
  const GazetteerMatches& matches_;
  std::vector<bool> in_date_;
  std::vector<FoundPost> posts_;
  mutable uint32_t body_end_ = 0;  // of the body's name that a title was found to open
};

}  // namespace

std::vector<FoundPost> FindPosts(const TextWords& words, const GazetteerMatches& matches,
                                 const std::vector<FoundDate>& dates) {
  return PostFinder(words, matches, dates).Run();
}

}  // namespace entente::ingest
