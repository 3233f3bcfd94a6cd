### The bedtime reminder. It may help; it promises nothing more.

time-ask =
    <b>When do you go to bed?</b>
    Type the time, such as <i>22:30</i> or <i>half past ten</i>. I will remind you then, every evening, to stretch for about three minutes.
zone-ask =
    <b>Where are you?</b> I need to know what time it is for you.
    Type a large city near you, such as <i>Madrid</i>. Or share your location (📎, then <i>Location</i>). Or type what your clock says now, such as <i>22:15</i>.
bedtime-not_now = Not now
set-text =
    <b>Your bedtime stretch</b>
    Tap to change it. Or type another time or city.
set-earlier = 15 min earlier
set-later = 15 min later
set-change = Other time
set-zone = Time zone
set-on = Switch it on
set-language = Language
set-cramp = I have a cramp
bedtime-off = Switch it off
paused-text =
    You have not answered for two weeks, so I stop reminding you. Write anything to me, and the reminders begin again.
paused-on = Go on

# The reminder itself
routine-what =
    <b>Time for your bedtime stretch.</b> It takes about three minutes, both legs.

    <b>1. Calf.</b> Face a wall, one leg behind you. Heel flat, knee straight. Lean forward until the calf pulls.
    <b>2. Back of the thigh.</b> Sit on the bed, leg straight, toes up. Lean forward from the hips.

    Each one: <b>hold 10 seconds, rest 10 seconds, 3 times</b>. Then the other leg.
routine-safe = Hold on to something firm while you stand. Slowly, no bouncing. Stop if it hurts.
routine-hope = It may help. In one small study people had fewer cramps after 6 weeks. In a larger one there was no difference.
send-done = Done
send-later = Later (30 min)
send-not_tonight = Not tonight
