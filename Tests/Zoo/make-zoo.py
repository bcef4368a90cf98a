#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a folder of hostile files, with good articles among them.

Usage: make-zoo.py FOLDER

Every good article holds the word 'zebrafino' and a word of its own. Their own words are printed, one a line; the
program that indexes the folder must find each of them.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import random
import socket
import struct
import sys
import tarfile
import zipfile
import zlib

root = sys.argv[1]
os.makedirs(root)
os.chdir(root)
random.seed(7)
good = []


def save(name, data):
    with open(name, "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)


def word():
    """A word that no other article has."""
    letters = "bcdfglmnprstv"
    number = len(good) + 1
    text = "zoo"
    while number:
        text += letters[number % len(letters)] + "a"
        number //= len(letters)
    good.append(text)
    return text


def article(body=None):
    """The text of a good article."""
    return f"Una giornata {word()}\n\n{body or 'Il zebrafino corre lungo il fiume.'}\n"


def row():
    return json.dumps({"title": f"Riga {word()}", "body": "Il zebrafino dorme."}) + "\n"


def packed(members, method=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members, mode="w"):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:
        for name, content in members:
            if isinstance(name, tarfile.TarInfo):
                archive.addfile(name)
                continue
            info = tarfile.TarInfo(name)
            content = content.encode() if isinstance(content, str) else content
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def special(name, kind, target="", size=0):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, size
    return info


def record(kind, payload, address, length=None, media="application/http; msgtype=response", version="1.0"):
    payload = payload.encode() if isinstance(payload, str) else payload
    length = len(payload) if length is None else length
    return (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: {media}\r\nContent-Length: {length}\r\n\r\n").encode() + payload + b"\r\n\r\n"


def response(body, head="", media="text/plain"):
    body = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n{head}\r\n".encode() + body


def page(**more):
    return record("response", response(article()), f"http://zoo.example/{len(good)}", **more)


def bombs():
    zeros = b"a" * (8 << 20)
    save("bomba.txt.gz", gzip.compress(zeros * 8, 9))
    save("bomba.txt.xz", lzma.compress(zeros * 4, preset=1))
    save("bomba.txt.bz2", bz2.compress(zeros * 4))
    save("bomba-doppia.txt.gz", gzip.compress(gzip.compress(zeros * 8)))
    matryoshka = gzip.compress(b"fondo")
    for _ in range(20):
        matryoshka = gzip.compress(matryoshka)
    save("matrioska.gz", matryoshka)
    save("bomba.zip", packed([("primo.txt", article()), ("bomba.txt", zeros * 4), ("dopo.txt", "mai letto")]))
    nested = packed([("bomba.txt", zeros)])
    for level in range(6):
        nested = packed([(f"{level}-{copy}.zip", nested) for copy in range(4)])
    save("quarantadue.zip", nested)
    save("molti.zip", packed([(f"{n}.txt", "") for n in range(2_000)] + [("buono.txt", article())], zipfile.ZIP_STORED))
    save("bomba.jsonl.gz", gzip.compress(row().encode() + b'{"title":"x","body":"' + zeros * 3 + b'"}\n{"title":"x","body":"mai letto"}\n'))
    save("quine.tar.gz", gzip.compress(tarred([("grande.txt", zeros)])))
    # The name of each entry of the table of contents leads to the same content.
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, 0, 0, 1, 0)
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = stream.compress(zeros) + stream.flush()
    data = local + b"a" + body
    checksum = zlib.crc32(zeros)
    table = b"".join(
        struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, checksum, len(body), len(zeros),
                    5, 0, 0, 0, 0, 0, n % 31) + b"%05d" % n for n in range(60_000))
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 60_000, 60_000, len(table), len(data), 0)
    save("sovrapposti.zip", data + table + end)


def containers():
    escape = [("../../fuori.txt", article()), ("/etc/passwd.txt", article()), ("a\nb\x1b[31m\x07.txt", article()),
              ("..\\..\\finestre.txt", article()), ("C:\\x.txt", article()), ("x" * 5000 + ".txt", article()),
              ("a/../../b.txt", article()), ("\u202eesrever.txt", article())]
    save("slip.zip", packed(escape))
    save("slip.tar", tarred(escape))
    save("speciali.tar", tarred([
        (special("link", tarfile.SYMTYPE, "../../../etc/passwd"), ""), (special("duro", tarfile.LNKTYPE, "/etc/passwd"), ""),
        (special("tubo", tarfile.FIFOTYPE), ""), (special("zero", tarfile.CHRTYPE), ""), ("buono.txt", article())]))
    whole = packed([("uno.txt", article()), ("due.txt", "x" * 3000 + str(random.random()))])
    save("tronco-a-meta.zip", whole[: len(whole) // 2])
    save("senza-indice.zip", whole[:-60])
    save("solo-firma.zip", b"PK\3\4")
    save("firma-e-rumore.zip", b"PK\3\4" + random.randbytes(5000))
    save("vuoto.zip", b"PK\5\6" + bytes(18))
    save("indice-falso.zip", b"PK\3\4" + bytes(200) + b"PK\5\6" + b"\xff" * 18)
    crc = bytearray(packed([("uno.txt", "testo che non torna")], zipfile.ZIP_STORED))
    crc[crc.find(b"testo")] ^= 1
    save("somma.zip", crc)
    locked = bytearray(packed([("uno.txt", "segreto"), ("due.txt", "altro")]))
    for at in range(len(locked) - 4):
        if locked[at:at + 4] == b"PK\3\4":
            locked[at + 6] |= 1
        if locked[at:at + 4] == b"PK\1\2":
            locked[at + 8] |= 1
    save("cifrato.zip", locked)
    strange = bytearray(packed([("uno.txt", "x" * 100)]))
    for at in range(len(strange) - 4):
        if strange[at:at + 4] == b"PK\3\4":
            strange[at + 8] = 97
        if strange[at:at + 4] == b"PK\1\2":
            strange[at + 10] = 97
    save("metodo.zip", strange)
    save("profondo.zip", packed([("a.zip", packed([("b.zip", packed([("c.txt", "giu")]))]))]))
    save("stesso-nome.tar", tarred([("a.txt", article()), ("a.txt", article())]))
    tar = tarred([("uno.txt", article()), ("due.txt", "x" * 9000)])
    save("tronco.tar", tar[:2000])
    broken = bytearray(tar)
    broken[1024 + 124:1024 + 136] = b"77777777777\0"
    save("lunghezza.tar", broken)
    save("rumore.tar", random.randbytes(4096))
    save("negativo.tar", tar[:124] + b"\xff" * 12 + tar[136:])
    rows = "".join(json.dumps({"title": f"t{n}", "body": random.randbytes(20).hex()}) + "\n" for n in range(3000)).encode()
    save("tronco.jsonl.gz", gzip.compress(rows)[:-1000])
    flipped = bytearray(gzip.compress(rows))
    flipped[len(flipped) // 2] ^= 0xFF
    save("guasto.jsonl.gz", flipped)
    save("somma.txt.gz", gzip.compress(b"La somma non torna.")[:-8] + bytes(8))
    save("vuoto.txt.gz", gzip.compress(b""))
    save("testa.gz", b"\x1f\x8b")
    save("rumore.gz", b"\x1f\x8b\x08\0" + random.randbytes(3000))
    save("coda.txt.gz", gzip.compress(article().encode()) + b"\0" * 1000)
    save("tronco.txt.xz", lzma.compress(rows)[:-500])
    save("rumore.xz", b"\xfd7zXZ\0" + random.randbytes(3000))
    save("rumore.zst", b"\x28\xb5\x2f\xfd" + random.randbytes(3000))
    save("rumore.bz2", b"BZh9" + random.randbytes(3000))
    save("finto.gz", article())
    save("finto.zip", "Un testo che si dice archivio.\n")


def web_archives():
    save("lunghezze.warc", page() + record("response", response("corto"), "http://a/1", length=5000) + page()
         + record("response", response("lungo" * 90), "http://a/2", length=30) + page()
         + record("response", "x", "http://a/3", length=-5) + page()
         + record("response", "x", "http://a/4", length=10 ** 30) + page()
         + record("response", "x", "http://a/5", length="molti") + page())
    save("tronco.warc", page() + page()[:-60])
    good.pop()
    save("rumore.warc", b"WARC/1.0\r\n" + random.randbytes(20_000) + page())
    save("intestazione.warc", b"WARC/1.0\r\n" + b"X-A: b\r\n" * 50_000 + b"\r\n" + page())
    save("riga.warc", b"WARC/1.0\r\nX-A: " + b"b" * 3_000_000 + b"\r\n\r\n" + page())
    save("senza-fine.warc", b"WARC/1.0\r\nWARC-Type: response\r\n")
    middle = gzip.compress(record("response", response(random.randbytes(3000).hex()), "http://a/6"))
    save("tronco.warc.gz", gzip.compress(page()) + middle[:400] + gzip.compress(page()))
    save("rumore.warc.gz", gzip.compress(page()) + random.randbytes(2000) + gzip.compress(page()))
    save("pezzi.warc", record("response", response("ffffffffffffffff\r\nx\r\n", "Transfer-Encoding: chunked\r\n"), "http://a/7")
         + record("response", response("-5\r\nx\r\n", "Transfer-Encoding: chunked\r\n"), "http://a/8")
         + record("response", response("7fffffff\r\nx", "Transfer-Encoding: chunked\r\n"), "http://a/9")
         + record("response", response(gzip.compress(b"a" * (80 << 20)), "Content-Encoding: gzip\r\n"), "http://a/10")
         + record("response", response(b"\x1f\x8b\x08rumore", "Content-Encoding: gzip\r\n"), "http://a/11")
         + record("response", "HTTP/1.1 200 OK", "http://a/12") + record("response", "", "http://a/13") + page())
    save("indirizzi.warc", record("response", response(article()), "http://a/\x1b[31m../../x")
         + record("response", response(article()), "") + record("response", response(article()), "x" * 9000))
    save("senza-dati.wacz", packed([("datapackage.json", "{}"), ("archive/dati.warc.gz", b"\x1f\x8b\x08")]))


def texts():
    save("gettone.txt", "x" * 10_000_000)
    save("gettone.jsonl", json.dumps({"title": "t", "body": "y" * 9_000_000}) + "\n" + row())
    save("riga-enorme.jsonl", b'{"title":"t","body":"' + b"z" * (17 << 20) + b'"}\n' + row().encode())
    save("profondo.jsonl", "[" * 100_000 + "\n" + '{"a":' * 100_000 + "\n" + row())
    save("profondo.html", "<div>" * 100_000 + "<p>giu")
    save("istruzioni.html", "<html><body>" + "<?" * 1_500_000 + "<p>" + "Il zebrafino corre lungo il fiume e non si ferma. " * 9)
    save("istruzioni-con-nome.html", "<html><body>" + "<?php " * 500_000)
    save("commenti.html", "<html><body>" + "<!--" * 700_000)
    save("attributi.html", "<html><body>" + "<p a" * 200_000)
    save("tabelle.html", "<table><tr><td>" * 100_000)
    save("grassetti.html", "<p><b><i><a href=x>" * 100_000 + "giu")
    save("riferimenti.html", "<p>" + "&#x" * 500_000 + "&amp" * 500_000)
    save("profondo.xml", "<?xml version='1.0'?>" + "<a>" * 100_000)
    save("profondo.md", "> " * 100_000 + "giu")
    save("profondo-elenco.md", "---\na: " + "[" * 100_000 + "\n---\ntesto")
    save("ancore.md", "---\na: &a [x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)) + "---\ntesto")
    save("risate.xml", '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";" * 1}{("&" + chr(97 + n) + ";") * 9}">' for n in range(20))
        + "]><rss><channel><item><title>&u;</title><description>&u;</description></item></channel></rss>")
    save("esterne.rss", '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>'
         f"<title>Voce {word()}</title><description>Il zebrafino &x; vola.</description></item></channel></rss>")
    save("parametri.xml", '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><rss/>')
    save("attributi.xml", "<?xml version='1.0'?><rss " + " ".join(f"a{n}='x'" for n in range(50_000)) + "/>")
    save("tronco.xml", "<?xml version='1.0'?><rss><channel><item><title>a")
    save("virgolette.csv", "titolo,testo\n\"mai chiusa," + "a,b\n" * 200_000)
    save("colonne.csv", ",".join("c" for _ in range(100_000)) + "\n" + "x,\n" * 10)
    save("testata.mbox", "From a@b Mon Jan  1 00:00:00 2024\n" + "X-A: b\n" * 300_000)
    save("molte.mbox", "From a\n" * 50_000)
    boundary, mail = "", ""
    for level in range(2000):
        boundary = f"b{level}"
        mail += f"Content-Type: multipart/mixed; boundary={boundary}\n\n--{boundary}\n"
    save("profonda.eml", "From: a@b.it\nSubject: giu\n" + mail + "Content-Type: text/plain\n\nfondo\n")
    save("confini.eml", "From: a@b.it\nContent-Type: multipart/mixed; boundary=x\n\n" + "--x\n" * 100_000)
    save("rumore.eml", random.randbytes(20_000))
    save("riga.eml", "Subject: " + "=?utf-8?B?" * 50_000 + "\n\ntesto")
    save("rumore.pdf", b"%PDF-1.7\n" + random.randbytes(20_000))
    save("solo-firma.pdf", "%PDF-")
    save("anello.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
         "trailer<</Root 1 0 R>>\n")
    save("pagine.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 2000000000>>endobj\n"
         "trailer<</Root 1 0 R>>\n")
    save("rumore.docx", b"PK\3\4" + random.randbytes(3000))
    save("vuoto.docx", packed([("[Content_Types].xml", "<x/>")]))
    save("profondo.docx", packed([("word/document.xml", "<w:p xmlns:w='w'>" * 100_000)]))
    save("risate.odt", packed([("content.xml", open("risate.xml", "rb").read())]))
    save("anello.epub", packed([
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='META-INF/container.xml'/></rootfiles></container>")]))
    save("fuori.epub", packed([
        ("META-INF/container.xml", "<container><rootfile full-path='a.opf'/></container>"),
        ("a.opf", "<package><manifest><item id='a' href='../../../etc/passwd'/></manifest><spine><itemref idref='a'/></spine></package>")]))
    save("nul.txt", b"a\0b\0c" * 1000)
    save("nul.jsonl", b'{"title":"a\0b"}\n' + row().encode())
    save("utf8.txt", article().encode() + b"\xff\xfe\xc3\x28\xe2\x82\xed\xa0\x80" * 100)
    save("utf8.jsonl", b'{"title":"\xff\xfe","body":"\xed\xa0\x80"}\n{"title":"\xc3","body":"\xc0\xaf"}\n' + row().encode())
    save("misto.jsonl", '{"title":"perché","body":"città"}\n'.encode() + '{"title":"perché","body":"città"}\n'.encode("latin-1")
         + row().encode())
    save("utf16-dispari.txt", b"\xff\xfe" + "ciao".encode("utf-16-le") + b"x")
    save("utf32.txt", b"\xff\xfe\0\0" + b"\xff" * 999)
    save("surrogati.jsonl", '{"title":"\\ud800","body":"\\udc00\\ud800"}\n' + row())
    save("bidi.txt", "\u202e\u2066" * 10_000 + "\n\n" + article())
    save("accenti.txt", "Titolo\n\n" + "a" + "\u0301" * 500_000)
    save("vuoto.txt", "")
    save("spazi.txt", " \n" * 100_000)
    save("righe.txt", "\n" * 2_000_000)
    save("immagine.txt", b"\x89PNG\r\n\x1a\n" + random.randbytes(500))
    save("numeri.jsonl", '{"title":1e999,"body":' + "9" * 100_000 + "}\n" + row())
    save("chiavi.jsonl", "{" + ",".join(f'"k{n}":1' for n in range(50_000)) + ',"title":"t","body":"b"}\n' + row())


def tree():
    os.mkdir("anello")
    os.symlink("..", "anello/su")
    os.symlink("anello", "giro")
    os.symlink("se-stesso", "se-stesso")
    os.symlink("/etc/passwd", "fuori.txt")
    os.symlink("nulla", "appeso.txt")
    os.mkfifo("tubo.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind("presa.txt")
    os.symlink("/dev/zero", "zero.txt")
    save(b"nome-\xff\xfe.txt", article())
    save("riga\ncapo\x1b[31m.txt", article())
    save("x" * 250 + ".txt", article())
    deep = "/".join("d" * 50 for _ in range(30))
    os.makedirs(deep)
    save(deep + "/giu.txt", article())
    with open("buco.txt", "wb") as file:
        file.truncate(1 << 40)
    with open("buco.jsonl", "wb") as file:
        file.truncate(1 << 20)
    save("segreto.txt", "Chiuso\n\nNessuno legge.\n")
    os.chmod("segreto.txt", 0)


bombs()
containers()
web_archives()
texts()
tree()
print("\n".join(good))
