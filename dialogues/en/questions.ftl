### What is asked, and the buttons. The labels of values also stand in the history.

where-ask =
    <b>Where is the cramp?</b> Tap the place, or type what happens.
    <i>No cramp now, only a question? /myths, /stretch, /remind</i>
where-elsewhere = Somewhere else
where-helper = I am helping someone
where-self = It is my own cramp

place-calf = Calf
place-foot = Foot or toes
place-thigh_front = Thigh, front
place-thigh_back = Thigh, back
place-thigh = Thigh
place-leg = Leg, not sure where
place-buttock = Buttock
place-hand = Hand or forearm
place-abdomen = Belly
place-flank = Side or ribs
place-back = Back
place-neck = Neck
place-jaw = Jaw or face
place-whole_body = Whole body

part-inner = inner side

who-helper = Someone else’s

elsewhere-heart = <b>Chest pain or pressure? Arm, shoulder or jaw pain with sweat, sickness or hard breathing? Call now: { $number }.</b>
elsewhere-rest = For the chest, shoulder and upper arm I have no stretch. If it is none of these: let the arm hang loose, breathe slowly, and ask a doctor or pharmacist.
elsewhere-ask = Is it one of these?
elsewhere-place = Choose another place

thigh-side-ask = <b>Which side of the thigh?</b>
thigh_side-back_of_thigh = Back
thigh_side-front_of_thigh = Front
thigh_side-inner_thigh = Inner side
thigh_side-unsure = Not sure

leg-part-ask = <b>Where in the leg?</b>
leg_part-shin = Shin (front)
leg_part-unsure = Not sure

# The red-flag gate
gate-ask = <b>Any of these right now?</b>
gate-chest = Chest pain or hard to breathe
gate-chest_sweat = Chest pain, cold sweat, hard to breathe
gate-stroke = Face droops, weak arm/leg, odd speech/sight
gate-faint = Fainted, confused or shaking all over
gate-not_awake = Not awake, no sense, or shaking all over
gate-cold_leg = Leg cold, pale, blue, numb, cannot move
gate-cold_hand = Hand cold, pale, blue, numb, cannot move
gate-clot = One leg swollen, hot or red
gate-dark_urine = Dark brown pee
gate-compartment = After an injury or cast: hard and tight
gate-tear = Pop or snap, cannot push off or tiptoe
gate-diabetic_foot = Diabetes and a wound or odd colour
gate-cauda_equina = Numb between legs, cannot pee or hold it, weak legs
gate-hip_fall = After a fall on the hip
gate-fever_buttock = With a fever
gate-lips = Tingling lips, or a neck operation
gate-pregnant = I am pregnant
gate-belly_sudden = Sudden, very bad belly pain
gate-belly_blood = Hard belly, blood, or testicle pain
gate-belly_fever = Fever, vomiting, or pain for hours
gate-flank_breath = Hurts to breathe in, even at rest
gate-flank_fever = With fever or chills
gate-flank_waves = Pain in waves, or blood in the pee
gate-tearing = Sudden tearing pain, or faint
gate-fall = After a fall or crash
gate-fever_back = Fever, weight loss, cancer, steroids
gate-stiff_neck = Fever, stiff neck, rash, light hurts
gate-neck_sudden = Worst neck/head pain, or after a treatment
gate-neck_medicine = Neck pulled after nausea/psychiatric pill
gate-jaw_medicine = Jaw or eyes pulled after a pill
gate-jaw_locked = Jaw locked, and a wound lately
gate-swelling = Lips, tongue or throat swelling
gate-jaw_stuck = Jaw stuck open
gate-hot = Very hot and confused, or collapsed
gate-withdrawal = Stopped heavy drinking 1-3 days ago
gate-poison = Poison, bite, overdose, electric shock
gate-clear = None of these

# When
timing-ask = <b>When did it come?</b>
timing-night = At night
timing-waking = On waking
timing-during_exercise = During exercise
timing-after_exercise = After exercise
timing-rest = At rest, by day
timing-skip = Not sure

# In what circumstances
context-ask = <b>Is any of these true?</b> Tap all that are, then the last button.
context-child_u3_fever = Under 3 with fever
context-water = In the water
context-driving = Driving
context-pregnancy = Pregnant
context-athlete_heat = Sport, hard work, heat
context-child = A child
context-metabolic = Diabetes/kidney/thyroid
context-new_med = New medicine
context-dehydration = Diarrhoea, dehydrated
context-alcohol = Alcohol
context-age60 = 60 or older
context-varicose = Varicose veins

# What the circumstances make us ask
ask-more-ask = <b>Is any of these happening now?</b>
more-pregnancy-leg = <b>Pregnant, or just had a baby:</b> bad headache, flashing lights, pain under the ribs or sudden swelling? Bleeding, or the belly going tight again and again? Baby quieter? One leg more swollen, warm or sore than the other?
more-pregnancy = <b>Pregnant, or just had a baby:</b> bad headache, flashing lights, pain under the ribs or sudden swelling? Bleeding, or the belly going tight again and again? Baby quieter?
more-heat = <b>Sport or heat:</b> very hot, dizzy or confused? Vomiting? Much water drunk and now a headache? Cramps for over an hour?
more-child = <b>A child:</b> fever? Stiff neck, cold hands, blotchy skin or a rash? Limping, or not wanting to walk?
more-metabolic-foot = <b>Diabetes or kidneys:</b> a wound or another colour on the foot? Sweaty, shaky or confused? A dialysis missed?
more-metabolic-lips = <b>Diabetes, kidneys, thyroid, parathyroid:</b> sweaty, shaky or confused? Tingling lips? A neck operation? A dialysis missed?
more-metabolic = <b>Diabetes or kidneys:</b> sweaty, shaky or confused? Vomiting, breathing deep and fast? A dialysis missed and the heart flutters?
more-new-med-urine = <b>New medicine, above all a statin:</b> dark pee, or muscles much weaker than usual?
more-new-med-pull = <b>New medicine:</b> jaw, neck or eyes pulled to one side after a pill for sickness or for the mind? Too much taken?
more-new-med-belly = <b>New medicine:</b> too much taken? Blood, or black stool?
more-dehydration = <b>Dehydrated:</b> no pee for 8 hours, dizzy, or no drink stays down? Blood? Very drowsy?
more-alcohol = <b>Alcohol:</b> hard to wake? Or stopped heavy drinking 1-3 days ago and now shaking or seeing things? Vomiting blood?
more-age60-leg = <b>60 or older:</b> is this leg colder, paler or more numb than the other one? Or can it not move?
more-age60-head = <b>60 or older:</b> suddenly a weak arm, a drooping face, strange speech or worse sight? A new headache?
more-age60-belly = <b>60 or older:</b> a sudden tearing pain in belly or back, faint, or a belly that throbs?
more-varicose = <b>Varicose veins:</b> is a vein bleeding, or hot, hard and red? One leg swollen?
more-trip = <b>After a long trip, an operation or days in bed:</b> is one leg swollen, warm or sore even without the cramp?
more-sciatica = <b>Pain down the leg:</b> is the leg weak or numb?

ask_more-preeclampsia = Bad headache, flashing lights, swelling
ask_more-bleeding = Bleeding, or the belly goes tight
ask_more-baby = The baby moves less
ask_more-leg_clot = One leg more swollen, warm or sore
ask_more-hot = Very hot, confused or collapsed
ask_more-much_water = Much water, then headache or vomiting
ask_more-long_heat = Over an hour, or vomiting
ask_more-dark_urine = Dark pee, or much weaker than usual
ask_more-child_fever = Fever with stiff neck, rash, cold hands
ask_more-child_limp = Limps, will not walk, or has a fever
ask_more-sugar = Diabetes: sweaty, shaky or confused
ask_more-dialysis = Dialysis missed, heart flutters, weak
ask_more-ketones = Diabetes and vomiting
ask_more-parathyroid = Parathyroid trouble or tingling lips
ask_more-dystonia = Jaw, neck or eyes pulled after a pill
ask_more-overdose = Took too much
ask_more-blood = Blood in vomit or stool, black stool
ask_more-dry = No pee for 8 hours, dizzy, no drink stays down
ask_more-drowsy = Very drowsy, or hard to wake
ask_more-withdrawal = Stopped heavy drinking, now shaking
ask_more-cold = This leg is cold, pale, numb, cannot move
ask_more-one_side = Sudden weak arm, face, speech or sight
ask_more-tearing = Sudden tearing pain, or faint
ask_more-vision = New headache and trouble seeing
ask_more-chewing = New headache, jaw hurts on chewing
ask_more-vein_bleeding = A vein is bleeding
ask_more-vein = A hot, hard, red vein, or swollen leg
ask_more-trip = One leg swollen, warm or sore
ask_more-sciatica = The leg is weak or numb

# Has it gone?
gone-ask = <b>Has it gone?</b>
gone_yet-ask = <b>Half a minute is over. Ease off slowly. Has it gone?</b>
again-ask = <b>Not getting worse? Then carry on like this.</b> I will ask again when ten minutes are over.
ten-minutes-ask = <b>Ten minutes are over. Has the cramp gone?</b>
hold-ask = <b>Hold it now, and breathe.</b> I will ask you in half a minute.
hold-button = Hold with me: 30 s
outcome-gone = Gone
outcome-eased = Eased
outcome-still = Still there
why-button = Why?

out-of-water = Out of the water now
car-stopped = The car has stopped safely

worse-button = It got worse
worse-stop = <b>Let go now. Do not stretch any more.</b>
worse-stop-all = <b>Stop. Rest in the way that hurts least.</b>
worse-belly = <b>Stop. See a doctor today.</b> Lie with your knees bent. Do not press or stretch the belly.
worse-ask = <b>What is it now?</b>
worse-cold = Cold, pale, blue, numb, cannot move
worse-weak = New weakness, thin muscle, or numb for long
worse-other = Something else is wrong
worse-see_doctor = It does not feel like a plain cramp
worse-sore = Only sore from the pull

doctor-first-ask = <b>Is any of these happening now? If not, how is it?</b>

# Afterwards
done-gone = <b>Good. It has gone.</b>
done-eased = <b>Good. It is easing.</b> Rest it now, do not test it. Worse again? Send /cramp.
pain-ask = <b>How bad was the pain?</b> 0 is none, 10 is the worst.
after-p0 = 0
after-p1 = 1
after-p2 = 2
after-p3 = 3
after-p4 = 4
after-p5 = 5
after-p6 = 6
after-p7 = 7
after-p8 = 8
after-p9 = 9
after-p10 = 10
after-skip = Skip
pain-p0 = Pain 0/10
pain-p1 = Pain 1/10
pain-p2 = Pain 2/10
pain-p3 = Pain 3/10
pain-p4 = Pain 4/10
pain-p5 = Pain 5/10
pain-p6 = Pain 6/10
pain-p7 = Pain 7/10
pain-p8 = Pain 8/10
pain-p9 = Pain 9/10
pain-p10 = Pain 10/10

offer-ask = <b>Shall I remind you in the evening?</b>
offer-yes = Yes, remind me
offer-no = No, thank you

done-ask = <b>I have written it down.</b> Write to me whenever you need me.
unwritten-ask = <b>All right.</b> I do not know where the cramp was, so I add nothing to your history. Write to me whenever you need me.
done-more = Add how long, and what helped
done-new = A new cramp

lasted-ask = <b>How long did it last?</b>
lasted-m1 = Under 1 minute
lasted-m5 = 1 to 5 minutes
lasted-m10 = 5 to 10 minutes
lasted-longer = Over 10 minutes
helped-ask = <b>What helped most?</b>
helped-stretch = Stretching helped
helped-walk = Walking helped
helped-rub = Rubbing helped
helped-warmth = Warmth helped
helped-cold = Cold helped
helped-nothing = Nothing helped
done-history = My cramps so far
