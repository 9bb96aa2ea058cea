// A folder of documents made to hurt, written when the test runs: each is read or named, in memory
// and time that grow with its size, and the folder may change while it is read. The long form, with
// a million people in one text: ENTENTE_HOSTILE_NAMES=1000000.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/run_program.h"
#include "tests/support/sanitized.h"

namespace entente::tests {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;

constexpr const char* kSentence =
    "Chile's Minister of Energy, Ana Rojas, and Peru's Minister of Energy, Luis Paz, signed an "
    "agreement on power lines in Lima on 4 May 2020.\n";

std::string Repeated(const std::string& unit, size_t size) {
  std::string out;
  out.reserve(size + unit.size());
  while (out.size() < size) out += unit;
  return out;
}

std::string Utf16(const std::string& ascii, bool big_endian) {
  std::string out = big_endian ? "\xfe\xff" : "\xff\xfe";
  for (char c : ascii) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

// As many different people as asked for: no two share a name.
std::string People(size_t count) {
  const char* syllables[] = {"ba", "ko", "ri", "ta", "me", "lu", "so", "ni", "ga", "de"};
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    std::string name;
    for (size_t rest = i + 1000000; rest > 0; rest /= 10) name += syllables[rest % 10];
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    out += "Mr Ana " + name + " met the press.";
    out += i % 20 == 19 ? "\n\n" : " ";
  }
  return out;
}

class HostileCorpusTest : public testing::Test {
 protected:
  void Add(const std::string& name, const std::string& bytes) {
    const fs::path path = fs::path(folder_.Path("documents")) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  // What is written there is packed by gzip as `name`.
  void AddPacked(const std::string& name, const std::string& writes) {
    const ProgramResult packed =
        RunShellLine(folder_, writes + " | gzip -6 >documents/" + ShellQuoted(name));
    ASSERT_EQ(packed.exit_status, 0) << packed.errors;
  }

  // The program with no more than a few GB and a few minutes of a processor: work that grew with
  // the square of these documents would take days.
  ProgramResult RunLimited(const std::string& arguments) {
    const std::string limits =
        ENTENTE_SANITIZED ? "ulimit -t 1200" : "ulimit -t 240 && ulimit -v 4000000";
    return RunShellLine(
        folder_, limits + " && NO_COLOR=1 exec " + ShellQuoted(ENTENTE_PROGRAM) + " " + arguments);
  }

  std::vector<std::string> Lines(const std::string& arguments) {
    ProgramResult result = RunLimited(arguments);
    EXPECT_EQ(result.exit_status, 0) << result.errors;
    std::vector<std::string> lines;
    std::istringstream in(result.output);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }

  void ExpectQuietTerminal(const std::string& text) {
    for (unsigned char c : text)
      ASSERT_TRUE(c >= 0x20 || c == '\n') << "the control character " << unsigned{c};
  }

  TemporaryFolder folder_;
};

TEST_F(HostileCorpusTest, EachDocumentIsReadOrNamed) {
  const size_t kLarge = (ENTENTE_SANITIZED ? size_t{1} : size_t{10}) << 20;
  std::set<std::string> wanted, failing;
  const auto add = [&](const std::string& name, const std::string& bytes) {
    Add(name, bytes);
    wanted.insert(name);
  };
  // Markup.
  add("divs.html", Repeated("<div>", kLarge) + kSentence);
  add("tables.html", Repeated("<table><tr><td>", kLarge / 4) + kSentence);
  add("lists.html", std::string(kSentence) + Repeated("<ul><li>", kLarge / 4));
  add("links.html", Repeated("<a href=\"x\">", kLarge / 4) + kSentence);
  add("ends.html", std::string(kSentence) + Repeated("</p></div></x>", kLarge / 4));
  add("comments.html", std::string(kSentence) + Repeated("<!-- <p> ", kLarge / 4));
  add("scripts.html", std::string(kSentence) + Repeated("<script><style><textarea>", kLarge / 4));
  add("attributes.html", "<p " + Repeated("a='", kLarge / 4) + ">" + kSentence);
  add("quotes.md", Repeated("> ", kLarge / 8) + kSentence);
  add("brackets.md", Repeated("[![(", kLarge / 8) + kSentence);
  add("stars.md", Repeated("*_**__", kLarge / 8) + kSentence);
  add("references.html",
      Repeated("&amp;&eacute;&#x1F600;&#0;&nosuch;", 8 * kLarge / 10) + kSentence);
  // Names.
  add("long_name.txt", "Mr " + Repeated("Aaa", size_t{1} << 20) + " met Chile.\n\n" + kSentence);
  add("long_title.html",
      "<title>" + Repeated("Ministry ", size_t{1} << 20) + "</title>" + kSentence);
  add("capitals.txt", Repeated("Ana ", size_t{1} << 20) + "\n\n" + kSentence);
  const char* many = std::getenv("ENTENTE_HOSTILE_NAMES");
  const size_t people = many                ? static_cast<size_t>(std::atoll(many))
                        : ENTENTE_SANITIZED ? 500
                                            : 5000;
  add("people.txt", People(people));
  // Encodings.
  add("utf16le.txt", Utf16(kSentence, false));
  add("utf16be.txt", Utf16(kSentence, true));
  add("mixed.txt",
      "Jos\xc3\xa9 and Jos\xe9 met in M\xfcnchen and M\xc3\xbcnchen.\n\n" + std::string(kSentence));
  add("liar.html", "<meta charset=utf-16><p>" + std::string(kSentence));
  add("surrogates.jsonl", R"({"id":"surrogates.jsonl","text":"a \ud83d\ude00 and Chile"})"
                          "\n");
  // Names of files, and what they do not lead to.
  add("new\nline.txt", kSentence);
  add("quo\"te's.txt", kSentence);
  add("\x1b[31mred\x07.txt", kSentence);
  add("-o.txt", kSentence);
  add("; rm -rf $HOME `id`.txt", kSentence);
  add(std::string(240, 'n') + ".txt", kSentence);
  Add("ids.jsonl",
      R"({"id":"../../etc/passwd","text":"Chile met Peru."})"
      "\n"
      R"({"id":"\u001b[2J\u0007\n","title":"\u001b]0;owned\u0007","text":"Chile met."})"
      "\n");
  // What can't be read.
  std::string bytes(100000, '\0');
  std::mt19937 random(1);
  for (char& c : bytes) c = static_cast<char>(random());
  Add("binary.txt", bytes);
  Add("cut.jsonl", "{\"text\": \"Chile\n");
  AddPacked("bomb.txt.gz", "head -c 100000000 /dev/zero | tr '\\0' a");
  AddPacked("bomb.jsonl.gz",
            "{ printf '{\"text\":\"'; head -c 100000000 /dev/zero | tr '\\0' a; }");
  fs::create_symlink("itself.txt", folder_.Path("documents/itself.txt"));
  // Links in circles, and out of the folder.
  fs::create_directory(folder_.Path("documents/a"));
  fs::create_directory(folder_.Path("documents/b"));
  fs::create_directory_symlink("../b", folder_.Path("documents/a/b"));
  fs::create_directory_symlink("../a", folder_.Path("documents/b/a"));
  fs::create_directory_symlink("..", folder_.Path("documents/a/up"));
  folder_.Write("outside.txt", kSentence);
  fs::create_symlink("../outside.txt", folder_.Path("documents/inside.txt"));
  wanted.insert("inside.txt");

  ProgramResult built = RunLimited("build documents -o g");
  EXPECT_EQ(built.exit_status, 1) << built.errors;
  ExpectQuietTerminal(built.errors);
  EXPECT_LT(built.errors.size(), 4000u) << "an error does not repeat a document";
  for (const char* name : {"binary.txt", "cut.jsonl", "bomb.txt.gz", "bomb.jsonl.gz", "itself.txt",
                           "a/up", "others are in the graph"})
    EXPECT_THAT(built.errors, HasSubstr(name));
  const std::vector<std::string> ids =
      Lines("query g --format jsonl 'MATCH (d:Document) RETURN d.id AS id ORDER BY id'");
  EXPECT_EQ(ids.size(), wanted.size() + 2) << built.errors;
  for (const char* id : {"new%0Aline.txt", "quo%22te's.txt", "%1B%5B31mred%07.txt", "inside.txt",
                         "../../etc/passwd", "divs.html", "%1B%5B2J%07%0A"})
    EXPECT_THAT(ids, Contains("{\"id\":\"" + std::string(id) + "\"}"));
  // The sentence at the end of each was still found.
  const std::vector<std::string> found = Lines(
      "query g --format jsonl 'MATCH (p:Person {name: \"Ana Rojas\"})-[:MENTIONED_IN]->(d) "
      "RETURN DISTINCT d.id AS id'");
  for (const char* id : {"divs.html", "references.html", "long_name.txt", "capitals.txt",
                         "utf16le.txt", "utf16be.txt", "new%0Aline.txt", "inside.txt"})
    EXPECT_THAT(found, Contains("{\"id\":\"" + std::string(id) + "\"}"));
  EXPECT_EQ(RunLimited("check g").exit_status, 0);
  for (const char* shown :
       {"info g", "signed g --evidence", "query g 'MATCH (d:Document) RETURN d'"}) {
    ProgramResult result = RunLimited(shown);
    EXPECT_EQ(result.exit_status, 0) << result.errors;
    ExpectQuietTerminal(result.output);
  }
}

TEST_F(HostileCorpusTest, AFolderMayChangeWhileItIsRead) {
  const int kFiles = 80, kRounds = ENTENTE_SANITIZED ? 2 : 6;
  const int kSentences = ENTENTE_SANITIZED ? 400 : 4000;
  const auto name = [](int i) { return "d" + std::to_string(i) + ".txt"; };
  const auto text = [kSentences](int i, int version) {
    return "Document " + std::to_string(i) + ", version " + std::to_string(version) + ".\n\n" +
           Repeated(kSentence, kSentences);
  };
  for (int i = 0; i < kFiles; ++i) Add(name(i), text(i, 0));
  const std::string folder = folder_.Path("documents/");
  std::mt19937 random(2020);
  for (int round = 0; round < kRounds; ++round) {
    std::atomic<bool> done = false;
    std::thread meddler([&] {
      for (int step = 0; !done; ++step) {
        const int i = static_cast<int>(random() % static_cast<unsigned>(kFiles));
        const std::string path = folder + name(i);
        std::error_code ignored;
        switch (random() % 6) {
          case 0:
            fs::remove_all(path, ignored);
            break;
          case 1:
            std::ofstream(path, std::ios::app) << kSentence;
            break;
          case 2:
            if (fs::file_size(path, ignored) > 700) fs::resize_file(path, 700, ignored);
            break;
          case 3:
            fs::remove_all(path, ignored);
            fs::create_directory(path, ignored);
            break;
          case 4:
            // Not without end: a slow reader would never see the last of them.
            std::ofstream(folder + "new" + std::to_string(step % 100) + ".txt") << text(step, 1);
            break;
          default:
            fs::remove_all(path, ignored);
            std::ofstream(folder + "part") << text(i, step);
            fs::rename(folder + "part", path, ignored);
        }
        ::usleep(300);
      }
    });
    ProgramResult built = RunLimited("build documents -o g --quiet --force");
    done = true;
    meddler.join();
    EXPECT_THAT(built.exit_status, AnyOf(0, 1)) << built.errors;
    EXPECT_EQ(built.exit_status == 1, built.errors.find("documents/") != std::string::npos);
    EXPECT_EQ(RunLimited("check g").exit_status, 0);
  }
  // A second run, when all is still, gives what a copy of the folder gives.
  ASSERT_EQ(RunLimited("build documents -o g --quiet --append").exit_status, 0);
  ASSERT_EQ(RunLimited("build documents -o still --quiet").exit_status, 0);
  RunShellLine(folder_, "cp -r documents copy");
  ASSERT_EQ(RunLimited("build copy -o again --quiet").exit_status, 0);
  EXPECT_TRUE(RunLimited("export still --format jsonl").output ==
              RunLimited("export again --format jsonl").output);
}

}  // namespace
}  // namespace entente::tests
