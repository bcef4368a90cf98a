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

/// A cold search is mostly the start of the process: a program at a fixed address needs no relocations of its own, and
/// libxml2 is loaded when HTML is read (see CHTMLParser).
let startsFast: [LinkerSetting] = [
    .unsafeFlags(["-Xclang-linker", "-no-pie", "-Xlinker", "--as-needed"], .when(configuration: .release))
]

/// A C library of Debian's, found through pkg-config where a name is given; tools/install-packages reads the
/// packages here.
func library(_ name: String, packages: String..., pkgConfig: String? = nil) -> Target {
    .systemLibrary(
        name: name, path: "SystemLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt(packages)])
}

let package = Package(
    name: "spoglio",
    products: [
        .executable(name: "spoglio", targets: ["spoglio"]),
        .library(name: "Spoglio", targets: ["Spoglio"]),
        .library(name: "Articles", targets: ["Articles"]),
        .library(name: "ItalianText", targets: ["ItalianText"]),
        .library(name: "QueryLanguage", targets: ["QueryLanguage"]),
        .library(name: "Entities", targets: ["Entities"]),
        .library(name: "Columns", targets: ["Columns"]),
        .library(name: "Xapian", targets: ["Xapian"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        library("CLibXapian", packages: "libxapian-dev", pkgConfig: "xapian-core"),
        library("CUtf8proc", packages: "libutf8proc-dev"),
        library("CXXHash", packages: "libxxhash-dev"),
        library("CZstd", packages: "libzstd-dev"),
        library("CYajl", packages: "libyajl-dev"),
        library("CUchardet", packages: "libuchardet-dev"),
        // Its headers alone, as with the next.
        library("CMd4c", packages: "libmd4c-html0-dev", "libmd4c-dev"),
        // Its headers alone, through a link to their folder: with pkg-config's flags the program would load it when it starts.
        library("CLibXML", packages: "libxml2-dev"),
        library("CLibCSV", packages: "libcsv-dev"),
        library("CLibYAML", packages: "libyaml-dev"),
        // Its headers alone, as with libxml2.
        library("CLibArchive", packages: "libarchive-dev"),
        library("CZlib", packages: "zlib1g-dev"),
        .systemLibrary(name: "CIconv", path: "SystemLibraries/CIconv"),
        .target(name: "CXapian", dependencies: ["CLibXapian"], path: "CXapian", exclude: ["tests"]),
        .target(name: "Xapian", dependencies: ["CXapian"], swiftSettings: settings),
        .target(name: "ItalianText", dependencies: ["CUtf8proc"], swiftSettings: settings),
        .target(name: "CByteSearch"),
        .target(name: "CLibraryLoading"),
        .target(name: "CChecksum", dependencies: ["CXXHash"]),
        .target(
            name: "CHTMLParser", dependencies: ["CLibXML", "CLibraryLoading"],
            cSettings: [.headerSearchPath("../../SystemLibraries/CLibXML")]),
        .target(
            name: "CXMLParser", dependencies: ["CLibXML", "CLibraryLoading"],
            cSettings: [.headerSearchPath("../../SystemLibraries/CLibXML")]),
        .target(name: "CMarkdown", dependencies: ["CMd4c", "CLibraryLoading"]),
        .target(name: "CMail", dependencies: ["CLibraryLoading"]),
        .target(name: "CProgram"),
        .target(name: "CArchive", dependencies: ["CLibArchive", "CLibraryLoading"]),
        .target(
            name: "Columns", dependencies: ["CByteSearch", "CChecksum", "CXXHash", "CZstd"], swiftSettings: settings),
        .target(
            name: "Articles",
            dependencies: [
                "CYajl", "CUchardet", "CMarkdown", "CHTMLParser", "CXMLParser", "CIconv", "CLibYAML", "CLibCSV",
                "CArchive", "CMail", "CProgram", "CZlib", "CSpoglioData", "ItalianText",
            ],
            swiftSettings: safe),
        .target(name: "QueryLanguage", swiftSettings: safe),
        .target(
            name: "CSpoglioData",
            exclude: [
                "context-words.tsv", "first-names.txt", "gazetteer.tsv", "italia.tsv", "name-words.tsv",
                "organisations.tsv", "places-cities.tsv", "places.tsv", "sections.tsv", "tagger-weights.bin",
                "tagger-words.bin", "topic-weights.tsv", "topic-words.tsv", "topics.tsv", "words.txt", "world.tsv",
                "world_sport_culture.tsv",
            ]),
        .target(name: "Entities", dependencies: ["CSpoglioData", "ItalianText"], swiftSettings: safe),
        .executableTarget(
            name: "entity-trainer", dependencies: ["Entities", "ItalianText"], path: "tools/entity-trainer",
            swiftSettings: safe),
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
            name: "spoglio", dependencies: ["SpoglioCLI"], path: "Sources/spoglio-main", swiftSettings: safe,
            linkerSettings: startsFast),
        .testTarget(
            name: "ArticlesTests", dependencies: ["Articles", "TestSupport"], exclude: ["Pages"],
            swiftSettings: settings),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "ColumnsTests", dependencies: ["Columns", "CByteSearch", "TestSupport"], swiftSettings: settings),
        .executableTarget(
            name: "indexing-child", dependencies: ["Spoglio"], path: "Tests/IndexingChild", swiftSettings: settings),
        .testTarget(
            name: "SpoglioTests",
            dependencies: [
                "Spoglio", "Articles", "Columns", "ItalianText", "QueryLanguage", "Xapian", "TestSupport",
                "indexing-child", "spoglio",
            ], swiftSettings: settings),
        .testTarget(name: "ItalianTextTests", dependencies: ["ItalianText", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "EntitiesTests", dependencies: ["Entities", "ItalianText", "TestSupport", "entity-trainer"],
            swiftSettings: settings),
        .testTarget(name: "TopicsTests", dependencies: ["Topics"], swiftSettings: settings),
        .testTarget(name: "XapianTests", dependencies: ["Xapian"], swiftSettings: settings),
        .testTarget(
            name: "QueryLanguageTests", dependencies: ["QueryLanguage", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "IndexTests", dependencies: ["Spoglio"], swiftSettings: settings),
        .testTarget(name: "CommandTests", swiftSettings: settings),
    ],
    cxxLanguageStandard: .cxx17
)
