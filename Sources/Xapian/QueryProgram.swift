// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A query as a flat program in postfix order, ready to be matched in one call.
///
/// Joining copies the parts, so build wide rather than deep. A program of more than `maximumSteps`
/// steps is refused when it is matched, with `.invalidArgument`; so is an empty term. Matching recurses
/// as deep as the program nests: run it on a thread with a stack of 8 MB.
public struct QueryProgram: Hashable, Sendable {
    public static let maximumSteps = Int(CXAPIAN_MAX_NODES)

    private enum Operator: UInt32 {
        case term = 0
        case and, or, andNot, andMaybe, filter, synonym, scale, matchAll, matchNothing
    }

    private struct Step: Hashable {
        var op: Operator
        var arity: UInt32 = 0
        var termLength = 0
        var factor = 0.0
    }

    private var steps: [Step] = []
    private var bytes: [UInt8] = []

    /// How many steps the program has, at most `maximumSteps` when it is to be matched.
    public var stepCount: Int { steps.count }

    private init(_ step: Step, bytes: some Sequence<UInt8> = []) {
        steps = [step]
        self.bytes = Array(bytes)
    }

    private init(_ op: Operator, _ operands: [QueryProgram], factor: Double = 0) {
        for operand in operands {
            steps += operand.steps
            bytes += operand.bytes
        }
        steps.append(Step(op: op, arity: UInt32(operands.count), factor: factor))
    }

    /// Documents that hold a term.
    public static func term(_ term: Term) -> QueryProgram {
        .term(term.bytes)
    }

    /// Documents that hold a term; one too long to be stored matches nothing.
    public static func term(_ bytes: some Collection<UInt8>) -> QueryProgram {
        QueryProgram(Step(op: .term, termLength: bytes.count), bytes: bytes)
    }

    /// Every document, scoring 0.
    public static let all = QueryProgram(Step(op: .matchAll))

    /// No document.
    public static let nothing = QueryProgram(Step(op: .matchNothing))

    /// Documents that match all operands, their scores added; every document if there are none.
    public static func and(_ operands: [QueryProgram]) -> QueryProgram {
        joined(.and, operands, empty: .all)
    }

    /// Documents that match some operand, their scores added; no document if there are none.
    public static func or(_ operands: [QueryProgram]) -> QueryProgram {
        joined(.or, operands, empty: .nothing)
    }

    /// Documents that match some operand, scored as if all operands were one term.
    public static func synonym(_ operands: [QueryProgram]) -> QueryProgram {
        joined(.synonym, operands, empty: .nothing)
    }

    /// Documents that match this and none of the others, scored by this.
    public func andNot(_ others: [QueryProgram]) -> QueryProgram {
        others.isEmpty ? self : QueryProgram(.andNot, [self] + others)
    }

    /// Documents that match this, scored by this and by those of the others that match too.
    public func andMaybe(_ others: [QueryProgram]) -> QueryProgram {
        others.isEmpty ? self : QueryProgram(.andMaybe, [self] + others)
    }

    /// Documents that match this and all filters, scored by this.
    public func filtered(by filters: [QueryProgram]) -> QueryProgram {
        filters.isEmpty ? self : QueryProgram(.filter, [self] + filters)
    }

    /// The same documents, scores multiplied by a finite factor that is not negative.
    public func scaled(by factor: Double) -> QueryProgram {
        QueryProgram(.scale, [self], factor: factor)
    }

    private static func joined(_ op: Operator, _ operands: [QueryProgram], empty: QueryProgram) -> QueryProgram {
        switch operands.count {
        case 0: empty
        case 1: operands[0]
        default: QueryProgram(op, operands)
        }
    }

    /// Passes the program in the form of the shim.
    func withUnsafeQuery<R>(_ body: (UnsafePointer<cxapian_query>) -> R) -> R {
        bytes.withChars { chars, _ in
            var offset = 0
            let nodes = steps.map { step in
                let term = step.op == .term ? chars.map { $0 + offset } : nil
                offset += step.termLength
                return cxapian_node(
                    op: cxapian_op(rawValue: step.op.rawValue), arity: step.arity, term: term,
                    term_length: step.termLength, factor: step.factor)
            }
            return nodes.withUnsafeBufferPointer { nodes in
                var query = cxapian_query(nodes: nodes.baseAddress, node_count: nodes.count)
                return withUnsafePointer(to: &query, body)
            }
        }
    }
}

extension QueryProgram: CustomStringConvertible {
    /// The program as nested calls, such as `and(roma, scale(2.0, lazio))`; for tests and explanations.
    public var description: String {
        var stack: [String] = []
        var offset = 0
        for step in steps {
            let operands = stack.suffix(Int(step.arity)).joined(separator: ", ")
            stack.removeLast(Int(step.arity))
            switch step.op {
            case .term:
                stack.append(String(decoding: bytes[offset..<offset + step.termLength], as: UTF8.self))
                offset += step.termLength
            case .matchAll: stack.append("all")
            case .matchNothing: stack.append("nothing")
            case .scale: stack.append("scale(\(step.factor), \(operands))")
            default: stack.append("\(step.op)(\(operands))")
            }
        }
        return stack.joined(separator: " ")
    }
}
