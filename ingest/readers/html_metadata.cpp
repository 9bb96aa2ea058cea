#include "ingest/readers/html_metadata.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "ingest/readers/blocks.h"
#include "ingest/readers/language.h"
#include "ingest/readers/metadata.h"

namespace entente::ingest {

namespace {

using nlohmann::json;

// A page has a handful of JSON-LD values; a limit keeps a hostile one from being walked for ever.
constexpr size_t kMaxJsonValues = 20000;

// A title is a line; what is longer is no title, and cutting it would cost time.
constexpr size_t kMaxTitleBytes = 2000;

/// "Headline | Site", "Headline - Site", "Site :: Headline" without the site.
std::string WithoutSite(const std::string& title, const std::string& site) {
  static constexpr std::array<std::string_view, 9> kBetween = {
      " | ", " - ", " – ", " — ", " :: ", " · ", " » ", " « ", " • "};
  if (title.size() > kMaxTitleBytes) return "";
  size_t at = std::string::npos;
  size_t length = 0;
  for (std::string_view between : kBetween) {
    size_t found = title.rfind(between);
    if (found != std::string::npos && (at == std::string::npos || found > at)) {
      at = found;
      length = between.size();
    }
  }
  if (at == std::string::npos) return title;
  std::string before = title.substr(0, at), after = title.substr(at + length);
  if (!site.empty() && after == site) return WithoutSite(before, site);
  if (!site.empty() && before == site) return after;
  // Without a name to go by: the site's part is the shorter, of four words at most; a dash within
  // a headline has longer parts on both sides.
  auto words = [](const std::string& text) {
    return 1 + std::count(text.begin(), text.end(), ' ');
  };
  if (words(after) <= 4 && words(after) < words(before)) return before;
  if (words(before) <= 4 && words(before) < words(after)) return after;
  return title;
}

std::string StringAt(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

struct LinkedData {
  std::string published;
  std::string headline;
  std::string publisher;
};

/// The first article that a JSON-LD script describes; failing that, anything with a date.
void ReadLinkedData(const std::string& text, LinkedData& out) {
  json root = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (root.is_discarded()) return;
  std::vector<const json*> todo = {&root};
  for (size_t i = 0; i < todo.size() && todo.size() < kMaxJsonValues; ++i) {
    const json& value = *todo[i];
    if (value.is_array()) {
      for (const json& item : value) {
        if (item.is_structured()) todo.push_back(&item);
      }
      continue;
    }
    if (!value.is_object()) continue;
    std::string published = NormalizeDay(StringAt(value, "datePublished"));
    if (!published.empty() && out.published.empty()) {
      out.published = published;
      out.headline = SqueezeSpace(StringAt(value, "headline"));
      auto publisher = value.find("publisher");
      if (publisher != value.end() && publisher->is_object()) {
        out.publisher = SqueezeSpace(StringAt(*publisher, "name"));
      } else if (publisher != value.end() && publisher->is_string()) {
        out.publisher = SqueezeSpace(publisher->get<std::string>());
      }
    }
    for (const auto& item : value) {
      if (item.is_structured()) todo.push_back(&item);
    }
  }
}

std::string LowerAscii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

// The names under which meta elements give the day, the better first.
constexpr std::array<std::string_view, 22> kDateNames = {"article:published_time",
                                                         "og:article:published_time",
                                                         "datepublished",
                                                         "date",
                                                         "dc.date",
                                                         "dc.date.issued",
                                                         "dcterms.date",
                                                         "dcterms.created",
                                                         "dcterms.issued",
                                                         "dc.date.created",
                                                         "pubdate",
                                                         "publishdate",
                                                         "publish-date",
                                                         "publish_date",
                                                         "sailthru.date",
                                                         "parsely-pub-date",
                                                         "article.published",
                                                         "citation_date",
                                                         "citation_publication_date",
                                                         "originalpublicationdate",
                                                         "published_time",
                                                         "article_date_original"};

}  // namespace

HtmlMetadata ReadHtmlMetadata(const HtmlTree& tree) {
  HtmlMetadata out;
  LinkedData linked;
  std::string og_title, og_site, og_url, canonical, time_day, publisher;
  size_t date_rank = kDateNames.size();
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    switch (node.tag) {
      case HtmlTag::kHtml:
        if (out.language.empty()) out.language = PrimaryLanguage(tree.Attribute(node, "lang"));
        break;
      case HtmlTag::kTitle:
        if (out.page_title.empty()) out.page_title = SqueezeSpace(tree.AllText(i));
        break;
      case HtmlTag::kMeta: {
        std::string content = tree.Attribute(node, "content");
        if (content.empty()) break;
        for (const char* attribute : {"property", "name", "itemprop"}) {
          std::string name = LowerAscii(tree.Attribute(node, attribute));
          if (name.empty()) continue;
          if (name == "og:title" && og_title.empty()) og_title = SqueezeSpace(content);
          if (name == "og:site_name" && og_site.empty()) og_site = SqueezeSpace(content);
          if (name == "og:url" && og_url.empty()) og_url = SqueezeSpace(content);
          if ((name == "dc.publisher" || name == "publisher") && publisher.empty()) {
            publisher = SqueezeSpace(content);
          }
          auto rank = static_cast<size_t>(std::find(kDateNames.begin(), kDateNames.end(), name) -
                                          kDateNames.begin());
          if (rank < date_rank) {
            std::string day = NormalizeDay(content);
            if (!day.empty()) {
              out.published = day;
              date_rank = rank;
            }
          }
        }
        break;
      }
      case HtmlTag::kLink:
        if (canonical.empty() && LowerAscii(tree.Attribute(node, "rel")) == "canonical") {
          canonical = tree.Attribute(node, "href");
        }
        break;
      case HtmlTag::kScript:
        if (node.end > i + 1) {
          std::string_view text = tree.Text(tree.nodes[i + 1]);
          if (!text.empty()) ReadLinkedData(std::string(text), linked);
        }
        break;
      case HtmlTag::kTime:
        if (time_day.empty()) {
          time_day = NormalizeDay(tree.Attribute(node, "datetime"));
          if (time_day.empty()) time_day = NormalizeDay(tree.AllText(i));
        }
        break;
      default:
        if (time_day.empty() && node.tag != HtmlTag::kText && node.begin_byte < node.end_byte &&
            LowerAscii(tree.Attribute(node, "itemprop")) == "datepublished") {
          time_day = NormalizeDay(tree.Attribute(node, "content"));
          if (time_day.empty()) time_day = NormalizeDay(tree.AllText(i));
        }
        break;
    }
  }
  if (out.published.empty()) out.published = linked.published;
  if (out.published.empty()) out.published = time_day;
  out.source = !og_site.empty()            ? og_site
               : !linked.publisher.empty() ? linked.publisher
                                           : publisher;
  out.url = !canonical.empty() ? canonical : og_url;
  out.title = WithoutSite(og_title, out.source);
  if (out.title.empty()) out.title = linked.headline;
  out.page_title = WithoutSite(out.page_title, out.source);
  return out;
}

}  // namespace entente::ingest
