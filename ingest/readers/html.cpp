#include "ingest/readers/html.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "ingest/readers/block_text.h"
#include "ingest/readers/blocks.h"
#include "ingest/readers/html_metadata.h"
#include "ingest/readers/html_tree.h"

namespace entente::ingest {

namespace {

using graph::Result;

// A part that only its class or id calls boilerplate, and that holds more of the page's text than
// this, is no boilerplate: the class meant the layout ("has-sidebar").
constexpr double kMaxBoilerplateShare = 0.3;

enum class Use : uint8_t { kKeep, kDrop, kRelated };

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// The words of class, id and role: cut at other characters and at inner capitals, in lower case.
std::vector<std::string> NameWords(const std::string& names) {
  std::vector<std::string> words;
  std::string word;
  for (size_t i = 0; i <= names.size(); ++i) {
    char c = i < names.size() ? names[i] : ' ';
    bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    bool inner_capital = letter && c >= 'A' && c <= 'Z' && !word.empty() && i > 0 &&
                         names[i - 1] >= 'a' && names[i - 1] <= 'z';
    if ((!letter || inner_capital) && !word.empty()) {
      words.push_back(word);
      word.clear();
    }
    if (letter) word += Lower(c);
  }
  return words;
}

bool IsBoilerplateWord(const std::string& word) {
  static constexpr std::array<std::string_view, 62> kWords = {
      "ad",         "ads",         "adv",        "advert",     "advertisement", "advertising",
      "breadcrumb", "breadcrumbs", "comment",    "comments",   "consent",       "cookie",
      "cookies",    "crumb",       "crumbs",     "disqus",     "donate",        "footer",
      "gdpr",       "hidden",      "login",      "masthead",   "menu",          "modal",
      "nav",        "navbar",      "navigation", "newsletter", "noprint",       "overlay",
      "pager",      "pagination",  "paywall",    "popup",      "popular",       "privacy",
      "promo",      "promoted",    "rating",     "respond",    "search",        "share",
      "sharebar",   "sharing",     "sharethis",  "sidebar",    "signin",        "signup",
      "skip",       "social",      "sponsor",    "sponsored",  "subscribe",     "subscription",
      "tags",       "toolbar",     "toplinks",   "trending",   "ticker",        "visuallyhidden",
      "widget",     "widgets"};
  static_assert(std::is_sorted(kWords.begin(), kWords.begin() + 20));
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool IsRelatedWord(const std::string& word) {
  return word == "related" || word == "recommended" || word == "recommendations" ||
         word == "readmore" || word == "readnext" || word == "morestories";
}

class Reader {
 public:
  explicit Reader(const HtmlTree& tree) : tree_(tree), nodes_(tree.nodes) {}

  std::vector<MarkedBlock> Blocks() {
    CountText();
    DecideUse();
    uint32_t root = FindRoot();
    std::vector<MarkedBlock> blocks;
    uint32_t title = FindTitleHeading(root);
    if (title != 0 && (title < root || title >= nodes_[root].end)) Emit(title, blocks, true);
    Emit(root, blocks, false);
    // Headlines of related stories that stand beside the main part.
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      bool outside = i < root || i >= nodes_[root].end;
      if (outside && use_[i] == Use::kRelated && use_[nodes_[i].parent] != Use::kRelated &&
          i != root) {
        Emit(i, blocks, true);
      }
    }
    return blocks;
  }

 private:
  void CountText() {
    text_bytes_.assign(nodes_.size(), 0);
    link_bytes_.assign(nodes_.size(), 0);
    prose_bytes_.assign(nodes_.size(), 0);
    has_title_.assign(nodes_.size(), 0);
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) {
      const HtmlNode& node = nodes_[i];
      if (node.tag == HtmlTag::kText) {
        HtmlTag parent = nodes_[node.parent].tag;
        if (parent == HtmlTag::kScript || parent == HtmlTag::kTitle || parent == HtmlTag::kStyle) {
          continue;
        }
        uint32_t letters = 0;
        for (char c : tree_.Text(node)) letters += static_cast<unsigned char>(c) > ' ';
        text_bytes_[i] = letters;
        if (node.in_link) link_bytes_[i] = letters;
      }
      if (node.tag == HtmlTag::kH1) has_title_[i] = 1;
      text_bytes_[node.parent] += text_bytes_[i];
      link_bytes_[node.parent] += link_bytes_[i];
      has_title_[node.parent] |= has_title_[i];
    }
  }

  /// What each element is used for; what lies below a dropped element is dropped with it.
  void DecideUse() {
    use_.assign(nodes_.size(), Use::kKeep);
    uint32_t all = std::max<uint32_t>(text_bytes_[0], 1);
    std::vector<bool> in_main(nodes_.size(), false);
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      const HtmlNode& node = nodes_[i];
      in_main[i] =
          in_main[node.parent] || node.tag == HtmlTag::kMain || node.tag == HtmlTag::kArticle;
      Use above = use_[node.parent];
      if (above == Use::kDrop) {
        use_[i] = Use::kDrop;
        continue;
      }
      if (node.tag == HtmlTag::kText) {
        use_[i] = above;
        continue;
      }
      Use own = OwnUse(i, static_cast<double>(text_bytes_[i]) / all, in_main[node.parent]);
      use_[i] = own == Use::kKeep ? above : own;
    }
  }

  Use OwnUse(uint32_t i, double share, bool in_main) const {
    using enum HtmlTag;
    const HtmlNode& node = nodes_[i];
    bool small = share < kMaxBoilerplateShare;
    switch (node.tag) {
      case kHead:
      case kScript:
      case kStyle:
      case kTemplate:
      case kNoscript:
      case kSvg:
      case kIframe:
      case kObject:
      case kVideo:
      case kButton:
      case kSelect:
      case kOption:
      case kTextarea:
      case kDialog:
        return Use::kDrop;
      case kForm:
      case kNav:
      case kFooter:
        if (small) return Use::kDrop;
        break;
      case kHeader:
        if (!in_main && !has_title_[i] && small) return Use::kDrop;
        break;
      case kBody:
      case kMain:
      case kArticle:
      case kHtml:
      case kH1:
        return Use::kKeep;
      default:
        break;
    }
    if (node.begin_byte == node.end_byte)
      return node.tag == kAside && small ? AsideUse(i) : Use::kKeep;
    std::string style = tree_.Attribute(node, "style");
    style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
    if (tree_.HasAttribute(node, "hidden") || tree_.Attribute(node, "aria-hidden") == "true" ||
        style.find("display:none") != std::string::npos ||
        style.find("visibility:hidden") != std::string::npos) {
      return small ? Use::kDrop : Use::kKeep;
    }
    std::string role = tree_.Attribute(node, "role");
    if (small &&
        (role == "navigation" || role == "banner" || role == "contentinfo" || role == "search" ||
         role == "dialog" || role == "menu" || role == "alertdialog")) {
      return Use::kDrop;
    }
    std::vector<std::string> words =
        NameWords(tree_.Attribute(node, "class") + " " + tree_.Attribute(node, "id"));
    if (small && std::any_of(words.begin(), words.end(), IsRelatedWord)) return Use::kRelated;
    if (small && std::any_of(words.begin(), words.end(), IsBoilerplateWord)) return Use::kDrop;
    return node.tag == kAside && small ? AsideUse(i) : Use::kKeep;
  }

  /// An aside is other matter, unless it says that it lists related stories.
  Use AsideUse(uint32_t i) const {
    for (uint32_t k = i + 1; k < nodes_[i].end; ++k) {
      if (nodes_[k].tag == HtmlTag::kText) {
        std::string text = SqueezeSpace(tree_.Text(nodes_[k]));
        if (text.empty()) continue;
        return IsRelatedCue(text) ? Use::kRelated : Use::kDrop;
      }
    }
    return Use::kDrop;
  }

  /// The element that holds the story: an article, else the main part, else the body.
  uint32_t FindRoot() {
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) {
      const HtmlNode& node = nodes_[i];
      if (node.tag == HtmlTag::kText && use_[i] == Use::kKeep && !node.in_link) {
        prose_bytes_[i] = text_bytes_[i];
      }
      if (use_[i] != Use::kDrop) prose_bytes_[node.parent] += prose_bytes_[i];
    }
    uint32_t best = 0;
    for (HtmlTag tag : {HtmlTag::kArticle, HtmlTag::kMain, HtmlTag::kBody}) {
      for (uint32_t i = 1; i < nodes_.size(); ++i) {
        bool is_main = tag == HtmlTag::kMain && nodes_[i].tag != HtmlTag::kText &&
                       nodes_[i].begin_byte < nodes_[i].end_byte &&
                       (tree_.Attribute(nodes_[i], "role") == "main" ||
                        tree_.Attribute(nodes_[i], "itemprop") == "articleBody");
        if (nodes_[i].tag != tag && !is_main) continue;
        if (use_[i] == Use::kDrop) continue;
        if (best == 0 || prose_bytes_[i] > prose_bytes_[best]) best = i;
      }
      if (best != 0 && prose_bytes_[best] * 2 >= prose_bytes_[0]) return best;
      best = 0;
    }
    return 0;
  }

  uint32_t FindTitleHeading(uint32_t root) const {
    uint32_t first = 0;
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (nodes_[i].tag != HtmlTag::kH1 || use_[i] == Use::kDrop || text_bytes_[i] == 0) continue;
      if (i >= root && i < nodes_[root].end) return i;
      if (first == 0) first = i;
    }
    return first;
  }

  /// Whether a table is there for the layout: a cell of it holds paragraphs or another table.
  bool IsLayoutTable(uint32_t table) const {
    for (uint32_t i = table + 1; i < nodes_[table].end; ++i) {
      if (nodes_[i].tag == HtmlTag::kTable || nodes_[i].tag == HtmlTag::kH1 ||
          nodes_[i].tag == HtmlTag::kArticle) {
        return true;
      }
      if (nodes_[i].tag == HtmlTag::kTd && text_bytes_[i] > 600) return true;
    }
    return false;
  }

  /// Appends the blocks below `from`. With `inside`, what use `from` itself is put to is not asked.
  void Emit(uint32_t from, std::vector<MarkedBlock>& blocks, bool inside) {
    struct Open {
      uint32_t node;
      bool layout_table;
    };
    std::vector<Open> open;
    bool seen_title = false;
    bool fresh = true;  // the next text begins a block
    bool line_break = false;
    MarkedBlock block;
    auto flush = [&] {
      if (!block.text.empty()) blocks.push_back(std::move(block));
      block = MarkedBlock();
      fresh = true;
      line_break = false;
    };
    uint32_t link = 0;
    for (uint32_t i = from; i < nodes_[from].end || i == from; ++i) {
      while (!open.empty() && nodes_[open.back().node].end <= i) {
        if (IsBlockLevel(nodes_[open.back().node].tag)) flush();
        open.pop_back();
      }
      const HtmlNode& node = nodes_[i];
      if (use_[i] == Use::kDrop && !(inside && i == from)) {
        if (IsBlockLevel(node.tag)) flush();
        if (node.end > i + 1) i = node.end - 1;
        continue;
      }
      if (node.tag == HtmlTag::kBr) {
        if (line_break) {
          flush();
        } else if (!block.text.empty()) {
          block.text += kLineBreakMark;
          line_break = true;
        }
        continue;
      }
      if (node.tag != HtmlTag::kText) {
        if (IsBlockLevel(node.tag)) flush();
        open.push_back({i, node.tag == HtmlTag::kTable && IsLayoutTable(i)});
        continue;
      }
      std::string_view text = tree_.Text(node);
      bool blank = std::all_of(text.begin(), text.end(),
                               [](char c) { return static_cast<unsigned char>(c) <= ' '; });
      if (blank && fresh) continue;
      if (fresh) {
        fresh = false;
        link = 0;
        block.related = use_[i] == Use::kRelated;
        DecideKind(open, block, seen_title);
      }
      if (!blank) line_break = false;
      auto begin = static_cast<uint32_t>(block.text.size());
      block.text += text;
      auto end = static_cast<uint32_t>(block.text.size());
      if (node.in_link) {
        if (link == node.link && !block.links.empty()) {
          block.links.back().second = end;
        } else {
          block.links.emplace_back(begin, end);
        }
        link = node.link;
      }
    }
    flush();
  }

  template <class OpenList>
  void DecideKind(const OpenList& open, MarkedBlock& block, bool& seen_title) {
    using enum HtmlTag;
    uint32_t row = 0;
    bool in_cell = false;
    for (size_t k = open.size(); k-- > 0;) {
      uint32_t i = open[k].node;
      switch (nodes_[i].tag) {
        case kH1:
          block.kind = seen_title ? BlockKind::kHeading : BlockKind::kTitle;
          seen_title = true;
          return;
        case kH2:
          block.kind = BlockKind::kHeading;
          return;
        case kLi:
        case kDt:
        case kDd:
          block.kind = BlockKind::kListItem;
          return;
        case kFigcaption:
        case kCaption:
          block.kind = BlockKind::kCaption;
          return;
        case kBlockquote:
          block.kind = BlockKind::kQuote;
          return;
        case kTd:
          in_cell = true;
          break;
        case kTr:
          if (row == 0) row = i;
          break;
        case kTable:
          if (in_cell && !open[k].layout_table) {
            block.kind = BlockKind::kTableCell;
            block.row = row;
          }
          return;
        default:
          break;
      }
    }
  }

  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  std::vector<uint32_t> text_bytes_;   // below each node, white space not counted
  std::vector<uint32_t> link_bytes_;   // of it, in links
  std::vector<uint32_t> prose_bytes_;  // of it, kept and not in links
  std::vector<uint8_t> has_title_;     // an h1 is below
  std::vector<Use> use_;
};

/// Imprints that no markup sets apart.
bool IsImprint(std::string_view text) {
  return text.starts_with("©") || text.starts_with("Copyright ") ||
         (text.size() < 80 && text.find("ll rights reserved") != std::string_view::npos);
}

}  // namespace

Result<DocumentFields> ReadHtml(std::string_view page) {
  ENTENTE_ASSIGN_OR_RETURN(HtmlTree tree, ParseHtml(page));
  DocumentFields fields;
  std::vector<MarkedBlock> blocks = Reader(tree).Blocks();
  std::erase_if(blocks, [](const MarkedBlock& block) {
    return block.text.size() < 400 && IsImprint(SqueezeSpace(block.text));
  });
  RenderBlocks(blocks, fields.text, fields.blocks);
  HtmlMetadata metadata = ReadHtmlMetadata(tree);
  fields.published = metadata.published;
  fields.source = metadata.source;
  fields.url = metadata.url;
  fields.language = metadata.language;
  fields.title = metadata.title;
  if (fields.title.empty()) {
    for (const Block& block : fields.blocks) {
      if (block.kind != BlockKind::kTitle) continue;
      fields.title = SqueezeSpace(
          std::string_view(fields.text).substr(block.span.begin_byte, block.span.size_bytes()));
      break;
    }
  }
  if (fields.title.empty()) fields.title = metadata.page_title;
  return fields;
}

std::string HtmlToText(std::string_view piece) {
  auto tree = ParseHtml(piece);
  if (!tree) return "";
  std::string out;
  for (uint32_t i = 1; i < tree->nodes.size(); ++i) {
    const HtmlNode& node = tree->nodes[i];
    if (node.tag == HtmlTag::kText) {
      if (tree->nodes[node.parent].tag != HtmlTag::kScript) out += tree->Text(node);
    } else if (node.tag == HtmlTag::kBr || IsBlockLevel(node.tag)) {
      out += ' ';
    }
  }
  return out;
}

}  // namespace entente::ingest
