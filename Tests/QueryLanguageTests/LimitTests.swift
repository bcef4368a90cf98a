// SPDX-License-Identifier: GPL-3.0-or-later
import Glibc
import QueryLanguage
import Testing

struct LimitTests {
    private func refusal(of text: String, match: MatchMode = .all) -> QueryError? {
        do throws(QueryError) {
            _ = try QueryParser.parse(text, match: match)
            return nil
        } catch { return error }
    }

    @Test func aQueryOverFourKibibytesIsRefused() {
        #expect(refusal(of: String(repeating: "a", count: 4096)) == nil)
        #expect(
            refusal(of: String(repeating: "a", count: 5000))
                == QueryError(
                    code: .tooLong, message: "the query is 5,000 bytes long; the limit is 4,096", range: 4096..<5000))
        #expect(refusal(of: String(repeating: "à", count: 2049))?.range == 2048..<2049)
        #expect(
            refusal(of: String(repeating: "a", count: 1_234_567))?.message
                == "the query is 1,234,567 bytes long; the limit is 4,096")
        #expect(refusal(of: String(repeating: "a", count: 4095) + "東")?.range == 4095..<4096)
    }

    @Test func moreThan128TermsAreRefused() {
        let words = String(repeating: "a ", count: 128)
        #expect(refusal(of: words) == nil)
        #expect(
            refusal(of: words + "b c")
                == QueryError(
                    code: .tooManyTerms, message: "the query has 130 terms; the limit is 128", range: 256..<257))
        #expect(refusal(of: "\"\(words)\"") == nil)
        #expect(refusal(of: "\"\(words)…\" id:\"a b\"")?.message == "the query has 129 terms; the limit is 128")
        #expect(refusal(of: "\"\(words)\" date:2022")?.code == .tooManyTerms)
        #expect(refusal(of: "title:(\(words)b)")?.code == .tooManyTerms)
    }

    @Test(arguments: ["(", "-", "NOT ", "((NON -(("])
    func nestingOver64IsRefused(_ opening: String) {
        let levels = opening == "((NON -((" ? 6 : 1
        let inside = String(repeating: opening, count: 64 / levels)
        let outside = String(repeating: ")", count: inside.count { $0 == "(" })
        #expect(refusal(of: inside + "a" + outside) == nil)
        let deeper = inside + opening + "a"
        #expect(refusal(of: deeper)?.code == .tooDeep)
        #expect(
            refusal(of: deeper)?.message == "the query is nested more than 64 deep; use fewer parentheses and negations"
        )
    }

    @Test func theParenthesesOfAlternativesCountAsNesting() throws {
        let text = String(repeating: "-(", count: 32) + "a b -c" + String(repeating: ")", count: 32)
        #expect(refusal(of: text) != nil)
        let shallower = String(repeating: "-(", count: 31) + "a b -c" + String(repeating: ")", count: 31)
        let tree = try QueryParser.parse(shallower, match: .any)
        #expect(try QueryParser.parse(tree.description) == tree)
        #expect(refusal(of: String(repeating: "(", count: 64) + "a b -@c", match: .any)?.code == .tooDeep)
    }

    static let worstCases: [String] =
        [
            "(", "\"", "-", "'", "=", "~", "*", "@", "www.(", "a:", "title:", "NOT ", "a NEAR/1 ", "a E ", "(a OR ",
            "\"a\" ", "-(",
        ]
        .map { String(repeating: $0, count: 4096 / $0.utf8.count) } + [
            String(repeating: "a-", count: 2048),
            String(repeating: "(", count: 2048) + String(repeating: ")", count: 2048),
            "“" + String(repeating: "a ", count: 2040), String(repeating: "a\u{301}", count: 1365),
            String(repeating: "(-", count: 32) + String(repeating: "a ", count: 100)
                + String(repeating: ")", count: 32),
        ]

    @Test(arguments: worstCases.indices)
    func worstCasesAreAnsweredWithinMilliseconds(_ index: Int) {
        let text = Self.worstCases[index]
        var fastest = Duration.seconds(60)
        for _ in 0..<3 {
            let time = ContinuousClock().measure {
                let error = refusal(of: text, match: .any)
                _ = error?.caret(in: text)
            }
            fastest = min(fastest, time)
        }
        // Generous: unoptimised, and beside other tests.
        #expect(fastest < .milliseconds(100), "\(text.prefix(12)) \(fastest)")
    }

    @Test func parsingAndPrintingFitAStackOf512KiB() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 512 * 1024)
        var thread = pthread_t()
        let started = pthread_create(
            &thread, &attributes,
            { _ in
                let deep = ["(", "-", "(a OR ", "a NEAR/2 (", "a (b OR "].map {
                    String(repeating: $0, count: 63) + "title:(c"
                }
                for text in LimitTests.worstCases + deep {
                    for mode in MatchMode.allCases { _ = try? QueryParser.parse(text, match: mode) }
                }
                let nested =
                    String(repeating: "a -(b OR (", count: 10)
                    + String(repeating: "a AND (b OR (", count: 16) + "c" + String(repeating: ")", count: 52)
                let tree = try? QueryParser.parse(nested)
                let again = tree.flatMap { try? QueryParser.parse($0.description) }
                return tree != nil && tree == again ? UnsafeMutableRawPointer(bitPattern: 1) : nil
            }, nil)
        #expect(started == 0)
        var result: UnsafeMutableRawPointer?
        pthread_join(thread, &result)
        #expect(result == UnsafeMutableRawPointer(bitPattern: 1))
    }
}
