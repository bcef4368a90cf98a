// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// topic list, show, add and remove, and what is new since a mark, as a user sees them.
struct TopicTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(try Line.file(Newspaper.lines), to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
    }

    @Test func aTopicOfOnesOwnIsAddedSearchedCountedAndRemoved() throws {
        #expect(try place.run("topic", "list", "--own").output == "")
        #expect(
            try place.run("topic", "add", "Guerre e conflitti", "guerra OR conflitto").output
                == "topic 'Guerre e conflitti' added (3 articles)\n")
        #expect(try place.run("topic", "list", "--own").output == "3  Guerre e conflitti  guerra OR conflitto\n")
        #expect(try place.run("search", "topic:\"guerre e conflitti\"", "borsa", "--json").ids() == ["a2"])
        #expect(try place.run("search", "argomento:guerr*", "--json").ids().count == 3)
        #expect(try place.run("search", "*", "--where", "topic=Guerre e conflitti", "--json").ids().count == 3)
        #expect(try place.run("facets", "--by", "topic", "--json").facet("topic")["user:guerre-e-conflitti"] == nil)
        let values = try place.run("facets", "--by", "topic", "--json").json()["facets"]["topic"]["values"]
        let own = values.elements.first { $0["id"].text == "user:guerre-e-conflitti" }
        #expect(own?["count"].int == 3)
        #expect(own?["value"].text == "Guerre e conflitti")
        let taken = try place.run("topic", "add", "guerre e conflitti", "pace")
        #expect(taken.status == 2)
        #expect(
            taken.errors == "spoglio: there is a topic 'Guerre e conflitti' already: guerra OR conflitto\n"
                + "hint: replace it with --replace\n")
        _ = try place.run("index", "--rebuild", "a.jsonl")
        #expect(try place.run("verify").status == 0)
        #expect(
            try place.run("topic", "remove", "Guerre e conflitti").output
                == "topic 'Guerre e conflitti' removed (guerra OR conflitto)\n")
        let missing = try place.run("topic", "remove", "guerre")
        #expect(missing.status == 1)
        #expect(
            missing.errors == "spoglio: there is no topic 'guerre' of your own\n"
                + "hint: 'spoglio topic list --own' shows those of this index\n")
    }

    @Test func whatCannotBeATopicIsRefused() throws {
        for (arguments, status, message) in [
            (["topic", "add", "X", "a (b"], Int32(2), "the parenthesis '(' is never closed\na (b\n  ^"),
            (
                ["topic", "add", "X", "b topic:x"], 2,
                "the topic 'X' would stand for itself: 'X' > 'X'\nb topic:x\n  ^^^^^^^"
            ),
            (
                ["topic", "add", "sport", "x"], 2,
                "'sport' is a topic of the tree (medtop:15000000)\nhint: choose another name"
            ),
            (["topic", "add", "?", "x"], 2, "the name of a topic needs a letter or digit"),
            (
                ["topic", "remove", "sport"], 2,
                "'sport' is a topic of the tree (medtop:15000000), which stays as it is\n"
                    + "hint: 'spoglio topic list --own' shows the topics that can be removed"
            ),
            (
                ["topic", "show", "sprot"], 1,
                "no topic is called 'sprot'; the nearest known: 'Sport'\nhint: 'spoglio topic list' shows all topics"
            ),
        ] {
            let outcome = try place.run(arguments)
            #expect(outcome.status == status)
            #expect(outcome.errors == "spoglio: \(message)\n")
        }
    }

    @Test func theTreeIsListedAndShownWithItsCounts() throws {
        let list = try place.run("topic", "list", "--json").json()["topics"].elements
        #expect(list.count == 124)
        #expect(list[0].keys == ["articles", "code", "description", "english", "label"])
        let shown = try place.run("topic", "show", "crime, law and justice")
        #expect(shown.status == 0)
        #expect(shown.output.hasPrefix("Criminalità e giustizia  medtop:02000000\nenglish  crime, law and justice\n"))
        let json = try place.run("topic", "show", "giustizia", "--json").json()["topics"][0]
        #expect(json["children"].elements.count == 5)
        #expect(json["children"][0]["parent"].text == "medtop:02000000")
    }

    @Test func aMarkRemembersWhatWasAnswered() throws {
        let first = try place.run("search", "guerra OR conflitto", "--since-last", "--no-snippets", "--json")
        #expect(
            first.errors
                == "note: there was no mark 'guerra OR conflitto': everything is answered, and the mark begins here\n")
        #expect(try first.ids().count == 3)
        #expect(
            try first.json()["notes"].elements.compactMap(\.text)
                == ["there was no mark 'guerra OR conflitto': everything is answered, and the mark begins here"])
        let second = try place.run("search", "guerra OR conflitto", "--since-last", "--json")
        #expect(second.status == 1 && second.errors == "")
        #expect(try second.ids() == [])
        // A failing command leaves the mark alone, and so does one that cannot write its answer.
        try place.write("{\"id\":\"n1\",\"title\":\"La guerra\",\"body\":\"Una nuova guerra.\"}\n", to: "b.jsonl")
        _ = try place.run("index", "b.jsonl")
        #expect(try place.run("search", "guerra OR (conflitto", "--since-last=guerra OR conflitto").status == 2)
        #expect(try place.run("search", "guerra OR conflitto", "--since-last", "--facet", "nulla").status == 2)
        #expect(try place.shell("\"$SPOGLIO\" search 'guerra OR conflitto' --since-last > /dev/full").status == 3)
        #expect(try place.run("search", "guerra OR conflitto", "--since-last", "--json").ids() == ["n1"])
        #expect(try place.run("search", "guerra OR conflitto", "--since-last", "--json").ids() == [])
        // Changed counts as new; a rebuild of the same does not.
        try place.write("{\"id\":\"n1\",\"title\":\"La guerra\",\"body\":\"Finita la guerra.\"}\n", to: "b.jsonl")
        _ = try place.run("index", "b.jsonl")
        #expect(try place.run("search", "guerra OR conflitto", "--since-last", "--json").ids() == ["n1"])
        _ = try place.run("index", "--rebuild", "a.jsonl", "b.jsonl")
        #expect(try place.run("search", "guerra OR conflitto", "--since-last", "--json").ids() == [])
        let other = try place.run("search", "guerra", "--since-last=rassegna", "--json")
        #expect(
            other.errors == "note: there was no mark 'rassegna': everything is answered, and the mark begins here\n")
        #expect(try place.shell("cut -f 1 .spoglio/marks.tsv").output.hasSuffix("\nguerra OR conflitto\nrassegna\n"))
        let strange = try place.run("search", "conflitto", "--since-last=rassegna", "--json")
        #expect(try strange.ids() == [])
        #expect(
            strange.errors
                == "note: the mark 'rassegna' was last used for another search, 'guerra': only what is new since then is "
                + "answered\n")
        #expect(try place.run("search", "conflitto", "--since-last=rassegna", "--json").errors.isEmpty)
        #expect(try place.run("verify").status == 0)
    }

    @Test func aTopicWithoutQueryIsRefused() throws {
        let outcome = try place.run("topic", "add", "Vuoto", " ")
        #expect(outcome.status == 2)
        #expect(outcome.errors == "spoglio: the query of a topic is empty; '*' stands for every article\n")
    }

    @Test func aCircleMadeByHandIsToldAndTheOtherTopicsStayCounted() throws {
        _ = try place.run("topic", "add", "Guerre", "guerra OR conflitto")
        #expect(try place.shell("printf 'P\\ttopic:q\\nQ\\ttopic:p\\n' >> .spoglio/topics.tsv").status == 0)
        #expect(
            try place.run("topic", "list", "--own").output == """
                3  Guerre  guerra OR conflitto
                0  P  the topic 'P' cannot be used: the topic 'P' stands for itself: 'P' > 'Q' > 'P'
                0  Q  the topic 'Q' cannot be used: the topic 'Q' stands for itself: 'Q' > 'P' > 'Q'

                """)
        let used = try place.run("search", "topic:p")
        #expect(used.status == 2)
        #expect(
            used.errors == """
                spoglio: the topic 'P' cannot be used: the topic 'P' stands for itself: 'P' > 'Q' > 'P'
                hint: change or remove one of them with 'spoglio topic'

                """)
        #expect(try place.run("search", "topic:guerre", "--json").ids().count == 3)
    }

    @Test func whatDoesNotGoWithAMarkIsRefused() throws {
        for (arguments, message) in [
            (["--offset", "2"], "--since-last begins with the first new article; leave out --offset"),
            (["--batch"], "--since-last answers one query, not --batch"),
        ] {
            let outcome = try place.run(["search", "--since-last"] + arguments)
            #expect(outcome.status == 2)
            #expect(outcome.errors.hasPrefix("spoglio: \(message)\n"))
        }
        try place.write("x\n", to: ".spoglio/marks.tsv")
        let damaged = try place.run("search", "a", "--since-last")
        #expect(damaged.status == 3)
        #expect(damaged.errors.contains("marks.tsv' line 1: a mark is a name, a tab and the number of a commit"))
    }

    @Test func showTellsWhatSpeaksForATopic() throws {
        try place.write(
            "{\"id\":\"t\",\"title\":\"Terremoto in Umbria\",\"body\":\"Il sisma di magnitudo 5 ha ferito due persone.\","
                + "\"section\":\"Cronaca\",\"tags\":[\"terremoto\"]}\n", to: "t.jsonl")
        _ = try place.run("index", "t.jsonl")
        let article = try place.run("show", "t", "--json").json()["article"]
        let topic = article["topics"][0]
        #expect(topic["code"].text?.hasPrefix("medtop:") == true)
        #expect(topic["why"].elements.compactMap(\.text).contains("sisma"))
        #expect(topic["why"].elements.compactMap(\.text).contains { $0.hasPrefix("Terremoto") })
        #expect(try place.run("show", "t").output.contains("\ntopic  "))
        #expect(try place.run("search", "topic:emergenze", "--json").ids() == ["t"])
    }

    @Test func callsWithMarksOfTheirOwnWaitForEachOther() throws {
        let outcome = try place.shell(
            """
            for n in 1 2 3 4 5 6 7 8; do
              ( "$SPOGLIO" search guerra --since-last=m$n --json > m$n.json 2> m$n.err; echo $? > m$n.status ) &
            done; wait; cat m*.status | sort -u; cat m*.err | grep -c locked
            """)
        #expect(outcome.output == "0\n0\n")
        for number in 1...8 {
            #expect(try place.run("search", "guerra", "--since-last=m\(number)", "--json").json()["total"].int == 0)
        }
    }
}
