/// \file
/// An HTML page as a flat tree, as far as reading its text needs one. Not a browser's parser: it
/// knows implied ends of paragraphs, list items and cells, and what scripts and comments are; it
/// builds no element for plain inline markup. Linear in the page, whatever the page is; nesting
/// deeper than kMaxHtmlDepth is flattened. Threads: plain values; views look into the page.
/// Source: HTML Standard, section 13.2, simplified.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"

namespace entente::ingest {

inline constexpr size_t kMaxHtmlDepth = 512;
inline constexpr size_t kMaxHtmlNodes = size_t{1} << 23;

/// The elements that mean something for reading; others are kInline or kBlock.
enum class HtmlTag : uint8_t {
  kText,  ///< no element
  kInline,
  kBlock,
  kA,
  kArticle,
  kAside,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCaption,
  kDd,
  kDialog,
  kDiv,
  kDl,
  kDt,
  kFigcaption,
  kFooter,
  kForm,
  kH1,
  kH2,  ///< h2 to h6
  kHead,
  kHeader,
  kHr,
  kHtml,
  kIframe,
  kLi,
  kLink,
  kMain,
  kMeta,
  kNav,
  kNoscript,
  kObject,
  kOption,
  kP,
  kPre,
  kScript,
  kSection,
  kSelect,
  kStyle,
  kSvg,
  kTable,
  kTbody,  ///< thead and tfoot too
  kTd,     ///< th too
  kTemplate,
  kTextarea,
  kTime,
  kTitle,
  kTr,
  kUl,  ///< ol and menu too
  kVideo,
};

struct HtmlNode {
  HtmlTag tag = HtmlTag::kText;
  bool in_link = false;     ///< of a text: it stands in an <a>
  uint32_t link = 0;        ///< of a text in a link: the link's number, from 1
  uint32_t parent = 0;      ///< index; the root is its own
  uint32_t end = 0;         ///< one past the last node below it
  uint32_t begin_byte = 0;  ///< of a text: range of HtmlTree::text; of an element: of its
                            ///< attributes in the page
  uint32_t end_byte = 0;
};

struct HtmlTree {
  std::string_view page;
  std::vector<HtmlNode> nodes;  ///< in document order; nodes[0] is the root
  std::string text;             ///< of all text nodes, references replaced

  std::string_view Text(const HtmlNode& node) const {
    return std::string_view(text).substr(node.begin_byte, node.end_byte - node.begin_byte);
  }
  /// An attribute's value with references replaced; empty where there is none.
  std::string Attribute(const HtmlNode& node, std::string_view name) const;
  bool HasAttribute(const HtmlNode& node, std::string_view name) const;
  /// All text below an element.
  std::string AllText(uint32_t node) const;
};

bool IsBlockLevel(HtmlTag tag);

/// Errors: kLimit for a page of more than kMaxHtmlNodes elements and texts. `page` must outlive
/// the tree.
graph::Result<HtmlTree> ParseHtml(std::string_view page);

}  // namespace entente::ingest
