// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct WARCReaderTests {
    private static let script = #"""
        def record(kind, payload, url='http://www.esempio.it/a', media='application/http; msgtype=response', length=None):
            payload = payload.encode() if isinstance(payload, str) else payload
            head = f'WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-04T10:00:00Z\r\n'
            head += f'Content-Type: {media}\r\nContent-Length: {len(payload) if length is None else length}\r\n\r\n'
            return head.encode() + payload + b'\r\n\r\n'
        def http(body, headers='', status='200 OK', media='text/plain; charset=utf-8'):
            body = body.encode() if isinstance(body, str) else body
            return f'HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n'.encode() + body
        def page(n, **more): return record('response', http(text(f'Titolo {n}'), **more), f'http://www.esempio.it/{n}.txt')
        chunked = b'5;x=1\r\nTitol\r\n9\r\no a pezzi\r\n1A\r\n\n\nLa pioggia cade di nuovo\r\n0\r\n\r\n'
        raw = zlib.compressobj(wbits=-15)
        deflated = raw.compress(text('Titolo deflate').encode()) + raw.flush()
        parts = [
            record('warcinfo', 'software: prova\r\n', media='application/warc-fields'),
            record('request', 'GET / HTTP/1.1\r\n\r\n'), page(1),
            record('revisit', http('')), record('metadata', 'x: y'),
            record('response', http(chunked, 'Transfer-Encoding: chunked\r\n'), '<http://www.esempio.it/pezzi>'),
            record('response', http(gzip.compress(text('Titolo gzip').encode()), 'Content-Encoding: gzip\r\n'), 'http://www.esempio.it/gz?x=1'),
            record('response', http(deflated, 'Content-Encoding: deflate\r\n'), 'http://www.esempio.it/defl'),
            record('response', http('x', 'Content-Encoding: br\r\n'), 'http://www.esempio.it/br'),
            record('response', http('User-agent: *'), 'http://www.esempio.it/robots.txt'),
            record('response', http('no', status='404 Not Found')), record('response', http('x', media='image/png')),
            record('resource', text('Titolo risorsa'), 'urn:x:1', 'text/plain'),
            record('response', 'rumore'),
        ]
        save('a.warc', b''.join(parts)); save('a.warc.gz', b''.join(gzip.compress(p) for p in parts))
        with zipfile.ZipFile('a.wacz', 'w') as z:
            z.writestr('pages/pages.jsonl', '{"format":"json-pages-1.0","id":"pages","title":"Pagine"}\n{"url":"http://x.it","text":"Menu"}\n')
            z.writestr('archive/dati.warc.gz', gzip.compress(page(1)) + gzip.compress(page(2)))
            z.writestr('indexes/index.cdx', 'it,esempio)/ 20210304 {"url":"x"}\n')
            z.writestr('logs/crawl.log', '{"message":"x"}\n')
            z.writestr('datapackage.json', '{"profile":"data-package"}')
        with zipfile.ZipFile('busta.zip', 'w') as z: z.write('a.wacz')
        with zipfile.ZipFile('ordine.zip', 'w') as z:
            z.writestr('archive/dati.warc.gz', gzip.compress(page(1)))
            z.writestr('datapackage.json', '{"profile":"data-package","title":"x","description":"y"}')
            z.writestr('pages/pages.jsonl', '{"url":"http://x.it","text":"Menu"}\n')
            z.writestr('indexes/index.cdx', 'it,esempio)/ 20210304')
            z.writestr('nota.txt', 'Piove.')
        with zipfile.ZipFile('vuoto.wacz', 'w') as z: z.writestr('datapackage.json', '{}')
        save('codifica.warc', record('response', http(gzip.compress(text('Titolo', os.urandom(400).hex()).encode())[:-100], 'Content-Encoding: gzip\r\n'), 'http://www.esempio.it/c.txt'))
        long = record('response', http(text('Titolo')), 'http://www.esempio.it/l', length=300)
        short = record('response', http(text('Titolo')), 'http://www.esempio.it/s', length=20)
        save('lunghezze.warc', page(1) + long + page(2) + short + page(3) + b'rumore\n' + page(4)
            + record('response', 'x', length='molti') + page(5) + page(6)[:-30])
        middle = gzip.compress(page(2) + os.urandom(3000).hex().encode())
        save('tronco.warc.gz', gzip.compress(page(1)) + middle[:150] + gzip.compress(page(3)) + gzip.compress(page(4))[:-40])
        save('doppio.warc', page(1) + page(1))
        save('bozza.warc', page(1).replace(b'WARC/1.0', b'WARC/0.17') + b'rumore\n' + page(2).replace(b'WARC/1.0', b'WARC/0.18'))
        story = '<p>La giunta ha approvato il bilancio del comune dopo una lunga seduta, con i voti della maggioranza e l\'astensione di due consiglieri dell\'opposizione, tra le proteste del pubblico.</p>'
        def html(n, more=''): return record('response', http(f'<title>Il bilancio</title><h1>Il bilancio</h1>{more}{story}', media='text/html'), f'http://www.esempio.it/{n}')
        save('date.warc', html('senza') + html('con', '<time datetime="2020-01-02">2 gennaio 2020</time>') + html('2019/05/06/nome') + page(1))
        """#

    private let folder: TemporaryFolder

    /// Made once for all tests.
    private static let samples = Result { try Samples.folder(Self.script) }

    init() throws {
        folder = try Self.samples.get()
    }

    @Test(arguments: ["a.warc", "a.warc.gz"])
    func pagesAreReadAndTheRestIsCounted(_ name: String) {
        let found = reading(name, in: folder)
        #expect(
            found.map(\.placed) == [
                "+ \(name)!/http://www.esempio.it/1.txt", "+ \(name)!/http://www.esempio.it/pezzi",
                "+ \(name)!/http://www.esempio.it/gz?x=1", "+ \(name)!/http://www.esempio.it/defl",
                "- \(name):9: the content coding 'br' is not supported", "+ \(name)!/urn:x:1",
                "- \(name):14: the record holds no HTTP response",
                "? \(name):0: records passed over: 1 metadata, 1 request, 1 responses of other types, "
                    + "1 responses with another status than 200, 1 revisit, 1 robots.txt, 1 warcinfo",
            ])
        #expect(
            found.compactMap(\.article).map(\.title) == [
                "Titolo 1", "Titolo a pezzi", "Titolo gzip", "Titolo deflate", "Titolo risorsa",
            ])
        #expect(found.first?.article?.url == "http://www.esempio.it/1.txt")
    }

    @Test func aPackageInAnArchiveIsRead() {
        #expect(
            reading("busta.zip", in: folder).map(\.placed) == [
                "+ busta.zip!/a.wacz!/archive/dati.warc.gz!/http://www.esempio.it/1.txt",
                "+ busta.zip!/a.wacz!/archive/dati.warc.gz!/http://www.esempio.it/2.txt",
            ])
        // Under another name what is none of a package is read too.
        #expect(
            reading("ordine.zip", in: folder).map(\.placed) == [
                "+ ordine.zip!/archive/dati.warc.gz!/http://www.esempio.it/1.txt", "+ ordine.zip!/nota.txt",
            ])
        #expect(
            reading("vuoto.wacz", in: folder).map(\.placed)
                == ["- vuoto.wacz:0: the package has no web archive in 'archive/'"])
    }

    @Test func aPageWhoseCodingIsCutOffIsKeptWithANote() {
        #expect(
            reading("codifica.warc", in: folder).map(\.placed) == [
                "? codifica.warc!/http://www.esempio.it/c.txt:1: the compressed content is cut off; what came before is read",
                "+ codifica.warc!/http://www.esempio.it/c.txt",
            ])
    }

    @Test func theDayOfCollectionIsTheDateWhereThePageHasNone() {
        let dates = reading("date.warc", in: folder).compactMap(\.article).map { article in
            "\(article.date?.iso8601.prefix(10) ?? "-") \(article.dateSource?.rawValue ?? "-")"
        }
        #expect(dates == ["2021-03-04 container", "2020-01-02 time", "2019-05-06 url", "2021-03-04 container"])
    }

    @Test func aWACZIsReadThroughBothContainers() {
        #expect(
            reading("a.wacz", in: folder).map(\.placed) == [
                "+ a.wacz!/archive/dati.warc.gz!/http://www.esempio.it/1.txt",
                "+ a.wacz!/archive/dati.warc.gz!/http://www.esempio.it/2.txt",
            ])
    }

    @Test func draftsOfTheFormatAreReadToo() {
        let names = reading("bozza.warc", in: folder).compactMap(\.article).map(\.title)
        #expect(names == ["Titolo 1", "Titolo 2"])
    }

    @Test func theSameAddressTwiceIsTwoArticles() {
        #expect(
            reading("doppio.warc", in: folder).map(\.placed) == [
                "+ doppio.warc!/http://www.esempio.it/1.txt", "+ doppio.warc!/http://www.esempio.it/1.txt:2",
            ])
    }

    @Test func afterAWrongLengthReadingGoesOnAtTheNextHeader() {
        #expect(
            reading("lunghezze.warc", in: folder).map(\.placed) == [
                "+ lunghezze.warc!/http://www.esempio.it/1.txt",
                "- lunghezze.warc:2: the record is not as long as its Content-Length of 300 says",
                "+ lunghezze.warc!/http://www.esempio.it/2.txt",
                "- lunghezze.warc:4: the record is not as long as its Content-Length of 20 says",
                "+ lunghezze.warc!/http://www.esempio.it/3.txt",
                "- lunghezze.warc:6: the record has no valid header",
                "+ lunghezze.warc!/http://www.esempio.it/4.txt",
                "- lunghezze.warc:8: the record has no valid header",
                "+ lunghezze.warc!/http://www.esempio.it/5.txt",
                "- lunghezze.warc:10: the record is cut off after 73 of 99 bytes",
            ])
    }

    @Test func aCutOffPartOfAGzipFileCostsOnlyItsRecord() {
        let found = reading("tronco.warc.gz", in: folder).map(\.placed)
        #expect(
            found.filter { $0.hasPrefix("+") } == [1, 3].map { "+ tronco.warc.gz!/http://www.esempio.it/\($0).txt" })
        #expect(found.filter { $0.hasPrefix("-") }.count == 2, "\(found)")
    }
}
