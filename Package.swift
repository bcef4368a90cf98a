// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

/// For the rooms where unsafe code lives: the shim's wrapper, the segment files and the byte tokenizer.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// For all others.
let safe = settings + [.strictMemorySafety()]

/// A C library of Debian's, found through pkg-config where a name is given.
func library(_ name: String, package: String, pkgConfig: String? = nil) -> Target {
    .systemLibrary(
        name: name, path: "SystemLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
    name: "spoglio",
    products: [
        .executable(name: "spoglio", targets: ["spoglio"]),
        .library(name: "Spoglio", targets: ["Spoglio"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        library("CLibXapian", package: "libxapian-dev", pkgConfig: "xapian-core"),
        library("CUtf8proc", package: "libutf8proc-dev"),
        library("CXXHash", package: "libxxhash-dev", pkgConfig: "libxxhash"),
        library("CZstd", package: "libzstd-dev", pkgConfig: "libzstd"),
        library("CYajl", package: "libyajl-dev", pkgConfig: "yajl"),
        library("CUchardet", package: "libuchardet-dev", pkgConfig: "uchardet"),
        library("CMd4c", package: "libmd4c-html0-dev", pkgConfig: "md4c-html"),
        library("CLibXML", package: "libxml2-dev", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CIconv", path: "SystemLibraries/CIconv"),
        .target(name: "CXapian", dependencies: ["CLibXapian"], path: "CXapian", exclude: ["tests"]),
        .target(name: "Xapian", dependencies: ["CXapian"], swiftSettings: settings),
        .target(name: "ItalianText", dependencies: ["CUtf8proc"], swiftSettings: settings),
        .target(name: "Columns", dependencies: ["CXXHash", "CZstd", "ItalianText"], swiftSettings: settings),
        .target(
            name: "Articles",
            dependencies: [
                "CYajl", "CUchardet", "CMd4c", "CLibXML", "CIconv", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: safe),
        .target(name: "QueryLanguage", swiftSettings: safe),
        .target(
            name: "CSpoglioData",
            exclude: [
                "first-names.txt", "italia.tsv", "name-words.tsv", "organisations.tsv", "places-cities.tsv",
                "places.tsv", "sections.tsv", "topics.tsv", "world.tsv", "world_sport_culture.tsv",
            ]),
        .target(name: "Entities", dependencies: ["CSpoglioData", "ItalianText"], swiftSettings: safe),
        .target(name: "Topics", dependencies: ["CSpoglioData", "ItalianText"], swiftSettings: safe),
        .target(
            name: "Spoglio",
            dependencies: ["Xapian", "ItalianText", "Columns", "Articles", "QueryLanguage", "Entities", "Topics"],
            swiftSettings: safe),
        .target(
            name: "SpoglioCLI",
            dependencies: [
                "Spoglio", "Articles", "ItalianText", "QueryLanguage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: safe),
        .executableTarget(
            name: "spoglio", dependencies: ["SpoglioCLI"], path: "Sources/spoglio-main", swiftSettings: safe),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(name: "ColumnsTests", dependencies: ["Columns", "TestSupport"], swiftSettings: settings),
        .executableTarget(
            name: "indexing-child", dependencies: ["Spoglio"], path: "Tests/IndexingChild", swiftSettings: settings),
        .testTarget(
            name: "SpoglioTests",
            dependencies: [
                "Spoglio", "Articles", "Columns", "ItalianText", "QueryLanguage", "Xapian", "TestSupport",
                "indexing-child", "spoglio",
            ], swiftSettings: settings),
        .testTarget(name: "ItalianTextTests", dependencies: ["ItalianText"], swiftSettings: settings),
        .testTarget(name: "EntitiesTests", dependencies: ["Entities", "ItalianText"], swiftSettings: settings),
        .testTarget(name: "TopicsTests", dependencies: ["Topics"], swiftSettings: settings),
        .testTarget(name: "XapianTests", dependencies: ["Xapian"], swiftSettings: settings),
        .testTarget(name: "QueryLanguageTests", dependencies: ["QueryLanguage"], swiftSettings: settings),
    ],
    cxxLanguageStandard: .cxx17
)
