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
  return ReadDocument(std::move(raw));
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
    auto document = ReadDocument(std::move(raw));
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
  EXPECT_EQ(Read(DocumentFormat::kText, "Министр подписал соглашение")->language(), "ru");
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

TEST(HtmlReader, ReadsTheDeclaredCharset) {
  auto document = Read(DocumentFormat::kHtml,
                       "<meta charset=iso-8859-2><p>Podpisa\xB3 umow\xEA o wsp\xF3\xB3pracy.</p>");
  ASSERT_TRUE(document);
  EXPECT_THAT(document->text(), HasSubstr("Podpisał umowę o współpracy."));
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
