#include "ingest/readers/html_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>

#include "ingest/readers/entities.h"

namespace entente::ingest {

namespace {

using graph::ErrorCode;
using graph::MakeError;
using graph::Result;

// How far up an end tag or an implied end looks for its element.
constexpr size_t kMaxLookUp = 64;

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsLetter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

HtmlTag TagOf(std::string_view name) {
  using enum HtmlTag;
  static const std::unordered_map<std::string_view, HtmlTag> kTags = {{"a", kA},
                                                                      {"address", kBlock},
                                                                      {"article", kArticle},
                                                                      {"aside", kAside},
                                                                      {"blockquote", kBlockquote},
                                                                      {"body", kBody},
                                                                      {"br", kBr},
                                                                      {"button", kButton},
                                                                      {"caption", kCaption},
                                                                      {"center", kBlock},
                                                                      {"dd", kDd},
                                                                      {"details", kBlock},
                                                                      {"dialog", kDialog},
                                                                      {"div", kDiv},
                                                                      {"dl", kDl},
                                                                      {"dt", kDt},
                                                                      {"fieldset", kBlock},
                                                                      {"figcaption", kFigcaption},
                                                                      {"figure", kBlock},
                                                                      {"footer", kFooter},
                                                                      {"form", kForm},
                                                                      {"h1", kH1},
                                                                      {"h2", kH2},
                                                                      {"h3", kH2},
                                                                      {"h4", kH2},
                                                                      {"h5", kH2},
                                                                      {"h6", kH2},
                                                                      {"head", kHead},
                                                                      {"header", kHeader},
                                                                      {"hgroup", kBlock},
                                                                      {"hr", kHr},
                                                                      {"html", kHtml},
                                                                      {"iframe", kIframe},
                                                                      {"li", kLi},
                                                                      {"link", kLink},
                                                                      {"main", kMain},
                                                                      {"menu", kUl},
                                                                      {"meta", kMeta},
                                                                      {"nav", kNav},
                                                                      {"noscript", kNoscript},
                                                                      {"object", kObject},
                                                                      {"ol", kUl},
                                                                      {"option", kOption},
                                                                      {"p", kP},
                                                                      {"pre", kPre},
                                                                      {"script", kScript},
                                                                      {"section", kSection},
                                                                      {"select", kSelect},
                                                                      {"style", kStyle},
                                                                      {"summary", kBlock},
                                                                      {"svg", kSvg},
                                                                      {"table", kTable},
                                                                      {"tbody", kTbody},
                                                                      {"td", kTd},
                                                                      {"template", kTemplate},
                                                                      {"textarea", kTextarea},
                                                                      {"tfoot", kTbody},
                                                                      {"th", kTd},
                                                                      {"thead", kTbody},
                                                                      {"time", kTime},
                                                                      {"title", kTitle},
                                                                      {"tr", kTr},
                                                                      {"ul", kUl},
                                                                      {"video", kVideo},
                                                                      {"audio", kVideo},
                                                                      {"canvas", kVideo}};
  auto found = kTags.find(name);
  return found == kTags.end() ? kInline : found->second;
}

bool IsVoid(HtmlTag tag, std::string_view name) {
  if (tag == HtmlTag::kBr || tag == HtmlTag::kHr || tag == HtmlTag::kLink ||
      tag == HtmlTag::kMeta) {
    return true;
  }
  static constexpr std::array<std::string_view, 10> kVoid = {
      "area", "base", "col", "embed", "img", "input", "param", "source", "track", "wbr"};
  return tag == HtmlTag::kInline && std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
}

/// Elements whose content is text up to their own end tag.
bool IsRawText(HtmlTag tag) {
  return tag == HtmlTag::kScript || tag == HtmlTag::kStyle || tag == HtmlTag::kTextarea ||
         tag == HtmlTag::kTitle || tag == HtmlTag::kIframe;
}

struct AttributeRange {
  std::string_view name;
  std::string_view value;
};

/// Reads the next attribute of `text`; false at the end.
bool NextAttribute(std::string_view text, size_t& at, AttributeRange& out) {
  while (at < text.size() && (IsSpace(text[at]) || text[at] == '/')) ++at;
  if (at >= text.size()) return false;
  size_t begin = at++;
  while (at < text.size() && !IsSpace(text[at]) && text[at] != '=' && text[at] != '/') ++at;
  out.name = text.substr(begin, at - begin);
  out.value = {};
  size_t mark = at;
  while (mark < text.size() && IsSpace(text[mark])) ++mark;
  if (mark >= text.size() || text[mark] != '=') return true;
  at = mark + 1;
  while (at < text.size() && IsSpace(text[at])) ++at;
  if (at >= text.size()) return true;
  if (text[at] == '"' || text[at] == '\'') {
    size_t end = text.find(text[at], at + 1);
    if (end == std::string_view::npos) end = text.size();
    out.value = text.substr(at + 1, end - at - 1);
    at = std::min(end + 1, text.size());
  } else {
    begin = at;
    while (at < text.size() && !IsSpace(text[at])) ++at;
    out.value = text.substr(begin, at - begin);
  }
  return true;
}

bool SameName(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(),
                                                [](char x, char y) { return Lower(x) == y; });
}

class Parser {
 public:
  explicit Parser(std::string_view page) : page_(page) {
    tree_.page = page;
    tree_.nodes.push_back({.tag = HtmlTag::kHtml});
    stack_.push_back({HtmlTag::kHtml, "html", 0});
  }

  Result<HtmlTree> Run() {
    while (at_ < page_.size()) {
      size_t mark = page_.find('<', at_);
      if (mark == std::string_view::npos) mark = page_.size();
      if (mark > at_) AddText(page_.substr(at_, mark - at_));
      at_ = mark;
      if (at_ < page_.size()) Markup();
      if (tree_.nodes.size() > kMaxHtmlNodes) {
        return MakeError(ErrorCode::kLimit,
                         fmt::format("the page has more than {} elements", kMaxHtmlNodes));
      }
    }
    while (!stack_.empty()) Pop();
    return std::move(tree_);
  }

 private:
  struct Open {
    HtmlTag tag;
    std::string_view name;
    uint32_t node;           // 0 where it has none of its own (and for the root)
    uint32_t link = 0;       // the enclosing link's number before this element opened one
    uint32_t container = 0;  // the innermost node of it and what it lies in
  };

  void Markup() {
    std::string_view rest = page_.substr(at_);
    char next = rest.size() > 1 ? rest[1] : ' ';
    if (rest.starts_with("<!--")) {
      size_t end = page_.find("-->", at_ + 4);
      at_ = end == std::string_view::npos ? page_.size() : end + 3;
    } else if (rest.starts_with("<![CDATA[")) {
      size_t end = page_.find("]]>", at_);
      size_t last = end == std::string_view::npos ? page_.size() : end;
      AddText(page_.substr(at_ + 9, last - at_ - 9));
      at_ = std::min(last + 3, page_.size());
    } else if (next == '!' || next == '?') {
      size_t end = page_.find('>', at_);
      at_ = end == std::string_view::npos ? page_.size() : end + 1;
    } else if (next == '/' && rest.size() > 2 && IsLetter(rest[2])) {
      at_ += 2;
      std::string_view name = TakeName();
      size_t end = page_.find('>', at_);
      at_ = end == std::string_view::npos ? page_.size() : end + 1;
      EndTag(name);
    } else if (IsLetter(next)) {
      ++at_;
      StartTag();
    } else {
      AddText(page_.substr(at_, 1));
      ++at_;
    }
  }

  /// The name at the reader's place, in lower case; a view that lives as long as the parser or the
  /// page.
  std::string_view TakeName() {
    size_t begin = at_;
    while (at_ < page_.size() && !IsSpace(page_[at_]) && page_[at_] != '>' && page_[at_] != '/') {
      ++at_;
    }
    std::string_view name = page_.substr(begin, std::min<size_t>(at_ - begin, 64));
    lower_.assign(name);
    std::transform(lower_.begin(), lower_.end(), lower_.begin(), Lower);
    return lower_;
  }

  void StartTag() {
    size_t name_begin = at_;
    std::string_view name = TakeName();
    HtmlTag tag = TagOf(name);
    bool is_void = IsVoid(tag, name);
    std::string_view raw_name = page_.substr(name_begin, name.size());
    // To the closing bracket, past quoted values.
    size_t begin = at_;
    bool after_equals = false;
    while (at_ < page_.size() && page_[at_] != '>') {
      char c = page_[at_];
      if (after_equals && (c == '"' || c == '\'')) {
        size_t end = page_.find(c, at_ + 1);
        at_ = end == std::string_view::npos ? page_.size() : end + 1;
        after_equals = false;
        continue;
      }
      if (!IsSpace(c)) after_equals = c == '=';
      ++at_;
    }
    size_t end = at_;
    at_ = std::min(at_ + 1, page_.size());
    bool self_closed = end > begin && page_[end - 1] == '/';

    CloseImplied(tag);
    bool has_attributes = end > begin + (self_closed ? 1 : 0);
    bool needs_node = tag != HtmlTag::kInline && tag != HtmlTag::kA;
    if (tag == HtmlTag::kInline && is_void) return;
    if (tag == HtmlTag::kInline && has_attributes) {
      AttributeRange attribute;
      std::string_view attributes = page_.substr(begin, end - begin);
      for (size_t i = 0; NextAttribute(attributes, i, attribute);) {
        needs_node = needs_node || SameName(attribute.name, "class") ||
                     SameName(attribute.name, "id") || SameName(attribute.name, "hidden") ||
                     SameName(attribute.name, "style") || SameName(attribute.name, "aria-hidden") ||
                     SameName(attribute.name, "itemprop") || SameName(attribute.name, "role");
      }
    }
    uint32_t node = 0;
    if (needs_node) {
      node = static_cast<uint32_t>(tree_.nodes.size());
      HtmlNode element;
      element.tag = tag;
      element.parent = Parent();
      element.end = node + 1;
      element.begin_byte = static_cast<uint32_t>(begin);
      element.end_byte = static_cast<uint32_t>(end);
      tree_.nodes.push_back(element);
    }
    if (IsRawText(tag)) {
      RawText(tag, name, node);
      return;
    }
    if (is_void || (self_closed && tag == HtmlTag::kInline)) return;
    if (stack_.size() >= kMaxHtmlDepth) {
      ++overflow_;
      return;
    }
    stack_.push_back({tag, raw_name, node, link_, node != 0 ? node : Parent()});
    if (tag == HtmlTag::kA) link_ = ++link_count_;
  }

  void RawText(HtmlTag tag, std::string_view name, uint32_t node) {
    // "</name" in any case; without one the rest of the page belongs to it.
    size_t end = at_;
    while (true) {
      end = page_.find("</", end);
      if (end == std::string_view::npos) {
        end = page_.size();
        break;
      }
      if (SameName(page_.substr(end + 2, name.size()), name)) break;
      end += 2;
    }
    std::string_view content = page_.substr(at_, end - at_);
    if (tag == HtmlTag::kTitle || tag == HtmlTag::kScript) {
      HtmlNode text;
      text.parent = node;
      text.begin_byte = static_cast<uint32_t>(tree_.text.size());
      if (tag == HtmlTag::kTitle) {
        AppendWithoutEntities(content, tree_.text);
      } else if (tree_.Attribute(tree_.nodes[node], "type").find("ld+json") != std::string::npos) {
        tree_.text += content;
      }
      text.end_byte = static_cast<uint32_t>(tree_.text.size());
      text.end = static_cast<uint32_t>(tree_.nodes.size()) + 1;
      tree_.nodes.push_back(text);
      tree_.nodes[node].end = text.end;
    }
    size_t close = page_.find('>', end);
    at_ = close == std::string_view::npos ? page_.size() : close + 1;
  }

  void EndTag(std::string_view name) {
    HtmlTag tag = TagOf(name);
    if (overflow_ > 0 && !IsVoid(tag, name)) {
      --overflow_;
      return;
    }
    if (auto depth = Find(tag, name)) {
      while (stack_.size() > depth) Pop();
    }
  }

  /// Index on the stack of the innermost open element of that name; 0 where it is out of reach.
  size_t Find(HtmlTag tag, std::string_view name) const {
    bool is_inline = tag == HtmlTag::kInline || tag == HtmlTag::kA;
    bool is_table = tag == HtmlTag::kTd || tag == HtmlTag::kTr || tag == HtmlTag::kTable ||
                    tag == HtmlTag::kTbody || tag == HtmlTag::kBody || tag == HtmlTag::kHtml;
    size_t lowest = stack_.size() > kMaxLookUp ? stack_.size() - kMaxLookUp : 1;
    for (size_t i = stack_.size(); i-- > std::max<size_t>(lowest, 1);) {
      const Open& open = stack_[i];
      bool by_name = tag == HtmlTag::kInline || tag == HtmlTag::kBlock;
      if (open.tag == tag && (!by_name || SameName(open.name, name))) return i;
      if (is_inline && IsBlockLevel(open.tag)) return 0;
      if (!is_table && (open.tag == HtmlTag::kTd || open.tag == HtmlTag::kTable)) return 0;
    }
    return 0;
  }

  /// Ends what the start of `tag` ends without saying so.
  void CloseImplied(HtmlTag tag) {
    using enum HtmlTag;
    if (!IsBlockLevel(tag) || tag == kBr) return;
    auto close = [&](std::initializer_list<HtmlTag> what, std::initializer_list<HtmlTag> walls) {
      size_t lowest = stack_.size() > kMaxLookUp ? stack_.size() - kMaxLookUp : 1;
      for (size_t i = stack_.size(); i-- > std::max<size_t>(lowest, 1);) {
        if (std::find(what.begin(), what.end(), stack_[i].tag) != what.end()) {
          while (stack_.size() > i) Pop();
          return;
        }
        if (std::find(walls.begin(), walls.end(), stack_[i].tag) != walls.end()) return;
      }
    };
    switch (tag) {
      case kLi:
        close({kLi}, {kUl, kTable});
        break;
      case kDt:
      case kDd:
        close({kDt, kDd}, {kDl, kTable});
        break;
      case kTd:
        close({kTd}, {kTr, kTable});
        break;
      case kTr:
        close({kTr}, {kTable});
        break;
      case kTbody:
        close({kTbody}, {kTable});
        break;
      case kOption:
        close({kOption}, {kSelect});
        break;
      case kBody:
        close({kHead}, {});
        break;
      default:
        break;
    }
    if (tag != kTd && tag != kTr && tag != kTbody) {
      close({kP}, {kTd, kTable, kDiv, kSection, kArticle, kMain, kLi, kBlockquote, kBlock, kUl,
                   kAside, kFooter, kHeader, kNav, kBody});
    }
  }

  void Pop() {
    const Open& open = stack_.back();
    if (open.node != 0 || stack_.size() == 1) {
      tree_.nodes[open.node].end = static_cast<uint32_t>(tree_.nodes.size());
    }
    link_ = open.link;
    stack_.pop_back();
  }

  uint32_t Parent() const { return stack_.back().container; }

  void AddText(std::string_view raw) {
    // Text that goes on where the last one ended, with nothing but inline markup between, is one.
    uint32_t parent = Parent();
    HtmlNode& last = tree_.nodes.back();
    bool join = last.tag == HtmlTag::kText && last.parent == parent && last.link == link_ &&
                last.end_byte == tree_.text.size();
    auto begin = static_cast<uint32_t>(tree_.text.size());
    AppendWithoutEntities(raw, tree_.text);
    // Marks of our own must not come from a page.
    std::replace(tree_.text.begin() + begin, tree_.text.end(), '\x01', ' ');
    auto end = static_cast<uint32_t>(tree_.text.size());
    if (join) {
      last.end_byte = end;
      return;
    }
    HtmlNode text;
    text.in_link = link_ != 0;
    text.link = link_;
    text.parent = parent;
    text.begin_byte = begin;
    text.end_byte = end;
    text.end = static_cast<uint32_t>(tree_.nodes.size()) + 1;
    tree_.nodes.push_back(text);
  }

  std::string_view page_;
  size_t at_ = 0;
  HtmlTree tree_;
  std::vector<Open> stack_;
  size_t overflow_ = 0;  // elements open beyond the greatest depth
  uint32_t link_ = 0;
  uint32_t link_count_ = 0;
  std::string lower_;
};

}  // namespace

bool IsBlockLevel(HtmlTag tag) {
  using enum HtmlTag;
  return tag != kText && tag != kInline && tag != kA && tag != kTime && tag != kButton &&
         tag != kBr && tag != kLink && tag != kMeta && tag != kScript && tag != kStyle &&
         tag != kSvg && tag != kObject && tag != kVideo && tag != kIframe && tag != kNoscript &&
         tag != kTemplate && tag != kTextarea && tag != kSelect;
}

std::string HtmlTree::Attribute(const HtmlNode& node, std::string_view name) const {
  std::string_view range = page.substr(node.begin_byte, node.end_byte - node.begin_byte);
  AttributeRange attribute;
  for (size_t at = 0; NextAttribute(range, at, attribute);) {
    if (SameName(attribute.name, name)) {
      std::string value;
      AppendWithoutEntities(attribute.value, value);
      return value;
    }
  }
  return "";
}

bool HtmlTree::HasAttribute(const HtmlNode& node, std::string_view name) const {
  std::string_view range = page.substr(node.begin_byte, node.end_byte - node.begin_byte);
  AttributeRange attribute;
  for (size_t at = 0; NextAttribute(range, at, attribute);) {
    if (SameName(attribute.name, name)) return true;
  }
  return false;
}

std::string HtmlTree::AllText(uint32_t node) const {
  std::string out;
  for (uint32_t i = node; i < nodes[node].end; ++i) {
    if (nodes[i].tag == HtmlTag::kText) {
      out += Text(nodes[i]);
    } else if (nodes[i].tag == HtmlTag::kBr || IsBlockLevel(nodes[i].tag)) {
      out += ' ';
    }
  }
  return out;
}

Result<HtmlTree> ParseHtml(std::string_view page) { return Parser(page).Run(); }

}  // namespace entente::ingest
