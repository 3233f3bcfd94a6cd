### Help, privacy, the evidence, the history.

help-text =
    <b>I help with muscle cramps.</b>

    Tap /cramp, or type what happens, such as <i>cramp in my calf, woke me up</i>. I show the stretch at once. Then I ask a few short questions.

    /emergency – the emergency number and what to do
    /stretch – one stretch, with a drawing
    /remind – a reminder to stretch at bedtime
    /history – your cramps so far
    /sources – the evidence behind my advice
    /privacy – what I keep about you
    /cancel – stop

    On most screens you will find <b>Emergency</b>, <b>Back</b> and <b>Start over</b>. Most advice has a <b>Why?</b> button that shows what it rests on.
help-start = Start
help-emergency = 🚨 Emergency

privacy-text =
    <b>What I keep</b>
    • Your answers about each cramp and when it was: the place, the hour, the circumstances, danger signs, how it ended, the pain.
    • Where we are in this conversation, your language and, if you told me, your country.
    • Your reminder: the time, the time zone, and whether the stretch was done.

    <b>What I do not keep</b>
    • The words you type, once I have understood them.
    • Your name.

    All this is kept under the number that Telegram gives to this chat. If you stop or block me, it stays until the person who runs this bot deletes it.

sources-text = <b>What my advice rests on</b>
why-text = <b>What this advice rests on</b>
history-text = <b>Your cramps, the newest first</b>
page-previous = ‹ Previous
page-next = Next ›
page-newer = ‹ Newer
page-older = Older ›
