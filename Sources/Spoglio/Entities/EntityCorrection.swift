// SPDX-License-Identifier: GPL-3.0-or-later

/// What a user corrected about the people, organisations or places of an index.
///
/// Entities are named by their identifiers, which answers show. A correction is a line of tab-separated fields:
///
///     merge   KIND  ID  INTO-ID
///     split   KIND  ID  VARIANT  NEW-ID
///     rename  KIND  ID  NAME
///     alias   KIND  ID  FORM  full|contextual
struct EntityCorrection: Hashable, Sendable {
    /// What is done, by order of time: a later correction sees what the earlier ones did.
    enum Action: Hashable, Sendable {
        /// The mentions of the entity are from now on those of another.
        case merge(into: String)
        /// The mentions written like the variant are those of another entity.
        case split(variant: String, new: String)
        case rename(name: String)
        /// A further form of the entity's name. A contextual one counts only in articles that name the entity anyway.
        case alias(form: String, isContextual: Bool)
    }

    var facet: Facet
    var entity: String
    var action: Action

    init(_ facet: Facet, _ entity: String, _ action: Action) {
        self.facet = facet
        self.entity = entity
        self.action = action
    }

    /// The longest line that is read, in bytes.
    static let longestLine = 4_096
    /// The longest name or form, in bytes.
    static let longestName = 400

    /// The line without its end.
    var line: String { fields.joined(separator: "\t") }

    var fields: [String] {
        switch action {
        case .merge(let into): ["merge", facet.rawValue, entity, into]
        case .split(let variant, let new): ["split", facet.rawValue, entity, variant, new]
        case .rename(let name): ["rename", facet.rawValue, entity, name]
        case .alias(let form, let isContextual):
            ["alias", facet.rawValue, entity, form, isContextual ? "contextual" : "full"]
        }
    }

    /// - Throws: Why the line cannot be understood.
    init(line: String) throws(TextLines.Fault) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let widths = ["merge": 4, "split": 5, "rename": 4, "alias": 5]
        guard let verb = fields.first, let width = widths[verb] else {
            throw TextLines.Fault(reason: "'\(fields.first ?? "")' is not merge, split, rename or alias")
        }
        guard fields.count == width else {
            throw TextLines.Fault(
                reason: "'\(verb)' takes \(width) tab-separated fields, this line has \(fields.count)")
        }
        guard let facet = Facet(rawValue: fields[1]), facet.isOfEntities else {
            throw TextLines.Fault(reason: "'\(fields[1])' is not person, organisation or place")
        }
        for field in fields {
            if let reason = Self.fault(inName: field) { throw TextLines.Fault(reason: reason) }
        }
        self.facet = facet
        entity = fields[2]
        switch verb {
        case "merge": action = .merge(into: fields[3])
        case "split": action = .split(variant: fields[3], new: fields[4])
        case "rename": action = .rename(name: fields[3])
        default:
            guard ["full", "contextual"].contains(fields[4]) else {
                throw TextLines.Fault(reason: "'\(fields[4])' is not full or contextual")
            }
            action = .alias(form: fields[3], isContextual: fields[4] == "contextual")
        }
    }

    /// Why a text cannot be a name, or nil.
    static func fault(inName name: String) -> String? {
        if name.isEmpty { return "a name or identifier is empty" }
        if name.utf8.count > longestName { return "a name has more than \(longestName) bytes" }
        let isUnsafe = name.unicodeScalars.contains { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                || scalar.properties.generalCategory == .lineSeparator
                || scalar.properties.generalCategory == .paragraphSeparator
        }
        return isUnsafe ? "a name has a control character or a mark of writing direction" : nil
    }
}
