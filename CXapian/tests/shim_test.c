// SPDX-License-Identifier: GPL-3.0-or-later
//
// A test of CXapian from plain C, run by tools/test-shim with an empty directory as its argument.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CXapian.h"

static const char *directory;
static cxapian_error error;
static int failures = 0;
static int checks = 0;

#define CHECK(condition)                                                                          \
  do {                                                                                            \
    ++checks;                                                                                     \
    if (!(condition)) {                                                                           \
      ++failures;                                                                                 \
      fprintf(stderr, "%s:%d: not true: %s (last message: %s)\n", __FILE__, __LINE__, #condition, \
              error.message);                                                                     \
    }                                                                                             \
  } while (0)

#define OK(call) CHECK((call) == CXAPIAN_OK)

static uint64_t state = 88172645463325252u;
static uint32_t below(uint32_t limit) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)(state % limit);
}

static const char *path_of(const char *name) {
  static char paths[8][512];
  static int next = 0;
  char *path = paths[next++ % 8];
  snprintf(path, sizeof paths[0], "%s/%s", directory, name);
  return path;
}

static cxapian_writer *open_writer(const char *name, uint32_t flags) {
  cxapian_writer *writer = NULL;
  const char *path = path_of(name);
  OK(cxapian_writer_open(path, strlen(path), flags, &writer, &error));
  return writer;
}

static cxapian_database *open_database(const char *name) {
  cxapian_database *database = NULL;
  const char *path = path_of(name);
  OK(cxapian_database_open(path, strlen(path), &database, &error));
  return database;
}

static cxapian_status open_status(const char *name) {
  cxapian_database *database = NULL;
  const char *path = path_of(name);
  cxapian_status status = cxapian_database_open(path, strlen(path), &database, &error);
  cxapian_database_free(database);
  return status;
}

static cxapian_status compact(const char *const *sources, size_t count, const char *destination,
                              uint32_t flags) {
  char bytes[4096];
  uint32_t ends[8];
  size_t length = 0;
  for (size_t i = 0; i < count; ++i) {
    const char *path = path_of(sources[i]);
    memcpy(bytes + length, path, strlen(path));
    length += strlen(path);
    ends[i] = (uint32_t)length;
  }
  const char *target = path_of(destination);
  return cxapian_compact(bytes, length, ends, count, target, strlen(target), flags, &error);
}

// ---- A random collection and its brute-force model ---------------------------------------------

enum { DOCUMENTS = 300, TERMS = 12 };

// Document d holds term t with this wdf; 255 stands for absent.
static unsigned char wdf_of[DOCUMENTS + 1][TERMS];
enum { ABSENT = 255 };

static void make_collection(void) {
  for (int d = 1; d <= DOCUMENTS; ++d) {
    for (int t = 0; t < TERMS; ++t) {
      wdf_of[d][t] = below(TERMS) < (uint32_t)(TERMS - t) ? (unsigned char)(1 + below(20)) : ABSENT;
    }
  }
}

static void add_document(cxapian_writer *writer, int d) {
  char bytes[TERMS];
  uint32_t ends[TERMS], wdfs[TERMS], docid = 0, slot = 7, value_end = 0;
  size_t count = 0;
  for (int t = 0; t < TERMS; ++t) {
    if (wdf_of[d][t] == ABSENT) continue;
    bytes[count] = (char)('a' + t);
    wdfs[count] = wdf_of[d][t];
    ++count;
    ends[count - 1] = (uint32_t)count;
  }
  char text[16];
  value_end = (uint32_t)snprintf(text, sizeof text, "%d", d);
  cxapian_document document = {bytes,     count,      ends,  wdfs, count, text,
                               value_end, &value_end, &slot, 1,    text,  value_end};
  OK(cxapian_writer_add(writer, &document, &docid, &error));
}

static void build(const char *name, int first, int last, uint32_t flags) {
  cxapian_writer *writer = open_writer(name, flags);
  for (int d = first; d <= last; ++d) {
    add_document(writer, d);
    if (d % 50 == 0) OK(cxapian_writer_commit(writer, &error));
  }
  OK(cxapian_writer_close(writer, &error));
  cxapian_writer_free(writer);
}

enum { MAX_STEPS = 64 };
typedef struct program {
  cxapian_node nodes[MAX_STEPS];
  char letters[MAX_STEPS];
  size_t count;
} program;

static void push(program *p, cxapian_op op, uint32_t arity, double factor) {
  cxapian_node node = {op, arity, NULL, 0, factor};
  p->nodes[p->count++] = node;
}

static void push_term(program *p, int term) {
  p->letters[p->count] = (char)('a' + term);
  cxapian_node node = {CXAPIAN_OP_TERM, 0, &p->letters[p->count], 1, 0};
  p->nodes[p->count++] = node;
}

// Half of the programs, told by their round, are of terms, AND, OR and AND_NOT, which users type.
static void push_random(program *p, int depth, int plain) {
  static const cxapian_op typed[] = {CXAPIAN_OP_AND, CXAPIAN_OP_OR, CXAPIAN_OP_OR,
                                     CXAPIAN_OP_AND_NOT};
  if (plain && (depth == 0 || below(4) == 0)) {
    push_term(p, (int)below(TERMS));
    return;
  }
  if (plain) {
    uint32_t arity = 2 + below(2);
    for (uint32_t i = 0; i < arity; ++i) push_random(p, depth - 1, plain);
    push(p, typed[below(4)], arity, 0);
    return;
  }
  uint32_t kind = depth == 0 ? below(10) : 10 + below(7);
  if (kind < 8) {
    push_term(p, (int)below(TERMS));
  } else if (kind == 8) {
    push(p, CXAPIAN_OP_MATCH_ALL, 0, 0);
  } else if (kind == 9) {
    push(p, CXAPIAN_OP_MATCH_NOTHING, 0, 0);
  } else if (kind == 16) {
    push_random(p, depth - 1, plain);
    push(p, CXAPIAN_OP_SCALE, 1, below(3) * 0.5);
  } else {
    uint32_t arity = 1 + below(3);
    for (uint32_t i = 0; i < arity; ++i) push_random(p, depth - 1, plain);
    push(p, (cxapian_op)(CXAPIAN_OP_AND + (kind - 10)), arity, 0);
  }
}

static void print_program(const program *p) {
  static const char *const names[] = {"TERM",   "AND",     "OR",    "AND_NOT",   "AND_MAYBE",
                                      "FILTER", "SYNONYM", "SCALE", "MATCH_ALL", "MATCH_NOTHING"};
  for (size_t i = 0; i < p->count; ++i) {
    const cxapian_node *node = &p->nodes[i];
    if (node->op == CXAPIAN_OP_TERM) {
      fprintf(stderr, " %c", node->term[0]);
    } else {
      fprintf(stderr, " %s/%u", names[node->op], node->arity);
    }
    if (node->op == CXAPIAN_OP_SCALE) fprintf(stderr, "*%g", node->factor);
  }
  fprintf(stderr, "\n");
}

static int model_matches(const program *p, int d) {
  int stack[MAX_STEPS];
  int top = 0;
  for (size_t i = 0; i < p->count; ++i) {
    const cxapian_node *node = &p->nodes[i];
    int first = top - (int)node->arity;
    int all = 1, some = 0, others = 0;
    for (int k = first; k < top; ++k) {
      all = all && stack[k];
      some = some || stack[k];
      if (k > first) others = others || stack[k];
    }
    int result = 0;
    switch (node->op) {
      case CXAPIAN_OP_TERM:
        result = wdf_of[d][node->term[0] - 'a'] != ABSENT;
        break;
      case CXAPIAN_OP_MATCH_ALL:
        result = 1;
        break;
      case CXAPIAN_OP_MATCH_NOTHING:
        result = 0;
        break;
      case CXAPIAN_OP_AND:
      case CXAPIAN_OP_FILTER:
        result = all;
        break;
      case CXAPIAN_OP_OR:
      case CXAPIAN_OP_SYNONYM:
        result = some;
        break;
      case CXAPIAN_OP_AND_NOT:
        result = stack[first] && !others;
        break;
      case CXAPIAN_OP_AND_MAYBE:
      case CXAPIAN_OP_SCALE:
        result = stack[first];
        break;
    }
    top = first;
    stack[top++] = result;
  }
  return stack[0];
}

static size_t model(const program *p, uint32_t *docids) {
  size_t count = 0;
  for (int d = 1; d <= DOCUMENTS; ++d) {
    if (model_matches(p, d)) docids[count++] = (uint32_t)d;
  }
  return count;
}

static int same(const uint32_t *a, const uint32_t *b, size_t count) {
  return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

static void random_queries_match_what_a_scan_matches(const cxapian_database *database) {
  for (int round = 0; round < 1500; ++round) {
    int failed_before = failures;
    program p = {0};
    push_random(&p, (int)below(4), round / 3 % 2);
    cxapian_query query = {p.nodes, p.count};
    uint32_t expected[DOCUMENTS];
    size_t count = model(&p, expected);

    cxapian_matches *matches = NULL;
    OK(cxapian_match_all(database, &query, &matches, &error));
    CHECK(cxapian_matches_docid_count(matches) == count);
    CHECK(cxapian_matches_docid_count(matches) == count &&
          same(cxapian_matches_docids(matches), expected, count));
    CHECK(cxapian_matches_total(matches) == count && cxapian_matches_total_is_exact(matches));
    CHECK(cxapian_matches_hit_count(matches) == 0);
    cxapian_matches_free(matches);

    uint64_t allowed[DOCUMENTS / 64 + 1];
    for (size_t i = 0; i < DOCUMENTS / 64 + 1; ++i) {
      allowed[i] = (uint64_t)below(UINT32_MAX) << 32;
      allowed[i] |= below(UINT32_MAX);
    }
    int filtered = (int)below(2);
    cxapian_ranking ranking = {(cxapian_weighting)(round % 3),
                               1.2,
                               0.75,
                               0,
                               DOCUMENTS,
                               CXAPIAN_RANK_RECORD,
                               filtered ? allowed : NULL,
                               DOCUMENTS / 64 + 1};
    if (filtered) {
      size_t kept = 0;
      for (size_t i = 0; i < count; ++i) {
        uint32_t d = expected[i];
        if (allowed[d / 64] >> (d % 64) & 1) expected[kept++] = d;
      }
      count = kept;
    }
    cxapian_matches *all = NULL;
    OK(cxapian_match_ranked(database, &query, &ranking, &all, &error));
    CHECK(cxapian_matches_total(all) == count && cxapian_matches_total_is_exact(all));
    CHECK(cxapian_matches_hit_count(all) == count);
    CHECK(cxapian_matches_docid_count(all) == count &&
          same(cxapian_matches_docids(all), expected, count));
    const cxapian_hit *hits = cxapian_matches_hits(all);
    for (size_t i = 1; i < cxapian_matches_hit_count(all); ++i) {
      CHECK(hits[i - 1].score > hits[i].score ||
            (hits[i - 1].score == hits[i].score && hits[i - 1].docid < hits[i].docid));
    }

    // A page is the same slice of the whole ranking, whether or not the matcher may prune.
    uint32_t first = below(8), limit = below(12);
    for (uint32_t flags = 0; flags < 3; ++flags) {
      cxapian_ranking page = ranking;
      page.first = first;
      page.limit = limit;
      page.flags = flags;
      cxapian_matches *some = NULL;
      OK(cxapian_match_ranked(database, &query, &page, &some, &error));
      size_t left = count > first ? count - first : 0;
      CHECK(cxapian_matches_hit_count(some) == (left < limit ? left : limit));
      for (size_t i = 0; i < cxapian_matches_hit_count(some); ++i) {
        const cxapian_hit *hit = &cxapian_matches_hits(some)[i];
        CHECK(fabs(hit->score - hits[first + i].score) < 1e-9);
        if (ranking.weighting != CXAPIAN_WEIGHTING_BM25) {
          CHECK(hit->docid == hits[first + i].docid);
          CHECK(hit->score == hits[first + i].score);
        }
      }
      if (flags != 0) CHECK(cxapian_matches_total(some) == count);
      if (flags == CXAPIAN_RANK_RECORD) CHECK(cxapian_matches_docid_count(some) == count);
      cxapian_matches_free(some);
    }
    cxapian_matches_free(all);
    if (failures > failed_before) print_program(&p);
  }
}

static void impacts_score_as_the_header_says(const cxapian_database *database) {
  uint32_t ends[TERMS], frequencies[TERMS];
  for (int t = 0; t < TERMS; ++t) ends[t] = (uint32_t)t + 1;
  OK(cxapian_database_frequencies(database, "abcdefghijkl", TERMS, ends, TERMS, frequencies, NULL,
                                  &error));
  program p = {0};
  push_term(&p, 3);
  push_term(&p, 8);
  push(&p, CXAPIAN_OP_SCALE, 1, 2.5);
  push_term(&p, 11);
  push(&p, CXAPIAN_OP_OR, 3, 0);
  cxapian_query query = {p.nodes, p.count};
  cxapian_ranking ranking = {CXAPIAN_WEIGHTING_IMPACT, 0, 0, 0, DOCUMENTS, 0, NULL, 0};
  cxapian_matches *matches = NULL;
  OK(cxapian_match_ranked(database, &query, &ranking, &matches, &error));
  CHECK(cxapian_matches_hit_count(matches) > 100);
  for (size_t i = 0; i < cxapian_matches_hit_count(matches); ++i) {
    const cxapian_hit *hit = &cxapian_matches_hits(matches)[i];
    const int terms[] = {3, 8, 11};
    const double factors[] = {1, 2.5, 1};
    double expected = 0;
    for (int k = 0; k < 3; ++k) {
      if (wdf_of[hit->docid][terms[k]] == ABSENT) continue;
      double n = frequencies[terms[k]];
      expected += factors[k] * log(1 + (DOCUMENTS - n + 0.5) / (n + 0.5)) *
                  wdf_of[hit->docid][terms[k]] / 255;
    }
    CHECK(fabs(hit->score - expected) < 1e-7);
  }
  cxapian_matches_free(matches);
}

static void a_database_holds_what_was_put_in(const cxapian_database *database) {
  uint32_t count = 0, last = 0;
  OK(cxapian_database_doccount(database, &count, &error));
  OK(cxapian_database_lastdocid(database, &last, &error));
  CHECK(count == DOCUMENTS && last == DOCUMENTS);

  uint32_t ends[TERMS + 1], document[TERMS + 1], collection[TERMS + 1];
  for (int t = 0; t <= TERMS; ++t) ends[t] = (uint32_t)t + 1;
  OK(cxapian_database_frequencies(database, "abcdefghijkl?", TERMS + 1, ends, TERMS + 1, document,
                                  collection, &error));
  for (int t = 0; t < TERMS; ++t) {
    char letter = (char)('a' + t);
    cxapian_postings *postings = NULL;
    OK(cxapian_database_postings(database, &letter, 1, &postings, &error));
    size_t i = 0;
    uint32_t sum = 0;
    for (int d = 1; d <= DOCUMENTS; ++d) {
      if (wdf_of[d][t] == ABSENT) continue;
      CHECK(i < cxapian_postings_count(postings));
      CHECK(cxapian_postings_docids(postings)[i] == (uint32_t)d);
      CHECK(cxapian_postings_wdfs(postings)[i] == wdf_of[d][t]);
      sum += wdf_of[d][t];
      ++i;
    }
    CHECK(i == cxapian_postings_count(postings) && i == document[t] && sum == collection[t]);
    cxapian_postings_free(postings);
  }
  CHECK(document[TERMS] == 0 && collection[TERMS] == 0);

  cxapian_terms *terms = NULL;
  OK(cxapian_database_terms(database, NULL, 0, 1000, &terms, &error));
  CHECK(cxapian_terms_count(terms) == TERMS);
  CHECK(memcmp(cxapian_terms_bytes(terms), "abcdefghijkl", TERMS) == 0);
  CHECK(memcmp(cxapian_terms_ends(terms), ends, TERMS * sizeof *ends) == 0);
  CHECK(memcmp(cxapian_terms_document_frequencies(terms), document, TERMS * sizeof *ends) == 0);
  cxapian_terms_free(terms);
  OK(cxapian_database_terms(database, NULL, 0, 3, &terms, &error));
  CHECK(cxapian_terms_count(terms) == 3);
  cxapian_terms_free(terms);
  OK(cxapian_database_terms(database, "l", 1, 3, &terms, &error));
  CHECK(cxapian_terms_count(terms) == 1);
  cxapian_terms_free(terms);

  for (int d = 1; d <= DOCUMENTS; d += 37) {
    char text[16];
    size_t length = (size_t)snprintf(text, sizeof text, "%d", d);
    cxapian_bytes *data = NULL, *value = NULL, *none = NULL;
    OK(cxapian_database_data(database, (uint32_t)d, &data, &error));
    OK(cxapian_database_value(database, (uint32_t)d, 7, &value, &error));
    OK(cxapian_database_value(database, (uint32_t)d, 8, &none, &error));
    CHECK(cxapian_bytes_length(data) == length && !memcmp(cxapian_bytes_data(data), text, length));
    CHECK(cxapian_bytes_length(value) == length &&
          !memcmp(cxapian_bytes_data(value), text, length));
    CHECK(cxapian_bytes_length(none) == 0);
    cxapian_bytes_free(data);
    cxapian_bytes_free(value);
    cxapian_bytes_free(none);
  }
  cxapian_bytes *data = NULL;
  CHECK(cxapian_database_data(database, DOCUMENTS + 1, &data, &error) ==
        CXAPIAN_DOCUMENT_NOT_FOUND);
  CHECK(cxapian_database_data(database, 0, &data, &error) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(data == NULL);
}

static cxapian_status run(const cxapian_database *database, const cxapian_node *nodes,
                          size_t count) {
  cxapian_query query = {nodes, count};
  cxapian_matches *matches = NULL;
  cxapian_status status = cxapian_match_all(database, &query, &matches, &error);
  cxapian_matches_free(matches);
  return status;
}

static void malformed_programs_are_refused(const cxapian_database *database) {
  const cxapian_node term = {CXAPIAN_OP_TERM, 0, "a", 1, 0};
  const cxapian_node empty_term = {CXAPIAN_OP_TERM, 0, "a", 0, 0};
  const cxapian_node term_with_operand = {CXAPIAN_OP_TERM, 1, "a", 1, 0};
  const cxapian_node and_two = {CXAPIAN_OP_AND, 2, NULL, 0, 0};
  const cxapian_node or_none = {CXAPIAN_OP_OR, 0, NULL, 0, 0};
  const cxapian_node scale_two = {CXAPIAN_OP_SCALE, 2, NULL, 0, 1};
  const cxapian_node scale_negative = {CXAPIAN_OP_SCALE, 1, NULL, 0, -1};
  const cxapian_node scale_nan = {CXAPIAN_OP_SCALE, 1, NULL, 0, (double)NAN};
  const cxapian_node unknown = {(cxapian_op)99, 1, NULL, 0, 0};
  const struct {
    cxapian_node nodes[3];
    size_t count;
    const char *message;
  } cases[] = {
      {{term}, 0, "the query program leaves 0 results on the stack; it must leave one"},
      {{term, term}, 2, "the query program leaves 2 results on the stack; it must leave one"},
      {{term, and_two},
       2,
       "step 1 of the query program takes 2 operands but only 1 are on the stack"},
      {{or_none}, 1, "step 0 of the query program is an operator without operands"},
      {{empty_term}, 1, "step 0 of the query program is an empty term"},
      {{term, term_with_operand},
       2,
       "step 1 of the query program takes no operands but names some"},
      {{term, term, scale_two},
       3,
       "step 2 of the query program scales one operand but names another number"},
      {{term, scale_negative},
       2,
       "step 1 of the query program scales by a factor that is negative or not a number"},
      {{term, scale_nan},
       2,
       "step 1 of the query program scales by a factor that is negative or not a number"},
      {{term, unknown}, 2, "step 1 of the query program has the unknown operator 99"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    CHECK(run(database, cases[i].nodes, cases[i].count) == CXAPIAN_INVALID_ARGUMENT);
    CHECK(strcmp(error.message, cases[i].message) == 0);
  }

  cxapian_node *nodes = malloc((CXAPIAN_MAX_NODES + 1) * sizeof *nodes);
  for (size_t i = 0; i <= CXAPIAN_MAX_NODES; ++i) nodes[i] = term;
  CHECK(run(database, nodes, CXAPIAN_MAX_NODES + 1) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "the query program has 4097 steps; 4096 are the limit") == 0);
  free(nodes);

  cxapian_query query = {&term, 1};
  cxapian_ranking ranking = {(cxapian_weighting)9, 1, 0.5, 0, 10, 0, NULL, 0};
  cxapian_matches *matches = NULL;
  CHECK(cxapian_match_ranked(database, &query, &ranking, &matches, &error) ==
        CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "the weighting 9 is unknown") == 0);
  ranking.weighting = CXAPIAN_WEIGHTING_BM25;
  ranking.k1 = -1;
  CHECK(cxapian_match_ranked(database, &query, &ranking, &matches, &error) ==
        CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "the BM25 parameter k1 is negative or not a number") == 0);
  ranking.k1 = 1;
  ranking.b = 1.5;
  CHECK(cxapian_match_ranked(database, &query, &ranking, &matches, &error) ==
        CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "the BM25 parameter b is outside 0...1") == 0);
}

static void the_deepest_programs_run(const cxapian_database *database) {
  const cxapian_op ops[] = {CXAPIAN_OP_AND, CXAPIAN_OP_OR, CXAPIAN_OP_AND_NOT, CXAPIAN_OP_SYNONYM,
                            CXAPIAN_OP_AND_MAYBE};
  cxapian_node *nodes = malloc(CXAPIAN_MAX_NODES * sizeof *nodes);
  const char *letters = "abcdefghijkl";
  for (int shape = 0; shape < 6; ++shape) {
    size_t count = 0;
    cxapian_node leaf = {CXAPIAN_OP_TERM, 0, letters, 1, 0};
    if (shape < 5) {
      // Leaves first, operators last: the nesting leans right and alternates.
      for (int i = 0; i < 2048; ++i) {
        leaf.term = letters + i % TERMS;
        nodes[count++] = leaf;
      }
      for (int i = 0; i < 2047; ++i) {
        cxapian_node node = {ops[(shape + (i % 2)) % 5], 2, NULL, 0, 0};
        nodes[count++] = node;
      }
    } else {
      nodes[count++] = leaf;
      while (count < CXAPIAN_MAX_NODES) {
        cxapian_node node = {CXAPIAN_OP_SCALE, 1, NULL, 0, 1.0};
        nodes[count++] = node;
      }
    }
    OK(run(database, nodes, count));
    cxapian_query query = {nodes, count};
    cxapian_ranking ranking = {CXAPIAN_WEIGHTING_IMPACT, 0, 0, 0, 10, CXAPIAN_RANK_RECORD, NULL, 0};
    cxapian_matches *matches = NULL;
    OK(cxapian_match_ranked(database, &query, &ranking, &matches, &error));
    cxapian_matches_free(matches);
  }
  free(nodes);
}

// ---- Writing -----------------------------------------------------------------------------------

static cxapian_status add_one(cxapian_writer *writer, const char *term, size_t length) {
  uint32_t end = (uint32_t)length, wdf = 1, docid = 0;
  cxapian_document document = {term, length, &end, &wdf, 1, NULL, 0, NULL, NULL, 0, NULL, 0};
  return cxapian_writer_add(writer, &document, &docid, &error);
}

static void terms_too_long_to_commit_are_refused(void) {
  cxapian_writer *writer = open_writer("long", CXAPIAN_WRITER_NO_TERMLIST);
  char term[300];
  memset(term, 'x', sizeof term);
  OK(add_one(writer, term, 245));
  CHECK(add_one(writer, term, 246) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message,
               "a term of 246 bytes, 0 of them NUL, is too long to store; bytes and NULs together "
               "may be 245 at most") == 0);
  term[3] = term[100] = '\0';
  CHECK(add_one(writer, term, 244) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message,
               "a term of 244 bytes, 2 of them NUL, is too long to store; bytes and NULs together "
               "may be 245 at most") == 0);
  OK(add_one(writer, term, 243));
  CHECK(add_one(writer, term, 0) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "a term is empty; give every term at least one byte") == 0);
  OK(cxapian_writer_commit(writer, &error));
  OK(cxapian_writer_close(writer, &error));
  cxapian_writer_free(writer);

  cxapian_database *database = open_database("long");
  uint32_t end = 243, frequency = 0;
  OK(cxapian_database_frequencies(database, term, 243, &end, 1, &frequency, NULL, &error));
  CHECK(frequency == 1);
  // A query may name a term that can never have been stored: it just matches nothing.
  memset(term, 0, sizeof term);
  cxapian_node node = {CXAPIAN_OP_TERM, 0, term, sizeof term, 0};
  cxapian_query query = {&node, 1};
  cxapian_matches *matches = NULL;
  OK(cxapian_match_all(database, &query, &matches, &error));
  CHECK(matches != NULL && cxapian_matches_total(matches) == 0);
  cxapian_matches_free(matches);
  end = sizeof term;
  OK(cxapian_database_frequencies(database, term, end, &end, 1, &frequency, NULL, &error));
  CHECK(frequency == 0);
  cxapian_database_free(database);
}

// Term 0 is in all documents but every fourth, so that its list takes several chunks; term 1 in the
// last alone, term 2 in none.
static void a_builder_writes_what_was_put_in(void) {
  enum { COUNT = 40000 };
  cxapian_builder *builder = NULL;
  OK(cxapian_builder_create(&builder, &error));
  for (uint32_t id = 1; id <= COUNT; ++id) {
    uint32_t terms[2] = {1, 0}, wdfs[2] = {7, 1 + id % 200};
    size_t skipped = id == COUNT ? 0 : 1, count = 2 - skipped - (id % 4 == 0);
    OK(cxapian_builder_add(builder, terms + skipped, wdfs + skipped, count, &error));
  }
  CHECK(cxapian_builder_footprint(builder) > 2 * COUNT);
  const char *path = path_of("built");
  const uint32_t ends[] = {2, 3, 4};
  OK(cxapian_builder_write(builder, path, strlen(path), "unab", 4, ends, 3, &error));
  cxapian_builder_free(builder);
  size_t faults = 1;
  OK(cxapian_check(path, strlen(path), &faults, &error));
  CHECK(faults == 0);

  cxapian_database *database = open_database("built");
  uint32_t documents = 0, frequencies[3] = {9, 9, 9}, occurrences[3] = {9, 9, 9};
  OK(cxapian_database_doccount(database, &documents, &error));
  CHECK(documents == COUNT);
  OK(cxapian_database_frequencies(database, "unab", 4, ends, 3, frequencies, occurrences, &error));
  CHECK(frequencies[0] == COUNT / 4 * 3 && frequencies[1] == 1 && frequencies[2] == 0);
  CHECK(occurrences[1] == 7 && occurrences[2] == 0);
  cxapian_postings *postings = NULL;
  OK(cxapian_database_postings(database, "un", 2, &postings, &error));
  size_t count = cxapian_postings_count(postings), wrong = 0;
  for (size_t i = 0; i < count; ++i) {
    uint32_t id = cxapian_postings_docids(postings)[i];
    if (id != i / 3 * 4 + i % 3 + 1 || cxapian_postings_wdfs(postings)[i] != 1 + id % 200) ++wrong;
  }
  CHECK(count == COUNT / 4 * 3 && wrong == 0);
  cxapian_postings_free(postings);
  cxapian_database_free(database);
}

static void a_builder_refuses_what_cannot_be_stored(void) {
  cxapian_builder *builder = NULL;
  OK(cxapian_builder_create(&builder, &error));
  const uint32_t terms[] = {5, 5}, wdfs[] = {1, 0}, end = 1;
  CHECK(cxapian_builder_add(builder, terms, wdfs, 2, &error) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message,
               "document 1 has term 5 twice or without a frequency; give every term once") == 0);
  const char *path = path_of("unbuilt");
  CHECK(cxapian_builder_write(builder, path, strlen(path), "a", 1, &end, 1, &error) ==
        CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "term 5 has no name; name every term") == 0);
  cxapian_builder_free(builder);
  cxapian_builder_free(NULL);
}

static void malformed_batches_are_refused(void) {
  cxapian_writer *writer = open_writer("batches", 0);
  const uint32_t past[] = {1, 9}, falling[] = {3, 2}, wdfs[] = {1, 1};
  uint32_t docid = 0, count = 9;
  cxapian_document document = {"abc", 3, past, wdfs, 2, NULL, 0, NULL, NULL, 0, NULL, 0};
  CHECK(cxapian_writer_add(writer, &document, &docid, &error) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message,
               "string 1 of a batch ends at byte 9 of 3 and starts at byte 1; ends must ascend to "
               "the last") == 0);
  document.term_ends = falling;
  CHECK(cxapian_writer_add(writer, &document, &docid, &error) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(cxapian_writer_replace(writer, 0, &(cxapian_document){0}, &error) ==
        CXAPIAN_INVALID_ARGUMENT);
  CHECK(cxapian_writer_delete(writer, 0, &error) == CXAPIAN_INVALID_ARGUMENT);
  OK(cxapian_writer_doccount(writer, &count, &error));
  CHECK(count == 0);
  cxapian_writer_free(writer);
}

static uint32_t doccount(const char *name) {
  cxapian_database *database = open_database(name);
  uint32_t count = 0;
  OK(cxapian_database_doccount(database, &count, &error));
  cxapian_database_free(database);
  return count;
}

static void what_was_never_committed_is_gone(void) {
  const uint32_t kinds[] = {0, CXAPIAN_WRITER_NO_TERMLIST};
  for (int k = 0; k < 2; ++k) {
    const char *name = k == 0 ? "uncommitted" : "uncommitted-no-termlist";
    cxapian_writer *writer = open_writer(name, kinds[k]);
    OK(add_one(writer, "a", 1));
    CHECK(doccount(name) == 0);
    OK(cxapian_writer_commit(writer, &error));
    CHECK(doccount(name) == 1);
    OK(add_one(writer, "b", 1));
    cxapian_writer_free(writer);
    CHECK(doccount(name) == 1);
  }
}

static void documents_are_replaced_and_deleted_by_id(void) {
  cxapian_writer *writer = open_writer("edits", 0);
  uint32_t end = 1, wdf = 2;
  cxapian_document document = {"z", 1, &end, &wdf, 1, NULL, 0, NULL, NULL, 0, "new", 3};
  OK(add_one(writer, "a", 1));
  OK(add_one(writer, "b", 1));
  OK(cxapian_writer_replace(writer, 1, &document, &error));
  OK(cxapian_writer_replace(writer, 9, &document, &error));
  OK(cxapian_writer_delete(writer, 2, &error));
  CHECK(cxapian_writer_delete(writer, 2, &error) == CXAPIAN_DOCUMENT_NOT_FOUND);
  OK(cxapian_writer_close(writer, &error));
  OK(cxapian_writer_close(writer, NULL) == CXAPIAN_OK ? CXAPIAN_UNKNOWN_EXCEPTION : CXAPIAN_OK);
  CHECK(add_one(writer, "c", 1) == CXAPIAN_INVALID_OPERATION);
  CHECK(strcmp(error.message, "the writer is closed; open another") == 0);
  cxapian_writer_free(writer);
  cxapian_database *database = open_database("edits");
  cxapian_postings *postings = NULL;
  OK(cxapian_database_postings(database, "z", 1, &postings, &error));
  CHECK(cxapian_postings_count(postings) == 2 && cxapian_postings_docids(postings)[1] == 9);
  cxapian_postings_free(postings);
  cxapian_database_free(database);

  writer = open_writer("edits-no-termlist", CXAPIAN_WRITER_NO_TERMLIST);
  OK(add_one(writer, "a", 1));
  OK(cxapian_writer_commit(writer, &error));
  cxapian_status status = cxapian_writer_delete(writer, 1, &error);
  CHECK(status == CXAPIAN_FEATURE_UNAVAILABLE || status == CXAPIAN_INVALID_OPERATION);
  status = cxapian_writer_replace(writer, 1, &document, &error);
  CHECK(status == CXAPIAN_FEATURE_UNAVAILABLE || status == CXAPIAN_INVALID_OPERATION);
  cxapian_writer_free(writer);
}

// ---- Opening, damage, compaction ---------------------------------------------------------------

static void write_file(const char *name, const char *bytes, size_t length) {
  FILE *file = fopen(path_of(name), "wb");
  CHECK(file != NULL && fwrite(bytes, 1, length, file) == length);
  if (file != NULL) fclose(file);
}

static char *read_file(const char *name, size_t *length) {
  FILE *file = fopen(path_of(name), "rb");
  CHECK(file != NULL);
  fseek(file, 0, SEEK_END);
  *length = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*length + 1);
  CHECK(fread(bytes, 1, *length, file) == *length);
  fclose(file);
  return bytes;
}

static void opening_says_what_is_wrong(void) {
  CHECK(open_status("missing") == CXAPIAN_DATABASE_NOT_FOUND);
  CHECK(open_status("missing/deeper") == CXAPIAN_DATABASE_NOT_FOUND);
  CHECK(open_status("") == CXAPIAN_DATABASE_NOT_FOUND);
  cxapian_database *database = NULL;
  CHECK(cxapian_database_open("", 0, &database, &error) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "a path is empty; name a database") == 0);
  CHECK(cxapian_database_open("a\0b", 3, &database, &error) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "a path holds a NUL byte; correct the path") == 0);
  CHECK(cxapian_database_open_many(NULL, 0, NULL, 0, &database, &error) ==
        CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "there is nothing to open; name at least one database") == 0);
  CHECK(database == NULL);

  cxapian_writer *first = open_writer("locked", 0);
  cxapian_writer *second = NULL;
  const char *path = path_of("locked");
  CHECK(cxapian_writer_open(path, strlen(path), CXAPIAN_WRITER_OPEN_ONLY, &second, &error) ==
        CXAPIAN_DATABASE_LOCK);
  CHECK(cxapian_writer_open(path, strlen(path), 0, &second, &error) == CXAPIAN_DATABASE_CREATE);
  path = path_of("never-made");
  CHECK(cxapian_writer_open(path, strlen(path), CXAPIAN_WRITER_OPEN_ONLY, &second, &error) ==
        CXAPIAN_DATABASE_NOT_FOUND);
  CHECK(second == NULL);
  cxapian_writer_free(first);

  // Large enough that opening does not read all of it.
  cxapian_writer *writer = open_writer("rewritten", CXAPIAN_WRITER_NO_SYNC);
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 3000; ++i) {
      char term[32];
      OK(add_one(writer, term, (size_t)snprintf(term, sizeof term, "a rather long term %d", i)));
    }
    OK(cxapian_writer_commit(writer, &error));
    if (round == 0) database = open_database("rewritten");
  }
  cxapian_postings *postings = NULL;
  CHECK(cxapian_database_postings(database, "a rather long term 1500", 23, &postings, &error) ==
        CXAPIAN_DATABASE_MODIFIED);
  cxapian_database_free(database);
  cxapian_writer_free(writer);
}

static void damage_is_reported(void) {
  size_t length = 0;
  char *good = read_file("single", &length);
  char stub[600];
  snprintf(stub, sizeof stub, "auto %s\n", path_of("single"));
  write_file("stub", stub, strlen(stub));
  CHECK(open_status("stub") != CXAPIAN_OK);
  write_file("empty", "", 0);
  CHECK(open_status("empty") != CXAPIAN_OK);
  write_file("cut", good, 100);
  CHECK(open_status("cut") == CXAPIAN_OK ? 0 : 1);

  char *bad = malloc(length);
  memcpy(bad, good, length);
  bad[14] = (char)0xff;
  write_file("other-version", bad, length);
  CHECK(open_status("other-version") == CXAPIAN_DATABASE_VERSION);

  // Every block but the version file's is overwritten: the file opens and the first read fails.
  memcpy(bad, good, length);
  memset(bad + 2048, 0xA5, length - 2048);
  write_file("scrambled", bad, length);
  cxapian_database *database = NULL;
  const char *path = path_of("scrambled");
  cxapian_status status = cxapian_database_open(path, strlen(path), &database, &error);
  if (status == CXAPIAN_OK) {
    cxapian_postings *postings = NULL;
    status = cxapian_database_postings(database, "a", 1, &postings, &error);
    cxapian_database_free(database);
  }
  CHECK(status == CXAPIAN_DATABASE_CORRUPT);
  size_t faults = 0;
  path = path_of("single");
  OK(cxapian_check(path, strlen(path), &faults, &error));
  CHECK(faults == 0);
  path = path_of("scrambled");
  status = cxapian_check(path, strlen(path), &faults, &error);
  CHECK(status != CXAPIAN_OK || faults > 0);
  path = path_of("missing");
  CHECK(cxapian_check(path, strlen(path), &faults, &error) != CXAPIAN_OK);
  free(bad);
  free(good);
}

static void compaction_keeps_the_order_of_its_sources(void) {
  build("part-1", 1, 100, CXAPIAN_WRITER_NO_TERMLIST);
  build("part-2", 101, 101, CXAPIAN_WRITER_NO_TERMLIST | CXAPIAN_WRITER_NO_SYNC);
  build("part-3", 102, 102, CXAPIAN_WRITER_NO_TERMLIST);
  build("part-4", 103, DOCUMENTS, CXAPIAN_WRITER_NO_TERMLIST);
  const char *const parts[] = {"part-1", "part-2", "part-3", "part-4"};
  OK(compact(parts, 4, "merged", CXAPIAN_COMPACT_SINGLE_FILE));
  OK(compact(parts, 4, "merged-multipass",
             CXAPIAN_COMPACT_SINGLE_FILE | CXAPIAN_COMPACT_MULTIPASS));
  OK(compact(parts, 4, "merged-directory", 0));
  const char *const merged[] = {"merged", "merged-multipass", "merged-directory"};
  for (int i = 0; i < 3; ++i) {
    cxapian_database *database = open_database(merged[i]);
    a_database_holds_what_was_put_in(database);
    cxapian_database_free(database);
  }
  CHECK(compact(parts, 4, "merged", CXAPIAN_COMPACT_SINGLE_FILE) == CXAPIAN_INVALID_ARGUMENT);
  char expected[700];
  snprintf(expected, sizeof expected, "the destination '%s' exists; remove it or name another",
           path_of("merged"));
  CHECK(strcmp(error.message, expected) == 0);
  CHECK(compact(parts, 0, "nothing", 0) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(strcmp(error.message, "there is nothing to compact; name at least one database") == 0);
  const char *const absent[] = {"missing"};
  CHECK(compact(absent, 1, "nothing", 0) == CXAPIAN_DATABASE_NOT_FOUND);
  CHECK(compact(parts, 2, "overlapping", CXAPIAN_COMPACT_KEEP_IDS) == CXAPIAN_INVALID_OPERATION);
}

static void compaction_closes_up_ids_unless_told_not_to(void) {
  cxapian_writer *writer = open_writer("late", CXAPIAN_WRITER_NO_TERMLIST);
  uint32_t end = 1, wdf = 1;
  cxapian_document document = {"a", 1, &end, &wdf, 1, NULL, 0, NULL, NULL, 0, NULL, 0};
  OK(cxapian_writer_replace(writer, 5, &document, &error));
  OK(cxapian_writer_replace(writer, 9, &document, &error));
  OK(cxapian_writer_close(writer, &error));
  cxapian_writer_free(writer);
  const char *const sources[] = {"late"};
  OK(compact(sources, 1, "late-renumbered", CXAPIAN_COMPACT_SINGLE_FILE));
  OK(compact(sources, 1, "late-kept", CXAPIAN_COMPACT_SINGLE_FILE | CXAPIAN_COMPACT_KEEP_IDS));
  const char *const results[] = {"late-renumbered", "late-kept"};
  const uint32_t ids[][2] = {{1, 5}, {5, 9}};
  for (int i = 0; i < 2; ++i) {
    cxapian_database *database = open_database(results[i]);
    cxapian_postings *postings = NULL;
    OK(cxapian_database_postings(database, "a", 1, &postings, &error));
    CHECK(cxapian_postings_count(postings) == 2);
    CHECK(same(cxapian_postings_docids(postings), ids[i], 2));
    cxapian_postings_free(postings);
    cxapian_database_free(database);
  }
}

// Deals the collection round robin, so that the combined ids are those of the whole.
static cxapian_database *open_dealt(int shards) {
  char bytes[4096];
  uint32_t ends[8];
  size_t length = 0;
  for (int s = 0; s < shards; ++s) {
    char name[32], single[40];
    snprintf(name, sizeof name, "shard-%d-of-%d", s, shards);
    snprintf(single, sizeof single, "%s.single", name);
    cxapian_writer *writer = open_writer(name, CXAPIAN_WRITER_NO_TERMLIST | CXAPIAN_WRITER_NO_SYNC);
    for (int d = s + 1; d <= DOCUMENTS; d += shards) add_document(writer, d);
    OK(cxapian_writer_close(writer, &error));
    cxapian_writer_free(writer);
    const char *const source[] = {name};
    OK(compact(source, 1, single, CXAPIAN_COMPACT_SINGLE_FILE));
    const char *path = path_of(single);
    memcpy(bytes + length, path, strlen(path));
    length += strlen(path);
    ends[s] = (uint32_t)length;
  }
  cxapian_database *database = NULL;
  OK(cxapian_database_open_many(bytes, length, ends, (size_t)shards, &database, &error));
  return database;
}

static void an_empty_database_answers(void) {
  cxapian_writer *writer = open_writer("no-documents", CXAPIAN_WRITER_NO_TERMLIST);
  OK(cxapian_writer_close(writer, &error));
  cxapian_writer_free(writer);
  const char *const source[] = {"no-documents"};
  OK(compact(source, 1, "no-documents.single", CXAPIAN_COMPACT_SINGLE_FILE));
  cxapian_database *database = open_database("no-documents.single");
  cxapian_node node = {CXAPIAN_OP_MATCH_ALL, 0, NULL, 0, 0};
  cxapian_query query = {&node, 1};
  cxapian_matches *matches = NULL;
  OK(cxapian_match_all(database, &query, &matches, &error));
  CHECK(cxapian_matches_total(matches) == 0);
  cxapian_matches_free(matches);
  cxapian_ranking ranking = {CXAPIAN_WEIGHTING_IMPACT, 0, 0, 0, 10, CXAPIAN_RANK_RECORD, NULL, 0};
  node.op = CXAPIAN_OP_TERM;
  node.term = "a";
  node.term_length = 1;
  OK(cxapian_match_ranked(database, &query, &ranking, &matches, &error));
  CHECK(cxapian_matches_total(matches) == 0 && cxapian_matches_total_is_exact(matches));
  cxapian_matches_free(matches);
  cxapian_database_free(database);
}

static void stems_are_italian(void) {
  cxapian_stemmer *stemmer = NULL;
  OK(cxapian_stemmer_new("italian", 7, &stemmer, &error));
  const char *const cases[][2] = {{"elezioni", "elezion"},     {"elezione", "elezion"},
                                  {"governo", "govern"},       {"città", "citt"},
                                  {"abbandonata", "abbandon"}, {"", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    char buffer[64];
    size_t length = 0;
    size_t word_length = strlen(cases[i][0]);
    memcpy(buffer, cases[i][0], word_length);
    OK(cxapian_stem(stemmer, buffer, word_length, buffer, sizeof buffer, &length, &error));
    CHECK(length == strlen(cases[i][1]) && memcmp(buffer, cases[i][1], length) == 0);
  }
  char buffer[3] = "??";
  size_t length = 0;
  CHECK(cxapian_stem(stemmer, "governo", 7, buffer, 2, &length, &error) ==
        CXAPIAN_INVALID_ARGUMENT);
  CHECK(length == 6 && strcmp(buffer, "??") == 0);
  CHECK(strcmp(error.message, "the stem has 6 bytes and the buffer 2; give it a longer buffer") ==
        0);
  cxapian_stemmer_free(stemmer);
  stemmer = NULL;
  CHECK(cxapian_stemmer_new("klingon", 7, &stemmer, &error) == CXAPIAN_INVALID_ARGUMENT);
  CHECK(stemmer == NULL);
}

static void every_handle_may_be_freed_as_null(void) {
  cxapian_writer_free(NULL);
  cxapian_database_free(NULL);
  cxapian_bytes_free(NULL);
  cxapian_postings_free(NULL);
  cxapian_terms_free(NULL);
  cxapian_matches_free(NULL);
  cxapian_stemmer_free(NULL);
}

int main(int argument_count, char **arguments) {
  if (argument_count != 2) {
    fprintf(stderr, "usage: shim_test EMPTY-DIRECTORY\n");
    return 2;
  }
  directory = arguments[1];
  make_collection();

  build("directory", 1, DOCUMENTS, 0);
  build("lean", 1, DOCUMENTS, CXAPIAN_WRITER_NO_TERMLIST | CXAPIAN_WRITER_NO_SYNC);
  const char *const lean[] = {"lean"};
  OK(compact(lean, 1, "single", CXAPIAN_COMPACT_SINGLE_FILE));
  const char *const names[] = {"directory", "lean", "single"};
  for (int i = 0; i < 3; ++i) {
    cxapian_database *database = open_database(names[i]);
    a_database_holds_what_was_put_in(database);
    random_queries_match_what_a_scan_matches(database);
    impacts_score_as_the_header_says(database);
    if (i == 2) malformed_programs_are_refused(database);
    if (i == 2) the_deepest_programs_run(database);
    cxapian_database_free(database);
  }
  for (int shards = 1; shards <= 4; shards += 1) {
    cxapian_database *database = open_dealt(shards);
    a_database_holds_what_was_put_in(database);
    random_queries_match_what_a_scan_matches(database);
    impacts_score_as_the_header_says(database);
    cxapian_database_free(database);
  }
  terms_too_long_to_commit_are_refused();
  malformed_batches_are_refused();
  a_builder_writes_what_was_put_in();
  a_builder_refuses_what_cannot_be_stored();
  what_was_never_committed_is_gone();
  documents_are_replaced_and_deleted_by_id();
  opening_says_what_is_wrong();
  damage_is_reported();
  compaction_keeps_the_order_of_its_sources();
  compaction_closes_up_ids_unless_told_not_to();
  an_empty_database_answers();
  stems_are_italian();
  every_handle_may_be_freed_as_null();

  printf("shim_test: %d checks, %d failed\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
