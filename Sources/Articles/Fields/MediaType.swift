// SPDX-License-Identifier: GPL-3.0-or-later

/// What a media type with its parameters says, such as `text/html; charset=utf-8`, in lower case.
enum MediaType {
    /// The extension of files with articles of this type; nil for types that hold none.
    static func fileExtension(_ type: String) -> String? {
        switch type.prefix(while: { $0 != ";" && $0 != " " }) {
        case "text/html", "application/xhtml+xml", "": "html"
        case "application/pdf": "pdf"
        case "text/plain": "txt"
        default: nil
        }
    }

    /// The charset parameter.
    static func charset(_ type: String) -> String? {
        guard let key = type.firstRange(of: "charset=") else { return nil }
        let value = type[key.upperBound...].prefix { $0 != ";" && $0 != " " && $0 != "," }.filter {
            $0 != "\"" && $0 != "'"
        }
        return value.isEmpty ? nil : value
    }

    /// What a file with the content of an address would be called.
    static func fileName(of address: PathName, _ type: String) -> PathName {
        let path = address.bytes.prefix { $0 != 0x3F && $0 != 0x23 }
        let name = PathName(bytes: Array(path)).lastComponent
        let fileExtension = fileExtension(type) ?? "html"
        if PathName(bytes: Array(name)).fileExtension == fileExtension { return PathName(bytes: Array(name)) }
        return PathName(bytes: (name.isEmpty ? Array("pagina".utf8) : Array(name)) + Array(".\(fileExtension)".utf8))
    }
}
