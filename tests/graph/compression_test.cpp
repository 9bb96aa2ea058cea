#include "graph/compression.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <random>

#include "graph/base.h"
#include "graph/builder.h"
#include "graph/graph.h"
#include "graph/maintenance.h"
#include "graph/store.h"
#include "tests/graph/temporary_folder.h"

namespace entente::graph {
namespace {

TEST(Compression, UndoesItself) {
  std::mt19937 random(3);
  std::string noise(70000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  std::string text;
  while (text.size() < 60000)
    text += "the ministers signed a memorandum in " + std::to_string(text.size());
  for (const std::string& bytes : {std::string("a"), std::string(65536, 'x'), noise, text}) {
    const std::string compressed = Compress(bytes);
    EXPECT_LE(compressed.size(), bytes.size());
    std::string out(bytes.size(), '\0');
    ASSERT_TRUE(Decompress(compressed, out.data(), out.size()));
    EXPECT_EQ(out, bytes);
  }
  const std::string compressed = Compress(text);
  EXPECT_LT(compressed.size(), text.size() / 2);
  std::string out(text.size(), '\0');
  for (size_t size = 0; size < compressed.size(); size += 97) {
    EXPECT_FALSE(Decompress(compressed.substr(0, size), out.data(), out.size()));
  }
  EXPECT_FALSE(Decompress(compressed, out.data(), out.size() - 1));
}

// Texts are compressed in the file and read as they were; names are not.
TEST(Compression, TextsTakeLessRoomInAFile) {
  TemporaryFolder folder;
  const auto write = [&](const std::string& path, size_t words) {
    GraphBuilder builder;
    const LabelId label = builder.InternLabel("Document");
    const PropertyKeyId key = builder.InternKey("text");
    size_t bytes = 0;
    for (int i = 0; i < 500; ++i) {
      ASSERT_TRUE(builder.AddNode(std::array{label}));
      std::string text = "document " + std::to_string(i * 7919 % 500) + ":";
      for (size_t w = 0; w < words; ++w) text += " minister" + std::to_string((w * i) % 1000);
      bytes += text.size();
      builder.SetString(key, text);
    }
    ASSERT_TRUE(builder.WriteFile(path, Replace::kNo));
    const auto graph = *Graph::Open(path, OpenMode::kRead);
    const auto reader = *graph->Read();
    const Catalog& catalog = reader->store().base()->catalog();
    const PieceInfo& dictionary = catalog.pieces[catalog.dictionary.bytes];
    EXPECT_EQ(dictionary.stored_ends.empty(), words < 3);
    EXPECT_EQ(dictionary.size, bytes);
    for (int i = 0; i < 500; ++i) {
      std::string text = "document " + std::to_string(i * 7919 % 500) + ":";
      for (size_t w = 0; w < words; ++w) text += " minister" + std::to_string((w * i) % 1000);
      const auto found = reader->FindNodes(label, key, Value::String(text));
      ASSERT_EQ(found.size(), 1u);
      ASSERT_EQ(reader->Property(found[0], key).as_string(), text);
    }
    const auto checked = CheckFile(path);
    ASSERT_TRUE(checked) << FormatError(checked.error());
    if (words > 3) {
      EXPECT_LT(std::filesystem::file_size(path), bytes / 2);
    }
  };
  write(folder / "names", 0);
  write(folder / "texts", 200);
}

}  // namespace
}  // namespace entente::graph
