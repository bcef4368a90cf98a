// SPDX-License-Identifier: GPL-3.0-or-later

/// The members of a ZIP file that a document is made of, in memory.
struct ZIPContent {
    private var members: [[UInt8]: [UInt8]] = [:]

    /// Takes the members that are wanted; all together they may be as large as a file.
    ///
    /// A member that is damaged is left out. Fails when the archive cannot be read or is too large.
    init(
        _ input: consuming ReaderInput, wanting isWanted: (_ name: String) -> Bool
    ) throws(SystemFailure) {
        let limits = input.limits
        let unpacking = input.unpacking ?? Unpacking(limits: limits)
        var left = limits.file
        let archive = try Archive(
            ArchiveReader.inPlace(input, isZip: true), .members, unpacking: unpacking, limits: limits,
            countsBytes: true)
        while true {
            switch try archive.next() {
            case .end: return
            case .damaged: continue
            case .member(let member):
                try unpacking.addEntry()
                guard member.kind == .file, isWanted(String(decoding: member.name.bytes, as: UTF8.self)) else {
                    continue
                }
                var stream = ByteStream(archive)
                var content: [UInt8]? = []
                do throws(SystemFailure) {
                    content = try stream.rest(limit: left)
                } catch {
                    if unpacking.failure != nil || archive.failure != nil || archive.memberFailure != nil
                        || !error.isDamage
                    {
                        throw error
                    }
                    continue
                }
                guard let content else {
                    throw SystemFailure(reason: "the document is larger than the limit of \(limits.file) bytes")
                }
                left -= content.count
                members[member.name.bytes] = content
            }
        }
    }

    subscript(name: String) -> [UInt8]? { members[Array(name.utf8)] }
}
