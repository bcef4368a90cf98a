// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct ArchiveReaderTests {
    /// Makes the archives of all these tests.
    private static let script = #"""
        with zipfile.ZipFile('misto.zip', 'w', zipfile.ZIP_DEFLATED) as z:
            z.writestr('cartella/', '')
            z.writestr('cartella/uno.txt', text('Primo titolo'))
            z.writestr('due.jsonl', '{"title":"a","body":"b"}\n{"title":"c","body":"d"}\nguasto\n')
            z.writestr('../../etc/tre.txt', text('Terzo titolo'))
            z.writestr('/assoluto.txt', text('Quarto titolo'))
            z.writestr('a\nb\x1b[31m.txt', text('Quinto titolo'))
            z.writestr('perché.txt', text('Sesto titolo'))
            z.writestr('.nascosto/x.txt', text('Nascosto'))
            z.writestr('foto.jpg', b'\xff\xd8\xff\xe0')
        damaged = bytearray(open('misto.zip', 'rb').read())
        first = damaged.index(b'cartella/uno.txt') + len('cartella/uno.txt')
        damaged[first:first + 4] = b'\xff\xff\xff\xff'
        save('guasto.zip', bytes(damaged))
        def tar(mode):
            data = io.BytesIO()
            with tarfile.open(fileobj=data, mode=mode) as t:
                for name, title in [('uno.txt', 'Primo'), ('uno.txt', 'Di nuovo'), ('x/due.txt', 'Secondo')]:
                    info = tarfile.TarInfo(name); content = text(title).encode(); info.size = len(content)
                    t.addfile(info, io.BytesIO(content))
                for name, kind in [('link', tarfile.SYMTYPE), ('duro', tarfile.LNKTYPE), ('tty', tarfile.CHRTYPE)]:
                    info = tarfile.TarInfo(name); info.type = kind; info.linkname = '/etc/passwd'
                    t.addfile(info)
            return data.getvalue()
        for name, mode in [('a.tar', 'w'), ('a.tar.gz', 'w:gz'), ('a.tar.xz', 'w:xz'), ('a.tbz2', 'w:bz2')]:
            save(name, tar(mode))
        save('righe.jsonl.gz', gzip.compress(b'{"title":"a","body":"b"}\n') + gzip.compress(b'{"title":"c","body":"d"}\n'))
        save('uno.txt.xz', lzma.compress(text('Titolo xz').encode()))
        save('uno.txt.bz2', bz2.compress(text('Titolo bz2').encode()))
        save('uno.txt.lzma', lzma.compress(text('Titolo lzma').encode(), format=lzma.FORMAT_ALONE))
        save('uno.txt.zst', bytes.fromhex('28b52ffd242a5101005469746f6c6f207a7374640a0a'
            '4c612070696f6767696120636164652073756c206d65726361746f2e0a1001ff30'))
        save('tronco.jsonl.gz', gzip.compress(b''.join(b'{"title":"t%d","body":"%s"}\n' % (i, os.urandom(20).hex().encode()) for i in range(2000)))[:-3000])
        save('vuoto.zip', b'PK\5\6' + bytes(18))
        def pack(name, content):
            data = io.BytesIO()
            with zipfile.ZipFile(data, 'w') as z: z.writestr(name, content)
            return data.getvalue()
        save('due.zip', pack('dentro.zip', pack('uno.txt', text('In fondo'))))
        save('tre.zip', pack('b.zip', pack('c.zip', pack('uno.txt', text('Troppo')))))
        save('bomba.txt.gz', gzip.compress(b'a' * (20 << 20)))
        with zipfile.ZipFile('bomba.zip', 'w', zipfile.ZIP_DEFLATED) as z:
            z.writestr('uno.txt', text('Prima'))
            z.writestr('zeri.txt', b'a' * (40 << 20))
            z.writestr('tre.txt', text('Dopo'))
        with zipfile.ZipFile('bombe.zip', 'w', zipfile.ZIP_DEFLATED) as z:
            for n in range(30): z.writestr(f'{n}.txt', b'a' * (8 << 20))
        packed = bytearray(tar('w:gz')); packed[-5] ^= 1; save('somma.tgz', bytes(packed))
        packed = bytearray(gzip.compress(b'{"title":"a","body":"b"}\n')); packed[-2] ^= 1; save('lunghezza.jsonl.gz', bytes(packed))
        half = io.BytesIO()
        with tarfile.open(fileobj=half, mode='w:gz') as t:
            for name, body in [('uno.txt', 'Piove.'), ('due.txt', os.urandom(2000).hex())]:
                info = tarfile.TarInfo(name); content = text('Titolo', body).encode(); info.size = len(content)
                t.addfile(info, io.BytesIO(content))
        save('corto.tgz', half.getvalue()[:-500])
        save('corto.jsonl.gz', gzip.compress(b'{"title":"a","body":"b"}\n{"title":"c","body":"%s"}\n' % os.urandom(500).hex().encode())[:-40])
        whole = pack('uno.txt', text('Titolo')); save('tronco.zip', whole[:50])
        save('nome.zip', pack('perchEx.txt', text('Sette')).replace(b'perchEx', b'perch\xe9x'))
        """#

    private let folder: TemporaryFolder

    /// Made once for all tests.
    private static let samples = Result { try Samples.folder(Self.script) }

    init() throws {
        folder = try Self.samples.get()
    }

    @Test func theMembersOfAZipAreReadUnderTheirNames() {
        #expect(
            reading("misto.zip", in: folder).map(\.placed) == [
                "+ misto.zip!/cartella/uno.txt", "+ misto.zip!/due.jsonl#1", "+ misto.zip!/due.jsonl#2",
                "- misto.zip!/due.jsonl:3: the JSON is damaged at byte 1: invalid char in json text",
                "+ misto.zip!/../../etc/tre.txt", "+ misto.zip!//assoluto.txt",
                #"+ misto.zip!/a\x0Ab\x1B[31m.txt"#, "+ misto.zip!/perché.txt",
                "- misto.zip!/foto.jpg:0: format 'image' is not supported; supported are \(ArticleFormat.names)",
                "? misto.zip:0: 1 member whose name begins with a dot was passed over",
            ])
    }

    @Test(arguments: ["a.tar", "a.tar.gz", "a.tar.xz", "a.tbz2"])
    func tarFilesAreReadHoweverCompressed(_ name: String) {
        #expect(
            reading(name, in: folder).map(\.placed) == [
                "+ \(name)!/uno.txt", "+ \(name)!/uno.txt:2", "+ \(name)!/x/due.txt",
                "? \(name):0: 3 members that are links or devices were passed over",
            ])
    }

    @Test(arguments: [
        ("righe.jsonl.gz", ["+ righe.jsonl.gz#1", "+ righe.jsonl.gz#2"]), ("uno.txt.xz", ["+ uno.txt.xz"]),
        ("uno.txt.bz2", ["+ uno.txt.bz2"]), ("uno.txt.lzma", ["+ uno.txt.lzma"]), ("uno.txt.zst", ["+ uno.txt.zst"]),
        ("due.zip", ["+ due.zip!/dentro.zip!/uno.txt"]),
        ("tre.zip", ["- tre.zip!/b.zip!/c.zip:0: archives lie deeper than 2 levels in archives"]),
        ("vuoto.zip", ["- vuoto.zip:0: the archive has no files"]),
        (
            "bomba.txt.gz",
            [
                "- bomba.txt.gz:0: it unpacks to more than 100 times its size, and the rest is not read; see --limit ratio"
            ]
        ),
        (
            "bomba.zip",
            [
                "+ bomba.zip!/uno.txt",
                "- bomba.zip!/zeri.txt:0: it unpacks to more than 100 times its size, and the rest is not read; see --limit ratio",
                "+ bomba.zip!/tre.txt",
            ]
        ),
        ("nome.zip", [#"+ nome.zip!/perch\xE9x.txt"#]),
    ])
    func containersGiveWhatIsInThem(_ name: String, _ expected: [String]) {
        #expect(reading(name, in: folder).map(\.placed) == expected)
    }

    @Test func whatACutOffFileStillHasIsRead() throws {
        let found = reading("tronco.jsonl.gz", in: folder)
        #expect(found.count > 1000)
        #expect(found.last?.placed == "- tronco.jsonl.gz:0: the compressed data is cut off")
        let cut = reading("tronco.zip", in: folder).map(\.placed)
        #expect(cut.first == "- tronco.zip!/uno.txt:0: the archive is damaged (truncated ZIP file data)")
        #expect(cut.count == 2 && cut.last?.hasPrefix("- tronco.zip:0: the archive is damaged (") == true)
    }

    @Test func manyMembersThatUnpackTooFarEndTheReading() {
        let found = reading("bombe.zip", in: folder).map(\.placed)
        let reason = "it unpacks to more than 100 times its size, and the rest is not read; see --limit ratio"
        #expect(found.last == "- bombe.zip:0: \(reason)")
        // A few are within the ratio, since more of the archive has been read by then.
        let named = found.dropLast().filter { $0.hasPrefix("- bombe.zip!/") && $0.hasSuffix(".txt:0: \(reason)") }
        #expect(named.count == 19 && found.count < 30)
    }

    @Test func aWrongChecksumIsToldBehindWhatIsRead() {
        #expect(
            reading("somma.tgz", in: folder).map(\.placed) == [
                "+ somma.tgz!/uno.txt", "+ somma.tgz!/uno.txt:2", "+ somma.tgz!/x/due.txt",
                "? somma.tgz:0: 3 members that are links or devices were passed over",
                "- somma.tgz:0: the compressed data is damaged (incorrect data check)",
            ])
    }

    @Test func aWrongLengthIsToldBehindWhatIsRead() {
        #expect(
            reading("lunghezza.jsonl.gz", in: folder).map(\.placed) == [
                "+ lunghezza.jsonl.gz#1",
                "- lunghezza.jsonl.gz:0: the compressed data is damaged (incorrect length check)",
            ])
    }

    @Test func whatIsWholeInALittleFileThatIsCutOffIsRead() {
        #expect(
            reading("corto.tgz", in: folder).map(\.placed)
                == ["+ corto.tgz!/uno.txt", "- corto.tgz:0: the compressed data is cut off"])
        #expect(
            reading("corto.jsonl.gz", in: folder).map(\.placed)
                == ["+ corto.jsonl.gz#1", "- corto.jsonl.gz:0: the compressed data is cut off"])
    }

    @Test func aDamagedMemberDoesNotHideTheOthers() {
        let found = reading("guasto.zip", in: folder).map(\.placed)
        #expect(
            found.first?.hasPrefix("- guasto.zip!/cartella/uno.txt:0: the archive is damaged (") == true, "\(found)")
        let others = reading("misto.zip", in: folder).map { $0.placed.replacing("misto", with: "guasto") }
        #expect(found.dropFirst() == others.dropFirst(), "\(found)")
    }

    @Test func limitsOfTheWholeEndIt() {
        var few = ReadingLimits()
        few.entries = 2
        #expect(
            reading("misto.zip", in: folder, limits: few).map(\.placed).last
                == "- misto.zip:0: it has more than 2 members, and the rest is not read; see --limit entries")
        var small = ReadingLimits()
        small.unpacked = 60
        #expect(
            reading("misto.zip", in: folder, limits: small).map(\.placed) == [
                "+ misto.zip!/cartella/uno.txt",
                "- misto.zip:0: it unpacks to more than 60 bytes, and the rest is not read; see --limit unpacked",
            ])
    }

    @Test func aForcedFormatIsThatOfTheMembers() {
        let found = reading("misto.zip", in: folder, forcing: .text).map(\.placed)
        #expect(found.contains("+ misto.zip!/due.jsonl"))
    }

    @Test func withoutTheLibraryAFileSaysWhatToInstall() {
        #expect(
            Archive.unavailable(because: "libarchive.so.13: cannot open")
                == "it cannot be unpacked without libarchive (libarchive.so.13: cannot open); "
                + "install it with 'apt-get install libarchive13'")
        #expect(Archive.unavailable(because: nil) == "there is not enough memory to unpack it")
    }

    @Test func limitsAreSetByName() throws {
        var limits = ReadingLimits()
        try limits.set("file=256M")
        try limits.set("ratio=500")
        #expect(limits.file == 256 << 20 && limits.ratio == 500)
    }

    @Test(arguments: [
        ("file", "'file' is no limit; write NAME=NUMBER, where K, M or G may follow the number"),
        ("file=-1", "'file=-1' is no limit; write NAME=NUMBER, where K, M or G may follow the number"),
        (
            "line=99999999999G",
            "'line=99999999999G' is no limit; write NAME=NUMBER, where K, M or G may follow the number"
        ),
        ("depth=5000", "limit 'depth' is at most 1024"),
        (
            "righe=1",
            "limit 'righe' is not known; known are article, depth, entries, file, line, nesting, ratio, seconds, unpacked"
        ),
    ])
    func aLimitThatCannotBeSaysSo(_ text: String, _ message: String) {
        var limits = ReadingLimits()
        do {
            try limits.set(text)
            Issue.record("it was taken")
        } catch {
            #expect(error.message == message)
        }
    }
}
