// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Articles
internal import Spoglio

/// How files are read: the options that `index` and `watch` share.
struct ReadingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read every file as this format: \(ArticleFormat.names).", valueName: "name"))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "Change a limit, such as file=256M (repeatable): \(ReadingLimits.names.joined(separator: ", ")).",
            valueName: "name=number"))
    var limit: [String] = []

    @Flag(help: "Make an article of each page of a PDF, instead of one of the file.")
    var pdfPages = false

    @Flag(help: "Recognise the text of scanned PDFs with tesseract, which must be installed.")
    var ocr = false

    func apply(to options: inout IndexingOptions) throws {
        do throws(ArticlesError) {
            options.format = try format.map { (name) throws(ArticlesError) in try ArticleFormat(named: name) }
            for assignment in limit { try options.limits.set(assignment) }
        } catch {
            throw SpoglioError(.request, error.message)
        }
        options.choices.takesPDFPages = pdfPages
        options.choices.recognisesText = ocr
    }
}
