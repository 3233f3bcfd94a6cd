### What the bot says of itself. Calm, short, reading age 9-11.

disclaimer = <i>I give first aid for muscle cramps. I am not a doctor, and I do not say what illness it is.</i>
not-understood =
    I did not understand that. You can tap a button, or type for example: <i>cramp in my calf, woke me up</i>.
    About magnesium, salt or pills: /myths. Against cramps at night: /remind.
    Is somebody in danger? Call { $number }.
which-one = <b>Which one?</b> Please tap it below. I need it to tell you what to do.
you-are-welcome = You are welcome. Write to me any time.
not-text = I can only read text. Please tap a button, or type what happens in a few words.
not-private = I only help in a private chat. Please tap my name and write to me there.
unknown-command = I do not know that command. /help shows what I can do.
stale-button = That button is from an older message. Here is where we are now.
script-changed = My instructions have just been improved, so we start from the top. I am sorry for the extra tap.
something-broke =
    Something went wrong on my side. Please send that again.
    Is somebody in danger? Call { $number }.
too-fast =
    That was a lot at once. Please wait ten seconds, then write again.
    Is somebody in danger? Call { $number }.
stopped = I have stopped. Write to me any time, or send /cramp, and I will help again.
number-unknown = 112 in Europe and on most mobiles, 911 in North America, or your local number

ticked = ✅ { $label }
ticked-done = Done
ticked-none = None of these
which-place = Where is it exactly?
which-first = Which one first? Tap the worst one. The others come after it.

# The evidence
why-nothing = There is no advice on this screen, so there is no evidence to show.
source-entry =
    <b>{ $position }.</b> { $reference }
    <i>{ $finding }</i>
    How sure: { $certainty }.
    { $link }
source-superseded = A newer edition has replaced it: number { $position }.
source-used = <b>Used in:</b> { $advice }.
source-unused = No advice of mine rests on it.
advice-about = { $advice } ({ $subjects })
line-evidence = <i>Evidence: { $sources } in /sources</i>
certainty-high = we can rely on it
certainty-moderate = it is probably right
certainty-low = it may be wrong
certainty-very-low = it is very unsure

# The history
history-empty = Nothing is written here yet. Tell me of a cramp and where it is, and you will find it here.
history-line = • { $when }: { $what }
reminder-sent = Bedtime reminder
reminder-skipped = Bedtime reminder missed, I was switched off
reminder-done = Bedtime stretch done
reminder-not-tonight = No bedtime stretch that night

# The reminder
reminder-line = <b>Every day at { $time }</b>, by the clock of { $zone }. It is { $now } there now.
reminder-days = <b>At { $time }</b> on: { $days }. By the clock of { $zone }. It is { $now } there now.
reminder-fixed = I know your clock, not your place. When the clocks change, tell me again, or type a city.
reminder-no-days = No day is chosen, so no reminder comes.
reminder-none = There is no reminder now.
reminder-not-a-time = I could not read that as a time. Please type it like this: <i>22:30</i>.
reminder-not-a-zone = I do not know that place. Please type a larger town near you, such as <i>Madrid</i>. Or type what your clock says now, such as <i>22:15</i>.
which-city = There are several. Which one is it? If it is none of these, type a larger town near you, or what your clock says.
city-choice = { $flag } { $city } ({ $zone })
location-not-now =
    I need a place only for the bedtime reminder: /remind. I cannot send help to it.
    Is somebody in danger? Call { $number }.
location-at-sea = That place is at sea, so I cannot tell the time there. Please type what your clock says now, such as <i>22:15</i>.
place-key = 📍 Share my location
place-key-here = Or tap the button below: it sends me your location. I keep the time zone and nothing else of it.
place-key-away = I have taken the location button away.
place-key-thanks = Thank you. I keep the time zone, not the place.
day-mon = Mon
day-tue = Tue
day-wed = Wed
day-thu = Thu
day-fri = Fri
day-sat = Sat
day-sun = Sun
countdown = { $bar } { $seconds } s
guide-hold =
    <b>Hold.</b> { $side }, { $repetition } of { $repetitions }
    { $bar } { $seconds } s
guide-rest =
    <b>Rest.</b> { $side }, { $repetition } of { $repetitions } done
    { $bar } { $seconds } s
guide-paused =
    <b>Paused.</b> { $side }, { $repetition } of { $repetitions }
    { $bar } { $seconds } s
guide-go-on = Go on
guide-left = Left side
guide-right = Right side
reminder-goes-on = All right, I go on. Sleep well.
evening-streak =
    { $count ->
        [one] You did it on one evening.
       *[other] You did it on { $count } evenings in a row.
    }
evening-quiet =
    { $count ->
        [one] One night without a cramp.
       *[other] { $count } nights without a cramp.
    }
evening-cramp = Last night you had a cramp.
evening-places = I chose the stretches by where your last cramps were: { $places }.
review-done =
    { $evenings ->
        [one] You did the stretch on { $count } of { $evenings } evening.
       *[other] You did the stretch on { $count } of { $evenings } evenings.
    }
review-rates = Cramps a week, as far as you told me: { $before } in the weeks before, { $after } since then.
review-after = Cramps a week since then, as far as you told me: { $after }. How it was before I do not know.
decimal = { $whole }.{ $tenth }
reminder-switched-off = The bedtime reminder is off. /remind switches it on again.
reminder-done-thanks = Well done. Sleep well.
reminder-not-tonight-answer = All right, not tonight. Sleep well.
reminder-later-answer = All right. I will remind you again in half an hour.

# The standard buttons
nav-emergency = 🚨 Emergency
nav-back = Back
nav-restart = Start over

# The menu
command-start = Start
command-cramp = I have a cramp
command-emergency = Emergency number and first steps
command-stretch = Show me a stretch
command-remind = Bedtime stretch reminder
command-history = My cramps so far
command-sources = The evidence behind the advice
command-myths = What does not help, and why
command-settings = Settings of the reminder
command-language = Language · Язык · Idioma
command-help = What I can do
command-privacy = What I keep about you
command-export = Everything you keep, as files
command-forget = Delete all you keep about me
command-cancel = Stop this conversation
