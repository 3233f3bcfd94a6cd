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
