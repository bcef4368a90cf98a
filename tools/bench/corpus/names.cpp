// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

#include "vocabulary.hpp"

namespace corpus {
namespace {

constexpr std::string_view kFirstNames[] = {
    "Marco",    "Giulia",    "Luca",      "Francesca", "Andrea",   "Chiara",    "Matteo",
    "Anna",     "Paolo",     "Elena",     "Giovanni",  "Laura",    "Francesco", "Silvia",
    "Antonio",  "Valentina", "Roberto",   "Federica",  "Stefano",  "Martina",   "Alessandro",
    "Sara",     "Giuseppe",  "Paola",     "Davide",    "Elisa",    "Simone",    "Barbara",
    "Riccardo", "Cristina",  "Lorenzo",   "Daniela",   "Federico", "Monica",    "Michele",
    "Alice",    "Fabio",     "Claudia",   "Alberto",   "Roberta",  "Daniele",   "Ilaria",
    "Massimo",  "Serena",    "Enrico",    "Giorgia",   "Giorgio",  "Michela",   "Claudio",
    "Beatrice", "Mario",     "Lucia",     "Carlo",     "Teresa",   "Luigi",     "Rosa",
    "Vincenzo", "Carmela",   "Salvatore", "Angela",    "Pietro",   "Caterina",  "Domenico",
    "Marta",    "Nicola",    "Eleonora",  "Emanuele",  "Irene",    "Filippo",   "Noemi",
    "Tommaso",  "Giada",     "Gabriele",  "Gaia",      "Edoardo",  "Arianna",   "Giacomo",
    "Camilla",  "Leonardo",  "Lidia",     "Mattia",    "Ludovica", "Cristian",  "Miriam",
    "Samuele",  "Nadia",     "Diego",     "Olga",      "Alessio",  "Patrizia",  "Raffaele",
    "Manuela",  "Gianluca",  "Emma",      "Maurizio",  "Sofia",    "Sergio",    "Vittoria",
    "Bruno",    "Adele",     "Renato",    "Bianca",    "Umberto",  "Rita",      "Ettore",
    "Ivana",    "Guido",     "Flavia",    "Aldo",      "Ginevra",  "Cesare",    "Amelia",
    "Dario",    "Viola",     "Ivan",      "Natalia",   "John",     "Mary",      "Peter",
    "Emily",    "Michael",   "Sarah",     "Thomas",    "Julia",    "Hans",      "Ingrid",
    "Pierre",   "Camille",   "Jean",      "Juan",      "Carmen",   "Pablo",     "Dmitrij",
    "Svetlana", "Oleg",      "Ahmed",     "Fatima",    "Mohamed",  "Amina",     "Yusuf"};

constexpr std::string_view kSurnameEndings[] = {"i",    "i",   "o",    "a",   "elli", "ini",
                                                "etti", "oni", "ucci", "ese", "aro",  "ato"};
constexpr std::string_view kParticles[] = {"De ", "Di ", "Della ", "Lo "};
constexpr std::string_view kBodies[] = {"Gruppo",       "Fondazione",   "Associazione", "Istituto",
                                        "Consorzio",    "Cooperativa",  "Banca",        "Comitato",
                                        "Centro studi", "Polisportiva", "Osservatorio", "Edizioni"};

std::string surname(uint64_t number) {
  std::string result;
  // Beyond the stems of one syllable; a surname is shared by a few people as in life.
  append_stem(result, 4000 + number % 60000);
  result += kSurnameEndings[number / 60000 % std::size(kSurnameEndings)];
  capitalise(result, 0);
  return result;
}

std::string invented_organisation(uint64_t number) {
  const uint64_t bits = scatter(number ^ 0x6F7267);
  std::string result(kBodies[bits % std::size(kBodies)]);
  result += ' ';
  result += surname(number * 12 + (bits >> 20) % 12);
  if ((bits >> 40) % 3 == 0) result += ' ' + surname(bits >> 32);
  return result;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

OpenRanks ranks(NamePool::Kind kind) {
  return kind == NamePool::Kind::kPerson ? OpenRanks(4096, 20, 2.4, 0.37893)
                                         : OpenRanks(1024, 12, 2.4, 0.37893);
}

}  // namespace

std::string invented_person(uint64_t number) {
  const uint64_t bits = scatter(number ^ 0x706572736F6E);
  std::string result(kFirstNames[bits % std::size(kFirstNames)]);
  result += ' ';
  if ((bits >> 16) % 12 == 0) {
    result += kFirstNames[(bits >> 24) % std::size(kFirstNames)];
    result += ' ';
  }
  if ((bits >> 20) % 16 == 0) result += kParticles[(bits >> 28) % std::size(kParticles)];
  result += surname(bits >> 32);
  return result;
}

NamePool::NamePool(Kind kind, const std::vector<std::string>& authority_files)
    : kind_(kind), ranks_(ranks(kind)) {
  for (const std::string& file : authority_files) read(file);
  Random random(8350);
  for (size_t i = authority_.size(); i > 1; --i) {
    std::swap(authority_[i - 1], authority_[random.below(i)]);
  }
}

Name NamePool::name(uint64_t rank) const {
  const uint64_t entry = rank / 3 * 2 + rank % 3;
  if (rank % 3 != 2 && entry < authority_.size()) return authority_[entry];
  return {kind_ == Kind::kPerson ? invented_person(rank) : invented_organisation(rank), {}};
}

void NamePool::read(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read the names file '" + file + "'");
  const std::string_view wanted = kind_ == Kind::kPerson ? "person" : "organisation";
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    const auto columns = split(line, '\t');
    if (columns.size() < 4 || columns[2].empty()) {
      throw std::runtime_error("line " + std::to_string(number) + " of '" + file +
                               "' has no id, kind, name and variants separated by tabs");
    }
    if (columns[1] != wanted) continue;
    Name name{escaped(columns[2]), {}};
    if (!columns[3].empty()) {
      for (auto variant : split(columns[3], '|')) name.variants.push_back(escaped(variant));
    }
    authority_.push_back(std::move(name));
  }
}

}  // namespace corpus
