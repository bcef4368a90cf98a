// SPDX-License-Identifier: GPL-3.0-or-later
#include "vocabulary.hpp"

#include <iterator>

#include "common_words.hpp"
#include "random.hpp"

namespace corpus {
namespace {

constexpr std::string_view kSyllables[] = {
    "ba",  "be",  "bi",  "bo",  "bu",  "ca",  "co",   "cu",  "ce",  "ci",  "che", "da",  "de",
    "di",  "do",  "du",  "fa",  "fe",  "fi",  "fo",   "ga",  "ge",  "gi",  "go",  "gu",  "la",
    "le",  "li",  "lo",  "lu",  "ma",  "me",  "mi",   "mo",  "mu",  "na",  "ne",  "ni",  "no",
    "nu",  "pa",  "pe",  "pi",  "po",  "pu",  "ra",   "re",  "ri",  "ro",  "ru",  "sa",  "se",
    "si",  "so",  "su",  "ta",  "te",  "ti",  "to",   "tu",  "va",  "ve",  "vi",  "vo",  "za",
    "zo",  "a",   "e",   "i",   "o",   "u",   "al",   "am",  "an",  "ar",  "in",  "im",  "or",
    "es",  "bra", "bri", "cra", "cre", "cri", "dra",  "fra", "fre", "fri", "fla", "gra", "gre",
    "gri", "gua", "pra", "pre", "pri", "pro", "pla",  "qua", "que", "qui", "sca", "sco", "spa",
    "spe", "spo", "sta", "ste", "sti", "sto", "stra", "tra", "tre", "tri", "tro", "can", "con",
    "car", "cor", "dan", "fer", "gal", "man", "mar",  "men", "per", "por", "sal", "san", "ser",
    "tan", "tor", "ver", "vin"};

constexpr std::string_view kClosings[] = {"t",  "n",  "r",  "l",  "d",  "m",  "v",  "c",
                                          "st", "nt", "tt", "ll", "rt", "nd", "zz", "ss",
                                          "gn", "s",  "g",  "p",  "b",  "f",  "rm"};

constexpr size_t kForms = 4;
constexpr std::string_view kInflections[][kForms] = {
    {"o", "i", "a", "e"},          {"o", "i", "a", "e"},
    {"a", "e", "etta", "ette"},    {"a", "e", "ata", "ate"},
    {"e", "i", "ale", "ali"},      {"o", "i", "ità", "amente"},
    {"are", "ato", "ati", "ando"}, {"ere", "eva", "uto", "endo"},
    {"ire", "ito", "iva", "irà"},  {"azione", "azioni", "are", "ava"}};

// Ranks are dealt in blocks, so that the forms of a lemma differ in frequency but are of one order.
constexpr uint64_t kLemmasPerBlock = 1024;

}  // namespace

void append_stem(std::string& out, uint64_t id) {
  // Multiplying by a prime that does not divide the range permutes it: neighbouring ids get
  // unlike syllables and no two ids the same ones.
  constexpr uint64_t kPrime = 2654435761;
  uint64_t range = std::size(kSyllables) * std::size(kClosings);
  int syllables = 1;
  while (id >= range) {
    id -= range;
    range *= std::size(kSyllables);
    ++syllables;
  }
  uint64_t code = static_cast<uint64_t>(static_cast<unsigned __int128>(id + 7) * kPrime % range);
  for (int i = 0; i < syllables; ++i) {
    out += kSyllables[code % std::size(kSyllables)];
    code /= std::size(kSyllables);
  }
  // "per" and "rt" make "pert": no cluster of three consonants.
  std::string_view closing = kClosings[code];
  if (closing.size() == 2 && std::string_view("aeiou").find(out.back()) == std::string_view::npos) {
    closing.remove_prefix(1);
  }
  out += closing;
}

void capitalise(std::string& text, size_t position) {
  if (position >= text.size()) return;
  const auto first = static_cast<unsigned char>(text[position]);
  if (first >= 'a' && first <= 'z') {
    text[position] = static_cast<char>(first - 0x20);
  } else if (first == 0xC3 && position + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[position + 1]);
    if (second >= 0xA0) text[position + 1] = static_cast<char>(second - 0x20);
  }
}

Vocabulary::Vocabulary() : common_(std::size(kCommonWords)) {
  starts_.reserve(kCached + 1);
  for (uint64_t rank = 0; rank < kCached; ++rank) {
    starts_.push_back(static_cast<uint32_t>(bytes_.size()));
    if (rank < common_) {
      bytes_ += kCommonWords[rank];
    } else {
      append_invented(bytes_, rank);
    }
  }
  starts_.push_back(static_cast<uint32_t>(bytes_.size()));
}

void Vocabulary::append(std::string& out, uint64_t rank) const {
  if (rank < kCached) {
    out.append(bytes_, starts_[rank], starts_[rank + 1] - starts_[rank]);
  } else {
    append_invented(out, rank);
  }
}

std::string Vocabulary::word(uint64_t rank) const {
  std::string result;
  append(result, rank);
  return result;
}

void Vocabulary::append_invented(std::string& out, uint64_t rank) const {
  const uint64_t index = rank - common_;
  const uint64_t block = index / (kLemmasPerBlock * kForms);
  const uint64_t lemma = block * kLemmasPerBlock + index % kLemmasPerBlock;
  const uint64_t form = index / kLemmasPerBlock % kForms;
  append_stem(out, lemma);
  out += kInflections[scatter(lemma) % std::size(kInflections)][form];
}

}  // namespace corpus
