// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the element of a page that holds its article.
///
/// Each paragraph of running text gives points to the element that holds it, half of them to the one around that and
/// less to the next, as Readability does; elements that say that they hold an article count for more. From the best the
/// search goes outwards as long as more text comes in than links and labels, but not beyond the headline's surroundings.
struct ArticleFinder {
    let tree: HTMLTree
    let cut: PageBlocks
    /// The block of the headline, if there is one.
    let titleBlock: Int?
    private let points: [Double]
    /// The sums over the blocks before each of weights, and of sizes of running text.
    private let weightBefore: [Double]
    private let proseBefore: [Int]

    private var blocks: [PageBlock] { cut.blocks }

    /// - Parameter known: The text that the page gives of its article elsewhere, to compare with.
    init(tree: HTMLTree, cut: PageBlocks, titleBlock: Int?, known: WordShingles?) {
        self.tree = tree
        self.cut = cut
        self.titleBlock = titleBlock
        var points: [Double] = []
        var weights = [0.0]
        var prose = [0]
        for block in cut.blocks {
            let isKnown = block.isProse ? known.map { $0.share(of: block.text) >= 0.6 } : nil
            points.append(Self.points(block) * (isKnown.map { $0 ? 3 : 0.3 } ?? 1))
            weights.append((weights.last ?? 0) + block.weight * (isKnown.map { $0 ? 2 : -1 } ?? 1))
            prose.append((prose.last ?? 0) + (block.isProse && !block.isAround ? block.size : 0))
        }
        (self.points, weightBefore, proseBefore) = (points, weights, prose)
    }

    /// The element, nil for a page without running text.
    func container() -> Int? {
        guard let best = core() else { return nil }
        return widened(best)
    }

    private static func points(_ block: PageBlock) -> Double {
        guard !block.isAround, !block.isCaption else { return 0 }
        if block.isProse {
            return (1 + Double(min(block.marks, 12)) + min(Double(block.size) / 100, 6)) * (1 - block.linkShare)
        } else if block.endsSentence, block.linkShare < 0.3, block.size >= 20 {
            return 0.6
        }
        return 0
    }

    private func core() -> Int? {
        var scores = [Double](repeating: 0, count: tree.nodes.count)
        var touched: [Int] = []
        for (block, points) in zip(blocks, points) where points > 0 {
            var current = block.container
            // The paragraph itself is no candidate unless it holds text right beside others, as a table's cell does.
            if Self.isParagraph(tree.nodes[current].tag) { current = Int(tree.nodes[current].parent) }
            var share = 1.0
            var level = 0
            while current >= 0, level < 6 {
                if scores[current] == 0 { touched.append(current) }
                scores[current] += points * share
                level += 1
                share = level == 1 ? 0.5 : 1 / Double(level * 3)
                current = Int(tree.nodes[current].parent)
            }
        }
        var best: (node: Int, score: Double)?
        for node in touched {
            let score = scores[node] * factor(node)
            if score > (best?.score ?? 0) { best = (node, score) }
        }
        return best?.node
    }

    private static func isParagraph(_ tag: HTMLTag) -> Bool {
        [.p, .li, .pre, .dd, .dt].contains(tag) || tag.isHeading
    }

    private func factor(_ node: Int) -> Double {
        let tag = tree.nodes[node].tag
        if tree.has(.itemprop, word: "articleBody", at: node) { return 3 }
        if tag == .article { return 1.4 }
        let hint = cut.hint(of: node)
        if hint.contains(.content) { return 1.4 }
        if tag == .main { return 1.2 }
        return tag == .body || tag == .html ? 0.8 : 1
    }

    /// Goes outwards while it gains.
    private func widened(_ core: Int) -> Int {
        if tree.has(.itemprop, word: "articleBody", at: core) { return core }
        var best = core
        var bestValue = value(of: core)
        var current = Int(tree.nodes[core].parent)
        let frame = frame(of: core)
        while current >= 0, current >= frame {
            let value = value(of: current)
            if value > bestValue + 40 { (best, bestValue) = (current, value) }
            current = Int(tree.nodes[current].parent)
        }
        return best
    }

    /// The outermost element that the search may reach: the `article` around, if it has most of the text, else what
    /// holds the headline too.
    private func frame(of core: Int) -> Int {
        if let article = tree.ancestor(of: core, where: { tree.nodes[$0].tag == .article }) {
            let within = sum(proseBefore, article)
            let holdsTitle = titleBlock.map { tree.isWithin(blocks[$0].node, article) } ?? false
            if within * 10 >= (proseBefore.last ?? 0) * 6 || holdsTitle { return article }
        }
        if let titleBlock, let both = tree.ancestor(of: core, where: { tree.isWithin(blocks[titleBlock].node, $0) }) {
            return both
        }
        var frame = core
        for _ in 0..<2 where tree.nodes[frame].parent >= 0 { frame = Int(tree.nodes[frame].parent) }
        return frame
    }

    private func value(of node: Int) -> Double { sum(weightBefore, node) }

    /// What sums say of the blocks within an element, which stand side by side.
    private func sum<Number: SignedNumeric>(_ sums: [Number], _ node: Int) -> Number {
        sums[firstBlock(from: Int(tree.nodes[node].end))] - sums[firstBlock(from: node)]
    }

    /// The first block whose text begins at a node or behind it.
    private func firstBlock(from node: Int) -> Int {
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].node < node { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
