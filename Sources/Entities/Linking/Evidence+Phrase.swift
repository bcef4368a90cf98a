// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension Evidence {
    /// What the phrase right before or after a name says of its bearer: `il segretario della Lega Matteo Salvini`,
    /// `Matteo Salvini, segretario della Lega`.
    struct Phrase {
        /// Nouns that say what the person is, each something else; two at most.
        var roles = 0
        /// Nouns say only what the person is not.
        var isOfAnother = false
        /// The noun is of an office that one person of a country has.
        var isSole = false
        /// A word of the description, or somebody or something that it names.
        var detail = false
        /// The country of somebody who is not of Italy stands in the sentence.
        var country = false

        /// How many of them say that the person is meant.
        var proofs: Int {
            isOfAnother ? 0 : roles + (isSole ? 1 : 0) + (detail ? 1 : 0) + (country ? 1 : 0)
        }
    }

    /// A phrase of more words is read so far only.
    private static let longestPhrase = 8

    /// What stands right beside the words of a mention that may mean a known person.
    mutating func phrase(
        of index: Authority.Index, beside positions: Range<Int>, in field: inout LinkField
    ) -> Phrase {
        let person = self.person(index)
        let own = sentence(at: positions.lowerBound, in: &field)
        var phrase = Phrase()
        var isTitled = false
        var seen: ContextWords.Roles = context.broad
        for position in before(positions, in: &field, own.positions) + after(positions, in: &field, own.positions) {
            if let (noun, roles) = context.office(at: position, in: &field) {
                if roles.isDisjoint(with: context.broad) || !person.isInPolitics { isTitled = true }
                guard !roles.isDisjoint(with: person.roles) else { continue }
                let said = roles.intersection(person.roles)
                if phrase.roles == 0 || !said.isSubset(of: seen) { phrase.roles = min(phrase.roles + 1, 2) }
                seen.formUnion(said)
                if context.soleOffices.contains(noun), own.countries.isSubset(of: [person.country]) {
                    phrase.isSole = true
                }
            } else if let stem = stem(&field, position), person.stems.contains(stem) {
                if stem == person.occupation {
                    phrase.roles = max(phrase.roles, 1)
                } else {
                    phrase.detail = true
                }
            } else if namings.contains(where: {
                $0.place == Place(field: field.field, position: position) && matches.areTied($0.entity, index)
            }) {
                phrase.detail = true
            }
        }
        phrase.isOfAnother = isTitled && phrase.roles == 0 && !person.roles.isEmpty
        if person.country != ContextWords.italy {
            phrase.country = proof(of: index, at: positions, in: &field).country == 1
        }
        return phrase
    }

    /// The words before a name that may belong to it, as far as the first name of another or punctuation; a comma may
    /// stand before the name itself.
    private func before(
        _ positions: Range<Int>, in field: inout LinkField, _ sentence: Range<Int>
    ) -> [Int] {
        var found: [Int] = []
        var position = positions.lowerBound - 1
        while position >= sentence.lowerBound, found.count < Self.longestPhrase,
            field.word(at: position).classes.isDisjoint(with: .firstName) || !isCapitalised(position, field)
        {
            found.append(position)
            if field.flags(at: position).contains(.afterPunctuation) { break }
            position -= 1
        }
        return found
    }

    /// The words after a name and a comma or bracket, as far as the next punctuation, that after a single noun or two
    /// aside (`politico, segretario della Lega`); none where somebody else is named there.
    private func after(
        _ positions: Range<Int>, in field: inout LinkField, _ sentence: Range<Int>
    ) -> [Int] {
        var position = positions.upperBound
        guard position < sentence.upperBound, field.flags(at: position).contains(.afterPunctuation) else { return [] }
        var found: [Int] = []
        repeat {
            if isCapitalised(position, field), field.word(at: position).classes.contains(.firstName) { return [] }
            found.append(position)
            position += 1
        } while position < sentence.upperBound && found.count < Self.longestPhrase
            && (found.count <= 2 || !field.flags(at: position).contains(.afterPunctuation))
        return found
    }

    private func isCapitalised(_ position: Int, _ field: LinkField) -> Bool {
        field.flags(at: position).contains(.capitalised)
    }
}
