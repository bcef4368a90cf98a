// SPDX-License-Identifier: GPL-3.0-or-later

/// `spoglio search WORD… [--index DIR] [--json]`, read without ArgumentParser.
///
/// A large part of a cold search would go into ArgumentParser's reflection over the commands. The form that people
/// and scripts call most is therefore read here; whatever else is given, mistakes included, is left to ArgumentParser.
struct PlainSearch: Equatable {
    var query: [String] = []
    var index: String?
    var json = false

    /// Nil where the arguments hold anything but words, an index and `--json`.
    init?(_ arguments: [String]) {
        guard arguments.first == "search" else { return nil }
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            switch argument {
            case "--json": json = true
            case "--index", "-i":
                guard let folder = rest.popFirst(), !folder.hasPrefix("-") else { return nil }
                index = folder
            default:
                guard !argument.hasPrefix("-") else { return nil }
                query.append(argument)
            }
        }
    }
}
