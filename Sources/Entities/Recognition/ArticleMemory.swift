// SPDX-License-Identifier: GPL-3.0-or-later

/// Whom an article has named in full, and where.
struct ArticleMemory {
    enum Owner: Hashable {
        case known(Authority.Index)
        case unknown(EntityID)
    }

    /// A surname that somebody of the article has.
    struct Bearer {
        var surname: Surname
        var owner: Owner
        /// The sounds of a surname of one word.
        var sounds: [UInt8]
    }

    /// For each unknown entity, its full forms in the order of the text.
    private var names: [EntityID: [(text: String, count: Int)]] = [:]
    /// The places of the mentions that name it in full, ascending.
    private var namings: [Owner: [Place]] = [:]
    /// Owners by the last word of their surname, in the order of their first naming.
    private var bySurname: [UInt64: [Bearer]] = [:]
    /// Surnames by the first word that must be there.
    private var byFirstWord: [UInt64: [Surname]] = [:]
    /// The first two owners of each first name.
    private var byFirstName: [UInt64: [Owner]] = [:]
    private(set) var bearers: [Bearer] = []
    /// More owners of one surname are not told apart.
    private static let mostOwnersOfASurname = 64
    private static let mostFormsOfAName = 16
    private static let mostBearers = 256

    var isEmpty: Bool { namings.isEmpty }

    func contains(_ owner: Owner) -> Bool { namings[owner] != nil }

    /// Takes in a mention in full; those of one owner come in the order of the text.
    mutating func name(_ owner: Owner, at place: Place, text: String? = nil) {
        namings[owner, default: []].append(place)
        guard case .unknown(let id) = owner, let text else { return }
        if let index = names[id, default: []].firstIndex(where: { $0.text == text }) {
            names[id, default: []][index].count += 1
        } else if names[id, default: []].count < Self.mostFormsOfAName {
            names[id, default: []].append((text, 1))
        }
    }

    /// Lets a surname stand for its owner.
    mutating func add(_ surname: Surname, of owner: Owner, sounds: [UInt8] = []) {
        guard lacks(surname, of: owner), let last = surname.words.last else { return }
        let bearer = Bearer(surname: surname, owner: owner, sounds: sounds)
        bySurname[last, default: []].append(bearer)
        bearers.append(bearer)
        if let first = surname.required.first,
            byFirstWord[first]?.contains(where: { $0.words == surname.words }) != true
        {
            byFirstWord[first, default: []].append(surname)
        }
    }

    /// Whether a surname would be added: it is not there, and there is room.
    func lacks(_ surname: Surname, of owner: Owner) -> Bool {
        guard let last = surname.words.last, bearers.count < Self.mostBearers else { return false }
        guard let owners = bySurname[last] else { return true }
        return owners.count < Self.mostOwnersOfASurname
            // A garbled name may have another surname than its owner's.
            && !owners.contains(where: { $0.owner == owner && $0.surname.words == surname.words })
    }

    mutating func add(firstName: UInt64, of owner: Owner) {
        // A first name that two have stands for neither: a third makes no difference.
        let owners = byFirstName[firstName] ?? []
        if owners.count < 2, !owners.contains(owner) { byFirstName[firstName, default: []].append(owner) }
    }

    /// The full form of an unknown entity that the article uses most, the first of those used alike.
    func name(of id: EntityID) -> String? {
        var best: (text: String, count: Int)?
        for form in names[id] ?? [] where form.count > best?.count ?? 0 { best = form }
        return best?.text
    }

    /// Everybody whose surname the words are.
    func owners(surname words: [UInt64]) -> [Owner] {
        guard let last = words.last else { return [] }
        return (bySurname[last] ?? []).filter { bearer in
            bearer.surname.required.elementsEqual(words) || bearer.surname.words == words
        }.map(\.owner)
    }

    /// Surnames that begin with a word, particles in lower case aside.
    func surnames(beginningWith word: UInt64) -> [Surname] { byFirstWord[word] ?? [] }

    /// The one person with a first name.
    func owner(firstName: UInt64) -> Owner? {
        guard let owners = byFirstName[firstName], owners.count == 1 else { return nil }
        return owners.first
    }

    /// Who is meant by a short form: of those who can be, the one named most recently before it, else first after it;
    /// and whether there was more than one.
    func nearest(of owners: [Owner], to place: Place) -> (owner: Owner?, isShared: Bool) {
        var before: (owner: Owner, place: Place)?
        var after: (owner: Owner, place: Place)?
        var count = 0
        for owner in owners {
            guard let places = namings[owner], let first = places.first else { continue }
            count += 1
            if let last = places.last(before: place) {
                if before == nil || last > before?.place ?? last { before = (owner, last) }
            } else if after == nil || first < after?.place ?? first {
                after = (owner, first)
            }
        }
        return (before?.owner ?? after?.owner, count > 1)
    }
}

extension [Place] {
    /// The greatest element below `bound` of an ascending array.
    fileprivate func last(before bound: Place) -> Place? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? self[low - 1] : nil
    }
}
