### Qué se ve en cada dibujo, para quien no lo ve.

picture = 🖼 { $what }
picture-abdomen-wall = Una persona tumbada boca arriba sobre un cojín, los brazos estirados por encima de la cabeza, las rodillas dobladas.
picture-back = Una persona tumbada boca arriba lleva con las dos manos las rodillas dobladas al pecho.
picture-buttock = Una persona tumbada boca arriba, el tobillo sobre la otra rodilla; las dos manos llevan ese muslo al pecho.
picture-buttock-chair = Una persona sentada en una silla, el tobillo sobre la otra rodilla; las dos manos llevan esa rodilla hacia el pecho.
picture-buttock-helper = Una persona tumbada boca arriba. Quien ayuda empuja la rodilla doblada hacia el hombro contrario.
picture-calf = Una persona sentada con la pierna recta. Una toalla alrededor del pie tira de los dedos hacia la espinilla.
picture-calf-helper = Una persona tumbada con la pierna recta. Quien ayuda sujeta el talón y empuja la punta del pie hacia la espinilla.
picture-calf-pregnant = Una embarazada sentada, con un cojín en la espalda y la pierna recta. Una toalla alrededor del pie tira de los dedos hacia la espinilla.
picture-calf-standing = De pie, las manos en la pared. La pierna del calambre va detrás, rodilla recta, talón en el suelo. El cuerpo se inclina hacia la pared.
picture-calf-water = Una persona flota boca arriba en el agua, un brazo en alto, la rodilla recta y los dedos del pie hacia arriba.
picture-driving = Un coche parado con las luces de emergencia. Un dedo pulsa el botón de emergencia, una mano tira del freno de mano.
picture-flank = El brazo del lado dolorido por encima de la cabeza; el cuerpo se inclina hacia el otro lado.
picture-foot = Dos pies. A la izquierda los dedos estaban encogidos hacia abajo y una mano los dobla hacia arriba. A la derecha estaban hacia arriba y una mano dobla el pie hacia abajo.
picture-hand = Un brazo recto, los dedos hacia arriba. La otra mano lleva los dedos hacia atrás.
picture-inner-thigh = Una persona sentada en el suelo, las plantas de los pies juntas; las rodillas caen hacia los lados.
picture-jaw = Una cabeza de lado. La mandíbula cuelga suelta, la lengua detrás de los dientes de abajo.
picture-neck = La cabeza descansa en un cojín, los hombros caen, la cabeza gira un poco hacia un lado.
picture-recovery-position = Una persona tumbada de lado: la cabeza hacia atrás sobre una mano, la rodilla de arriba doblada por delante.
picture-seizure-care = Una persona tumbada en el suelo tiembla, con un cojín bajo la cabeza. Quien ayuda está de rodillas junto a la cabeza. Se aparta una silla. Un reloj.
picture-thigh = Dos personas. La de la izquierda, sentada con la pierna recta, se inclina hacia delante: parte de atrás del muslo. La de la derecha, de pie, lleva el talón a la nalga: parte de delante.
picture-thigh-back = Una persona tumbada boca arriba. Una toalla alrededor del pie levanta la pierna recta.
picture-thigh-back-helper = Una persona tumbada boca arriba. Quien ayuda levanta el talón; la otra mano, por encima de la rodilla, la mantiene recta.
picture-thigh-back-sitting = Una persona sentada en una silla, la pierna recta con el talón en el suelo, se inclina hacia delante desde la cadera.
picture-thigh-front = De pie, una mano en una silla. La otra mano lleva el talón a la nalga.
picture-thigh-front-side = Una persona tumbada de lado. La mano lleva el talón de la pierna de arriba a la nalga.
