### The page for the doctor. It speaks about the person, not to them.

command-report = One page for my doctor
history-report = 📄 For the doctor (PDF)
report-text =
    <b>Here is one page for your doctor.</b> It says what you told me, in numbers. Read it first: you decide who gets it.
report-empty =
    You have told me of no cramp in the last twelve months, so the page would be empty. Tell me of one, also of a past one: <i>cramp last night, calf</i>.
report-name = cramps-for-the-doctor
report-caption = One page for your doctor (PDF)

report-title = Muscle cramps
report-period = { $from } to { $to }
report-told = Told to a first-aid chat bot by the person with the cramps, or by somebody who helped. Nobody has examined anything, and this is no diagnosis. The first cramp in it is of { $first }. Times are { $clock }.
report-clock = by the person’s own clock
report-utc = in world time (UTC)
report-newest = Only the newest { $count } entries are counted.
report-weeks = By week: cramps (wide bars), evenings stretched (narrow bars, up to 7). Dates: day/month.
report-places = Where
report-hours = By hour of the day
report-cramps = { $count ->
    [one] cramp
   *[other] cramps
}
report-a-week = a week, since the first
report-pain = { $count ->
    [one] pain of 10, told once
   *[other] pain of 10, the middle of { $count } ({ $least } to { $most })
}
report-untold = not told { $count }
report-signs = Danger signs
report-sign = { $what }: { $count }, last on { $date }.
report-no-sign = None told of.
report-asked = { $count ->
    [one] Asked about them with { $asked } of { $count } cramp.
   *[other] Asked about them with { $asked } of { $count } cramps.
}
report-row-place = Place
report-row-timing = When
report-row-context = Circumstances
report-row-medicine = Medicines named
report-row-outcome = In the end
report-row-lasted = How long
report-row-helped = What helped most
report-stretching = Stretching at bedtime
report-evenings = { $evenings ->
    [one] Done on { $count } of { $evenings } evening with a reminder.
   *[other] Done on { $count } of { $evenings } evenings with a reminder.
}
report-no-evening = No reminder was sent in this time.
report-before = Cramps a week: { $before } in the weeks before the first reminder ({ $date }), { $after } since. Cramps also come and go by themselves.
report-after = Cramps a week since the first reminder ({ $date }): { $after }. How it was before is not known.
report-foot = Numbers after a word say with how many cramps it was told. What nobody told is missing here. Written by crampbot.

date = { $day } { $month } { $year }
date-day = { $weekday } { $day } { $month }
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}

# Kinds of medicine that were named
medicine-statin = Cholesterol medicine (statin)
medicine-diuretic = Water tablets (diuretic)
medicine-inhaler = Inhaler
medicine-blood_pressure = Blood pressure medicine
medicine-steroid = Steroid
medicine-diabetes = Diabetes medicine
medicine-weight_loss = Weight-loss injection (GLP-1)
medicine-depression = Medicine for depression
medicine-psychosis = Medicine for psychosis
medicine-sickness = Anti-sickness medicine
medicine-lithium = Lithium
medicine-nerves = Medicine for nerve pain or epilepsy
medicine-dementia = Dementia medicine
medicine-bones = Bone medicine
medicine-breast_cancer = Breast cancer tablets
medicine-stomach = Acid blocker
medicine-antibiotic = Antibiotic
