### The person's own data.

forget-text =
    <b>Shall I delete everything I keep about you?</b>
    All your cramps, your reminder, your language and your country. I cannot get them back.
forget-erase = Delete everything
forget-keep = Keep it
kept-text = All right. Nothing was deleted.
forgotten =
    Everything I kept about you is deleted. No reminder will come any more.
    Write to me any time. We will start afresh, as if we had never met.

records-text = <b>Which one?</b> The newest is at the top.
record-text = <b>Tap what is not right.</b>
change-text = <b>What is right?</b>
day-text = <b>Which day?</b>
change-outcome = How it ended
change-pain = How bad
change-place = Where
change-timing = When it came
change-day = Day
change-lasted = How long
change-helped = What helped
record-delete = 🗑 Delete it
delete-text = <b>Delete this cramp from your history?</b> I cannot get it back.
delete-yes = Delete it
own-record = ‹ Back
own-records = ‹ The others
own-history = ‹ History
record-label = { $when } · { $what }
record-gone = This cramp is not in your history any more.
record-deleted = It is deleted from your history.
late-last_night = I write this down for last night.
late-yesterday = I write this down for yesterday.
late-day = I write this down for { $day }.
late-too-far = I can only write down the last two weeks, so this cramp gets today’s date. You can change the day in /history.

export-text = <b>Here is everything I keep about you</b>, in two files. /forget deletes it here.
export-name = my-cramps
export-everything = Everything, for a program to read (JSON)
export-table = Your cramps and reminders as a table (CSV)

# The last weeks
history-sum =
    <b>The last 7 days, with today:</b> { $week }.
    <b>The last 4 weeks:</b> { $month }, { $evenings }.
history-cramps = { $count ->
    [0] no cramps
    [one] { $count } cramp
   *[other] { $count } cramps
}
history-evenings = { $count ->
    [0] no evening stretched
    [one] { $count } evening stretched
   *[other] { $count } evenings stretched
}
chart =
    <b>Your last 12 weeks:</b> { $cramps }, { $evenings }.
    Top: red for cramps and green for evenings stretched, week by week. The date is day/month.
    Middle: where, on a body from the front and from behind. Most often: { $places }.
    Bottom: the hour of the day, { $clock }. The grey part is the night.
chart-place = { $place } { $count }
chart-clock = by your clock
chart-utc = in world time (UTC), until /remind knows your time zone
