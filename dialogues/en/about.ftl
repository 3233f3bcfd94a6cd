### Help, privacy, the evidence, the history.

help-text =
    <b>I help with muscle cramps.</b>

    Tap /cramp, or type what happens, such as <i>cramp in my calf, woke me up</i>. I show the stretch at once. Then I ask a few short questions.

    /emergency – the emergency number and what to do
    /stretch – one stretch, with a drawing
    /remind – a reminder to stretch at bedtime
    /settings – when the reminder comes
    /history – your cramps so far
    /report – one page for your doctor
    /sources – the evidence behind my advice
    /myths – what people try and should not
    /language – English, русский, español
    /privacy – what I keep about you
    /export – all of it, as files
    /forget – delete all of it
    /cancel – stop

    On most screens you will find <b>Emergency</b>, <b>Back</b> and <b>Start over</b>. Most advice has a <b>Why?</b> button that shows what it rests on.
help-start = Start
help-emergency = 🚨 Emergency

privacy-text =
    <b>What I keep</b>
    • Your answers about each cramp and when it was: the place, the hour, the circumstances, kinds of medicine you named, danger signs, how it ended, the pain, how long it lasted, what helped.
    • Where we are in this conversation, your language and, if you told me, your country.
    • Your reminder: the time, the time zone, and whether the stretch was done.

    <b>What I do not keep</b>
    • The words you type, once I have understood them.
    • Your name.
    • A place that you share or type. It tells me your time zone, and that I keep.

    <b>Where and for how long</b>
    • On the computer of the person who runs this bot, and in its backups. Nobody else gets it.
    • Under the number that Telegram gives to this chat. When something fails, that number may stand in the bot's log.
    • Until you send /forget. Then it is all deleted: here at once, on the disk and in my backups within a day.
    • If you stop or block me, it stays until you come back and send /forget.
    • Telegram keeps our messages itself. You can delete this chat there.

sources-text = <b>What my advice rests on</b>
why-text = <b>What this advice rests on</b>
history-text = <b>Your cramps, the newest first</b>
history-last = Change the last one
history-change = Change or delete one
page-previous = ‹ Previous
page-next = Next ›
page-newer = ‹ Newer
page-older = Older ›

language-text = <b>Which language shall I speak?</b>
language-en = English
language-ru = Русский
language-es = Español

myths-text = <b>What people try, and what is true</b>
myths-sources = Sources

# Where a source is used
block-first_instruction = the first step
block-hold = how long to hold
block-special = what one place needs
block-timing_line = when it came
block-context_line = circumstances
block-dont = what not to do
block-aftercare = afterwards
block-after_all = once it is over
block-sore = soreness
block-see = when to see a doctor
block-other_way = another way
block-stop_line = when to stop
block-reassurance = how long it lasts
block-elsewhere = chest, shoulder, upper arm
block-worse_line = when it gets worse
block-doctor_card = where a doctor comes first
block-offer_lines = the bedtime stretch
block-call_number = whom to call
block-call_now = whom to call
block-emergency_card = emergency cards
block-call_today = whom to call
block-today_card = cards for today
block-evening = the bedtime stretch
block-evening_stretch = the bedtime stretch
block-evening_how = the bedtime stretch
block-review_hope = the bedtime stretch
block-stretch_card = a stretch without a cramp
block-stretch_hold = how long to hold
block-stretch_care = care when stretching
block-myths = /myths
