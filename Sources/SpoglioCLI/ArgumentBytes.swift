// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Glibc
internal import Spoglio

/// The arguments as the system hands them over: bytes, which need not be a text.
enum ArgumentBytes {
    /// What is wrong with the first argument that is not UTF-8; as a text it would be another word than was meant.
    static func fault() -> SpoglioError? {
        for number in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = unsafe CommandLine.unsafeArgv[number] else { return nil }
            let bytes = unsafe Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
            if String(validating: bytes, as: UTF8.self) == nil {
                return SpoglioError(
                    .request, "argument \(number) is not UTF-8: '\(PathName(bytes: bytes).display)'",
                    hint: "use a UTF-8 terminal; a file with such a name is read with the folder that it is in")
            }
        }
        return nil
    }
}
