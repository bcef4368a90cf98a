// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "search" where arguments.count >= 3: try SearchBenchmark(arguments).run()
case "analyze" where arguments.count == 2: try AnalysisBenchmark(path: arguments[1]).run()
case "entities" where arguments.count == 2: try EntityBenchmark(path: arguments[1]).run()
case "names": try NameBenchmark(arguments).run()
case "archive" where arguments.count >= 2: try ArchiveBenchmark(arguments).run()
case "pages" where arguments.count >= 2: PageBenchmark(paths: Array(arguments.dropFirst())).run()
case "read" where arguments.count >= 2: ReadingBenchmark(paths: Array(arguments.dropFirst())).run()
case "topic" where arguments.count >= 3: try TopicBenchmark(arguments).run()
default:
    print(
        """
        usage: spoglio-bench search INDEX FAMILIES.tsv [--repeat N]   microseconds a query, as xapian-baseline prints them
               spoglio-bench analyze FILE                             MB/s of tokenizing, folding and stemming
               spoglio-bench entities FILE                            tokens a second of finding and linking names
               spoglio-bench names [--tell]                           garbled names that are linked, and strangers that are
               spoglio-bench archive INDEX [--repeat N]               milliseconds of facets, timelines and similar articles
               spoglio-bench pages FILE…                              MB/s from HTML files to tokens
               spoglio-bench read FILE…                               MB/s from files of any format to articles
               spoglio-bench topic INDEX 'WORD…' [--repeat N]         milliseconds of counting a topic of one's own
        """)
    exit(2)
}
