### The cards that come before everything else. First line: the number.
### The number is either one such as 911, or the words of `number-unknown`.

call-now = <b>Call your emergency number now: { $number }.</b>
call-now-or-go =
    <b>Call your emergency number now: { $number }.</b>
    Can you walk, and is somebody with you? Then you may go to an emergency department now instead. Do not drive yourself.
call-now-maternity = <b>Call your maternity unit now. Do they not answer? Call your emergency number now: { $number }.</b>
call-now-crisis =
    <b>Call your emergency number now: { $number }.</b>
    Or call your crisis line.

call-today =
    <b>See a doctor today.</b>
    Ring your own doctor or go to urgent care. At night, call the out-of-hours line now.
call-today-night =
    <b>See a doctor today.</b>
    It is night: <b>call the out-of-hours line now</b>. Do not wait until the morning.
call-today-maternity =
    <b>See a doctor today: call your maternity unit now.</b>
    They answer day and night. Do not wait until tomorrow.
call-today-emergency-department =
    <b>See a doctor today.</b>
    Is it night, or is everything closed? Go to an emergency department now. Do not drive yourself.

emergency-note = <i>This is first aid and does not replace a doctor. What the doctor or the person on the phone says comes first.</i>

# Danger signs, as they are asked about and as they stand in the history
sign-unresponsive = Cannot be woken
sign-seizure = Fainted, confused or shaking all over
sign-febrile_seizure = Child with fever, stiff, jerking or floppy
sign-drowning = Danger in the water
sign-breathing = Hard to breathe or throat swelling
sign-chest = Chest pain or pressure
sign-stroke = Face, arm, speech or sight suddenly wrong
sign-vein_bleeding = A bleeding vein
sign-poisoning = Poison, bite, overdose or electric shock
sign-heat_stroke = Very hot and confused or collapsed
sign-low_sugar = Diabetes and sweaty, shaky or confused
sign-meningitis = Fever with a stiff neck, rash or cold hands
sign-sepsis = Fever and chills with an infection
sign-preeclampsia = Pregnancy with bad headache, flashing lights or swelling
sign-pregnancy_bleeding = Pregnancy with bleeding or belly pain
sign-spinal_injury = A fall or crash, then pain, tingling or no feeling
sign-compartment = Tight, swollen limb after an injury, cast or crush
sign-cold_limb = Limb cold, pale, blue, numb or cannot move
sign-aneurysm = Sudden tearing pain in the belly or back
sign-acute_abdomen = Sudden very bad belly pain, or blood
sign-cauda_equina = Numb between the legs, or trouble with pee or stool
sign-dark_urine = Dark brown pee or much weaker than usual
sign-low_sodium = Headache or vomiting after drinking a lot of water
sign-high_potassium = Missed dialysis, heart flutters or very weak
sign-withdrawal = Shaking after stopping heavy drinking
sign-tetanus = Locked jaw or stiff body after a wound
sign-dystonia = Jaw, neck or eyes pulled after a medicine
sign-giant_cell_vision = New headache and trouble seeing
sign-wants_to_die = Thoughts of dying
sign-danger = Something worse than a cramp
sign-clot = One leg swollen, hot or red
sign-over_ten_minutes = Cramp for more than 10 minutes
sign-low_calcium = Cramp with tingling lips
sign-fewer_movements = Baby moves less
sign-tear = A pop or snap in the muscle
sign-heat_cramp_long = Heat cramp for more than an hour
sign-dehydrated = No pee for hours or no drink stays down
sign-belly_today = Belly pain that gets worse or lasts for hours, fever or vomiting
sign-child_limp = Child limps, will not walk or has a fever
sign-new_weakness = New weakness or numbness
sign-fever_back = Back or hip pain with fever
sign-giant_cell = New headache, jaw hurts on chewing
sign-jaw_stuck = Jaw stuck open
sign-needle_broken = Needle broken off in the muscle
sign-diabetic_foot = Diabetes and a wound or odd colour on the foot
sign-colic = Side pain in waves, or blood in pee
sign-see_doctor = Something that may be more than a cramp

# A sign that was perhaps meant
doubt-ask = <b>Is this happening now: { $sign }?</b>
doubt-ask-see_doctor = <b>Does this feel like more than a cramp, or is it getting worse?</b>
doubt-now = If so, call your emergency number now: { $number }.
doubt-danger = Hard to breathe, chest pain, suddenly weak or numb, confused, fainted, or very ill? Then call your emergency number now: { $number }.
doubt-see_doctor = If so, see a doctor today. At night, call the out-of-hours line. Hard to breathe, chest pain, weak or numb on one side, confused, fainted, or an arm or leg cold, pale or blue? Then call your emergency number now: { $number }.
doubt-today = If so, see a doctor today. At night, call the out-of-hours line.
doubt-yes = Yes, now
doubt-no = No

# The emergency menu
emergency-ask =
    <b>What is happening?</b>
    Tap it, and I show what to do until help comes. Call first.
emergency-unresponsive = Cannot be woken
emergency-seizure = Shaking or jerking all over
emergency-breathing = Hard to breathe, or throat swelling
emergency-chest = Chest pain or pressure
emergency-limb = Leg, arm, injury, bleeding ›
emergency-belly = Belly, back or pee ›
emergency-pregnant = Pregnant or just had a baby ›
emergency-child = A child ›
emergency-heat = Heat or water ›
emergency-head = Head, neck, jaw or fever ›
emergency-poison = Poison, drink, diabetes, medicine ›
emergency-wants_to_die = I do not want to live
emergency-danger = Something else, and it is bad
emergency-country = Number for another country
emergency-plain = It is a plain cramp
em-ask = <b>What is happening?</b>
em_limb-needle_broken = A needle broke off in the muscle
em_pregnant-belly = Belly or shoulder-tip pain that stays
em_child-unresponsive = Floppy, or hard to wake
em_child-febrile_seizure = Fever and stiff, jerking or floppy
em_child-poisoning = Swallowed or touched something toxic
em_heat-drowning = In the water, going under or alone
em_heat-after_water = Out of the water: coughing or drowsy
em_heat-heat_cramp_long = Heat cramp over an hour, or vomiting
em_head-headache = Sudden, worst headache ever
em_head-sepsis = Wound getting redder, with chills
em_head-dystonia = Jaw, neck or eyes pulled after a pill
em_head-giant_cell_vision = 60 or older: headache, trouble seeing
em_head-giant_cell = 60 or older: jaw hurts on chewing
em_poison-poisoning = Poison, snake, spider or overdose
em_poison-shock = Electric shock

# The country
country-ask = <b>Which country are you in?</b> I will show that number from now on.
country-eu = EU country or Norway
country-gb = United Kingdom
country-us = USA
country-ru = Russia
country-by = Belarus
country-kz = Kazakhstan
country-ua = Ukraine
country-tr = Turkey
country-ge = Georgia
country-is = Iceland
country-ca = Canada
country-mx = Mexico
country-au = Australia
country-nz = New Zealand
country-in = India
country-cn = China
country-jp = Japan
country-kr = South Korea
country-br = Brazil
country-ar = Argentina
country-cl = Chile
country-co = Colombia
country-za = South Africa
country-il = Israel
country-other = Another country

# Buttons of the cards
now-country = Number for my country
now-calm_child = Awake now, not stiff, not jerking
now-not_u3 = Not under 3, or no fever
now-not_this = This is not happening
today-ok = I am getting help

# Cards: call now
card-unresponsive =
    🔴 <b>Cannot be woken</b>
    1. Shake the shoulders, shout, look for breathing.
    2. <b>Not breathing normally? Start CPR.</b> The person on the phone tells you how.
    3. Breathing? Lay them <b>on the side</b>, head tilted back.
    4. Nothing to eat or drink. Drunk people too. Stay and keep watching the breathing.
card-seizure =
    🔴 <b>Shaking all over, fainted or confused</b>
    1. <b>Look at the clock</b> and time it.
    2. Clear the space. Put something soft under the head.
    3. <b>Do not hold them down. Nothing in the mouth.</b> No water, no pills.
    4. When the jerking stops: on the side, check the breathing. <b>Not breathing? Start CPR.</b>
    5. Stay until help is there. Say if it is the first time, if it lasts 5 minutes or comes again, if they are pregnant, diabetic, hurt or in water.
card-febrile_seizure =
    🔴 <b>Small child with fever</b>
    This can be more than a cramp. Do not stretch.
    1. <b>Look at the clock</b> and time it.
    2. Lay the child <b>on the side</b> on something soft. Clear the space.
    3. <b>Do not hold the child down. Nothing in the mouth.</b> No drink, no medicine while stiff, jerking or drowsy.
    4. Loosen the clothes. <b>No bath.</b>
    5. When it stops: keep on the side, check the breathing. <b>Not breathing? Start CPR.</b>
    6. Stay with the child.
card-drowning =
    🔴 <b>In the water</b>
    1. <b>Float on your back, arms out.</b> Breathe, shout, wave.
    2. Do not fight it, do not swim hard. Paddle gently to the side.
    3. Stretch only while you float well.
    <b>Helping?</b> Throw something that floats. Do not go in yourself.
    <b>Out of the water:</b> not breathing? Start CPR. Coughing or drowsy? On the side, keep warm, wait for help.
card-breathing =
    🔴 <b>Hard to breathe</b>
    1. Sit up and lean a little forward. Loosen tight clothes.
    2. Use your own allergy pen or reliever inhaler if a doctor gave you one.
    3. Nothing to eat or drink. Do not lie flat. Do not walk about.
    4. Not alone. Stops breathing? Start CPR.
card-chest =
    🔴 <b>Chest pain or pressure</b>
    1. <b>Sit down and rest.</b> Loosen tight clothes. Unlock the door.
    2. Ask the person on the phone whether to chew aspirin. Not with an allergy to it, and never for a child.
    3. Do not drive. Do not stretch. Stay on the line.
card-stroke =
    🔴 <b>Face, arm, speech or sight suddenly wrong, or the worst headache</b>
    1. <b>Note the time it began.</b> The doctors need it.
    2. Nothing to eat or drink, no pills.
    3. Lie down with the head a little raised. Drowsy or sick? On the side.
    4. Neck hurt? Keep it still. Stay with them.
card-vein_bleeding =
    🔴 <b>A bleeding vein</b>
    1. <b>Lie down and raise the leg high.</b>
    2. <b>Press hard</b> on the place with a clean cloth. Do not let go to look.
    3. Soaked through? Put another cloth on top and keep pressing.
card-poisoning =
    🔴 <b>Poison, bite, overdose or electric shock</b>
    1. Stay safe yourself. <b>Electricity: switch it off before you touch anybody.</b>
    2. Keep the packet, the plant or a photo. Say what, how much and when.
    3. <b>Do not make them vomit.</b> No food or drink unless the person on the phone says so.
    4. Bite: keep the limb still. No cutting, no sucking, no tight band.
    5. On the skin: take off wet clothes, rinse with water. Drowsy: on the side.
card-heat_stroke =
    🔴 <b>Too hot and not well</b>
    1. <b>Shade, clothes off.</b>
    2. <b>Cold water on the whole body</b>, or into cold water up to the neck. Fan.
    3. Keep cooling until help comes. Drink only if fully awake. No salt tablets.
    4. Not awake? On the side, nothing by mouth.
card-low_sugar =
    🔴 <b>Diabetes: sweaty, shaky or confused</b>
    1. <b>Awake and can swallow? A sugary drink now</b>, no diet drink.
    2. <b>Not fully awake? Nothing by mouth.</b> On the side.
    3. Do not leave them alone. Not better in a few minutes? Say so on the phone.
card-meningitis =
    🔴 <b>Fever with a stiff neck, a rash, cold hands or odd skin colour</b>
    1. <b>Do not wait for a rash.</b> Say when it began.
    2. A spot that stays when you press a glass on it? Tell them.
    3. Dim the light. Very drowsy? On the side.
    4. Do not stretch. Do not leave them alone.
card-sepsis =
    🔴 <b>Fever or chills with an infection</b>
    1. Say: fever, chills, where it hurts, and when it began.
    2. Ask: “Could this be sepsis?”
    3. Do not massage, heat or stretch the sore place.
    4. Confused, very drowsy, blue or fast breathing? Tell them at once.
card-preeclampsia =
    🔴 <b>Pregnant, or up to 6 weeks after the birth</b>
    1. <b>Lie on the left side.</b> Dim the light.
    2. Nothing by mouth.
    3. Not alone. <b>Shaking all over or fainting? Call at once: { $number }.</b>
    4. Say how many weeks, and what you feel. Do not stretch.
card-pregnancy_bleeding =
    🔴 <b>Pregnant with bleeding or pain</b>
    1. <b>Lie on the left side.</b>
    2. Nothing by mouth.
    3. Use a pad and keep it to show. Put nothing inside.
    4. Say how many weeks. Not alone. Then ring the maternity unit too.
card-spinal_injury =
    🔴 <b>A fall or a crash</b>
    1. <b>Do not move.</b> Keep head, neck, back and hips as they are.
    2. Helper: hold the head still with both hands. Do not turn, pull or sit them up.
    3. Keep warm. Nothing to eat or drink.
    4. Only move them out of danger, such as fire or traffic.
card-compartment =
    🔴 <b>Tight, swollen limb after an injury, cast or crush</b>
    1. <b>Do not stretch it. No massage, no heat.</b>
    2. Keep still. Keep the limb level, neither high nor hanging.
    3. Take off rings and tight clothes. Never cut a cast yourself.
    4. Say that it hurts more when it is stretched.
card-cold_limb =
    🔴 <b>Arm or leg cold, pale, blue, numb, or cannot move</b>
    1. <b>Keep still. Let it lie level, do not raise it.</b>
    2. <b>No massage, no heat, no stretch.</b>
    3. Note the time it began: hours count.
card-aneurysm =
    🔴 <b>Sudden tearing pain</b>
    1. <b>Lie still.</b> Do not walk, lift or drive.
    2. Nothing to eat or drink.
    3. Do not press or rub the belly or back. Do not stretch.
card-acute_abdomen =
    🔴 <b>Sudden very bad belly pain</b>
    1. <b>Nothing by mouth.</b>
    2. Lie on the left side, knees bent. Vomiting? Keep the mouth clear.
    3. No painkillers, no laxative, no hot bottle, no rubbing.
    4. Say if there is blood, if you fainted, or if you have diabetes.
card-cauda_equina =
    🔴 <b>Numb between the legs, trouble with pee or stool, or both legs weak</b>
    1. <b>You need an emergency department now</b>, also at night. Do not wait for tomorrow.
    2. Do not stretch, lift or let anyone pull your back.
    3. Say these words: “numb between the legs” or “trouble with pee or stool”.
card-dark_urine =
    🔴 <b>Dark pee, or much weaker than usual</b>
    1. <b>Stop the effort. Do not stretch or train.</b>
    2. Ask for a blood test for muscle damage (CK).
    3. No ibuprofen and the like.
    4. Name your medicines, above all a statin. Do not stop one yourself without asking.
card-low_sodium =
    🔴 <b>A lot of water, then headache, vomiting or confusion</b>
    1. <b>Stop drinking plain water.</b>
    2. Sit or lie down. Confused or drowsy? On the side.
    3. Say how long the event was and how much was drunk.
card-high_potassium =
    🔴 <b>Kidney disease: heart flutters, or very weak</b>
    1. <b>Sit or lie down. Do not walk about.</b>
    2. Say: “kidney disease” and when the last dialysis was.
    3. No potassium, no salt substitute, no fruit juice.
    4. Faints and does not breathe? Start CPR.
card-withdrawal =
    🔴 <b>Shaking after stopping heavy drinking</b>
    1. <b>Do not stay alone.</b>
    2. Say when the last drink was, and how much it usually is.
    3. Sees things that are not there, or very confused? Say so. Keep calm, keep the light on.
    4. Shaking all over? On the side, nothing in the mouth.
card-tetanus =
    🔴 <b>Locked jaw or stiff body</b>
    1. <b>Do not force the mouth open.</b>
    2. Nothing to eat or drink.
    3. Tell them about any wound of the last weeks and your last tetanus jab.
    4. Keep quiet and still.
card-dystonia =
    🔴 <b>Jaw, neck or eyes pulled after a medicine</b>
    1. <b>Take the medicine packet with you.</b>
    2. Do not pull or push against it.
    3. Ask there before you take the next one.
    4. Hard to breathe or swallow? Say so at once.
card-giant_cell_vision =
    🔴 <b>Headache and trouble seeing</b>
    1. <b>Sight can be lost within hours. Go now.</b>
    2. Do not drive. Do not wait to see if it passes.
    3. Say: “jaw pain, new headache, trouble seeing”.
card-wants_to_die =
    <b>I am glad you told me. Please do not be alone with this.</b>
    1. Tell someone near you, now, in these words: “I do not want to live.”
    2. Go to where other people are.
    3. Put distance between yourself and anything you could hurt yourself with.
    4. Has something been taken or done already? Tell them on the phone.
card-danger =
    🔴 <b>Worse than a cramp</b>
    1. Tell them on the phone what is happening.
    2. <b>Do not stretch.</b> Sit or lie whichever way you breathe best. Do not be alone.
    3. Drowsy? On the side, and nothing in the mouth.
    4. <b>Not breathing normally? Start CPR.</b> The person on the phone tells you how.
    5. While you wait, tap 🚨 and choose what it is. I show what helps.

# Cards: today
card-clot =
    🟠 <b>One leg swollen, hot or red</b>
    • <b>No stretch, no massage, no heat.</b> Keep still.
    • Hard to breathe, chest pain, or coughing blood? <b>Call now: { $number }.</b>
card-over_ten_minutes =
    🟠 <b>More than 10 minutes without easing</b>
    • <b>Stop the stretch.</b> Rest in the way that hurts least.
    • No force, no needle, no more pills.
    • Turns cold, pale or numb, swells, or you feel ill? <b>Call now: { $number }.</b>
card-low_calcium =
    🟠 <b>Cramp with tingling lips or fingers</b>
    • Ask for a blood test for calcium. Tell them about any neck operation.
    • Take no calcium that no doctor gave you.
    • Tight throat, hard to breathe, confused or shaking all over? <b>Call now: { $number }.</b>
card-fewer_movements =
    🟠 <b>The baby moves less</b>
    • Do not wait for the next visit. Lie on the left side until you leave.
    • Bleeding, the belly going tight again and again, or belly pain that stays? <b>Call now: { $number }.</b>
    • Bad headache? Say so. No answer from the unit? Call that number too.
card-tear =
    🟠 <b>A pop or a snap, or you cannot push off</b>
    • <b>Do not stretch, do not massage.</b> Do not walk on it.
    • Rest it, with a cool pack wrapped in cloth for 15 minutes.
    • Tight, numb or getting much worse? <b>Call now: { $number }.</b>
card-heat_cramp_long =
    🟠 <b>Heat cramp for over an hour, or vomiting</b>
    • Shade, loosen clothes, cool the skin. Small sips of a drink with salt and sugar. No salt tablets.
    • No sport today.
    • Confused, collapsed, or not better after 30 minutes of cooling? <b>Call now: { $number }.</b>
card-dehydrated =
    🟠 <b>Dehydrated</b>
    • Rehydration solution in small sips, if it stays down. Not only plain water. No alcohol.
    • A small child or an old person cannot wait.
    • Confused, very drowsy, or blood? <b>Call now: { $number }.</b>
card-belly_today =
    🟠 <b>Belly pain that gets worse or lasts for hours, or with fever or vomiting</b>
    • Nothing to eat. Small sips of water. Lie with the knees bent. A baby: breast or bottle as usual, no water.
    • Do not press or stretch it. No strong painkillers, no laxative, no hot bottle.
    • Very bad, hard belly, blood or fainting? <b>Call now: { $number }.</b>
card-child_limp =
    🟠 <b>A child who limps, will not walk, or has fever and one sore limb</b>
    • <b>Do not stretch it.</b> Let the child rest.
    • Stiff, jerking, eyes rolled up, floppy, hard to wake, cold hands, odd skin colour, a rash, a stiff neck or dark pee? <b>Call now: { $number }.</b>
card-new_weakness =
    🟠 <b>New weakness, numbness or a muscle that gets thinner</b>
    • Do not stretch through it.
    • Sudden, after shaking all over, on one side, with face or speech, numb between the legs, or trouble with pee? <b>Call now: { $number }.</b>
card-fever_back =
    🟠 <b>Back or hip pain with fever, weight loss, cancer or steroids</b>
    • Do not stretch it. Tell them about your fever, illness and medicines.
    • Numb between the legs, weak legs, or trouble with pee or stool? <b>Call now: { $number }.</b>
card-giant_cell =
    🟠 <b>New headache, and the jaw hurts on chewing</b>
    • Soft food, no stretch. Say: “new headache, jaw hurts on chewing”.
    • Trouble seeing, even for a minute? <b>Call now: { $number }.</b>
card-jaw_stuck =
    🟠 <b>Jaw stuck open</b>
    • <b>Do not push it back.</b> Support it with a soft cloth. Nothing to eat.
    • Hard to breathe or swallow? <b>Call now: { $number }.</b>
card-needle_broken =
    🟠 <b>A needle broke off</b>
    • <b>Leave it in.</b> Do not dig, press or stretch.
    • Keep still. Keep the rest of the needle to show.
    • Strong bleeding, or numb and cold? <b>Call now: { $number }.</b>
card-diabetic_foot =
    🟠 <b>Diabetes and a sore or odd-coloured foot</b>
    • Cover the wound with something clean and dry. Do not walk on it. No heat.
    • Cold, black or numb all at once, or fever? <b>Call now: { $number }.</b>
card-colic =
    🟠 <b>Side pain that comes in waves, or blood in the pee</b>
    • Do not massage the side.
    • Fever or chills, pregnant, or you faint? <b>Call now: { $number }.</b>
card-see_doctor =
    🟠 <b>This may be more than a cramp</b>
    • A doctor should look at it today. Until then, <b>do not stretch or massage it.</b>
    • Tell them when it began, what you feel and what makes it worse. Name your illnesses and medicines.
    • Hard to breathe, chest pain, weak or numb on one side, confused, fainted, or an arm or leg cold, pale or blue? <b>Call now: { $number }.</b>
