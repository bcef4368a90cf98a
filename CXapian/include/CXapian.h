// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plain C interface to the part of libxapian 1.4 that Spoglio needs: building databases that are
// never modified afterwards, compacting them, and matching one flat query program a call.
//
// Five conventions hold everywhere:
//
// 1. A fallible function returns a cxapian_status and takes a cxapian_error pointer last. The
//    pointer may be NULL; otherwise the status and an English message are stored in it, also on
//    success (CXAPIAN_OK and an empty message). No C++ exception leaves the library. Out
//    parameters are written on success only.
// 2. Handles are opaque and made by functions that store them in an out parameter. Each has one
//    `..._free`, which accepts NULL and never fails. A handle is used by one thread at a time; it
//    may move from one thread to another, and different handles never share anything.
// 3. A string is a pointer and a length, may hold NULs, need not end in one, and is copied if the
//    library keeps it. A pointer may be NULL when its length is zero. Pointers handed out belong to
//    the handle they came from and live as long as it does.
// 4. A batch of strings is its bytes end to end and an array `ends`: string i spans the bytes from
//    ends[i - 1] (0 for the first) up to ends[i]. Ends never decrease and never pass byte_count.
// 5. Calls are sized for a document or a query, never for a term. There is no `bool`: flags are
//    bits of a uint32_t and answers are int.
//
// Three groups of statuses are named where a function may return any of them:
//   COMMON  OUT_OF_MEMORY, STANDARD_EXCEPTION, UNKNOWN_EXCEPTION, INTERNAL, ASSERTION
//   READ    COMMON, DATABASE, DATABASE_CORRUPT, DATABASE_MODIFIED, DATABASE_CLOSED, RANGE,
//           SERIALISATION, NETWORK, NETWORK_TIMEOUT, UNIMPLEMENTED
//   OPEN    READ, DATABASE_OPENING, DATABASE_NOT_FOUND, DATABASE_VERSION, FEATURE_UNAVAILABLE,
//           INVALID_ARGUMENT
// NETWORK, NETWORK_TIMEOUT, QUERY_PARSER and WILDCARD exist for completeness: nothing here opens a
// remote database, parses a query or expands a wildcard.

#ifndef CXAPIAN_H
#define CXAPIAN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What happened: one status for each exception class of libxapian, and three for the others.
typedef enum cxapian_status {
  CXAPIAN_OK = 0,
  CXAPIAN_ASSERTION = 1,
  CXAPIAN_INVALID_ARGUMENT = 2,
  CXAPIAN_INVALID_OPERATION = 3,
  CXAPIAN_UNIMPLEMENTED = 4,
  CXAPIAN_DATABASE = 5,
  CXAPIAN_DATABASE_CLOSED = 6,
  CXAPIAN_DATABASE_CORRUPT = 7,
  CXAPIAN_DATABASE_CREATE = 8,
  CXAPIAN_DATABASE_LOCK = 9,
  CXAPIAN_DATABASE_MODIFIED = 10,
  CXAPIAN_DATABASE_NOT_FOUND = 11,
  CXAPIAN_DATABASE_OPENING = 12,
  CXAPIAN_DATABASE_VERSION = 13,
  CXAPIAN_DOCUMENT_NOT_FOUND = 14,
  CXAPIAN_FEATURE_UNAVAILABLE = 15,
  CXAPIAN_INTERNAL = 16,
  CXAPIAN_NETWORK = 17,
  CXAPIAN_NETWORK_TIMEOUT = 18,
  CXAPIAN_QUERY_PARSER = 19,
  CXAPIAN_RANGE = 20,
  CXAPIAN_SERIALISATION = 21,
  CXAPIAN_WILDCARD = 22,
  CXAPIAN_OUT_OF_MEMORY = 23,
  CXAPIAN_STANDARD_EXCEPTION = 24,
  CXAPIAN_UNKNOWN_EXCEPTION = 25
} cxapian_status;

#define CXAPIAN_MESSAGE_CAPACITY 512

// Filled by every fallible function. The message is UTF-8, ends in NUL and is cut, never overrun.
typedef struct cxapian_error {
  cxapian_status status;
  char message[CXAPIAN_MESSAGE_CAPACITY];
} cxapian_error;

typedef struct cxapian_writer cxapian_writer;
typedef struct cxapian_builder cxapian_builder;
typedef struct cxapian_database cxapian_database;
typedef struct cxapian_bytes cxapian_bytes;
typedef struct cxapian_postings cxapian_postings;
typedef struct cxapian_terms cxapian_terms;
typedef struct cxapian_matches cxapian_matches;
typedef struct cxapian_stemmer cxapian_stemmer;

// ---- Writing -----------------------------------------------------------------------------------

// How a writer opens its directory. Without OVERWRITE or OPEN_ONLY it must not hold a database yet.
enum {
  CXAPIAN_WRITER_OVERWRITE = 1,    // Replace a database that is already there.
  CXAPIAN_WRITER_OPEN_ONLY = 2,    // Open the database that is already there.
  CXAPIAN_WRITER_NO_TERMLIST = 4,  // Store no term lists: documents can only be added.
  CXAPIAN_WRITER_NO_SYNC = 8       // Never fsync: the caller syncs the finished files.
};

// The longest term libxapian can store, counting each NUL byte twice.
#define CXAPIAN_MAX_TERM_COST 245

// A document to store. All arrays are read only during the call.
typedef struct cxapian_document {
  const char *term_bytes;
  size_t term_byte_count;
  const uint32_t *term_ends;
  const uint32_t *term_wdfs;  // Within-document frequencies; 0 stores a purely boolean term.
  size_t term_count;
  const char *value_bytes;
  size_t value_byte_count;
  const uint32_t *value_ends;
  const uint32_t *value_slots;
  size_t value_count;
  const char *data;
  size_t data_length;
} cxapian_document;

// Opens or creates the glass database in the directory `path`.
// Returns OPEN, DATABASE_CREATE, DATABASE_LOCK.
cxapian_status cxapian_writer_open(const char *path, size_t path_length, uint32_t flags,
                                   cxapian_writer **writer, cxapian_error *error);

// Discards everything not yet committed and closes the database.
void cxapian_writer_free(cxapian_writer *writer);

// Every function below that takes a writer returns INVALID_OPERATION, and does nothing, once an
// earlier call on the same writer failed inside libxapian: such a handle would accept the next
// commit and silently lose the failed one. Free it, open another and repeat the whole batch.

// Adds a document under the next id. A term given twice is stored once with the sum of its wdfs.
// Returns INVALID_ARGUMENT for a malformed batch, an empty term or a term whose bytes plus NULs
// exceed CXAPIAN_MAX_TERM_COST, before anything is changed; INVALID_OPERATION; READ.
cxapian_status cxapian_writer_add(cxapian_writer *writer, const cxapian_document *document,
                                  uint32_t *docid, cxapian_error *error);

// Stores a document under an id of the caller's choice, which must not be 0.
// Returns as cxapian_writer_add; FEATURE_UNAVAILABLE or INVALID_OPERATION when the id is in use in
// a database without term lists.
cxapian_status cxapian_writer_replace(cxapian_writer *writer, uint32_t docid,
                                      const cxapian_document *document, cxapian_error *error);

// Deletes a document.
// Returns DOCUMENT_NOT_FOUND, INVALID_ARGUMENT (id 0), FEATURE_UNAVAILABLE or INVALID_OPERATION
// without term lists, READ.
cxapian_status cxapian_writer_delete(cxapian_writer *writer, uint32_t docid, cxapian_error *error);

// Makes everything since the last commit visible. Does not sync the directory.
// Returns INVALID_OPERATION (closed), READ.
cxapian_status cxapian_writer_commit(cxapian_writer *writer, cxapian_error *error);

// The number of documents, uncommitted ones included. Returns INVALID_OPERATION, READ.
cxapian_status cxapian_writer_doccount(cxapian_writer *writer, uint32_t *count,
                                       cxapian_error *error);

// Commits and closes; every later call but cxapian_writer_free returns INVALID_OPERATION.
// Returns INVALID_OPERATION, READ.
cxapian_status cxapian_writer_close(cxapian_writer *writer, cxapian_error *error);

// ---- Building postings at one go ---------------------------------------------------------------

// Collects postings by term in memory, about two bytes each, and writes them as one finished file
// of the glass format, many times faster than a writer: nothing is sorted, looked up or merged
// article by article. Documents have ids from 1 in the order in which they are added, and neither
// term lists, values, data nor positions.
cxapian_status cxapian_builder_create(cxapian_builder **builder, cxapian_error *error);

void cxapian_builder_free(cxapian_builder *builder);

// Adds the next document. Terms are numbers of the caller's, best without gaps from 0 on, in any
// order. Returns INVALID_ARGUMENT (a term twice, or with the wdf 0), COMMON; the builder is of no
// use then.
cxapian_status cxapian_builder_add(cxapian_builder *builder, const uint32_t *terms,
                                   const uint32_t *wdfs, size_t count, cxapian_error *error);

// Writes the file, replacing one that is there; does not sync it. String i of the batch is the term
// of number i; of terms that no document has it is not looked at. The same documents give the same
// bytes. Returns DATABASE_CREATE, DATABASE, INVALID_ARGUMENT (an empty, overlong or missing term,
// or the same for two numbers), COMMON.
cxapian_status cxapian_builder_write(cxapian_builder *builder, const char *path, size_t path_length,
                                     const char *term_bytes, size_t term_byte_count,
                                     const uint32_t *term_ends, size_t term_count,
                                     cxapian_error *error);

// Memory held, in bytes.
size_t cxapian_builder_footprint(const cxapian_builder *builder);

// ---- Compacting and checking -------------------------------------------------------------------

enum {
  CXAPIAN_COMPACT_SINGLE_FILE = 1,  // Write one file rather than a directory of tables.
  CXAPIAN_COMPACT_MULTIPASS = 2,    // Merge more than three sources in passes: faster, more disk.
  CXAPIAN_COMPACT_KEEP_IDS = 4      // Keep document ids; the sources' id ranges must not overlap.
};

// Merges `source_count` databases into a new one at `destination`. Without KEEP_IDS the documents
// of the second source follow those of the first, and so on, and ids unused at the start of a
// source are closed up; ids unused in its middle stay unused. Sources are unchanged, nothing is
// synced, and an existing destination is refused.
// Returns OPEN, DATABASE_CREATE, INVALID_OPERATION (overlapping ranges), INVALID_ARGUMENT (no
// source, or a destination that exists).
cxapian_status cxapian_compact(const char *source_bytes, size_t source_byte_count,
                               const uint32_t *source_ends, size_t source_count,
                               const char *destination, size_t destination_length, uint32_t flags,
                               cxapian_error *error);

// Walks every table of a database and counts the faults. Prints nothing. Glass has no checksums:
// a count of 0 does not prove the file undamaged, and a damaged file can crash the walk, so run it
// on doubtful files in a process of its own. Returns OPEN.
cxapian_status cxapian_check(const char *path, size_t path_length, size_t *faults,
                             cxapian_error *error);

// ---- Reading -----------------------------------------------------------------------------------

// Opens one glass database for reading: a directory or a single file. Stub files are not followed.
// Returns OPEN.
cxapian_status cxapian_database_open(const char *path, size_t path_length,
                                     cxapian_database **database, cxapian_error *error);

// Opens `count` databases as one. With n of them, document d of database number s (from 0) has the
// id (d - 1) * n + s + 1, and all statistics are common. Returns OPEN, INVALID_ARGUMENT (none).
cxapian_status cxapian_database_open_many(const char *path_bytes, size_t path_byte_count,
                                          const uint32_t *path_ends, size_t count,
                                          cxapian_database **database, cxapian_error *error);

void cxapian_database_free(cxapian_database *database);

// The number of documents. Returns READ.
cxapian_status cxapian_database_doccount(const cxapian_database *database, uint32_t *count,
                                         cxapian_error *error);

// The highest document id ever used, 0 in an empty database. Returns READ.
cxapian_status cxapian_database_lastdocid(const cxapian_database *database, uint32_t *docid,
                                          cxapian_error *error);

// For each term of a batch the number of documents that hold it and the sum of its wdfs; zeros for
// an unknown term. Either array may be NULL, which saves half of the look-ups.
// Returns INVALID_ARGUMENT (malformed batch, empty term), READ.
cxapian_status cxapian_database_frequencies(const cxapian_database *database,
                                            const char *term_bytes, size_t term_byte_count,
                                            const uint32_t *term_ends, size_t term_count,
                                            uint32_t *document_frequencies,
                                            uint32_t *collection_frequencies, cxapian_error *error);

// The data of a document. Returns DOCUMENT_NOT_FOUND, INVALID_ARGUMENT (id 0), READ.
cxapian_status cxapian_database_data(const cxapian_database *database, uint32_t docid,
                                     cxapian_bytes **data, cxapian_error *error);

// The value of a document in a slot, empty when it has none.
// Returns DOCUMENT_NOT_FOUND, INVALID_ARGUMENT (id 0), READ.
cxapian_status cxapian_database_value(const cxapian_database *database, uint32_t docid,
                                      uint32_t slot, cxapian_bytes **value, cxapian_error *error);

void cxapian_bytes_free(cxapian_bytes *bytes);
const char *cxapian_bytes_data(const cxapian_bytes *bytes);
size_t cxapian_bytes_length(const cxapian_bytes *bytes);

// Every document that holds a term, ascending by id, with the term's wdf in it.
// Returns INVALID_ARGUMENT (empty term), READ.
cxapian_status cxapian_database_postings(const cxapian_database *database, const char *term,
                                         size_t term_length, cxapian_postings **postings,
                                         cxapian_error *error);

void cxapian_postings_free(cxapian_postings *postings);
size_t cxapian_postings_count(const cxapian_postings *postings);
const uint32_t *cxapian_postings_docids(const cxapian_postings *postings);
const uint32_t *cxapian_postings_wdfs(const cxapian_postings *postings);

// The first `limit` terms that start with a prefix, in byte order, with their document frequencies.
// For verification tools: a query never expands terms through this. Returns READ.
cxapian_status cxapian_database_terms(const cxapian_database *database, const char *prefix,
                                      size_t prefix_length, size_t limit, cxapian_terms **terms,
                                      cxapian_error *error);

void cxapian_terms_free(cxapian_terms *terms);
size_t cxapian_terms_count(const cxapian_terms *terms);
const char *cxapian_terms_bytes(const cxapian_terms *terms);
const uint32_t *cxapian_terms_ends(const cxapian_terms *terms);
const uint32_t *cxapian_terms_document_frequencies(const cxapian_terms *terms);

// ---- Matching ----------------------------------------------------------------------------------

typedef enum cxapian_op {
  CXAPIAN_OP_TERM = 0,           // Arity 0: documents that hold the term.
  CXAPIAN_OP_AND = 1,            // All operands match; scores add.
  CXAPIAN_OP_OR = 2,             // Some operand matches; scores add.
  CXAPIAN_OP_AND_NOT = 3,        // The first operand matches and none of the others.
  CXAPIAN_OP_AND_MAYBE = 4,      // The first operand matches; the others only add to the score.
  CXAPIAN_OP_FILTER = 5,         // All operands match; only the first scores.
  CXAPIAN_OP_SYNONYM = 6,        // Some operand matches; scored as if all were one term.
  CXAPIAN_OP_SCALE = 7,          // Arity 1: the operand, its score multiplied by `factor`.
  CXAPIAN_OP_MATCH_ALL = 8,      // Arity 0: every document, scoring nothing.
  CXAPIAN_OP_MATCH_NOTHING = 9,  // Arity 0: no document.
} cxapian_op;

// One step of a query program.
typedef struct cxapian_node {
  cxapian_op op;
  uint32_t arity;    // How many results of earlier steps this one takes off the stack.
  const char *term;  // For TERM only.
  size_t term_length;
  double factor;  // For SCALE only: finite and not negative.
} cxapian_node;

#define CXAPIAN_MAX_NODES 4096

// A query as a postfix program over a stack: each step takes its operands off the stack, the first
// of them pushed first, and pushes its result; one result must be left. A malformed program, one of
// more than CXAPIAN_MAX_NODES steps, an empty term, or an operator without operands is refused with
// INVALID_ARGUMENT. Matching recurses as deep as the program nests: run it with a stack of 8 MB.
typedef struct cxapian_query {
  const cxapian_node *nodes;
  size_t node_count;
} cxapian_query;

// Records every matching document, ascending by id, without scoring.
// Returns INVALID_ARGUMENT (malformed program), READ.
cxapian_status cxapian_match_all(const cxapian_database *database, const cxapian_query *query,
                                 cxapian_matches **matches, cxapian_error *error);

typedef enum cxapian_weighting {
  // Okapi BM25 with k1 and b over stored document lengths (libxapian's formula with k3 = 1).
  CXAPIAN_WEIGHTING_BM25 = 0,
  // Every match scores 0; hits come in ascending order of id.
  CXAPIAN_WEIGHTING_BOOLEAN = 1,
  // The stored wdf of a term is its impact: the term-frequency and length part of BM25, quantised
  // when the document was indexed to 1...255, where 255 stands for 1. A term scores
  //   factor * ln(1 + (N - n + 0.5) / (n + 0.5)) * min(wdf, 255) / 255
  // with N documents in all and n with the term. Document lengths are never read. The part before
  // the wdf is rounded to a multiple of 2^-32, so that sums are exact in any order and equal
  // documents tie whichever database they are in.
  CXAPIAN_WEIGHTING_IMPACT = 2
} cxapian_weighting;

enum {
  CXAPIAN_RANK_EXACT_TOTAL = 1,  // Look at every match first, so that the total is exact.
  CXAPIAN_RANK_RECORD = 2        // Also record every match; implies EXACT_TOTAL.
};

typedef struct cxapian_ranking {
  cxapian_weighting weighting;
  double k1;       // For BM25 only: finite and not negative.
  double b;        // For BM25 only: 0...1.
  uint32_t first;  // How many of the best hits to leave out.
  uint32_t limit;  // How many to return at most; with 0 only the total and the record are made.
  uint32_t flags;
  // When not NULL only documents whose bit is set can match; bit i % 64 of word i / 64 stands for
  // document i, and documents past the last word are excluded.
  const uint64_t *allowed;
  size_t allowed_word_count;
} cxapian_ranking;

typedef struct cxapian_hit {
  double score;
  uint32_t docid;
} cxapian_hit;

// Ranks the matches by falling score, equal scores by ascending id. Operands of SYNONYM and all but
// the first of AND_NOT and FILTER are only matched: what scores inside them is ignored. An exact
// total or a record costs one pass more, as cxapian_match_all. The ranking pass skips what cannot
// reach the page, except where AND, AND_NOT, FILTER or AND_MAYBE stands below OR or SYNONYM: there
// libxapian would lose hits, and every match is scored.
// Returns INVALID_ARGUMENT (malformed program, unknown weighting, bad k1 or b), READ.
cxapian_status cxapian_match_ranked(const cxapian_database *database, const cxapian_query *query,
                                    const cxapian_ranking *ranking, cxapian_matches **matches,
                                    cxapian_error *error);

void cxapian_matches_free(cxapian_matches *matches);

// The recorded documents, ascending by id; none unless matches were recorded.
const uint32_t *cxapian_matches_docids(const cxapian_matches *matches);
size_t cxapian_matches_docid_count(const cxapian_matches *matches);

// The ranked hits, best first; none after cxapian_match_all.
const cxapian_hit *cxapian_matches_hits(const cxapian_matches *matches);
size_t cxapian_matches_hit_count(const cxapian_matches *matches);

// How many documents match: exact if asked for, otherwise libxapian's estimate.
uint32_t cxapian_matches_total(const cxapian_matches *matches);
int cxapian_matches_total_is_exact(const cxapian_matches *matches);

// ---- Stemming ----------------------------------------------------------------------------------

// Makes a Snowball stemmer for a language, such as "italian" or "it"; "none" changes no word.
// Returns INVALID_ARGUMENT (unknown language), COMMON.
cxapian_status cxapian_stemmer_new(const char *language, size_t language_length,
                                   cxapian_stemmer **stemmer, cxapian_error *error);

void cxapian_stemmer_free(cxapian_stemmer *stemmer);

// Writes the stem of a lower-case UTF-8 word to `stem` and its length to `stem_length`. `word` and
// `stem` may be the same buffer. When `capacity` is too small nothing is written to `stem` and
// `stem_length` holds the length needed. Returns INVALID_ARGUMENT (capacity), COMMON.
cxapian_status cxapian_stem(cxapian_stemmer *stemmer, const char *word, size_t word_length,
                            char *stem, size_t capacity, size_t *stem_length, cxapian_error *error);

#ifdef __cplusplus
}
#endif

#endif
