// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct OfficeReaderTests {
    private static let script = #"""
        def pack(name, members):
            with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as z:
                for member, content in members: z.writestr(member, content)
        w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        body = f'''<?xml version="1.0"?><w:document {w}><w:body>
          <w:p><w:pPr><w:pStyle w:val="Title"/><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Il titolo</w:t></w:r></w:p>
          <w:p><w:r><w:t xml:space="preserve">La citt\u00e0 </w:t></w:r><w:del><w:r><w:t>dorme</w:t></w:r></w:del>
            <w:r><w:t>si sveglia</w:t><w:br/><w:t>presto.</w:t></w:r></w:p>
          <w:p/><w:p><w:r><w:t>Secondo</w:t><w:tab/><w:t>capoverso.</w:t></w:r></w:p></w:body></w:document>'''
        core = '''<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Le propriet\u00e0</dc:title>
          <dc:creator>Ada Neri</dc:creator><cp:keywords>uno; due</cp:keywords>
          <dcterms:created>2021-03-04T10:00:00Z</dcterms:created></cp:coreProperties>'''
        pack('a.docx', [('[Content_Types].xml', '<x/>'), ('word/document.xml', body), ('docProps/core.xml', core)])
        pack('senza.docx', [('[Content_Types].xml', '<x/>'), ('word/document.xml', body)])
        heading = body.replace('"Title"', '"Heading1"').replace('<w:t>Secondo</w:t>', '<w:t>Italo</w:t><w:noBreakHyphen/><w:t>francese</w:t>')
        pack('capo.docx', [('[Content_Types].xml', '<x/>'), ('word/document.xml', heading)])
        pack('capo.odt', [('mimetype', 'application/vnd.oasis.opendocument.text'), ('content.xml',
          '<o:document-content xmlns:o="o" xmlns:text="t"><o:body><o:text><text:h text:outline-level="1">Il capo</text:h><text:p>Piove.</text:p>'
          '<text:h text:outline-level="1">Altro</text:h></o:text></o:body></o:document-content>')])
        pack('vuoto.docx', [('[Content_Types].xml', '<x/>')])
        save('vecchio.docx', b'no zip')
        pack('a.odt', [('mimetype', 'application/vnd.oasis.opendocument.text'), ('content.xml',
          '''<o:document-content xmlns:o="o" xmlns:text="t"><o:body><o:text><text:tracked-changes><text:p>via</text:p>
          </text:tracked-changes><text:p text:style-name="Title">Il titolo</text:p>
          <text:p>La <text:span>citt\u00e0</text:span><text:s/>dorme<text:line-break/>ancora.<text:note><text:p>n</text:p></text:note></text:p>
          <text:h>Intestazione</text:h></o:text></o:body></o:document-content>'''), ('meta.xml',
          '''<o:document-meta xmlns:o="o" xmlns:dc="d" xmlns:meta="m"><o:meta><meta:initial-creator>Ada</meta:initial-creator>
          <dc:creator>Bea</dc:creator><meta:creation-date>2020-01-02T03:04:05</meta:creation-date><meta:keyword>uno</meta:keyword>
          </o:meta></o:document-meta>''')])
        def book(name, spine, **pages):
            items = ''.join(f'<item id="{k}" href="testo/{k}%20x.xhtml"' + (' properties="nav"' if k == 'indice' else '') + '/>' for k in pages)
            refs = ''.join(f'<itemref idref="{k}"/>' for k in spine)
            pack(name, [('mimetype', 'application/epub+zip'),
              ('META-INF/container.xml', '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'),
              ('OEBPS/a.opf', f'<package xmlns:dc="d"><metadata><dc:title>Il libro</dc:title><dc:creator>Ada</dc:creator>'
                f'<dc:date>2019</dc:date><dc:language>it</dc:language></metadata><manifest>{items}<item id="manca" href="no.xhtml"/>'
                f'</manifest><spine>{refs}</spine></package>')]
              + [(f'OEBPS/testo/{k} x.xhtml', v) for k, v in pages.items()])
        book('a.epub', ['b', 'a', 'vuota', 'manca'], a='<html><body><h1>Uno</h1><p>Primo.</p></body></html>',
          b='<html><body><p>Prefazione.</p></body></html>', vuota='<html><body/></html>')
        book('indice.epub', ['indice', 'a'], indice='<html><body><nav><a href="a">Uno</a></nav></body></html>',
          a='<html><body><h2>Capo primo</h2><p>Piove.</p><h2>Altro</h2></body></html>')
        pack('vuoto.epub', [('mimetype', 'application/epub+zip')])
        """#
    private static let samples = Result { try Samples.folder(Self.script) }
    private let folder: TemporaryFolder

    init() throws {
        folder = try Self.samples.get()
    }

    @Test func aDOCXIsAnArticle() throws {
        let article = try #require(reading("a.docx", in: folder).first?.article)
        #expect(article.id == "a.docx" && article.title == "Le proprietà" && article.authors == ["Ada Neri"])
        #expect(article.body == "Il titolo\n\nLa città si sveglia\npresto.\n\nSecondo capoverso.")
        #expect(article.tags == ["uno", "due"] && article.date?.description.hasPrefix("2021-03-04") == true)
    }

    @Test(arguments: [
        ("Untitled", true), ("anonymous", true), ("Documento1", true), ("document", true),
        ("Documento di sintesi", false),
        ("Il bilancio", false),
    ])
    func whatProgramsWriteForNothingIsNoProperty(_ text: String, _ isPlaceholder: Bool) {
        #expect(ArticleDraft.isPlaceholder(text) == isPlaceholder)
    }

    @Test func withoutPropertiesTheTitleIsTheParagraphInThatStyle() throws {
        #expect(reading("senza.docx", in: folder).first?.article?.title == "Il titolo")
        let headed = try #require(reading("capo.docx", in: folder).first?.article)
        #expect(headed.title == "Il titolo" && headed.body.hasSuffix("Italo-francese capoverso."))
        let odt = try #require(reading("capo.odt", in: folder).first?.article)
        #expect(odt.title == "Il capo" && odt.body == "Piove.\n\nAltro")
    }

    @Test func anODTIsAnArticle() throws {
        let article = try #require(reading("a.odt", in: folder).first?.article)
        #expect(article.title == "Il titolo" && article.authors == ["Ada"] && article.tags == ["uno"])
        #expect(article.body == "La città dorme\nancora.\n\nIntestazione")
        #expect(article.date?.description.hasPrefix("2020-01-02") == true)
    }

    @Test func theChaptersOfABookComeInItsOrder() {
        let found = reading("a.epub", in: folder)
        #expect(
            found.map(\.placed) == [
                "+ a.epub!/OEBPS/testo/b x.xhtml", "+ a.epub!/OEBPS/testo/a x.xhtml",
                "- a.epub:4: the book has no readable member 'OEBPS/no.xhtml'",
                "? a.epub:0: 1 chapter without text was passed over",
            ])
        #expect(found.compactMap(\.article).map(\.title) == ["Il libro", "Uno"])
        #expect(found.compactMap(\.article).map(\.body) == ["Prefazione.", "Primo."])
        #expect(found.first?.article?.source == "Il libro" && found.first?.article?.authors == ["Ada"])
    }

    @Test func theTableOfContentsOfABookIsNoChapter() {
        let found = reading("indice.epub", in: folder).compactMap(\.article)
        #expect(found.map(\.title) == ["Capo primo"] && found.map(\.body) == ["Piove.\n\nAltro"])
    }

    @Test(arguments: [
        ("vuoto.docx", "the document has no readable member 'word/document.xml'"),
        ("vecchio.docx", "the document is no ZIP file; it may be of an older format or encrypted"),
        ("vuoto.epub", "the book has no package document"),
    ])
    func whatIsNoDocumentSaysWhy(_ name: String, _ reason: String) {
        #expect(reading(name, in: folder).map(\.placed) == ["- \(name):0: \(reason)"])
    }
}
