// gzip and Zstandard: what is read, what is refused, and where it says that the fault is.
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "byte_pieces.h"
#include "io/compressed_output.h"
#include "io/decoded_bytes.h"
#include "io/row_reader.h"
#include "temporary_folder.h"

using namespace dechaff;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

struct Read {
  std::string text, error;
  bool is_whole, is_compressed;
};

Read read_decoded(std::string_view bytes, size_t piece = 1 << 20, size_t room = 1 << 20) {
  BytePieces pieces(bytes, piece);
  DecodedBytes decoded(pieces);
  Read read;
  read.is_compressed = decoded.is_compressed();
  std::string to(room, '\0');
  while (size_t n = decoded.read(to.data(), room)) read.text.append(to, 0, n);
  read.error = decoded.error();
  read.is_whole = decoded.is_whole();
  if (read.is_whole) CHECK(decoded.bytes_used() == bytes.size());
  return read;
}

std::string encoded(Encoder& encoder, std::string_view text) {
  std::string out;
  encoder.encode(text, out);
  encoder.finish(out);
  return out;
}
std::string gz(std::string_view text) {
  return encoded(*gzip_encoder(), text);
}
std::string zst(std::string_view text) {
  return encoded(*zstd_encoder(), text);
}

// A member with all that a header may have.
std::string gz_with_header(std::string_view text) {
  return "\x1F\x8B\x08\x1E\1\2\3\4\0\3\5\0a\0\xFF\0bname.jsonl\0a comment\0\x12\x34"s + gz(text).substr(10);
}

std::string skippable(std::string_view bytes) {
  return "\x5A\x2A\x4D\x18"s + static_cast<char>(bytes.size()) + std::string(3, '\0') + std::string(bytes);
}

// Rows that are neither all the same nor at random.
std::string rows(size_t size) {
  std::string text;
  for (uint32_t i = 0; text.size() < size; ++i)
    text += "{\"id\":" + std::to_string(i * 2654435761u) + ",\"text\":\"The ferry left.\"}\n";
  return text;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

}  // namespace

TEST_CASE("members and frames are one text, in pieces of any size") {
  std::string a = "one\ntwo\n", b = rows(3000);
  for (const std::string& bytes :
       {gz(a) + gz(b), gz("") + gz(a) + gz("") + gz(b) + gz(""), gz_with_header(a) + gz_with_header(b),
        zst(a) + zst(b), zst("") + zst(a) + zst("") + zst(b),
        skippable("") + zst(a) + skippable("PK\3\4") + zst(b), gz(a) + zst(b), gz(a) + gz(b) + "\0"s,
        gz(a) + gz(b) + std::string(1000, '\0')}) {
    for (size_t piece : {1, 2, 3, 7, 100, 100'000}) {
      for (size_t room : {1, 10, 1000, 100'000}) {
        Read read = read_decoded(bytes, piece, room);
        CHECK(read.text == a + b);
        CHECK(read.error == "");
        CHECK(read.is_whole);
        CHECK(read.is_compressed);
      }
    }
  }
  for (const std::string& bytes : {gz(""), zst(""), skippable("x")}) CHECK(read_decoded(bytes).text == "");
}

TEST_CASE("much text comes through") {
  std::string text = rows(5'000'000);
  for (const std::string& bytes : {gz(text), zst(text)}) {
    CHECK(bytes.size() < text.size());
    for (size_t piece : {999, 1 << 20}) CHECK((read_decoded(bytes, piece, 70'000).text == text));
  }
}

TEST_CASE("what is not compressed is as it was") {
  for (std::string_view text :
       {""sv, "x"sv, "("sv, "P*M"sv, "BZ"sv, "PK\3"sv, "{\"text\":1}\n"sv, "\0\0"sv, "\x1E"sv}) {
    for (size_t piece : {1, 100}) {
      Read read = read_decoded(text, piece, 1);
      CHECK(read.text == text);
      CHECK(read.error == "");
      CHECK(read.is_whole);
      CHECK_FALSE(read.is_compressed);
    }
  }
}

TEST_CASE("a file that breaks off is told by the byte, and what comes before counts") {
  std::string a = rows(300), b = rows(500);
  for (const std::string& bytes : {gz(a) + gz(b), gz_with_header(a) + gz(b), zst(a) + zst(b)}) {
    size_t first = bytes.size() - (bytes[0] == '\x28' ? zst(b) : gz(b)).size();
    for (size_t size = 1; size < bytes.size(); ++size) {
      if (size == first || (bytes[0] == '\x28' && size == 1)) continue;
      for (size_t piece : {1, 50, 10'000}) {
        Read read = read_decoded(bytes.substr(0, size), piece);
        INFO(size << " of " << bytes.size() << ", " << read.error);
        CHECK(contains(read.error, "breaks off at byte " + std::to_string(size) + ";"));
        CHECK_FALSE(read.is_whole);
        CHECK((a + b).starts_with(read.text));
        if (size > first) CHECK(read.text.starts_with(a));
      }
    }
    CHECK(read_decoded(bytes.substr(0, first)).text == a);
    CHECK(read_decoded(bytes.substr(0, first)).error == "");
  }
}

TEST_CASE("a damaged byte is found, but where it changes nothing") {
  std::string a = rows(300), b = rows(500);
  for (const std::string& bytes : {gz(a) + gz(b), zst(a) + zst(b)}) {
    for (size_t at = 0; at < bytes.size(); ++at) {
      std::string damaged = bytes;
      damaged[at] ^= 0x08;
      Read read = read_decoded(damaged);
      INFO(at << ": " << read.error);
      if (!read.is_compressed) continue;
      CHECK((read.error != "" || read.text == a + b));
      CHECK(read.is_whole == read.error.empty());
    }
  }
  CHECK(contains(read_decoded(gz("a") + "\x1F\x8B\x07" + std::string(20, 'x')).error,
                 "a header that is not known"));
  std::string wrong = gz("abc");
  wrong[wrong.size() - 8] ^= 1;
  CHECK(read_decoded(wrong).error == "gzip data damaged at byte " + std::to_string(wrong.size()) +
                                         ", its checksum is another; get the file again, or make it anew");
  // A frame of 2 bytes that says it has 256, and ends with a block of none.
  std::string other_size = "\x28\xB5\x2F\xFD\x40\0\0\0\x12\0\0x\5\0\0"s;
  // A block after whose damage ISA-L claims to have more left than it got.
  std::string no_block =
      "\x1F\x8B\x08\0\x32\0\0\0\x02\x2C\x03\xC1\xED"s + std::string(9, ',') + "\x02\xF1\xFF\xFF";
  for (size_t piece : {1, 5, 100}) {
    CHECK(contains(read_decoded(other_size, piece).error, "damaged at byte 15, its size is another"));
    CHECK(contains(read_decoded(no_block, piece).error, "gzip data damaged at byte"));
  }
}

TEST_CASE("bytes behind the last member are told") {
  for (const std::string& good : {gz("a\n"), zst("a\n")}) {
    for (std::string_view behind :
         {"x"sv, "\x1F\x8C"sv, "\0x"sv, "{\"text\":\"a\"}\n"sv, "\xFD\x37zXZ\0"sv, "\0\0\x1F\x8B"sv}) {
      for (size_t piece : {1, 100}) {
        Read read = read_decoded(good + std::string(behind), piece);
        size_t at = good.size() + behind.find_first_not_of('\0');
        CHECK(read.text == "a\n");
        CHECK(contains(read.error, "from byte " + std::to_string(at) + " on"));
        CHECK_FALSE(read.is_whole);
      }
    }
  }
}

TEST_CASE("other formats are named, with what unpacks them") {
  for (auto [bytes, name] : {std::pair("\xFD\x37zXZ\0more"sv, "xz data"sv),
                             {"BZh91AY"sv, "bzip2 data"},
                             {"PK\3\4more"sv, "zip data"},
                             {"\x04\x22\x4D\x18more"sv, "lz4 data"}}) {
    Read read = read_decoded(bytes, 1);
    CHECK(read.text == "");
    CHECK(read.error.starts_with(name));
    CHECK(contains(read.error, "unpack it first"));
  }
}

TEST_CASE("little that stands for much takes no more memory than a row may") {
  const std::string zeros(1'000'000, '\0');
  for (bool is_gzip : {true, false}) {
    std::unique_ptr<Encoder> encoder = is_gzip ? gzip_encoder() : zstd_encoder();
    std::string bytes;
    for (int i = 0; i < 100; ++i) encoder->encode(zeros, bytes);
    encoder->finish(bytes);
    BytePieces pieces(bytes, 1 << 20);
    DecodedBytes decoded(pieces);
    RowReader reader(decoded, 10'000, 50'000);
    size_t all = 0, most = 0;
    while (auto batch = reader.next()) {
      all += batch->rows.size();
      most = std::max(most, batch->rows.size());
      CHECK(batch->holds != RowBatch::Holds::rows);
    }
    CHECK(all == 100 * zeros.size());
    CHECK(most < 100'000);
  }
  // A frame that asks for a window of 1 GB.
  Read read = read_decoded("\x28\xB5\x2F\xFD\x00\xA0\x01\x00\x00"sv);
  CHECK(contains(read.error, "too much memory"));
}

TEST_CASE("the compressed bytes depend on the text alone") {
  std::string text = rows(1'500'000);
  TemporaryFolder folder;
  for (Compression compression : {Compression::gz, Compression::zst}) {
    std::string first;
    for (size_t piece : {text.size(), size_t{1} << 18, size_t{70'001}, size_t{999}}) {
      FILE* file = std::fopen((folder / "out").c_str(), "w");
      CompressedOutput output(fileno(file), compression);
      for (size_t at = 0; at < text.size(); at += piece) REQUIRE(output.write(text.substr(at, piece)) == 0);
      REQUIRE(output.finish() == 0);
      std::fclose(file);
      std::string bytes = folder.read("out");
      if (first.empty()) first = bytes;
      CHECK((bytes == first));
      CHECK((read_decoded(bytes).text == text));
    }
  }
  CompressedOutput full(-1, Compression::gz);
  CHECK(full.write("x") == 0);
  CHECK(full.finish() == EBADF);
}
