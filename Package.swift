// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "spoglio",
    targets: [
        .systemLibrary(
            name: "CUtf8proc", path: "SystemLibraries/CUtf8proc",
            providers: [.apt(["libutf8proc-dev"])]),
        .systemLibrary(
            name: "CXXHash", path: "SystemLibraries/CXXHash", providers: [.apt(["libxxhash-dev"])]),
        .systemLibrary(name: "CZstd", path: "SystemLibraries/CZstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "ItalianText", dependencies: ["CUtf8proc"], swiftSettings: settings),
        .target(name: "Columns", dependencies: ["CXXHash", "CZstd", "ItalianText"], swiftSettings: settings),
        .testTarget(name: "ItalianTextTests", dependencies: ["ItalianText"], swiftSettings: settings),
    ],
)
