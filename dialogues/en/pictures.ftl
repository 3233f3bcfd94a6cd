### What is to be seen on each drawing, for those who do not see it.

picture = 🖼 { $what }
picture-abdomen-wall = Lying on the back over a cushion, arms stretched over the head, knees bent.
picture-back = Lying on the back, both hands draw the bent knees to the chest.
picture-buttock = Lying on the back, one ankle on the other knee, both hands draw the other thigh to the chest.
picture-buttock-chair = Sitting on a chair, one ankle on the other knee, both hands draw the knee of that leg towards the chest.
picture-buttock-helper = Somebody lies on the back. A helper pushes the bent knee towards the opposite shoulder.
picture-calf = Sitting with the leg straight. A towel round the foot pulls the toes towards the shin.
picture-calf-helper = Somebody lies with the leg straight. A helper holds the heel and pushes the front of the foot towards the shin.
picture-calf-pregnant = A pregnant woman sits with a cushion behind her back, the leg straight. A towel round the foot pulls the toes towards the shin.
picture-calf-standing = Standing, hands on a wall. The cramped leg is behind, knee straight, heel flat. The body leans towards the wall.
picture-calf-water = Floating on the back in the water, one arm up, the knee straight and the toes pulled up.
picture-driving = A stopped car with its hazard lights on. A finger presses the hazard button, a hand pulls the hand brake.
picture-flank = The arm of the sore side is over the head, the body leans away to the other side.
picture-foot = Two feet. On the left the toes were curled down and a hand bends them up. On the right the toes were pulled up and a hand bends the foot down.
picture-hand = One arm straight out, fingers up. The other hand draws the fingers back.
picture-inner-thigh = Sitting on the floor, the soles of the feet together, the knees sink to the sides.
picture-jaw = A head from the side. The jaw hangs loose, the tongue lies behind the lower teeth.
picture-neck = The head rests on a cushion, the shoulders hang, the head turns a little to one side.
picture-recovery-position = Lying on the side: head tilted back on one hand, the upper knee bent in front.
picture-seizure-care = Somebody lies on the floor and shakes, a cushion under the head. A helper kneels beside the head. A chair is moved away. A clock.
picture-thigh = Two people. The left one sits, leg straight, and leans forward, for the back of the thigh. The right one stands and brings the heel to the buttock, for the front.
picture-thigh-back = Lying on the back. A towel round the foot lifts the straight leg.
picture-thigh-back-helper = Somebody lies on the back. A helper lifts the heel, the other hand above the knee keeps it straight.
picture-thigh-back-sitting = Sitting on a chair, the leg straight with the heel on the floor, leaning forward from the hips.
picture-thigh-front = Standing, one hand on a chair. The other hand brings the heel to the buttock.
picture-thigh-front-side = Lying on the side. The hand brings the heel of the upper leg to the buttock.
