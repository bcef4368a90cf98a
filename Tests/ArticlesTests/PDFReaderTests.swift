// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import Articles

@Suite struct PDFReaderTests {
    private static let script = #"""
        def pdf(pages, info=''):
            objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Count %d/Kids[%s]>>' % (
                len(pages), ' '.join('%d 0 R' % (4 + 2 * n) for n in range(len(pages)))),
                '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']
            for n, lines in enumerate(pages):
                objects.append('<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R'
                    '/Resources<</Font<</F 3 0 R>>>>>>' % (5 + 2 * n))
                text = 'BT /F 12 Tf 50 700 Td 14 TL ' + ''.join('(%s) Tj T* ' % line for line in lines) + 'ET'
                objects.append('<</Length %d>>stream\n%s\nendstream' % (len(text), text))
            objects.append('<<%s>>' % info)
            data = b'%PDF-1.4\n'; places = []
            for n, text in enumerate(objects):
                places.append(len(data)); data += ('%d 0 obj' % (n + 1) + text + 'endobj\n').encode()
            start = len(data)
            data += ('xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + ''.join('%010d 00000 n \n' % p for p in places)).encode()
            return data + ('trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n' % (
                len(objects) + 1, len(objects), start)).encode()
        info = '/Title(Il bilancio)/Author(Ada Neri)/CreationDate(D:20210304100000Z)'
        two = pdf([['La giunta approva il bi-', 'lancio del comune.'], ['Seconda pagina.']], info)
        save('bilancio.pdf', two)
        save('2020-05-06-nota.pdf', pdf([['Una nota.']]))
        head = ['L\'Eco di Prato', 'Prato, 7 maggio 1898 - Anno II', 'La folla in piazza.'] + ['Riga %d del testo.' % n for n in range(9)]
        save('datato.pdf', pdf([[], head + ['Il 3 marzo 1897 cadde la neve.']], info))
        save('senza.pdf', pdf([['Riga %d del testo.' % n for n in range(9)] + ['Il 3 marzo 1897 cadde la neve.']], info))
        save('scansione.pdf', pdf([[]]))
        save('meta.pdf', pdf([['Una nota.'], []], '/Title(prima_04.indd)'))
        # A password is asked for, and this is none.
        save('chiuso.pdf', pdf([['Una nota.']]).replace(b'/Root', b'/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O(' + b'o' * 32 + b')/U(' + b'u' * 32 + b')/P -4>>/Root'))
        save('rumore.pdf', b'%PDF-1.4\n' + bytes(range(256)) * 8)
        with zipfile.ZipFile('a.zip', 'w') as z: z.writestr('x/bilancio.pdf', two)
        """#
    private static let samples = Result { try Samples.folder(Self.script) }
    private let folder: TemporaryFolder

    init() throws {
        folder = try Self.samples.get()
    }

    @Test(arguments: ["bilancio.pdf", "a.zip"])
    func aPDFIsOneArticleWithItsProperties(_ name: String) throws {
        let found = reading(name, in: folder)
        let article = try #require(found.first?.article, "\(found)")
        #expect(article.id == (name == "a.zip" ? "a.zip!/x/bilancio.pdf" : name))
        #expect(article.title == "Il bilancio" && article.authors == ["Ada Neri"])
        #expect(article.date?.description.hasPrefix("2021-03-04") == true && article.dateSource == .container)
        #expect(article.body == "La giunta approva il bilancio del comune.\n\nSeconda pagina.")
        #expect(found.count == 1)
    }

    @Test(arguments: [
        ("un accordo italo-\nfrancese", "un accordo italo-francese"), ("gli accer-\ntamenti", "gli accertamenti"),
        ("zx\u{AD}\nqy e zx¬\nqy", "zxqy e zxqy"), ("Roma -\nlunedì", "Roma - lunedì"),
    ])
    func wordsAreJoinedAtLineEndsAndCompoundsKeepTheirHyphens(_ page: String, _ body: String) {
        var document = PDFDocument(
            path: "p.pdf", name: "p", hints: InputHints(), takesPages: false, limits: ReadingLimits())
        document.pages = [page]
        document.deliver { event in
            #expect(event.article?.body == body)
            return .next
        }
    }

    @Test func pagesAreArticlesOnDemand() {
        var choices = ReadingChoices()
        choices.takesPDFPages = true
        let found = reading("bilancio.pdf", in: folder, choices: choices)
        #expect(found.map(\.placed) == ["+ bilancio.pdf#1", "+ bilancio.pdf#2"])
        #expect(found.compactMap { $0.article?.metadata["page"] } == ["1", "2"])
    }

    @Test func whatHasNoPropertiesIsNamedAndDatedByItsFile() throws {
        let article = try #require(reading("2020-05-06-nota.pdf", in: folder).first?.article)
        #expect(article.title == "2020-05-06-nota" && article.date?.description == "2020-05-06")
    }

    @Test(arguments: [("datato.pdf", "1898-05-07", DateSource.text), ("senza.pdf", "2021-03-04", .container)])
    func theDayInTheFirstLinesCountsForMoreThanTheFiles(_ name: String, _ day: String, _ source: DateSource) throws {
        let article = try #require(reading(name, in: folder).first?.article)
        #expect(article.date?.description.hasPrefix(day) == true && article.dateSource == source)
    }

    @Test func aPageWithoutTextIsANoteAndATitleHasNoExtension() throws {
        let found = reading("meta.pdf", in: folder)
        #expect(found.map(\.placed) == ["+ meta.pdf", "? meta.pdf:0: 1 page of 2 has no text"])
        #expect(found.first?.article?.title == "prima_04")
    }

    @Test(arguments: [
        ("scansione.pdf", "the PDF has no text layer; --ocr recognises the text of scanned pages"),
        ("chiuso.pdf", "the PDF is locked with a password; save a copy without one"),
        ("rumore.pdf", "the PDF is damaged; pdftotext cannot read it"),
    ])
    func whatHasNoTextSaysWhy(_ name: String, _ reason: String) {
        #expect(reading(name, in: folder).map(\.placed) == ["- \(name):0: \(reason)"])
    }

    @Test func otherProgramsAreHeldWithinBounds() throws {
        let path = try folder.write("vuoto", [])
        let file = open(path.display, O_RDONLY)
        defer { close(file) }
        func run(_ name: String, _ arguments: [String]) -> String {
            let outcome = ExternalProgram.run(
                name, arguments, input: file, limit: 1000, seconds: 1, isStopped: { name == "tail" })
            return switch outcome {
            case .output(let bytes): String(decoding: bytes, as: UTF8.self)
            case .tooMuch: "too much"
            case .tookTooLong: "too long"
            case .failed: "failed"
            case .notInstalled: "not installed"
            case .stopped: "stopped"
            }
        }
        #expect(run("echo", ["ciao; ls"]) == "ciao; ls\n")
        #expect(run("cat", []) == "")
        #expect(run("yes", []) == "too much")
        #expect(run("sleep", ["60"]) == "too long")
        #expect(run("sh", ["-c", "exec >/dev/null; sleep 60"]) == "too long")
        #expect(run("tail", ["-f", "/dev/null"]) == "stopped")
        #expect(run("false", []) == "failed")
        #expect(run("un-programma-che-manca", []) == "not installed")
    }

    @Test func otherProgramsHaveLimitsOfTheirOwn() throws {
        let path = try folder.write("vuoto", [])
        let file = open(path.display, O_RDONLY)
        defer { close(file) }
        let script = "ulimit -t; ulimit -v; ulimit -c; grep SigBlk /proc/self/status; trap | wc -l"
        let outcome = ExternalProgram.run("sh", ["-c", script], input: file, limit: 1000, seconds: 7)
        guard case .output(let bytes) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "7\n\(2 << 20)\n0\nSigBlk:\t0000000000000000\n0\n")
    }
}
