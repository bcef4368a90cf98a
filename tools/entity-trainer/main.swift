// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import FoundationEssentials
import Glibc

/// Trains and evaluates the tagger; tools/train-entities calls it.
struct Command {
    var corpora: [String] = []
    var evaluated: [String] = []
    var output: String?
    var clusters: String?
    var data = "Sources/CSpoglioData"
    var window = 12
    var printsErrors = false
    var inCapitals = false
    var rulesOnly = false
    var settings = Trainer.Settings()
    /// The strongest are kept; more bring nothing that could be measured.
    var mostFeatures = 100_000

    static func data(_ path: String) throws -> Data {
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw TrainingError("'\(path)' cannot be read; check that it is there")
        }
    }

    static func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

    func run() throws {
        let authority = try Authority()
        var model: TaggerModel?
        if !corpora.isEmpty {
            let folder = output ?? data
            let words = try wordTable(authority, folder: folder)
            let weights = try train(words: words, authority: authority)
            model = try TaggerModel(words: words, weights: TaggerTable(.weights, bytes: weights))
            try Data(weights).write(to: URL(filePath: folder + "/tagger-weights.bin"))
            note("weights: \(weights.count) bytes")
        } else if !rulesOnly {
            model = try loaded(output) ?? TaggerModel()
        }
        for path in evaluated { try evaluate(path, authority: authority, model: model) }
    }

    /// The table of words, made again where there are clusters.
    private func wordTable(_ authority: Authority, folder: String) throws -> TaggerTable {
        guard let clusters else { return try TaggerTable(embedded: .words) }
        let entries = TaggerTraining.entries(
            clusters: try Self.text(clusters), gazetteer: try Self.text(data + "/gazetteer.tsv"), authority: authority)
        let bytes = TaggerTable.bytes(.words, entries: entries.map { (key: $0.0, words: $0.1) })
        try Data(bytes).write(to: URL(filePath: folder + "/tagger-words.bin"))
        note("words: \(bytes.count) bytes")
        return try TaggerTable(.words, bytes: bytes)
    }

    private func loaded(_ folder: String?) throws -> TaggerModel? {
        guard let folder else { return nil }
        func bytes(_ name: String) throws -> [UInt8] { Array(try Self.data(folder + "/" + name)) }
        return try TaggerModel(
            words: TaggerTable(.words, bytes: bytes("tagger-words.bin")),
            weights: TaggerTable(.weights, bytes: bytes("tagger-weights.bin")))
    }

    private func train(words: TaggerTable, authority: Authority) throws -> [UInt8] {
        var training = try TaggerTraining(words: words, authority: authority)
        var examples: [Trainer.Example] = []
        func add(_ text: ConllText) {
            training.forEachStretch(in: text.text) { ranges, features in
                examples.append(Trainer.Example(features: features, labels: text.labels(of: ranges)))
            }
        }
        for path in corpora {
            let sentences = try ConllText.sentences(Self.text(path), path: path)
            for text in ConllText.windows(sentences, of: window) { add(text) }
            // Alone, as in a headline or a query; and now and then in capitals.
            for (index, sentence) in sentences.enumerated() {
                if index % 2 == 0 { add(ConllText([sentence])) }
                if index % 16 == 1 { add(ConllText([sentence], inCapitals: true)) }
            }
        }
        note("\(examples.count) stretches, \(examples.reduce(0) { $0 + $1.labels.count }) tokens")
        var trainer = Trainer(examples: examples, settings: settings)
        note("\(trainer.keys.count) features")
        trainer.train(progress: note)
        return ModelWriter(trainer).bytes(mostFeatures: mostFeatures, note: note)
    }

    private func evaluate(_ path: String, authority: Authority, model: TaggerModel?) throws {
        let sentences = try ConllText.sentences(Self.text(path), path: path)
        var recogniser = NameRecogniser(authority: authority, model: model)
        var evaluation = Evaluation()
        var tokens = 0
        var inside = 0.0
        for text in ConllText.windows(sentences, of: window, inCapitals: inCapitals) {
            let article = ArticleText(body: text.text)
            tokens += article.body.tokens.count
            let before = clock()
            let mentions = recogniser.mentions(in: article)
            inside += Double(clock() - before)
            evaluation.add(text, mentions)
        }
        if printsErrors { for error in evaluation.errors { print(error) } }
        print(evaluation.table)
        note("\(path): \(tokens) tokens, \(Int(Double(tokens) * Double(CLOCKS_PER_SEC) / inside)) a second")
    }

    func note(_ text: String) { StandardError.write(text + "\n") }
}

enum StandardError {
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in _ = unsafe Glibc.write(2, bytes.baseAddress, bytes.count) }
    }
}

extension Command {
    mutating func read(_ arguments: some Collection<String>) throws {
        var arguments = Array(arguments)[...]
        while let option = arguments.popFirst() {
            func value() throws -> String {
                guard let value = arguments.popFirst() else { throw TrainingError("\(option) names no value") }
                return value
            }
            func number() throws -> Int {
                let text = try value()
                guard let number = Int(text), number > 0 else {
                    throw TrainingError("\(option) '\(text)' is no number above 0")
                }
                return number
            }
            switch option {
            case "--corpus": corpora.append(try value())
            case "--evaluate": evaluated.append(try value())
            case "--output": output = try value()
            case "--clusters": clusters = try value()
            case "--data": data = try value()
            case "--window": window = try number()
            case "--epochs": settings.epochs = try number()
            case "--seeds": settings.seeds = (1...UInt64(try number())).map { $0 }
            case "--least-count": settings.leastCount = try number()
            case "--most-features": mostFeatures = try number()
            case "--errors": printsErrors = true
            case "--capitals": inCapitals = true
            case "--rules-only": rulesOnly = true
            default: throw TrainingError("'\(option)' is no option")
            }
        }
    }
}

do {
    var command = Command()
    try command.read(CommandLine.arguments.dropFirst())
    try command.run()
} catch {
    StandardError.write("train-entities: \(error)\n")
    exit(2)
}
