// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct LanguageTagTests {
    @Test(arguments: [
        ("it", "it"), ("it-IT", "it"), ("it_IT", "it"), ("IT", "it"), ("ita", "it"), ("ITA", "it"),
        ("de-Latn-CH-1996", "de"),
        ("ger", "de"), ("fre", "fr"), ("fur", "fur"), ("fur-IT", "fur"), ("Italiano", "Italiano"), ("it, en", "it, en"),
        ("lingua-madre", "lingua-madre"), ("i", "i"), ("it-", "it-"), ("è", "è"), ("", ""),
    ])
    func aTagIsItsLanguage(_ tag: String, _ expected: String) {
        #expect(LanguageTag.language(of: tag) == expected)
    }

    @Test func theLanguagesOfRecordsAndPagesAreOfOneForm() throws {
        let record = try article(#"{"body":"Piove.","lingua":"it-IT"}"#, as: .jsonl)
        let feed = try article(
            "<rss><channel><language>ita</language><item><description>Piove.</description></item></channel></rss>",
            as: .xml)
        #expect([record?.language, feed?.language] == ["it", "it"])
    }
}
