#include "ingest/readers/inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace entente::ingest {
namespace {

namespace fs = std::filesystem;
using graph::ErrorCode;
using testing::ElementsAre;
using testing::HasSubstr;

class InputsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "entente-inputs-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string Write(const std::string& name, const std::string& bytes) {
    fs::path path = root_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  static std::vector<std::string> Ids(const InputListing& listing) {
    std::vector<std::string> ids;
    for (const InputFile& file : listing.files) ids.push_back(file.id);
    return ids;
  }
  /// Every document's bytes, or the error's message.
  static std::vector<std::string> ReadAll(const InputFile& file) {
    std::vector<std::string> out;
    auto source = DocumentSource::Open(file);
    if (!source) return {"error: " + source.error().message};
    while (auto next = (*source)->Next()) {
      out.push_back(*next ? (*next)->bytes : "error: " + next->error().message);
    }
    return out;
  }

  fs::path root_;
};

TEST_F(InputsTest, AFolderIsWalkedInOrderWithoutHiddenAndUnknownFiles) {
  Write("b.txt", "b");
  Write("a/ä 1.md", "a");
  Write("a/x.html.gz", "x");
  Write("a/.hidden.txt", "h");
  Write(".git/c.txt", "c");
  Write("a/picture.png", "p");
  Write("README.md", "r");
  InputListing listing = ListInputs({root_.string()});
  EXPECT_THAT(Ids(listing), ElementsAre("a/%C3%A4%201.md", "a/x.html.gz", "b.txt"));
  EXPECT_TRUE(listing.errors.empty());
  EXPECT_EQ(listing.skipped_files, 2u);
}

TEST_F(InputsTest, ALinkBackIntoTheWalkIsRefused) {
  Write("a/b.txt", "b");
  fs::create_directory_symlink("..", root_ / "a" / "up");
  InputListing listing = ListInputs({root_.string()});
  EXPECT_THAT(Ids(listing), ElementsAre("a/b.txt"));
  ASSERT_EQ(listing.errors.size(), 1u);
  EXPECT_THAT(listing.errors[0].file, HasSubstr("a/up"));
}

// Each of the folders links to all the others: the walk used to take every way through them, ten
// factorial of them here.
TEST_F(InputsTest, FoldersThatLinkToEachOtherAreEnteredOnce) {
  for (int i = 0; i < 10; ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    Write(name + "/x.txt", "x");
    for (int j = 0; j < 10; ++j) {
      const std::string other(1, static_cast<char>('a' + j));
      if (i != j) fs::create_directory_symlink("../" + other, root_ / name / ("to-" + other));
    }
  }
  InputListing listing = ListInputs({root_.string()});
  EXPECT_EQ(listing.files.size(), 10u);
  EXPECT_TRUE(listing.errors.empty());
}

TEST_F(InputsTest, AFolderElsewhereIsReadByTheFirstLinkToIt) {
  Write("elsewhere/sub/x.txt", "x");
  Write("in/a.txt", "a");
  fs::create_directory_symlink("../elsewhere", root_ / "in" / "second");
  fs::create_directory_symlink("../elsewhere", root_ / "in" / "first");
  InputListing listing = ListInputs({(root_ / "in").string()});
  EXPECT_THAT(Ids(listing), ElementsAre("a.txt", "first/sub/x.txt"));
  EXPECT_TRUE(listing.errors.empty());
}

TEST_F(InputsTest, MissingInputsAreToldAndOthersStay) {
  std::string good = Write("good.txt", "g");
  InputListing listing = ListInputs({good, (root_ / "missing.txt").string(), good});
  EXPECT_THAT(Ids(listing), ElementsAre("good.txt"));
  ASSERT_EQ(listing.errors.size(), 1u);
  EXPECT_EQ(listing.errors[0].code, ErrorCode::kNotFound);
}

TEST_F(InputsTest, TwoFilesOfOneIdAreAnErrorForBoth) {
  std::string a = Write("a/x.txt", "1"), b = Write("b/x.txt", "2");
  InputListing listing = ListInputs({a, b});
  EXPECT_TRUE(listing.files.empty());
  EXPECT_EQ(listing.errors.size(), 2u);
}

TEST_F(InputsTest, JsonLinesGiveADocumentALine) {
  std::string path = Write("news.jsonl", "{\"a\":1}\r\n\n{\"b\":2}\n{\"c\":3}");
  EXPECT_THAT(ReadAll({path, "news.jsonl", 0}),
              ElementsAre("{\"a\":1}\r", "{\"b\":2}", "{\"c\":3}"));
}

// gzip of "hello hello hello\n", made once with gzip -n.
const std::string kHello(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x90\x5c\x00\x3b\x7c"
    "\x8a\xdf\x12\x00\x00\x00",
    29);

TEST_F(InputsTest, GzipIsUnpackedAndDamageIsTold) {
  EXPECT_THAT(ReadAll({Write("a.txt.gz", kHello), "a", 0}), ElementsAre("hello hello hello\n"));
  EXPECT_THAT(ReadAll({Write("two.txt.gz", kHello + kHello), "a", 0}),
              ElementsAre("hello hello hello\nhello hello hello\n"));
  EXPECT_THAT(ReadAll({Write("padded.txt.gz", kHello + std::string(512, '\0')), "a", 0}),
              ElementsAre("hello hello hello\n"));
  EXPECT_THAT(ReadAll({Write("b.txt.gz", kHello.substr(0, 20)), "b", 0}),
              ElementsAre(HasSubstr("truncated")));
  EXPECT_THAT(ReadAll({Write("c.txt.gz", "no gzip at all"), "c", 0}),
              ElementsAre(HasSubstr("damaged")));
  EXPECT_THAT(ReadAll({Write("d.jsonl.gz", kHello.substr(0, 20)), "d", 0}),
              ElementsAre("hello hello hello", HasSubstr("truncated")));
}

TEST_F(InputsTest, AFileWithoutATellingNameIsKnownByItsBegin) {
  const std::pair<const char*, DocumentFormat> begins[] = {
      {"<!DOCTYPE html><p>a", DocumentFormat::kHtml},
      {"\xEF\xBB\xBF\n <HTML><p>a", DocumentFormat::kHtml},
      {"<?xml version=\"1.0\"?><html>", DocumentFormat::kHtml},
      {"---\ntitle: a\n---\nb", DocumentFormat::kMarkdown},
      {"{\"text\": \"a\"}", DocumentFormat::kJsonLine},
      {" \n", DocumentFormat::kText},
      {"<b>Lima</b>", DocumentFormat::kText}};
  for (const auto& [begin, format] : begins) {
    std::string path = Write("page", begin);
    auto source = DocumentSource::Open({path, "page", 0});
    ASSERT_TRUE(source) << begin;
    auto next = (*source)->Next();
    ASSERT_TRUE(next && *next) << begin;
    EXPECT_EQ((*next)->format, format) << begin;
  }
}

// A table was read as prose, without a word.
TEST_F(InputsTest, WhatIsNoDocumentIsRefusedWithTheWayOut) {
  const std::pair<const char*, const char*> kCases[] = {
      {"people.csv", "import"},    {"People.TSV.gz", "import"}, {"list.json", "jsonl"},
      {"report.pdf", "pdftotext"}, {"report.docx", "pandoc"},   {"flag.png", ".txt"},
      {"talks.mp3", ".txt"},       {"articles.zip", "unpack"},  {"old.entente", ".txt"},
  };
  for (const auto& [name, way_out] : kCases) {
    auto source = DocumentSource::Open({Write(name, "name,country\nIna,Chile\n"), name, 0});
    ASSERT_FALSE(source) << name;
    EXPECT_EQ(source.error().code, ErrorCode::kUnsupported) << name;
    EXPECT_THAT(source.error().suggestion, HasSubstr(way_out)) << name;
  }
  const std::string_view kHeads[] = {"%PDF-1.7\n", "PK\x03\x04zip", "\x89PNG\r\n", "{\\rtf1 text}"};
  for (const std::string_view head : kHeads) {
    auto source = DocumentSource::Open({Write("nameless", std::string(head)), "nameless", 0});
    ASSERT_FALSE(source) << head;
    EXPECT_EQ(source.error().code, ErrorCode::kUnsupported) << head;
  }
  // Names that tell nothing are read still.
  for (const char* name : {"note.2024", ".csv", "csv", "wire.log", "Treaty No. 5"})
    EXPECT_TRUE(DocumentSource::Open({Write(name, "Chile and Peru signed a treaty.\n"), name, 0}))
        << name;
}

TEST_F(InputsTest, IdsKeepWhatUrisAllow) {
  EXPECT_EQ(EncodeDocumentId("a b/ü#?%20.txt"), "a%20b/%C3%BC%23%3F%2520.txt");
  EXPECT_EQ(EncodeDocumentId("https://x.org/?q=1#f%20", true), "https://x.org/?q=1%23f%20");
}

// A read that waited for a pipe could not be stopped, and took the first Ctrl-C with it.
TEST_F(InputsTest, APipeWithoutAWriterIsGivenUpWhenStopped) {
  std::string pipe = (root_ / "pipe.txt").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::atomic<bool> stop{false};
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    stop.store(true);
  });
  auto source = DocumentSource::Open({pipe, "pipe.txt", 0}, &stop);
  ASSERT_TRUE(source);
  auto next = (*source)->Next();
  stopper.join();
  ASSERT_TRUE(next);
  ASSERT_FALSE(*next);
  EXPECT_EQ(next->error().code, ErrorCode::kInterrupted);
}

TEST_F(InputsTest, APipeIsReadToItsEnd) {
  std::string pipe = (root_ / "pipe.txt").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    std::ofstream out(pipe);
    out << "first ";
    out.flush();
    std::this_thread::sleep_for(std::chrono::milliseconds(80));
    out << "second";
  });
  auto source = DocumentSource::Open({pipe, "pipe.txt", 0}, &stop);
  ASSERT_TRUE(source);
  auto next = (*source)->Next();
  writer.join();
  ASSERT_TRUE(next);
  ASSERT_TRUE(*next);
  EXPECT_EQ((*next)->bytes, "first second");
}

}  // namespace
}  // namespace entente::ingest
