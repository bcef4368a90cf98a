// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

let package = Package(
    name: "spoglio-fuzz",
    dependencies: [.package(name: "spoglio", path: "../..")],
    targets: [
        // libFuzzer brings the main function.
        .executableTarget(
            name: "spoglio-fuzz",
            dependencies: [
                .product(name: "Articles", package: "spoglio"), .product(name: "QueryLanguage", package: "spoglio"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .unsafeFlags(["-parse-as-library"]),
            ])
    ]
)
