#include "ingest/readers/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "graph/utf8.h"

namespace entente::ingest {
namespace {

using graph::ErrorCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

graph::Result<Document> Read(DocumentFormat format, std::string bytes) {
  RawDocument raw;
  raw.file = "folder/file";
  raw.id = "file";
  raw.format = format;
  raw.bytes = std::move(bytes);
  return ReadDocument(raw);
}

/// Kind and text of every block.
std::vector<std::pair<std::string, std::string>> Blocks(const graph::Result<Document>& document) {
  std::vector<std::pair<std::string, std::string>> out;
  if (!document) return {{"error", graph::FormatError(document.error())}};
  for (const Block& block : document->blocks()) {
    out.emplace_back(BlockKindName(block.kind), std::string(document->Text(block.span)));
  }
  return out;
}

TEST(TextReader, FindsTitleHeadingsParagraphsAndItems) {
  auto document = Read(DocumentFormat::kText,
                       "Chile and UK agree\n\nThey signed it. It is short.\n\nA headline alone\n\n"
                       "The text considers:\n\n  • One thing.\n  • Another thing.\n");
  EXPECT_THAT(
      Blocks(document),
      ElementsAre(Pair("title", "Chile and UK agree"),
                  Pair("paragraph", "They signed it. It is short."),
                  Pair("heading", "A headline alone"), Pair("paragraph", "The text considers:"),
                  Pair("list item", "One thing."), Pair("list item", "Another thing.")));
  EXPECT_EQ(document->title(), "Chile and UK agree");
}

TEST(TextReader, AHardWrappedParagraphIsOneBlock) {
  auto document = Read(
      DocumentFormat::kText,
      "The ministers of the two countries signed the agreement on the margins of\n"
      "the conference that was held in the capital, and then they went home to\ntheir families.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->blocks().size(), 1u);
}

TEST(TextReader, LinesOfUnwrappedTextAreParagraphs) {
  auto document =
      Read(DocumentFormat::kText, "Six texts\nA subtitle\nThe visit began. It ended.\n");
  EXPECT_THAT(Blocks(document),
              ElementsAre(Pair("title", "Six texts"), Pair("heading", "A subtitle"),
                          Pair("paragraph", "The visit began. It ended.")));
}

TEST(TextReader, KeepsTheTextButForMarkAndLineEndings) {
  auto document = Read(DocumentFormat::kText, "\xEF\xBB\xBFOne.\r\n\r\nTwo \xC2\xA0three.\rFour.");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text(), "One.\n\nTwo \xC2\xA0three.\nFour.");
}

TEST(TextReader, ConvertsOtherEncodings) {
  auto latin = Read(DocumentFormat::kText,
                    "El se\xF1or Ib\xE1\xF1"
                    "ez firm\xF3 el acuerdo de cooperaci\xF3n en Bogot\xE1.");
  ASSERT_TRUE(latin);
  EXPECT_THAT(latin->text(), HasSubstr("Ibáñez firmó"));
  auto wide = Read(DocumentFormat::kText, std::string("\xFF\xFE"
                                                      "C\0h\0i\0l\0e\0",
                                                      12));
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->text(), "Chile");
}

// A guess at a handful of letters took short Western texts for those of old machines.
TEST(TextReader, AFewAccentsAreWestern) {
  auto text = [](std::string bytes) {
    RawDocument raw;
    raw.file = raw.id = "a.txt";
    raw.bytes = std::move(bytes);
    auto document = ReadDocument(raw);
    return document ? document->text() : graph::FormatError(document.error());
  };
  EXPECT_EQ(text("Jos\xE9 Pe\xF1"
                 "a met Fran\xE7ois Hollande in Besan\xE7on."),
            "José Peña met François Hollande in Besançon.");
  EXPECT_EQ(text("The minister visited S\xE3o Tom\xE9 and Bras\xEDlia."),
            "The minister visited São Tomé and Brasília.");
  EXPECT_EQ(text("Chile\x92s \x93treaty\x94 \x96 signed in Valpara\xEDso"),
            "Chile’s “treaty” – signed in Valparaíso");
  EXPECT_EQ(text("M\xFCnchen and K\xF8"
                 "benhavn signed."),
            "München and København signed.");
  // What Windows-1252 has no letters for stays with the guess.
  EXPECT_EQ(text("Podpisa\xB3 umow\xEA o wsp\xF3\xB3pracy w \xA3odzi z Wa\xB3\xEAs\xB1 i "
                 "przyj\xB1\xB3 go\xB6"
                 "ci."),
            "Podpisał umowę o współpracy w Łodzi z Wałęsą i przyjął gości.");
}

TEST(TextReader, ZeroWidthMarksStandBetweenNoWords) {
  auto document = Read(DocumentFormat::kMarkdown,
                       "# Kenya\u200B signs\u00AD a\u200B\u200Bcc\u2060ord\n\nOne.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->title(), "Kenya signs accord");
}

TEST(TextReader, RefusesWhatIsNoText) {
  for (const std::string& bytes :
       {std::string("\0\1\2\3\0\7\xFF\0\0\0", 10), std::string("%PDF-1.7 and more"),
        std::string("PK\x03\x04 and more")}) {
    auto document = Read(DocumentFormat::kText, bytes);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::kEncoding);
    EXPECT_EQ(document.error().file, "folder/file");
  }
}

TEST(TextReader, BrokenUtf8IsToldWithItsPlace) {
  auto document = Read(DocumentFormat::kText, "é è à ü ö ñ\nthe é \xFF byte");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().line, 2u);
  EXPECT_EQ(document.error().column, 7u);
  auto marked = Read(DocumentFormat::kText,
                     "\xEF\xBB\xBF"
                     "one\ntwo \xE9");
  ASSERT_FALSE(marked);
  EXPECT_EQ(marked.error().line, 2u);
  EXPECT_EQ(marked.error().column, 5u);
  EXPECT_THAT(marked.error().message, HasSubstr("though the file's mark says so"));
}

TEST(TextReader, RefusesAnEmptyDocument) {
  auto empty = Read(DocumentFormat::kText, "");
  ASSERT_FALSE(empty);
  EXPECT_THAT(graph::FormatError(empty.error()), HasSubstr("folder/file: the document is empty"));
  EXPECT_FALSE(Read(DocumentFormat::kText, " \r\n\t"));
  EXPECT_FALSE(Read(DocumentFormat::kHtml, "<html><script>x</script></html>"));
}

TEST(TextReader, TellsTheLanguage) {
  EXPECT_EQ(Read(DocumentFormat::kText,
                 "The minister signed the agreement for his country and "
                 "it is in force.")
                ->language(),
            "en");
  EXPECT_EQ(Read(DocumentFormat::kText,
                 "El ministro firmó el acuerdo de cooperación en la capital "
                 "con los representantes del país.")
                ->language(),
            "es");
  // The "s" of a genitive is no word of Czech.
  EXPECT_NE(
      Read(DocumentFormat::kText,
           "Peru's ambassador and Chile's ambassador signed a joint statement on Ghana\u2019s "
           "ties.")
          ->language(),
      "cs");
  EXPECT_EQ(Read(DocumentFormat::kText, "Министр подписал соглашение")->language(), "ru");
  EXPECT_EQ(Read(DocumentFormat::kText, "日本と中国は協定に署名した。両国は")->language(), "ja");
  EXPECT_EQ(Read(DocumentFormat::kText, "Oskar Lindgren")->language(), "");
}

TEST(MarkdownReader, FrontMatterGivesTheFieldsAndMarkersGo) {
  auto document = Read(DocumentFormat::kMarkdown,
                       "---\ntitle: \"Three: more\"\ndate: 2024-05-23\nsource: 'The Post'\nurl: "
                       "https://example.org/a\n---\n\n# Three: more\n\n**Portugal** extended the "
                       "[2021 memorandum](https://example.org).\n\n* One\n* Two\n\n> Quoted.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->title(), "Three: more");
  EXPECT_EQ(document->published(), "2024-05-23");
  EXPECT_EQ(document->source(), "The Post");
  EXPECT_EQ(document->url(), "https://example.org/a");
  EXPECT_THAT(
      Blocks(document),
      ElementsAre(Pair("title", "Three: more"),
                  Pair("paragraph", "Portugal extended the 2021 memorandum."),
                  Pair("list item", "One"), Pair("list item", "Two"), Pair("quote", "Quoted.")));
}

TEST(MarkdownReader, TablesAreCellsAndARowIsALine) {
  auto document = Read(DocumentFormat::kMarkdown,
                       "Text here.\n\n| Parties | Date |\n|---|:-:|\n| *Kenya* | 2024 |\n");
  EXPECT_THAT(Blocks(document),
              ElementsAre(Pair("paragraph", "Text here."), Pair("table cell", "Parties"),
                          Pair("table cell", "Date"), Pair("table cell", "Kenya"),
                          Pair("table cell", "2024")));
  EXPECT_EQ(document->text(), "Text here.\n\nParties\tDate\nKenya\t2024");
}

// A title over several lines was ">-".
TEST(MarkdownReader, FrontMatterKnowsTheScalarsOfYaml) {
  auto document =
      Read(DocumentFormat::kMarkdown,
           "---\ntitle: >-\n  Kenya signs,\n  at last\n# a comment\n"
           "source: 'The People''s Post' # of Nairobi\nheadline: \"Kenya \\\"signs\\\"\"\n"
           "pubdate: 14 September 2018\nLang: en-GB\ntags:\n  - title\n...\n"
           "One line.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->title(), "Kenya \"signs\"");
  EXPECT_EQ(document->source(), "The People's Post");
  EXPECT_EQ(document->published(), "2018-09-14");
  EXPECT_EQ(document->language(), "en");
  auto folded = Read(DocumentFormat::kMarkdown, "---\ntitle: |\n  Kenya signs\n---\nOne line.\n");
  ASSERT_TRUE(folded);
  EXPECT_EQ(folded->title(), "Kenya signs");
}

TEST(MarkdownReader, FrontMatterWithoutAnEndIsText) {
  auto document = Read(DocumentFormat::kMarkdown, "---\ntitle: Kenya signs\n\nIt rained.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->title(), "");
  EXPECT_THAT(document->text(), HasSubstr("title: Kenya signs"));
}

// "<BR>" joined two words, and the name of an image was read as part of the sentence.
TEST(MarkdownReader, BreaksPiecesOfHtmlCodeAndImages) {
  auto document = Read(DocumentFormat::kMarkdown,
                       "Ann Ayres<br>Lima<BR/>Peru  \nMinister `Tom` <b>Sole</b>\n\n"
                       "![Logo of the ministry](x.png) Kenya signed.\n\n"
                       "<div><p>Peru &amp; Chile<p>signed<br>it.<script>x()</script></div>\n\n"
                       "    a code\n    of two lines\n\nOne | two\nno table\n");
  EXPECT_THAT(
      Blocks(document),
      ElementsAre(Pair("paragraph", "Ann Ayres"), Pair("paragraph", "Lima"),
                  Pair("paragraph", "Peru"), Pair("paragraph", "Minister Tom Sole"),
                  Pair("paragraph", "Kenya signed."), Pair("paragraph", "Peru & Chile signed it."),
                  Pair("paragraph", "a code\nof two lines"),
                  Pair("paragraph", "One | two no table")));
}

TEST(MarkdownReader, RelatedHeadlinesAreHeadings) {
  auto document = Read(DocumentFormat::kMarkdown,
                       "It ended well.\n\n*Related:* [Fiji and Peru open a line](x) · "
                       "[More](y)\n");
  EXPECT_THAT(Blocks(document), ElementsAre(Pair("paragraph", "It ended well."),
                                            Pair("heading", "Fiji and Peru open a line")));
}

constexpr const char* kPage = R"(<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Iceland and Malta sign | The Lantern</title>
<meta property="article:published_time" content="2021-03-18T07:30:00+01:00">
<meta property="og:site_name" content="The Lantern">
<style>.a::after{content:"Paris Agreement"}</style><script>var t="Ruritania";</script></head>
<body><div class="cookie-notice">We use cookies.</div>
<nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><h1>Iceland and Malta sign</h1>
<p>J&uuml;rgen &Ouml;&ouml;bik signed&nbsp;the <b>memorandum</b> for Iceland.<p>It was the first of
its kind in the region.
<h2>Background</h2>
<ul><li>One item.<li>Another item.</ul>
<table><tr><th>Party<th>Signed by<tr><td>Kenya<td>A. Hassan</table>
<figure><img alt="x"><figcaption>From left: the ministers.</figcaption></figure>
<div class="share-buttons"><a href="#">Tweet</a></div>
<form><input><button>Subscribe</button> Your address</form></main>
<aside><h4>Read also</h4><ul><li><a href="/1">Norway and Namibia sign a treaty</a></li>
<li><a href="/2">Sport</a></li></ul></aside>
<div id="comments"><p>I signed nothing, said a reader.</p></div>
<footer>&copy; 2022 The Lantern</footer></body></html>)";

TEST(HtmlReader, KeepsTheMainTextAndLeavesTheFrame) {
  auto document = Read(DocumentFormat::kHtml, kPage);
  EXPECT_THAT(
      Blocks(document),
      ElementsAre(Pair("title", "Iceland and Malta sign"),
                  Pair("paragraph", "Jürgen Ööbik signed\u00A0the memorandum for Iceland."),
                  Pair("paragraph", "It was the first of its kind in the region."),
                  Pair("heading", "Background"), Pair("list item", "One item."),
                  Pair("list item", "Another item."), Pair("table cell", "Party"),
                  Pair("table cell", "Signed by"), Pair("table cell", "Kenya"),
                  Pair("table cell", "A. Hassan"), Pair("caption", "From left: the ministers."),
                  Pair("heading", "Norway and Namibia sign a treaty")));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->published(), "2021-03-18");
  EXPECT_EQ(document->source(), "The Lantern");
  EXPECT_EQ(document->title(), "Iceland and Malta sign");
  EXPECT_THAT(document->text(), Not(HasSubstr("Ruritania")));
}

TEST(HtmlReader, TheDayComesFromWhereverThePageSaysIt) {
  const char* heads[] = {
      R"(<script type="application/ld+json">{"@graph":[{"datePublished":"2023-04-14T16:02:00Z"}]}</script>)",
      R"(<meta name="DC.date" content="14 April 2023">)",
      R"(<time datetime="2023-04-14">Friday</time>)"};
  for (const char* head : heads) {
    auto document = Read(DocumentFormat::kHtml, std::string(head) + "<p>The text is here.</p>");
    ASSERT_TRUE(document) << head;
    EXPECT_EQ(document->published(), "2023-04-14") << head;
  }
}

TEST(HtmlReader, TheDayIsReadInTheFormsOfTemplates) {
  const std::pair<const char*, const char*> days[] = {
      {"20180914", "2018-09-14"},
      {"2018-09", "2018-09"},
      {"2018", "2018"},
      {"Fri, 14 Sep 2018 10:00:00 GMT", "2018-09-14"},
      {"Sept. 14, 2018, 10:30 am", "2018-09-14"},
      {"14th of September 2018", "2018-09-14"},
      {"September 14th, 2018", "2018-09-14"},
      {"September 2018", "2018-09"},
      {"14/09/2018", "2018-09-14"},
      {"09/14/2018", "2018-09-14"},
      {"9.8.2018", "2018-08-09"},
      {"9/9/2018", "2018-09-09"},
      // Which is the month can't be known; what is no day of a calendar is none.
      {"9/8/2018", ""},
      {"31 February 2018", ""},
      {"0000-05", ""},
      {"0000", ""},
      {"2018-14-09", ""},
      {"at noon", ""},
      {"May we", ""},
      {"1536919200", ""}};
  for (const auto& [said, meant] : days) {
    auto document = Read(DocumentFormat::kHtml, std::string("<meta name=pubdate content='") + said +
                                                    "'><p>The text is here.</p>");
    ASSERT_TRUE(document) << said;
    EXPECT_EQ(document->published(), meant) << said;
  }
}

TEST(HtmlReader, SourceAddressAndDayOfAPageWithoutOpenGraph) {
  auto document = Read(
      DocumentFormat::kHtml,
      "<html><head><title>Kenya signs - The Post</title><link rel=Canonical href='https://x.org/a'>"
      "<meta name=dc.publisher content='The Post'></head><body><h1>Kenya signs</h1>"
      "<span itemprop=datePublished content=''>14 September 2018</span><p>Kenya signed.</p>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->url(), "https://x.org/a");
  EXPECT_EQ(document->source(), "The Post");
  EXPECT_EQ(document->title(), "Kenya signs");
  EXPECT_EQ(document->published(), "2018-09-14");
  for (const char* publisher :
       {R"({"@type":"Organization","name":"The  Post"})", R"("The Post")"}) {
    auto linked = Read(DocumentFormat::kHtml,
                       "<script type=application/ld+json>[{\"datePublished\":\"2018-09-14\","
                       "\"headline\":\"Kenya signs\",\"publisher\":" +
                           std::string(publisher) + "}]</script><p>Kenya signed.</p>");
    ASSERT_TRUE(linked);
    EXPECT_EQ(linked->source(), "The Post");
    EXPECT_EQ(linked->title(), "Kenya signs");
  }
}

TEST(HtmlReader, WhatIsHiddenOrOfTheFrameIsLeftOut) {
  const std::string story = "<p>" + std::string(300, 'a') + " Kenya signed.</p>";
  for (const char* frame :
       {"<p hidden>NO</p>", "<div aria-hidden=true>NO</div>", "<p style='display: none'>NO</p>",
        "<div style='visibility:hidden'><p>NO</div>", "<div role=navigation>NO</div>",
        "<section role=banner>NO</section>", "<footer>NO</footer>", "<noscript>NO</noscript>",
        "<header><p>NO</p></header>", "<aside>NO</aside>", "<aside><img></aside>",
        "<aside class=x><p> <b>NO</b></aside>", "<select><option>NO<option>NO</select>",
        "<template><p>NO</template>", "<span class=cookie-banner>NO</span>",
        "<p>Copyright NO</p>"}) {
    auto document = Read(DocumentFormat::kHtml, "<body>" + story + frame + "<p>It rained.</p>");
    ASSERT_TRUE(document);
    EXPECT_THAT(document->text(), Not(HasSubstr("NO"))) << frame;
    EXPECT_THAT(document->text(), HasSubstr("It rained.")) << frame;
  }
  // Where it is most of the page, it is the story.
  auto document = Read(DocumentFormat::kHtml, "<body><form hidden>" + story + "</form>");
  ASSERT_TRUE(document);
  EXPECT_THAT(document->text(), HasSubstr("Kenya signed."));
}

TEST(HtmlReader, BreaksListsQuotesAndLinks) {
  const std::string story(400, 'a');
  auto document = Read(
      DocumentFormat::kHtml,
      "<body><h1>One</h1><h1>Two</h1><p>First line<br>second.<br><br>Apart.<dl><dt>Term<dd>Sense"
      "<dt>Other<dd>More</dl><blockquote>Quoted.</blockquote><p>" +
          story +
          "</p><div class=related><h3>More from the coast</h3><h3>Peru and Chile end their row</h3>"
          "<p><a href=1>Fiji and <b class=x>Peru open</b> a line</a> <a href=2>Sport</a></div>");
  EXPECT_THAT(
      Blocks(document),
      ElementsAre(Pair("title", "One"), Pair("heading", "Two"),
                  Pair("paragraph", "First line\nsecond."), Pair("paragraph", "Apart."),
                  Pair("list item", "Term"), Pair("list item", "Sense"), Pair("list item", "Other"),
                  Pair("list item", "More"), Pair("quote", "Quoted."), Pair("paragraph", story),
                  Pair("heading", "More from the coast"),
                  Pair("heading", "Peru and Chile end their row"),
                  Pair("heading", "Fiji and Peru open a line")));
}

// Beyond the depth that is kept, an end tag ends what it began.
TEST(HtmlReader, WhatFollowsADeepNestIsOutsideOfIt) {
  std::string deep;
  for (int i = 0; i < 600; ++i) deep += "<div>";
  deep += "<h2>Deep</h2>";
  for (int i = 0; i < 600; ++i) deep += "</div>";
  auto document = Read(DocumentFormat::kHtml, "<body>" + deep + "<p>Kenya signed.</p>");
  EXPECT_THAT(Blocks(document),
              ElementsAre(Pair("paragraph", "Deep"), Pair("paragraph", "Kenya signed.")));
}

TEST(HtmlReader, ReadsTheDeclaredCharset) {
  auto document = Read(DocumentFormat::kHtml,
                       "<meta charset=iso-8859-2><p>Podpisa\xB3 umow\xEA o wsp\xF3\xB3pracy.</p>");
  ASSERT_TRUE(document);
  EXPECT_THAT(document->text(), HasSubstr("Podpisał umowę o współpracy."));
  // A name that no table has, and one that the bytes contradict: the bytes decide.
  for (const char* charset : {"x-klingon", "utf-8", "shift_jis"}) {
    auto guessed = Read(DocumentFormat::kHtml, std::string("<meta charset=") + charset +
                                                   "><p>Jos\xE9 Pe\xF1"
                                                   "a signed in S\xE3o Tom\xE9.</p>");
    ASSERT_TRUE(guessed) << charset;
    EXPECT_THAT(guessed->text(), HasSubstr("José Peña signed in São Tomé.")) << charset;
  }
}

TEST(HtmlReader, HostilePagesEndInLinearTime) {
  auto repeat = [](std::string_view piece, size_t times) {
    std::string out;
    for (size_t i = 0; i < times; ++i) out += piece;
    return out;
  };
  for (const char* piece :
       {"<div>", "<b>", "<a href=x>y", "<table><tr><td>z", "</div>", "&amp", "&", "<", "<!--", "<p",
        "<a b=\"", "<script>", "]]>", "<li>t", "<x-y class=a>", "<br>w", "<![CDATA["}) {
    auto document = Read(DocumentFormat::kHtml, "words " + repeat(piece, 200000));
    EXPECT_TRUE(!document || !graph::FindInvalidUtf8(document->text())) << piece;
  }
}

TEST(JsonLineReader, GivesTheFields) {
  auto document = Read(DocumentFormat::kJsonLine,
                       R"({"id":"a b/1","title":"T","published":"2024-01-02T03:04:05Z",)"
                       R"("text":"One.\r\n\r\nTwo.","url":"u","source":"s"})");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->id(), "a%20b/1");
  EXPECT_EQ(document->title(), "T");
  EXPECT_EQ(document->published(), "2024-01-02");
  EXPECT_EQ(document->text(), "One.\n\nTwo.");
  EXPECT_EQ(document->source(), "s");
}

TEST(JsonLineReader, ErrorsHaveLineAndColumn) {
  RawDocument raw;
  raw.file = "news.jsonl";
  raw.line = 7;
  raw.id = "news.jsonl:7";
  raw.format = DocumentFormat::kJsonLine;
  raw.bytes = R"({"text": "é", oops})";
  auto document = ReadDocument(raw);
  ASSERT_FALSE(document);
  EXPECT_THAT(graph::FormatError(document.error()), HasSubstr("news.jsonl:7:15: "));
  raw.bytes = R"({"id": "x"})";
  auto no_text = ReadDocument(raw);
  ASSERT_FALSE(no_text);
  EXPECT_THAT(no_text.error().message, HasSubstr("no \"text\""));
  const std::pair<const char*, const char*> bad[] = {
      {"{\"text\": \"\xFF\"}", "a byte here is not valid UTF-8"},
      {"[1]", "expected a JSON object"},
      {"{\"text\": 1e999}", "not a line of JSON"},
      {"{\"text\": \"a\", \"title\": [\"b\"]}", "\"title\" is not a string"},
      {"{\"text\": 5}", "\"text\" is not a string"},
      {"{\"text\": null}", "has no text"}};
  for (const auto& [bytes, message] : bad) {
    raw.bytes = bytes;
    auto refused = ReadDocument(raw);
    ASSERT_FALSE(refused) << bytes;
    EXPECT_EQ(refused.error().line, 7u) << bytes;
    EXPECT_THAT(refused.error().message, HasSubstr(message)) << bytes;
  }
  raw.bytes = R"({"id": 12, "text": "a", "published": 20180914})";
  auto numbers = ReadDocument(raw);
  ASSERT_TRUE(numbers);
  EXPECT_EQ(numbers->id(), "12");
  EXPECT_EQ(numbers->published(), "2018-09-14");
}

TEST(Reader, OffsetsCountCharacters) {
  auto document = Read(DocumentFormat::kText, "é“ü” Chile");
  ASSERT_TRUE(document);
  auto at = static_cast<uint32_t>(document->text().find("Chile"));
  EXPECT_EQ(document->ToChars({at, at + 5}), (CharSpan{5, 10}));
}

TEST(Reader, TheFingerprintIsSha256OfTheBytes) {
  // Source: FIPS 180-4 example, "abc".
  auto document = Read(DocumentFormat::kText, "abc");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->sha256(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace entente::ingest
