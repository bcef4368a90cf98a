// SPDX-License-Identifier: GPL-3.0-or-later

#include "query.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "handles.hpp"

namespace cxapian {
namespace {

[[noreturn]] void refuse_node(size_t index, const std::string& reason) {
  refuse("step " + std::to_string(index) + " of the query program " + reason);
}

void check_arity(size_t index, const cxapian_node& node, size_t available) {
  switch (node.op) {
    case CXAPIAN_OP_TERM:
    case CXAPIAN_OP_MATCH_ALL:
    case CXAPIAN_OP_MATCH_NOTHING:
      if (node.arity != 0) refuse_node(index, "takes no operands but names some");
      return;
    case CXAPIAN_OP_SCALE:
      if (node.arity != 1) refuse_node(index, "scales one operand but names another number");
      break;
    default:
      if (node.arity == 0) refuse_node(index, "is an operator without operands");
  }
  if (node.arity > available) {
    refuse_node(index, "takes " + std::to_string(node.arity) + " operands but only " +
                           std::to_string(available) + " are on the stack");
  }
}

using Query = Xapian::Query;

/// A query on the stack.
struct Operand {
  Query scored;
  Query unscored;
  bool narrows;  ///< Whether it holds AND, FILTER or AND_NOT.
};

Query leaf(size_t index, const cxapian_node& node) {
  if (node.op == CXAPIAN_OP_MATCH_NOTHING) return Query();
  // Query::MatchAll is shared between threads and counts references without a lock.
  if (node.op == CXAPIAN_OP_MATCH_ALL) return Query(std::string());
  if (node.term_length == 0) refuse_node(index, "is an empty term");
  return Query(std::string(node.term, node.term_length));
}

double factor_of(size_t index, const cxapian_node& node) {
  if (!std::isfinite(node.factor) || node.factor < 0) {
    refuse_node(index, "scales by a factor that is negative or not a number");
  }
  return node.factor;
}

/// Joins the operands, the first and the others each scored or not.
Query join(Query::op op, const std::vector<Operand>& operands, bool first, bool others) {
  std::vector<Query> queries;
  for (const Operand& operand : operands) {
    bool scored = queries.empty() ? first : others;
    queries.push_back(scored ? operand.scored : operand.unscored);
  }
  return Query(op, queries.begin(), queries.end());
}

Operand combine(size_t index, const cxapian_node& node, const std::vector<Operand>& operands) {
  bool narrows = false;
  for (const Operand& operand : operands) narrows = narrows || operand.narrows;
  auto joined = [&](Query::op op, bool others, bool narrowing) {
    return Operand{join(op, operands, true, others), join(op, operands, false, false), narrowing};
  };
  switch (node.op) {
    case CXAPIAN_OP_AND:
      return joined(Query::OP_AND, true, true);
    case CXAPIAN_OP_OR:
      return joined(Query::OP_OR, true, narrows);
    case CXAPIAN_OP_AND_NOT:
      return joined(Query::OP_AND_NOT, false, true);
    case CXAPIAN_OP_FILTER:
      return joined(Query::OP_FILTER, false, true);
    case CXAPIAN_OP_SYNONYM:
      return {join(Query::OP_SYNONYM, operands, false, false),
              join(Query::OP_OR, operands, false, false), narrows};
    case CXAPIAN_OP_SCALE:
      return {Query(factor_of(index, node), operands[0].scored), operands[0].unscored, narrows};
    case CXAPIAN_OP_AND_MAYBE: {
      // OP_AND_MAYBE reads maxima that libxapian 1.4.22 never sets below SYNONYM and AND_NOT.
      Query either = join(Query::OP_OR, operands, true, true);
      const Query& first = operands[0].unscored;
      return {Query(Query::OP_FILTER, either, first), first, true};
    }
    default:
      refuse_node(index, "has the unknown operator " + std::to_string(static_cast<int>(node.op)));
  }
}

/// Whether an OR is made of operands of which one narrows.
bool widens_narrow(cxapian_op op, const std::vector<Operand>& operands) {
  if (op != CXAPIAN_OP_OR && op != CXAPIAN_OP_SYNONYM && op != CXAPIAN_OP_AND_MAYBE) return false;
  for (const Operand& operand : operands) {
    if (operand.narrows) return true;
  }
  return false;
}

}  // namespace

BuiltQuery build_query(const cxapian_query& program) {
  if (program.node_count > CXAPIAN_MAX_NODES) {
    refuse("the query program has " + std::to_string(program.node_count) + " steps; " +
           std::to_string(CXAPIAN_MAX_NODES) + " are the limit");
  }
  std::vector<Operand> stack;
  bool may_skip = true;
  for (size_t i = 0; i < program.node_count; ++i) {
    const cxapian_node& node = program.nodes[i];
    check_arity(i, node, stack.size());
    if (node.arity == 0) {
      Query query = leaf(i, node);
      stack.push_back({query, query, false});
      continue;
    }
    auto first = stack.end() - node.arity;
    std::vector<Operand> operands(first, stack.end());
    stack.erase(first, stack.end());
    stack.push_back(combine(i, node, operands));
    if (widens_narrow(node.op, operands)) may_skip = false;
  }
  if (stack.size() != 1) {
    refuse("the query program leaves " + std::to_string(stack.size()) +
           " results on the stack; it must leave one");
  }
  return {stack.back().scored, stack.back().unscored, may_skip};
}

}  // namespace cxapian
