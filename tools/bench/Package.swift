// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

let package = Package(
    name: "spoglio-bench",
    dependencies: [.package(name: "spoglio", path: "../..")],
    targets: [
        .target(name: "CHeap"),
        .executableTarget(
            name: "spoglio-bench",
            dependencies: [
                "CHeap",
                .product(name: "Spoglio", package: "spoglio"), .product(name: "ItalianText", package: "spoglio"),
                .product(name: "Xapian", package: "spoglio"), .product(name: "Columns", package: "spoglio"),
                .product(name: "Entities", package: "spoglio"), .product(name: "Articles", package: "spoglio"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
    ]
)
