### What helps. First instructions have at most 25 words. `-helper` is said to somebody who helps.

# First: small children, water, driving, doctor first
first-child-fever = <b>Do not stretch. Lay the child on the side and stay.</b> Nothing in the mouth. Stiff, jerking, floppy or eyes rolled up? Call now: { $number }.
first-water-leg = <b>Float on your back. Call and wave.</b> While floating, straighten the knee and pull the toes up. Then paddle with your arms to the side.
first-water = <b>Float on your back, arms out. Call and wave.</b> Do not fight it. Paddle with your arms to the side and get out.
first-water-helper = <b>Shout: “Float on your back!”</b> Throw something that floats. Do not go in yourself. Stretch only when they are out.
first-driving = <b>Ease off, hazard lights, stop in a safe place, hand brake.</b> Only then stretch, in the seat or on the safe side.
first-driving-helper = <b>Tell the driver: ease off, hazard lights, stop in a safe place, hand brake.</b> Only then stretch. Do not read this while driving.
first-driving-whole = <b>Ease off, hazard lights, stop in a safe place, hand brake.</b> Do not drive on. Do not stretch. Get somebody to come to you.
first-maternity = <b>Call your maternity unit now.</b> Lie on your left side. Do not stretch or rub it. No answer? Call { $number }.
first-maternity-helper = <b>Call her maternity unit now.</b> Let her lie on her left side. Do not press or rub. No answer? Call { $number }.
first-abdomen-child = <b>Do not press or stretch the belly. See a doctor today.</b> Small sips of water. A baby: breast or bottle as usual, no water.
first-whole-doctor = <b>Do not stretch. Do not stay alone.</b> Sit or lie on your side. Call a doctor’s line now, even if it eases.
first-whole-doctor-helper = <b>Do not stretch. Stay with them.</b> Lay them on the side. Call a doctor’s line now. Not awake or confused? Call { $number }.

# First: the places
first-calf = Straighten the knee. <b>Pull your toes and foot up towards your shin</b>, with your hand or a towel round the foot.
first-calf-seated = Sit, or lie on your side. Straighten the knee. <b>Pull the toes up towards your shin</b> with a towel round the foot.
first-calf-standing = Stop. Put the cramped leg behind you, <b>heel flat, knee straight</b>. Lean forward slowly until you feel the calf stretch.
first-calf-helper = Hold the heel. With the other hand <b>push the front of the foot slowly up to the shin</b>. Keep the knee straight.
first-foot = Toes curled down? <b>Pull them up</b> towards your shin. Toes pulled up? <b>Point the foot</b> and curl the toes down.
first-foot-helper = Hold the heel. Toes curled down? <b>Bend them up.</b> Toes pulled up? <b>Bend them down.</b> Slowly, always the opposite way.
first-thigh-front = Hold on to something. Bend the knee, <b>bring the heel to your buttock</b>, knees together. Cannot reach? Towel round the ankle.
first-thigh-front-lying = Lie on your good side. Bend the upper knee, <b>bring the heel to your buttock</b>. Cannot reach? Towel round the ankle.
first-thigh-front-helper = Let them lie on the good side. <b>Bend the cramped knee slowly</b>, the heel towards the buttock, knees together.
first-thigh-back = Sit. Stretch the leg out straight, toes up. <b>Lean forward from the hips</b>, back straight, until it pulls.
first-thigh-back-lying = Stay on your back. Towel round the foot. <b>Lift the straight leg</b> with the towel until it pulls.
first-thigh-back-helper = Let them lie on the back. <b>Lift the heel slowly.</b> Your other hand, above the knee, keeps the knee straight.
first-thigh-back-helper-seated = Let her sit, leg straight out, toes up. Hold the foot there. <b>She leans forward slowly</b> from the hips.
first-thigh = Back of the thigh? <b>Straighten the knee.</b> Front of the thigh? <b>Bend the knee</b>, heel to the buttock. Slowly.
first-thigh-helper = Back of the thigh? <b>Straighten their knee.</b> Front of the thigh? <b>Bend their knee</b>, heel to the buttock. Slowly.
first-thigh-inner = Sit down. <b>Put the soles of your feet together</b> and let your knees fall out to the sides.
first-thigh-inner-helper = Let them sit, soles of the feet together. <b>The knees fall out by themselves.</b> Do not push them down.
first-leg = Straighten the knee. <b>Pull your toes up to your shin</b>, with your hand or a towel round the foot.
first-leg-helper = Straighten their knee. <b>Push the toes slowly up to the shin</b> with one hand, and hold the heel with the other.
first-buttock = Lie on your back. Put the cramped leg’s ankle on the other knee. <b>Draw the other thigh towards you</b> until you feel the stretch.
first-buttock-chair = Sit on a chair. Put the cramped leg’s ankle on the other knee. <b>Draw the cramped leg’s knee slowly towards you</b> until it stretches.
first-buttock-helper = Let them lie on the back. <b>Push the bent knee slowly towards the opposite shoulder.</b>
first-buttock-chair-helper = Let them sit on a chair, cramped leg’s ankle on the other knee. <b>They draw that leg’s knee slowly to the chest.</b> You steady them.
first-hand = <b>Open the hand with your other hand.</b> Bend fingers and wrist back, elbow straight. Or press the palm flat on a table.
first-hand-helper = <b>Open their hand slowly with yours.</b> Bend fingers and wrist back, elbow straight. Do not force a finger.
first-abdomen = <b>Stop. Lie down with your knees bent.</b> Sips of water, no food for now. Do not press or stretch the belly yet.
first-abdomen-helper = <b>Let them lie down, knees bent.</b> Sips of water, no food for now. <b>Do not press or massage the belly.</b>
first-abdomen-wall = Stop. <b>Lie on your back, arms over your head</b>, or arch gently over a cushion. Breathe slowly.
first-abdomen-wall-helper = Let them lie on the back, <b>arms over the head</b>. Let them breathe slowly. <b>Do not press or massage the belly.</b>
first-flank = <b>Sit tall and breathe slowly.</b> Lean gently away from the sore side. Do not rub it.
first-flank-helper = Help them sit tall and breathe slowly. <b>They lean gently away from the sore side.</b> Do not rub it.
first-flank-stitch = Slow down. <b>Breathe out long</b> as the foot on the good side lands. Press the sore spot, raise that arm and <b>lean away</b>.
first-flank-stitch-helper = Let them slow down and <b>breathe out long</b>. They press the sore spot, raise that arm and <b>lean away</b>.
first-back = <b>Lie down, knees bent over a cushion</b>, or on your side with a pillow. Then bring the knees gently to your chest.
first-back-helper = Help them <b>roll in one piece</b>, like a log, and lie with bent knees on a cushion. <b>Do not pull or crack.</b>
first-back-side = <b>Lie on your side, a pillow between your knees.</b> Bring the knees up gently, as far as it is comfortable.
first-back-side-helper = Help her <b>roll in one piece</b> on to her side, a pillow between the knees. <b>Do not pull or crack.</b>
first-neck = Rest your head on something. Let the shoulders drop. <b>Turn your head slowly</b>, a little, only where it does not hurt.
first-neck-helper = Support the head with a pillow and lay on something warm. <b>Do not pull, turn or crack the neck.</b>
first-jaw = Under the chin, after a yawn? <b>Close the mouth, tongue to the roof.</b> Elsewhere? <b>Let the jaw hang</b>, tongue behind the lower teeth. Breathe.
first-jaw-helper = After a yawn, say: “Close your mouth, tongue to the roof.” If not: “Let the jaw hang, breathe.” <b>Do not force the mouth open.</b>
first-whole-check = <b>Do not stretch yet. Get somebody to stay with you.</b> Sit or lie down, and check the signs first.
first-whole-check-helper = <b>Are they awake and talking sense?</b> If not, call now: { $number }. Do not stretch yet. Stay with them.
first-whole = Rest, and do not stay alone. <b>Stretch only the worst muscle</b>, slowly.
first-whole-helper = <b>Stay with them.</b> Stretch only the worst muscle, slowly. Ask again and again: awake and talking sense?

# Hold
hold-water = <b>Hold</b> the long stretch only when you are out of the water: 20 to 30 seconds, slowly.
hold-driving = <b>Hold</b> it 20 to 30 seconds once the car has stopped. Repeat 3 or 4 times.
hold-child = <b>Hold</b> 10 to 15 seconds, ease off, repeat 3 or 4 times. Tell the child each thing before you do it. Slowly, no jerk.
hold-long = <b>Hold</b> 20 to 30 seconds and breathe. Ease off, and repeat 3 or 4 times. A strong pull is right, a jerk is wrong.
hold-long-helper = <b>Hold</b> 20 to 30 seconds. Say: “Tell me when to stop.” Ease off slowly, and repeat 3 or 4 times. Never jerk.
hold-belly = <b>Hold</b> 15 to 20 seconds, ease off, repeat 3 or 4 times. Stop if it hurts more.
hold-flank = <b>Hold</b> 15 to 20 seconds, 4 times. Breathe slowly.
hold-back = <b>Hold</b> the knees 20 seconds, 3 times. Stop if pain runs down a leg.
hold-neck = <b>Hold</b> each turn 10 to 15 seconds, then back to the middle.
hold-jaw = <b>Hold</b> 10 to 15 seconds, rest, and repeat. Then open slowly, only as far as it is comfortable.

# What one place needs besides
special-calf-stand = Can you stand? Put the weight on that leg, <b>heel flat, knee straight</b>, and lean towards the wall.
special-hand-breath = <b>Both hands cramped and breathing fast?</b> Breathe out slowly: in for 4 seconds, out for 6 to 8. No paper bag. Not better in 10 minutes, or in any doubt? Call now: { $number }.
special-hand-breath-helper = <b>Both hands cramped and breathing fast?</b> Breathe with them: in for 4 seconds, out for 6 to 8. No paper bag. Not better in 10 minutes, or in any doubt? Call now: { $number }.
special-foot-blue = Foot cold, blue, numb, or cannot move? <b>Do not stretch. Call now: { $number }.</b>
special-back-move = Warmth for 15 minutes may help. <b>Get up and move a little within the hour.</b>
special-jaw-yawn = Cramp under the chin after a yawn? <b>Close the mouth</b>, press the tongue to the roof of the mouth, chin slightly up.
special-whole-heat = <b>Sport or heat:</b> into the shade, clothes loose. Cold water on the skin, a fan, small drinks. Not better after 30 minutes, or confused? Call now: { $number }.
special-whole-dry = <b>Diarrhoea or vomiting?</b> Get a rehydration drink. Take it in small sips. Do not drink only plain water.
special-whole-time = <b>Not clearly better in 30 minutes? See a doctor today.</b> Confused, fainting or worse? Call now: { $number }.

# When it came
when-night = <b>In bed:</b> stretch lying down first. Loosen the blanket over the toes, do not point them. Before you stand: light on, hold on to something.
when-waking = <b>On waking:</b> stretch with the heels first, not with the toes.
when-during = <b>In sport or hard work:</b> stop and rest. Drink to thirst, something with salt and sugar. If it comes back, that is all for today. <b>Very hot and confused? Call now: { $number }.</b>
when-after = <b>After sport or hard work:</b> only a light stretch. Eat and drink. No hard effort until the pain is gone.
when-rest = <b>From long sitting or standing:</b> change your position. Stand up. Lift and lower the heels 20 times every hour.
when-pickle = A small mouthful of vinegar or pickle juice may help. It is not needed.
when-pop = A pop or a snap, or you cannot push off? <b>Stop, do not stretch. See a doctor today.</b>
when-urine = Watch your pee for 3 days. <b>Dark like tea or cola, or much weaker than usual? Call now: { $number }.</b> Or go to an emergency department. No ibuprofen if you are dehydrated or the pee is dark.
when-trip = <b>On or after a long trip:</b> one leg swollen, warm or red? See a doctor today.
when-hand-night = Hands often numb at night? Tell your doctor, it is not urgent.
when-hand-during = Open your grip, shake the hand loose.
when-hand-rest = A hand that is suddenly weak or numb, or a drooping face? <b>Call now: { $number }.</b>
when-back-night = Back pain at night with fever or weight loss? <b>See a doctor today.</b>
when-jaw-night = Do you grind your teeth at night? Tell your dentist.
when-foot-during = Stop and loosen the shoe.
when-foot-rest = Loosen tight shoes.
when-spine-during = <b>Stop what you are doing.</b> After a fall or a blow? Do not move. Call now: { $number }.
when-spine-waking = <b>On waking:</b> start to move slowly, a little at a time.
when-neck-fever = Fever with a stiff neck, or light that hurts the eyes? <b>Call now: { $number }.</b>

# Circumstances
ctx-water = <b>Water:</b> get out and do not go back in today. Never swim alone. No needle, do not fight it.
ctx-driving = <b>Driving:</b> drive on only 10 to 15 minutes after it has stopped. Never stretch or read this while the car moves.
ctx-pregnancy-leg = <b>Pregnant:</b> sit or lie on your side, use a towel, or let a helper push the foot. After week 28, do not lie flat on your back for long. No ibuprofen, quinine or herbs, and no magnesium without asking. Tell your midwife at the next visit. <b>Bleeding, belly pain that stays, or the belly going tight again and again? Call now: { $number }.</b> Bad headache, flashing lights, pain under the ribs or sudden swelling? One leg swollen, or the baby quieter? Call the maternity unit now. No answer? Call that number.
ctx-pregnancy = <b>Pregnant:</b> sit or lie on your side. Do not lie flat on the back for long after week 28. No ibuprofen, quinine or herbs, and no magnesium without asking. Tell your midwife at the next visit. <b>Bleeding, belly pain that stays, or the belly going tight again and again? Call now: { $number }.</b> Bad headache, flashing lights, pain under the ribs or sudden swelling? The baby quieter? Call the maternity unit now. No answer? Call that number.
ctx-heat = <b>Sport or heat:</b> go into the shade, loosen clothes, cool down, drink something with salt, no alcohol. No salt tablets, do not push on. Over an hour: see a doctor today. Confused or collapsed? Call now: { $number }.
ctx-child = <b>A child:</b> tell them what you do, and cuddle. No grown-up pills, no aspirin, no alcohol rubs. More than 2 or 3 nights a week: ask the doctor. Limping, or fever and one sore limb: see a doctor today. Fever with cold hands or blotchy skin? Call now: { $number }.
ctx-metabolic = <b>Diabetes, kidneys, thyroid:</b> check your sugar if you can. No heat packs on numb feet. No potassium, magnesium, salt or fluids beyond your plan. Tell your clinic this week. Treating the illness well may help against the cramps too. Parathyroid trouble? See a doctor today. Dialysis missed and the heart flutters? Call now: { $number }.
ctx-new-med = <b>New medicine:</b> write down its name and when you began. <b>Do not stop it yourself</b>: ask your pharmacist or doctor this week. Dark pee or great weakness with a statin? Call now: { $number }.
ctx-dehydration = <b>Dehydrated:</b> rehydration solution in small sips, then the stretch. Not only plain water, no coffee, no alcohol. Ask a pharmacist. No pee for 8 hours, dizzy, a small child or an old person: see a doctor today.
ctx-alcohol = <b>Alcohol:</b> drink water or a rehydration drink, and eat. No more alcohol. No paracetamol without asking. Drowsy? Lie on the side, and do not be alone. Hard to wake, confused or shaking? Call now: { $number }. Often after drinking? Ask your doctor.
ctx-age60-leg = <b>60 or older:</b> stretch sitting or lying. Light on, hold on to furniture, no hurry. Leg cold, pale, numb, or cannot move? Call now: { $number }. Ask your doctor about your medicines and arteries.
ctx-age60 = <b>60 or older:</b> do it sitting or lying. No hurry. Ask your doctor about your medicines. Suddenly a weak arm, a drooping face, strange speech or worse sight? Call now: { $number }.
ctx-varicose = <b>Varicose veins:</b> raise the legs afterwards. Stroke only very lightly. Ask your doctor about a vein clinic. One leg hot, hard or swollen? See a doctor today. A bleeding vein? Press hard, raise the leg. Call now: { $number }.

# Do not
dont-calf = <b>Do not</b> point the toes, walk on tiptoe or bounce.
dont-foot = <b>Do not</b> force a joint with an old operation or a bad bunion.
dont-thigh-front = <b>Do not</b> force the bend with a new knee or kneecap trouble.
dont-thigh-front-pregnant = <b>Do not</b> stand for it: only lie on the side. Do not force the bend.
dont-thigh-back = <b>Do not</b> round the back or bounce. Stop if it feels electric or tingles.
dont-thigh = <b>Do not</b> bounce or force it. Stop if it feels electric or tingles.
dont-buttock = <b>Do not</b> sit on a wallet, or twist with a new hip.
dont-hand = <b>Do not</b> force a finger.
dont-abdomen = <b>Do not</b> take strong painkillers or a laxative. <b>Do not</b> put a hot bottle on bad pain you cannot explain.
dont-flank = <b>Do not</b> massage a sore side when you have a fever.
dont-back = <b>Do not</b> stay in bed for days, lift things, or stretch through pain in the leg.
dont-neck = <b>Do not</b> let anybody pull or crack it. Do not drive if you cannot turn your head.
dont-jaw = <b>Do not</b> force the mouth open, or push back a jaw that is stuck open.
dont-whole = <b>Do not</b> stay alone, and take no pills for it.
dont-worse = <b>Stop</b> if the pain suddenly gets worse, if it tingles, or if there was a pop.
dont-never = <b>Never</b> use a needle or a pin. Do not bite the muscle. No rubs of alcohol or herbs. No quinine or tonic water. No salt or potassium tablets. No pills meant for somebody else. No hard kneading of a swollen or red leg. No jerk.
dont-never-body = <b>Never</b> use a needle or a pin. No rubs of alcohol or herbs. No quinine or tonic water. No salt or potassium tablets. No pills meant for somebody else.

# Afterwards, by place
after-calf = <b>After:</b> stroke the calf gently upwards, unless one leg is swollen or red. Walk 2 or 3 minutes with the heels down.
after-calf-veins = <b>After:</b> raise the legs. Walk 2 or 3 minutes with the heels down. No massage on the veins.
after-foot = <b>After:</b> roll the sole over a bottle. Loosen blankets and shoes.
after-thigh-front = <b>After:</b> walk slowly for 2 or 3 minutes.
after-thigh-back = <b>After:</b> bend and straighten the knee 10 times, slowly.
after-thigh = <b>After:</b> bend and straighten the knee slowly, then walk a little.
after-buttock = <b>After:</b> stand up and walk a little.
after-hand = <b>After:</b> warm water on the hand. Rest your grip every 20 to 30 minutes.
after-abdomen = <b>After:</b> rest, sips of water, a light meal later. No sit-ups today.
after-abdomen-child = <b>After:</b> let the child rest. A baby: breast or bottle as usual. <b>See a doctor today all the same.</b>
after-flank = <b>After:</b> start again slowly, breathe deep and even.
after-back = <b>After:</b> get up and move gently. No lifting today.
after-neck = <b>After:</b> warmth, and small slow movements.
after-jaw = <b>After:</b> a warm cloth. Press the chewing muscle softly. Soft food today.
after-whole = <b>After:</b> rest. Somebody stays with you for the next hours.

# Afterwards, for all
after-all = Thirsty? Sip some water. <b>Heels down</b> when you walk.
after-all-night = Thirsty? Sip some water. <b>Before you sleep: one more gentle stretch.</b>
after-all-abdomen = Pain again, fever or vomiting? See a doctor today.
after-common = A cramp is a muscle that tightens by itself. Cramps are common: of 100 people over 60, 46 have them. Most are harmless, and often no cause is found.
after-common-sport = A cramp in hard exercise is common and mostly harmless.
after-warm = Still tight? A warm pack wrapped in cloth, 15 minutes, not while you sleep and not on numb skin. Feels bruised? A cool pack wrapped in cloth.
after-no-warm = No hot or cold packs on numb skin.
after-sore = It may be sore for a day. Painkillers are too slow for the cramp itself. For soreness paracetamol may help, if you are allowed it. Ask a pharmacist before ibuprofen. It is not for you with kidney, heart or stomach trouble or blood thinners. Nor with a water pill and a blood pressure pill together.
after-sore-medicine = It may be sore for a day. Painkillers are too slow for the cramp itself. <b>Ask a pharmacist whether a painkiller fits your new medicine.</b> No ibuprofen with blood thinners, or with a water pill and a blood pressure pill together. None if you are dehydrated, if the pee is dark, or with kidney, heart or stomach trouble.
after-sore-careful = It may be sore for a day. Painkillers are too slow for the cramp itself. <b>No ibuprofen</b> if you are dehydrated, if the pee is dark, or with kidney, heart or stomach trouble. None with blood thinners, or with a water pill and a blood pressure pill together. Ask a pharmacist first.
after-sore-pregnant = It may be sore for a day. <b>No ibuprofen in pregnancy.</b> Ask your midwife, doctor or pharmacist before you take anything for the pain.
after-sore-child = It may be sore for a day. Ask a pharmacist before any painkiller for a child. <b>Never aspirin.</b>

# Whom to see
see-legs = <b>See a doctor, not urgently,</b> if it comes more than once a week or breaks your sleep. The same if it lasts longer and longer, or began with a new medicine. And if your legs are numb, weak or swollen.
see-child = <b>Growing pains?</b> They are in both legs, in the evening, and gone by morning. Always in one place, a limp or a fever: <b>see a doctor today.</b>
see-calf-walking = <b>Pain on walking that stops when you stand?</b> See your doctor soon: the arteries need a look.
see-foot-diabetes = <b>Diabetes and a wound or another colour on the foot?</b> See a doctor today.
see-thigh = <b>Comes back often?</b> Then ask your doctor or a physiotherapist for help.
see-buttock = <b>With pain down the leg?</b> Ask your doctor or a physiotherapist. Numb between the legs or cannot pee? Call now: { $number }.
see-hand = <b>Numb at night, or dropping things?</b> See your doctor. Sudden? Call now: { $number }.
see-abdomen = <b>Pain for more than 4 to 6 hours, fever, vomiting, or worse? See a doctor today.</b>
see-flank = <b>Pain in waves? See a doctor today.</b> With fever? Call now: { $number }.
see-back = <b>No better in 1 to 2 weeks?</b> See a doctor or physiotherapist. A weak leg: today. Numb between the legs or cannot pee? Call now: { $number }.
see-neck = <b>A weak or numb arm? See a doctor today.</b> No better in 1 to 2 weeks: your doctor.
see-jaw = <b>Jaw stuck open? See a doctor today.</b> Locked, with a wound? Call now: { $number }. An eyelid that twitches for weeks: your doctor.
see-whole = <b>Cramps in many places need a doctor</b>, also when they have gone. Dark pee, confused or fainting? Call now: { $number }.

# Another way, when once was not enough
other-calf = <b>Another way:</b> stand, weight on the cramped leg, heel flat, knee straight, and lean towards the wall. Cannot stand? Towel round the ball of the foot.
other-calf-towel = <b>Another way:</b> a towel round the ball of the foot, both ends in your hands. Or let a helper push the foot up to the shin.
other-calf-helper = <b>Check:</b> is the knee quite straight? Push with the flat of your hand on the ball of the foot, a little further, slowly.
other-foot = <b>Another way:</b> toes down? Stand, press the sole flat, lean so that the toes bend up. Toes up? Kneel with the top of the foot on the floor.
other-thigh-front = <b>Another way:</b> lie on the good side and pull the ankle back with a towel. Knees together.
other-thigh-back = <b>Another way:</b> lie down and lift the straight leg with a towel round the foot.
other-thigh-back-seated = <b>Another way:</b> sit on the edge of a chair. Heel on the floor, leg straight. Lean forward a little.
other-thigh = <b>Another way:</b> slowly, try the other direction. Back of the thigh: straight knee. Front: bent knee.
other-leg = <b>Another way:</b> stand, heel flat, knee straight, and lean towards the wall.
other-buttock = <b>Another way:</b> sit on a chair. Put the cramped leg’s ankle on the other knee. Draw the cramped leg’s knee towards you.
other-hand = <b>Another way:</b> press the palm flat on a table. Thumb: pull it out of the palm.
other-abdomen = <b>Lie still, knees bent, and breathe slowly.</b> Getting worse? Tap the button below.
other-flank = <b>Another way:</b> breathe out long, lips nearly closed, and let the shoulders drop.
other-back = <b>Another way:</b> lie on your side with a pillow between the knees. Something warm for 15 minutes.
other-neck = <b>Another way:</b> something warm, and shoulders loose. After a few minutes, move it a little again.
other-jaw = <b>Another way:</b> a warm cloth on the cheek. Press the chewing muscle softly with two fingers.
other-whole = <b>Keep somebody with you.</b> Rest, cool down if you are hot, small sips if you are fully awake.

reassurance-leg = It will pass. Most leg cramps ease within a minute or two, some take up to 10 minutes.
reassurance = Keep breathing. You are doing it right.

# Doctor first
doctor-child-fever = A child under 3 with fever and a stiff or sore limb? <b>See a doctor today.</b> At night, call the out-of-hours line now. Hard to wake, cold hands, odd skin colour or a rash? <b>Call now: { $number }.</b>
doctor-pregnancy = Belly or side pain in pregnancy is for the maternity unit. Call at night too, and also if the pain comes and goes. <b>Bleeding, pain that stays, or the belly going tight again and again? Call now: { $number }.</b> <b>Nothing to eat or drink until they have answered.</b>
doctor-pregnancy-whole = Pregnant, with cramps all over? That is for the maternity unit, also at night. <b>Shaking all over, confused or fainting? Call now: { $number }.</b>
doctor-child-belly = <b>See a doctor today</b>, with a baby under 3 months even if it settles. At night, call the out-of-hours line now. Let the child lie as it feels best. Very bad pain, a hard belly, blood, green vomit, a sore testicle, a floppy child, or fever in a baby under 3 months? <b>Call now: { $number }.</b>
doctor-child-whole = <b>See a doctor today.</b> At night, call the out-of-hours line now. Fever, floppy, stiff, jerking or hard to wake? <b>Call now: { $number }.</b>
doctor-driving = Stay where you stopped and let somebody fetch you. <b>See a doctor today.</b> Confused, fainting, chest pain or worse? <b>Call now: { $number }.</b>
doctor-whole = <b>See a doctor today.</b> At night, call the out-of-hours line now. Confused, fainting, shaking all over, or not clearly better in 30 minutes? <b>Call now: { $number }.</b>

# The offer
offer-routine = Stretching the calf and the back of the thigh at bedtime takes about 3 minutes. It <b>may help</b> against night cramps. In one small study people had fewer after 6 weeks. In a larger one there was no difference.
