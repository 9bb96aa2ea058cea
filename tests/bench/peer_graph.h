/// \file
/// Reads the generated graph that engines are compared on (CSV without quotes, ids dense within a
/// label) into whatever the caller makes of it. A plain reader, so that what is timed is the graph.

#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::bench {

/// A file mapped for reading.
class MappedText {
 public:
  explicit MappedText(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY);
    struct stat status = {};
    if (fd < 0 || ::fstat(fd, &status) != 0 || status.st_size == 0) return;
    size_ = static_cast<size_t>(status.st_size);
    at_ = static_cast<const char*>(
        ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0));
    ::close(fd);
  }
  MappedText(const MappedText&) = delete;
  MappedText& operator=(const MappedText&) = delete;
  ~MappedText() {
    if (at_) ::munmap(const_cast<char*>(at_), size_);
  }
  std::string_view text() const { return {at_, size_}; }

 private:
  const char* at_ = nullptr;
  size_t size_ = 0;
};

inline int64_t ToInteger(std::string_view text) {
  int64_t v = 0;
  for (char c : text) v = v * 10 + (c - '0');
  return v;
}

/// Calls row(fields) for every line after the header.
template <class Row>
void ForEachRow(const std::string& path, Row&& row) {
  const MappedText file(path);
  std::string_view text = file.text();
  text.remove_prefix(text.find('\n') + 1);
  std::vector<std::string_view> fields;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    fields.clear();
    const char* begin = at;
    for (;; ++at) {
      if (*at == ',') {
        fields.emplace_back(begin, static_cast<size_t>(at - begin));
        begin = at + 1;
      } else if (*at == '\n') {
        fields.emplace_back(begin, static_cast<size_t>(at - begin));
        ++at;
        break;
      }
    }
    row(fields);
  }
}

struct PeerNodes {
  const char* label;
  std::vector<const char*> keys;  ///< "year" and "id" are integers
};
inline const std::vector<PeerNodes> kPeerNodes = {
    {"Country", {"id", "name"}},
    {"Person", {"id", "name"}},
    {"Ministry", {"id", "name"}},
    {"Organization", {"id", "name"}},
    {"Place", {"id", "name"}},
    {"Agreement", {"id", "title", "kind", "date", "year"}},
    {"Event", {"id", "name", "kind", "start"}},
};

struct PeerRelationships {
  const char* file;
  const char* type;
  const char* from;
  const char* to;
  const char* key;  ///< of the third column; nullptr where there is none
};
inline const std::vector<PeerRelationships> kPeerRelationships = {
    {"SIGNED", "SIGNED", "Person", "Agreement", "date"},
    {"PARTY_TO_Country", "PARTY_TO", "Country", "Agreement", nullptr},
    {"PARTY_TO_Organization", "PARTY_TO", "Organization", "Agreement", nullptr},
    {"HOLDS_POST", "HOLDS_POST", "Person", "Ministry", "title"},
    {"BELONGS_TO", "BELONGS_TO", "Ministry", "Country", nullptr},
    {"PARTICIPATED_IN", "PARTICIPATED_IN", "Person", "Event", nullptr},
    {"HELD_IN", "HELD_IN", "Event", "Place", nullptr},
    {"LOCATED_IN", "LOCATED_IN", "Place", "Country", nullptr},
    {"MET", "MET", "Person", "Person", "date"},
};

}  // namespace entente::bench
