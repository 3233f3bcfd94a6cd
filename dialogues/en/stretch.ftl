### One stretch, without a cramp.

which-ask = <b>Which muscle do you want to stretch?</b>
which-routine = The bedtime routine, 3 minutes
which-inner_thigh = Inner thigh
card-other = Another stretch
stretch-not = <b>Do not stretch</b> what is swollen, hot, red or newly hurt: see a doctor today. Cold, pale or numb? Call now: { $number }.
