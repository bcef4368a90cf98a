// SPDX-License-Identifier: GPL-3.0-or-later

/// Whom an article has named in full, and where.
struct ArticleMemory {
    enum Owner: Hashable {
        case known(Authority.Index)
        case unknown(EntityID)
    }

    /// For each unknown person, its full forms in the order of the text.
    private var names: [EntityID: [(text: String, count: Int)]] = [:]
    /// The orders of the mentions that name it in full, ascending.
    private var namings: [Owner: [Int]] = [:]
    /// Owners by the last word of their surname, in the order of their first naming.
    private var bySurname: [UInt64: [(surname: Surname, owner: Owner)]] = [:]
    /// More owners of one surname are not told apart.
    private static let mostOwnersOfASurname = 64
    private static let mostFormsOfAName = 16

    mutating func name(_ owner: Owner, at order: Int, surname: Surname?, name: String? = nil) {
        namings[owner, default: []].append(order)
        if case .unknown(let id) = owner, let name { count(name, of: id) }
        guard let surname, let last = surname.words.last else { return }
        let owners = bySurname[last] ?? []
        guard owners.count < Self.mostOwnersOfASurname,
            // A garbled name may have another surname than its owner's.
            !owners.contains(where: { $0.owner == owner && $0.surname.words == surname.words })
        else { return }
        bySurname[last, default: []].append((surname, owner))
    }

    private mutating func count(_ name: String, of id: EntityID) {
        if let index = names[id, default: []].firstIndex(where: { $0.text == name }) {
            names[id, default: []][index].count += 1
        } else if names[id, default: []].count < Self.mostFormsOfAName {
            names[id, default: []].append((name, 1))
        }
    }

    /// The full form of an unknown person that the article uses most, the first of those used alike.
    func name(of id: EntityID) -> String? {
        var best: (text: String, count: Int)?
        for form in names[id] ?? [] where form.count > best?.count ?? 0 { best = form }
        return best?.text
    }

    /// Who is meant by a short form at `order`: of those who can be, the one named most recently before, else first;
    /// and whether there was more than one.
    func owner(of mention: Mention, at order: Int, words: [UInt64]) -> (owner: Owner?, isShared: Bool) {
        var owners = mention.candidates.map(Owner.known)
        if let last = words.last {
            for (surname, owner) in bySurname[last] ?? [] where !owners.contains(owner) {
                if surname.required.elementsEqual(words) || surname.words == words { owners.append(owner) }
            }
        }
        var before: (owner: Owner, order: Int)?
        var after: (owner: Owner, order: Int)?
        for owner in owners {
            guard let orders = namings[owner], let first = orders.first else { continue }
            if let last = orders.last(before: order) {
                if last > before?.order ?? -1 { before = (owner, last) }
            } else if first < after?.order ?? .max {
                after = (owner, first)
            }
        }
        return (before?.owner ?? after?.owner, owners.count > 1)
    }
}

extension [Int] {
    /// The greatest element below `bound` of an ascending array.
    fileprivate func last(before bound: Int) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? self[low - 1] : nil
    }
}
