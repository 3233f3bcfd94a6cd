### The bedtime reminder. It may help; it promises nothing more.

time-ask =
    <b>When do you go to bed?</b>
    Type the time, such as <i>22:30</i> or <i>half past ten</i>. I will remind you then, every evening, to stretch for about three minutes.
zone-ask =
    <b>Where are you?</b> I need to know what time it is for you.
    Type your town, or a larger one near you, such as <i>Madrid</i>. Or share your location (📎, then <i>Location</i>). Or type what your clock says now, such as <i>22:15</i>.
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
paused-text = You have not answered the last 14 reminders, so I stop for now. Write anything to me, and they begin again.
paused-on = Go on

# The reminder itself
routine-what = <b>Time for your bedtime stretch.</b> It takes about three minutes, both sides.
routine-calf = • <b>Calf.</b> Face a wall, one leg behind you. Heel flat, knee straight. Lean forward until you feel the calf stretch.
routine-calf-seated = • <b>Calf.</b> Sit on the bed, leg straight, a towel round the foot. Pull the toes slowly towards you.
routine-thigh-back = • <b>Back of the thigh.</b> Sit on the bed, leg straight, toes up. Lean forward from the hips.
routine-foot = • <b>Foot.</b> Sit and put the foot on the other knee. Pull the toes slowly up with your hand.
routine-thigh-front = • <b>Front of the thigh.</b> Lie on your side. Bend the upper knee and bring the heel to the buttock, with your hand or a towel.
routine-thigh-inner = • <b>Inner thigh.</b> Sit with the soles of your feet together. Let both knees sink out to the sides.
routine-buttock = • <b>Buttock.</b> Sit on a chair, one ankle on the other knee. Lean forward with a straight back.
routine-hand = • <b>Hand.</b> Keep the elbow straight. Pull the fingers and the wrist back with the other hand.
routine-how = Each one: <b>hold 10 seconds, rest 10 seconds, 3 times</b>. Then the other side.
routine-safe = Hold on to something firm while you stand. Slowly, no bouncing. Stop if it hurts.
routine-hope = It may help. In one small study people had fewer cramps after 6 weeks. In a larger one there was no difference.
send-start = Start
send-done = Done
send-later = Later (30 min)
send-not_tonight = Not tonight

# After six weeks
review-title = <b>Six weeks of bedtime stretches.</b>
review-hope = The stretch may help, but cramps also come and go by themselves. So this does not show what it did for you.
review-ask = <b>Shall I keep reminding you?</b>
review-go_on = Go on

# The guided routine
guide-pause = Pause
guide-skip = Skip
guide-stop = Stop
finished-text = <b>Done. Well done!</b> Sleep well.
stopped-text = All right, we stop here. Sleep well.
stopped-again = From the start
