// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc
internal import Spoglio
internal import Synchronization

/// SIGINT, SIGTERM and SIGHUP as a flag that long work looks at.
///
/// Work that goes on longer than the grace after a signal, such as a segment that is being written, is cut off: what was
/// committed is safe at any moment. A second signal cuts off at once.
enum Interruption {
    static let flag = StopFlag()
    private static let signalReceived = Signal()
    private static let isJSON = StopFlag()
    /// How long work may take to end by itself; a command that was told to stop ends within two seconds.
    private static let graceMicroseconds = 1_800_000

    private static let text: StaticString =
        "\ninterrupted before all that was read could be written; what was committed is kept, run the command again to go on\n"
    private static let object: StaticString = """
        {"version":1,"error":{"code":"interrupted","message":"interrupted before all that was read could be written",\
        "hint":"what was committed is kept; run the command again to go on"}}

        """

    /// Takes the signals over for the rest of the process.
    static func install(asJSON: Bool) {
        // Made before a signal can arrive: a handler may do no more than set them.
        _ = (flag, signalReceived, isJSON, text, object, graceMicroseconds)
        if asJSON { isJSON.set() }
        signal(SIGALRM) { _ in Interruption.cutOff() }
        for number in [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP]) {
            signal(number) { number in
                if Interruption.flag.isSet { Interruption.cutOff() }
                Interruption.signalReceived.store(number)
                Interruption.flag.set()
                var grace = itimerval()
                grace.it_value.tv_usec = __suseconds_t(Interruption.graceMicroseconds % 1_000_000)
                grace.it_value.tv_sec = Interruption.graceMicroseconds / 1_000_000
                unsafe setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &grace, nil)
            }
        }
    }

    /// Whether a signal is to do nothing, as SIGHUP under `nohup`.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(number, nil, &action) == 0 else { return false }
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Ends the process from a signal handler.
    private static func cutOff() {
        let words = isJSON.isSet ? object : text
        _ = unsafe write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
        _exit(128 + signalReceived.load())
    }

    static var received: Int32 { signalReceived.load() }
}
