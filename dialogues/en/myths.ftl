### What people try and should not, or need not: the belief, what is true, why.

# Dangerous
myth-needle =
    <b>“Prick the muscle with a needle or a pin.”</b>
    <b>No, never.</b> Stretch it slowly instead. In the water you need both hands to float.
    Why: no proof was found that it works. It can bring infection, bleeding, or a tip that breaks off.
myth-quinine =
    <b>“Quinine or tonic water stops cramps.”</b>
    <b>No.</b> Take neither for a cramp.
    Why: quinine makes cramps only a little rarer, and it can badly harm the blood. People have died of it.
myth-jerk =
    <b>“A sharp jerk takes the pain away.”</b>
    <b>No.</b> Pull slowly and hold. A strong pull is right, a jerk is wrong.
    Why: a jerk can tear the muscle.
myth-alcohol-rub =
    <b>“Rub it with alcohol.”</b>
    <b>No.</b> Something warm, wrapped in cloth, feels good afterwards and is safe.
    Why: it does not help. Alcohol goes through the skin and the breath, which is dangerous for children, and it burns easily.
myth-tansy =
    <b>“Rub in tansy in vodka at night.”</b>
    <b>No, never</b>, and least of all in pregnancy.
    Why: tansy is a poison. It can bring on a seizure or the loss of a pregnancy, and it harms the skin.
myth-potassium =
    <b>“Take potassium, to be safe.”</b>
    <b>No.</b> Only if a doctor has tested your blood and told you to.
    Why: too much potassium can stop the heart, above all with weak kidneys or some heart pills.
myth-salt =
    <b>“Eat plenty of salt, or take salt tablets.”</b>
    <b>No.</b> In sport or heat a drink with some salt and sugar is enough.
    Why: much salt harms people with high blood pressure, a weak heart or weak kidneys. Many people with diabetes have these.
myth-water-tablets =
    <b>“Water tablets cause cramps, so stop them.”</b>
    <b>Do not stop them yourself.</b> Ask your doctor or pharmacist.
    Why: cramps are indeed more common with them. But without them the heart may fail or a stroke may come.
myth-epilepsy-pills =
    <b>“Pills against seizures also help against cramps.”</b>
    <b>Do not take any by yourself</b>, nor other people’s pills.
    Why: there is hardly one that might help, and they have side effects.
myth-massage =
    <b>“Knead it as hard as you can.”</b>
    <b>No.</b> First stretch, then stroke it gently.
    Why: hard kneading bruises. Over a blood clot, on blood thinners, with thin bones or on varicose veins it is dangerous.
myth-circulation =
    <b>“Rub the leg to bring the blood back.”</b>
    <b>No.</b> A cramp is not a lack of blood: stretch it.
    Why: a leg that really lacks blood is cold, pale or numb. Then do not rub. Call now: { $number }.
myth-raise-legs =
    <b>“With a hangover, lie flat and raise the legs.”</b>
    <b>No.</b> Stretch, sip water or a rehydration drink, eat something.
    Why: nobody has shown that it helps. A drowsy drunk person can choke lying on the back: lay them on the side.

# Wrong
myth-tiptoe =
    <b>“Get up and walk on your toes.”</b>
    <b>No. Heels down.</b>
    Why: on tiptoe the calf gets shorter. That is the opposite of a stretch, and the cramp may come back.
myth-point-foot =
    <b>“Just straighten your foot.”</b>
    <b>Straighten the knee</b>, and pull the toes up towards your shin.
    Why: a foot that points down makes the calf shorter.
myth-older-stroke =
    <b>“In older people a cramp warns of a stroke.”</b>
    <b>No.</b> A painful cramp is no sign of a stroke.
    Why: these are: suddenly a drooping face, a weak arm or leg, strange speech, lost sight. Then call now: { $number }.
myth-eclampsia =
    <b>“A very bad leg cramp in pregnancy is eclampsia.”</b>
    <b>No.</b> Leg cramps are common in pregnancy and harmless.
    Why: in eclampsia the whole body shakes. Before it come a bad headache, flashing lights, pain under the ribs or sudden swelling. Then call your maternity unit now. No answer? Call { $number }.
myth-worn-back =
    <b>“A back spasm means a worn or slipped disc. You need an X-ray.”</b>
    <b>Mostly not.</b> Most back pain has no such cause and gets better.
    Why: pictures show worn discs in people without pain too. What counts is numbness between the legs, trouble with pee or stool, weak legs, a fall or fever.
myth-bed-rest =
    <b>“Keep a sore back in bed.”</b>
    <b>No.</b> Get up and move gently, within the hour if you can.
    Why: bed rest makes it last longer.
myth-juice =
    <b>“Juice and soda bring cramps.”</b>
    <b>No proof of that.</b> In the heat juice, milk or a sports drink is fine.
    Why: first aid for heat cramps uses just such drinks. With diabetes mind the sugar.

# Not needed
myth-magnesium =
    <b>“Magnesium helps.”</b>
    <b>You need not take it.</b> In pregnancy, with weak kidneys or for a child, ask a doctor first.
    Why: in older adults it made hardly any difference, and a dummy pill did as well. In pregnancy the results do not agree.
myth-vitamins =
    <b>“Vitamins keep cramps away.”</b>
    <b>You need not take them.</b> If you want to, ask your doctor.
    Why: for vitamins B and E the proof is weak. One study of vitamin K2 found fewer cramps. One is too little to go by.
myth-vein-tablets =
    <b>“Tablets for the veins stop cramps.”</b>
    <b>Not first aid, and not for people with healthy veins.</b>
    Why: they ease sore legs in vein disease a little at best. Nobody has tested them for ordinary night cramps.
myth-honey =
    <b>“A spoon of honey a day prevents cramps.”</b>
    <b>Nobody has tested it.</b> Never give honey to a baby under one year.
    Why: honey can make babies very ill, and it is sugar, which matters with diabetes.
myth-compress =
    <b>“Lay on clover, calendula or rhubarb for hours.”</b>
    <b>You need not.</b>
    Why: nobody has tested it. It can scald or irritate the skin. Sweet clover does not go with blood thinners.
myth-all-tips =
    <b>“Such tips keep cramps from coming back.”</b>
    <b>Only stretching was tested, and even that only may help.</b>
    Why: in one small study stretching at bedtime made cramps rarer, in a larger one it made no difference. Walking and other gentle exercise do no harm.
