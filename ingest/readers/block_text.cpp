#include "ingest/readers/block_text.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "ingest/readers/blocks.h"

namespace entente::ingest {

namespace {

// A related headline has so many words at least; a shorter link is a way around the site.
constexpr size_t kMinHeadlineWords = 4;

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool CountsAsLetter(char c) {
  auto u = static_cast<unsigned char>(c);
  return std::isalnum(u) || u >= 0xC3;
}

size_t CountWords(std::string_view text) {
  size_t words = 0;
  bool in_word = false;
  for (char c : text) {
    bool letter = CountsAsLetter(c);
    words += letter && !in_word;
    in_word = letter || (in_word && (c == '\'' || c == '-'));
  }
  return words;
}

/// Letters of ASCII in lower case, other characters as a space, trimmed.
std::string Simplify(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (std::isalpha(static_cast<unsigned char>(c))) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

constexpr std::array<std::string_view, 22> kCues = {"related",
                                                    "related articles",
                                                    "related content",
                                                    "related coverage",
                                                    "related links",
                                                    "related news",
                                                    "related stories",
                                                    "related story",
                                                    "related topics",
                                                    "read also",
                                                    "read more",
                                                    "read next",
                                                    "also read",
                                                    "more on this",
                                                    "more on this story",
                                                    "more from this section",
                                                    "more news",
                                                    "more stories",
                                                    "see also",
                                                    "you may also like",
                                                    "you might also like",
                                                    "recommended"};

/// `raw` with its white space folded and its line breaks as '\n'.
std::string FoldSpace(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  bool space = false, line = false;
  for (char c : raw) {
    if (c == kLineBreakMark) {
      line = true;
    } else if (IsSpace(c)) {
      space = true;
    } else {
      if (!out.empty() && (space || line)) out += line ? '\n' : ' ';
      space = line = false;
      out += c;
    }
  }
  return out;
}

bool HasWord(std::string_view text) {
  return std::any_of(text.begin(), text.end(), CountsAsLetter);
}

class Renderer {
 public:
  Renderer(std::string& text, std::vector<Block>& spans) : text_(text), spans_(spans) {}

  void Add(BlockKind kind, std::string_view folded, uint32_t row) {
    if (!HasWord(folded)) return;
    Separate(kind, row);
    // A line break that the author asked for ends a block, unless a sentence runs on over it.
    size_t begin = 0;
    while (begin < folded.size()) {
      size_t end = folded.find('\n', begin);
      while (end != std::string_view::npos &&
             !EndsBlockAtBreak(folded.substr(begin, end - begin), folded.substr(end + 1))) {
        end = folded.find('\n', end + 1);
      }
      if (end == std::string_view::npos) end = folded.size();
      std::string_view piece = folded.substr(begin, end - begin);
      if (begin > 0) text_ += '\n';
      auto at = static_cast<uint32_t>(text_.size());
      text_ += piece;
      if (HasWord(piece)) spans_.push_back({kind, {at, static_cast<uint32_t>(text_.size())}});
      begin = end + 1;
    }
  }

  /// Text that is in no block.
  void AddPlain(std::string_view folded) { text_ += folded; }
  void Separate(BlockKind kind, uint32_t row) {
    if (!text_.empty()) {
      bool cell = kind == BlockKind::kTableCell && last_kind_ == BlockKind::kTableCell;
      if (cell && row == last_row_) {
        text_ += '\t';
      } else if (cell || (kind == BlockKind::kListItem && last_kind_ == BlockKind::kListItem)) {
        text_ += '\n';
      } else {
        text_ += "\n\n";
      }
    }
    last_kind_ = kind;
    last_row_ = row;
  }

 private:
  std::string& text_;
  std::vector<Block>& spans_;
  BlockKind last_kind_ = BlockKind::kParagraph;
  uint32_t last_row_ = 0;
};

/// "Related: A · B": each link is a headline.
bool AddHeadlines(const MarkedBlock& block, Renderer& renderer) {
  bool any = false;
  for (auto [begin, end] : block.links) {
    std::string link = FoldSpace(std::string_view(block.text).substr(begin, end - begin));
    if (CountWords(link) < kMinHeadlineWords) continue;
    renderer.Add(BlockKind::kHeading, link, 0);
    any = true;
  }
  return any;
}

}  // namespace

double LinkShare(const MarkedBlock& block) {
  auto count = [](std::string_view text) {
    return static_cast<double>(std::count_if(text.begin(), text.end(), CountsAsLetter));
  };
  double all = count(block.text);
  double linked = 0;
  for (auto [begin, end] : block.links) {
    linked += count(std::string_view(block.text).substr(begin, end - begin));
  }
  return all == 0 ? 0 : linked / all;
}

bool IsRelatedCue(std::string_view text) {
  if (text.size() > 60) return false;
  std::string simple = Simplify(text);
  return std::find(kCues.begin(), kCues.end(), simple) != kCues.end();
}

void RenderBlocks(const std::vector<MarkedBlock>& blocks, std::string& text,
                  std::vector<Block>& spans) {
  Renderer renderer(text, spans);
  bool related = false;     // under a cue
  bool introduced = false;  // the last block ended in a colon
  for (const MarkedBlock& block : blocks) {
    std::string folded = FoldSpace(block.text);
    if (!HasWord(folded)) continue;
    bool heading = block.kind == BlockKind::kHeading || block.kind == BlockKind::kTitle;
    double links = LinkShare(block);
    if (IsRelatedCue(folded) && block.kind != BlockKind::kTitle) {
      related = true;
      continue;
    }
    if (block.related || (related && links > 0.8)) {
      if (!AddHeadlines(block, renderer) && block.related && block.links.empty() && heading &&
          CountWords(folded) >= kMinHeadlineWords) {
        renderer.Add(BlockKind::kHeading, folded, 0);
      }
      continue;
    }
    related = false;
    // "Related: …" in one paragraph.
    size_t colon = folded.find(':');
    if (!block.links.empty() && colon != std::string::npos &&
        IsRelatedCue(std::string_view(folded).substr(0, colon))) {
      AddHeadlines(block, renderer);
      continue;
    }
    bool menu = links > 0.66 && !heading && !introduced &&
                (folded.back() != '.' || CountWords(folded) < kMinHeadlineWords);
    if (menu) continue;
    renderer.Add(block.kind, folded, block.row);
    introduced = folded.back() == ':' || (introduced && block.kind == BlockKind::kListItem);
  }
}

}  // namespace entente::ingest
