// What lines must have that a pattern may match, asked of candidates before RE2 is: of each of a few choices
// one text, and at the head one of some bytes. It is told from a line's sketch, so that a line may meet the
// conditions of a pattern that does not match it, but not the other way round.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/prefilter/blob.h"
#include "rule/prefilter/line_sketch.h"
#include "rule/prefilter/required.h"

namespace dechaff {

class Conditions {
 public:
  // The bytes at the places of a line, under fold_case; kNoByte where the line has no such place.
  using PlaceBytes = std::array<uint16_t, kHeadPlaces>;
  static constexpr uint16_t kNoByte = 256;

  class Builder {
   public:
    // Of the next pattern. Texts are folded.
    void add(const std::vector<std::vector<std::string>>& choices, const std::vector<Head>& heads,
             const Bytes& first);
    void write(BlobWriter& blob) &&;

   private:
    std::vector<uint32_t> choice_ends_, text_ends_, heads_;
    std::vector<LineSketch::TextBits> texts_;
    std::vector<std::array<Bytes, kHeadPlaces>> head_sets_;
  };

  // Takes what the builder wrote. The blob must outlive the conditions.
  explicit Conditions(BlobReader& blob);

  bool may_begin(uint32_t pattern, const PlaceBytes& bytes) const {
    const HeadSet& set = head_sets_[heads_[pattern]];
    for (size_t place = 0; place < kHeadPlaces; ++place) {
      if (bytes[place] != kNoByte && (set[place][bytes[place] >> 6] >> (bytes[place] & 63) & 1)) return true;
    }
    return false;
  }

  // Whether the pattern asks for texts at all.
  bool has_choices(uint32_t pattern) const { return choices_begin(pattern) < choice_ends_[pattern]; }

  bool may_have_texts(uint32_t pattern, const LineSketch& sketch) const {
    for (uint32_t i = choices_begin(pattern); i < choice_ends_[pattern]; ++i) {
      if (!has_one(i, sketch)) return false;
    }
    return true;
  }

 private:
  using HeadSet = std::array<std::array<uint64_t, 4>, kHeadPlaces>;

  uint32_t choices_begin(uint32_t pattern) const { return pattern ? choice_ends_[pattern - 1] : 0; }
  bool has_one(uint32_t choice, const LineSketch& sketch) const {
    for (uint32_t i = choice ? text_ends_[choice - 1] : 0; i < text_ends_[choice]; ++i) {
      if (sketch.may_have(texts_[i])) return true;
    }
    return false;
  }

  std::span<const uint32_t> choice_ends_;  // by pattern
  std::span<const uint32_t> text_ends_;    // by choice
  std::span<const LineSketch::TextBits> texts_;
  std::span<const uint32_t> heads_;  // by pattern, in head_sets_
  std::span<const HeadSet> head_sets_;
};

}  // namespace dechaff
