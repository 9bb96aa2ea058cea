#include "ingest/readers/markdown.h"

#include <cmark.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ingest/readers/block_text.h"
#include "ingest/readers/blocks.h"
#include "ingest/readers/html.h"
#include "ingest/readers/language.h"
#include "ingest/readers/metadata.h"

namespace entente::ingest {

namespace {

using graph::ErrorCode;
using graph::MakeError;
using graph::Result;

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

std::string_view Trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

/// A plain or quoted YAML scalar.
std::string Scalar(std::string_view text) {
  text = Trim(text);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'')) {
    char quote = text.front();
    std::string out;
    for (size_t i = 1; i < text.size(); ++i) {
      if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) {
        out += text[++i];
      } else if (text[i] == quote) {
        if (quote == '\'' && i + 1 < text.size() && text[i + 1] == '\'') {
          out += text[++i];
        } else {
          break;
        }
      } else {
        out += text[i];
      }
    }
    return out;
  }
  size_t comment = text.find(" #");
  return std::string(Trim(text.substr(0, comment)));
}

/// Reads the indented lines of a block scalar ("title: >-") from `at` on, and moves it past them.
std::string BlockScalar(std::string_view text, size_t& at) {
  std::string out;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n')) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = Trim(text.substr(at, end - at));
    if (!out.empty() && !line.empty()) out += ' ';
    out += line;
    at = std::min(end + 1, text.size());
  }
  return out;
}

/// Reads the block between two "---" lines at the beginning; returns what follows it.
/// Source: the convention of Jekyll, https://jekyllrb.com/docs/front-matter/; top-level scalars
/// only, and block scalars of them.
std::string_view ReadFrontMatter(std::string_view text, DocumentFields& fields) {
  if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return text;
  std::string published;
  size_t at = text.find('\n') + 1;
  while (at < text.size()) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    std::string_view trimmed = Trim(line);
    if (trimmed == "---" || trimmed == "...") {
      fields.published = published;
      return text.substr(at);
    }
    size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.empty() || line[0] == ' ' || line[0] == '#')
      continue;
    std::string key;
    for (char c : Trim(line.substr(0, colon))) {
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    std::string value = Scalar(line.substr(colon + 1));
    if (value == ">" || value == ">-" || value == ">+" || value == "|" || value == "|-" ||
        value == "|+") {
      value = BlockScalar(text, at);
    }
    if (key == "title" || key == "headline") {
      fields.title = SqueezeSpace(value);
    } else if (key == "date" || key == "published" || key == "publish_date" || key == "pubdate") {
      if (published.empty()) published = NormalizeDay(value);
    } else if (key == "source" || key == "publisher" || key == "site") {
      fields.source = SqueezeSpace(value);
    } else if (key == "url" || key == "link" || key == "canonical" || key == "canonical_url") {
      fields.url = value;
    } else if (key == "language" || key == "lang") {
      fields.language = PrimaryLanguage(value);
    }
  }
  // No end: it was a thematic break and text.
  fields = DocumentFields();
  return text;
}

/// The cells of a line of a pipe table.
std::vector<std::string_view> Cells(std::string_view line) {
  line = Trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  std::vector<std::string_view> cells;
  size_t begin = 0;
  for (size_t i = 0; i <= line.size(); ++i) {
    if (i == line.size() || line[i] == '|') {
      cells.push_back(line.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  return cells;
}

/// "|---|:-:|": what makes the line above it a table's head.   Source: GitHub Flavored Markdown
/// 0.29, section 4.10.
bool IsDelimiterRow(std::string_view line) {
  if (line.find('-') == std::string_view::npos || line.find('|') == std::string_view::npos) {
    return false;
  }
  return std::all_of(line.begin(), line.end(),
                     [](char c) { return c == '-' || c == ':' || c == '|' || c == ' '; });
}

/// Adds a paragraph, or the table that it is.
void AddParagraph(MarkedBlock block, uint32_t& rows, std::vector<MarkedBlock>& blocks) {
  size_t first = block.text.find('\n');
  size_t second = first == std::string::npos ? first : block.text.find('\n', first + 1);
  std::string_view text = block.text;
  bool is_table = first != std::string::npos &&
                  text.substr(0, first).find('|') != std::string_view::npos &&
                  IsDelimiterRow(text.substr(first + 1, second - first - 1));
  if (!is_table) {
    blocks.push_back(std::move(block));
    return;
  }
  size_t line_number = 0;
  for (size_t at = 0; at < text.size(); ++line_number) {
    size_t end = std::min(text.find('\n', at), text.size());
    if (line_number != 1) {
      ++rows;
      for (std::string_view cell : Cells(text.substr(at, end - at))) {
        MarkedBlock one;
        one.kind = BlockKind::kTableCell;
        one.row = rows;
        one.text = std::string(Trim(cell));
        blocks.push_back(std::move(one));
      }
    }
    at = end + 1;
  }
}

/// "<br>", "<BR />".
bool IsLineBreak(std::string_view tag) {
  return tag.size() >= 4 && (tag[1] == 'b' || tag[1] == 'B') && (tag[2] == 'r' || tag[2] == 'R') &&
         !std::isalpha(static_cast<unsigned char>(tag[3]));
}

std::vector<MarkedBlock> ReadBlocks(cmark_node* root) {
  std::vector<MarkedBlock> blocks;
  std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(root));
  MarkedBlock block;
  uint32_t rows = 0;
  int items = 0, quotes = 0, images = 0;
  bool in_leaf = false;
  while (true) {
    cmark_event_type event = cmark_iter_next(iterator.get());
    if (event == CMARK_EVENT_DONE) break;
    cmark_node* node = cmark_iter_get_node(iterator.get());
    bool enter = event == CMARK_EVENT_ENTER;
    const char* literal = cmark_node_get_literal(node);
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_ITEM:
        items += enter ? 1 : -1;
        break;
      case CMARK_NODE_BLOCK_QUOTE:
        quotes += enter ? 1 : -1;
        break;
      case CMARK_NODE_PARAGRAPH:
      case CMARK_NODE_HEADING:
        if (enter) {
          block = MarkedBlock();
          bool heading = cmark_node_get_type(node) == CMARK_NODE_HEADING;
          block.kind = heading      ? BlockKind::kHeading
                       : items > 0  ? BlockKind::kListItem
                       : quotes > 0 ? BlockKind::kQuote
                                    : BlockKind::kParagraph;
          if (heading && cmark_node_get_heading_level(node) == 1) block.kind = BlockKind::kTitle;
          in_leaf = true;
        } else {
          in_leaf = false;
          AddParagraph(std::move(block), rows, blocks);
          block = MarkedBlock();
        }
        break;
      case CMARK_NODE_CODE_BLOCK:
        if (literal != nullptr) {
          MarkedBlock code;
          code.text = literal;
          std::replace(code.text.begin(), code.text.end(), '\n', kLineBreakMark);
          blocks.push_back(std::move(code));
        }
        break;
      case CMARK_NODE_HTML_BLOCK:
        if (literal != nullptr) {
          MarkedBlock html;
          html.text = HtmlToText(literal);
          blocks.push_back(std::move(html));
        }
        break;
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
        // What an image is called is no part of the sentence that it stands in.
        if (in_leaf && literal != nullptr && images == 0) block.text += literal;
        break;
      case CMARK_NODE_SOFTBREAK:
        block.text += '\n';
        break;
      case CMARK_NODE_LINEBREAK:
        block.text += kLineBreakMark;
        break;
      case CMARK_NODE_HTML_INLINE:
        if (literal != nullptr && IsLineBreak(literal)) block.text += kLineBreakMark;
        break;
      case CMARK_NODE_IMAGE:
        images += enter ? 1 : -1;
        break;
      case CMARK_NODE_LINK: {
        auto at = static_cast<uint32_t>(block.text.size());
        if (enter) {
          block.links.emplace_back(at, at);
        } else if (!block.links.empty()) {
          block.links.back().second = at;
        }
        break;
      }
      default:
        break;
    }
  }
  return blocks;
}

}  // namespace

Result<DocumentFields> ReadMarkdown(std::string_view text) {
  DocumentFields fields;
  std::string_view body = ReadFrontMatter(text, fields);
  std::unique_ptr<cmark_node, FreeNode> root(
      cmark_parse_document(body.data(), body.size(), CMARK_OPT_DEFAULT));
  if (!root) return MakeError(ErrorCode::kLimit, "the document could not be parsed as Markdown");
  std::vector<MarkedBlock> blocks = ReadBlocks(root.get());

  // One title: the front matter's, else the first heading of the first level.
  std::string first_heading;
  for (MarkedBlock& block : blocks) {
    if (block.kind != BlockKind::kTitle) continue;
    std::string heading = SqueezeSpace(block.text);
    bool is_title = first_heading.empty() && (fields.title.empty() || heading == fields.title);
    if (first_heading.empty()) first_heading = heading;
    if (!is_title) block.kind = BlockKind::kHeading;
  }
  if (fields.title.empty()) {
    fields.title = first_heading;
  } else if (first_heading != fields.title) {
    MarkedBlock title;
    title.kind = BlockKind::kTitle;
    title.text = fields.title;
    blocks.insert(blocks.begin(), std::move(title));
  }
  RenderBlocks(blocks, fields.text, fields.blocks);
  return fields;
}

}  // namespace entente::ingest
