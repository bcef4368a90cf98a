// SPDX-License-Identifier: GPL-3.0-or-later

/// What an entity is.
public enum EntityKind: String, Sendable, CaseIterable, Comparable {
    case person, organisation, place

    public static func < (left: EntityKind, right: EntityKind) -> Bool {
        left.order < right.order
    }

    private var order: Int {
        switch self {
        case .person: 0
        case .organisation: 1
        case .place: 2
        }
    }
}
