// The short run of the fuzz targets that every test run makes: all seeds, then a fixed number of
// seeds changed by chance, the same ones each time, so that it needs neither clang nor luck. The
// long run, guided by coverage, is scripts/fuzz.
//
// usage: short_fuzz TARGET SEED_FOLDER INPUTS LENGTH [DICTIONARY]

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

// ENTENTE_FUZZ_TARGETS is X(name) for each target; name is what its source calls
// LLVMFuzzerTestOneInput.
#define X(target) extern "C" int target(const uint8_t* data, size_t size);
ENTENTE_FUZZ_TARGETS
#undef X

namespace {

using Target = int (*)(const uint8_t*, size_t);

Target FindTarget(std::string_view name) {
#define X(target) \
  if (name == #target) return target;
  ENTENTE_FUZZ_TARGETS
#undef X
  return nullptr;
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere.
class Chance {
 public:
  explicit Chance(uint64_t seed) : state_(seed) {}
  /// A number below `bound`, which is not 0.
  size_t Below(size_t bound) { return static_cast<size_t>(Next() % bound); }

 private:
  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  uint64_t state_;
};

std::string ReadBytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> ReadSeeds(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const auto& path : paths) seeds.push_back(ReadBytes(path));
  return seeds;
}

/// A word of libFuzzer's dictionary format: between the quotes, with \\, \" and \xAB.
std::string Unquote(std::string_view line) {
  std::string word;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 == line.size()) {
      word += line[i];
    } else if (line[i + 1] == 'x' && i + 3 < line.size()) {
      word += static_cast<char>(std::stoi(std::string(line.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    } else {
      word += line[++i];
    }
  }
  return word;
}

std::vector<std::string> ReadDictionary(const char* path) {
  std::vector<std::string> words;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const size_t begin = line.find('"');
    const size_t end = line.rfind('"');
    if (line.empty() || line[0] == '#' || begin >= end) continue;
    words.push_back(Unquote(std::string_view(line).substr(begin + 1, end - begin - 1)));
  }
  return words;
}

class Mutator {
 public:
  Mutator(const std::vector<std::string>& seeds, const std::vector<std::string>& words,
          size_t length)
      : seeds_(seeds), words_(words), length_(length) {}

  std::string Next() {
    std::string input = seeds_[chance_.Below(seeds_.size())];
    if (input.size() > length_) input.resize(length_);
    for (size_t changes = 1 + chance_.Below(6); changes > 0; --changes) Change(input);
    if (input.size() > length_) input.resize(length_);
    return input;
  }

 private:
  size_t Place(const std::string& input) { return chance_.Below(input.size() + 1); }
  /// Short pieces more often than long ones.
  size_t Piece(size_t most) { return chance_.Below(chance_.Below(most + 1) + 1); }

  void Change(std::string& input) {
    static constexpr std::array<std::string_view, 8> kOdd = {std::string_view("\0", 1),
                                                             "\xff\xff\xff\xff",
                                                             "-1",
                                                             "9223372036854775808",
                                                             "\xe2\x80\x8f",
                                                             "\xed\xa0\x80",
                                                             "\r\n",
                                                             "\x80"};
    const size_t at = Place(input);
    switch (chance_.Below(7)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(chance_.Below(256));
        break;
      case 1:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << chance_.Below(8)));
        break;
      case 2:
        input.erase(at, Piece(input.size()));
        break;
      case 3:
        input.insert(Place(input), input.substr(at, Piece(std::min<size_t>(input.size(), 512))));
        break;
      case 4: {
        const std::string& other = seeds_[chance_.Below(seeds_.size())];
        input.insert(at, other.substr(chance_.Below(other.size() + 1), Piece(256)));
        break;
      }
      case 5:
        if (!words_.empty()) input.insert(at, words_[chance_.Below(words_.size())]);
        break;
      default:
        input.insert(at, kOdd[chance_.Below(kOdd.size())]);
    }
  }

  const std::vector<std::string>& seeds_;
  const std::vector<std::string>& words_;
  size_t length_;
  Chance chance_{20181};
};

// What a signal's handler needs: the input that runs, and where it is to be kept.
const std::string* running = nullptr;
const char* finding = nullptr;
constexpr unsigned kSecondsForAnInput = 60;

void KeepTheInput(int signal) {
  const int file = ::open(finding, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file >= 0 && running != nullptr) {
    (void)!::write(file, running->data(), running->size());
    ::close(file);
  }
  constexpr std::string_view kSaid = "short_fuzz: crashed or hung; the input is kept in ";
  (void)!::write(STDERR_FILENO, kSaid.data(), kSaid.size());
  (void)!::write(STDERR_FILENO, finding, std::string_view(finding).size());
  (void)!::write(STDERR_FILENO, "\n", 1);
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void Run(Target target, const std::string& input) {
  running = &input;
  ::alarm(kSecondsForAnInput);
  target(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  ::alarm(0);
  running = nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  const Target target = argc >= 5 ? FindTarget(argv[1]) : nullptr;
  if (target == nullptr) {
    std::fputs("usage: short_fuzz TARGET SEED_FOLDER INPUTS LENGTH [DICTIONARY]\n", stderr);
    return 2;
  }
  const std::string kept = std::string("finding-") + argv[1];
  finding = kept.c_str();
  for (int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM}) {
    ::signal(signal, KeepTheInput);
  }
  const std::vector<std::string> seeds = ReadSeeds(argv[2]);
  if (seeds.empty()) {
    std::fprintf(stderr, "short_fuzz: %s holds no seeds\n", argv[2]);
    return 2;
  }
  const std::vector<std::string> words =
      argc > 5 ? ReadDictionary(argv[5]) : std::vector<std::string>();
  for (const std::string& seed : seeds) Run(target, seed);
  Mutator mutator(seeds, words, std::strtoul(argv[4], nullptr, 10));
  const size_t inputs = std::strtoul(argv[3], nullptr, 10);
  for (size_t i = 0; i < inputs; ++i) Run(target, mutator.Next());
  std::printf("%s: %zu seeds and %zu inputs made of them, nothing found\n", argv[1], seeds.size(),
              inputs);
  return 0;
}
