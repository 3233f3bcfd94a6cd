### Lo que ayuda. La primera indicación tiene 25 palabras como máximo. `-helper` se dice a quien ayuda.

# Primero: agua, conducir, antes el médico
first-child-fever = <b>No estires. Acuesta al niño de lado y quédate ahí.</b> Nada en la boca. ¿Rígido, sacudidas, flojo u ojos en blanco? Llama ya al { $number }.
first-water-leg = <b>Flota boca arriba. Grita y agita un brazo.</b> Flotando, rodilla recta y punta del pie hacia ti. Luego rema con los brazos hasta la orilla.
first-water = <b>Flota boca arriba, brazos abiertos. Grita y agita un brazo.</b> No luches. Rema con los brazos hasta la orilla y sal del agua.
first-water-helper = <b>Grita: «¡Flota boca arriba!»</b> Lanza algo que flote. No te metas en el agua. Estirar, solo cuando esté fuera.
first-driving = <b>Baja la velocidad, luces de emergencia, detente en un lugar seguro, freno de mano.</b> Solo entonces estira, en el asiento o en el lado seguro.
first-driving-helper = <b>Di a quien conduce: baja la velocidad, luces de emergencia, detente en un lugar seguro, freno de mano.</b> Estirar, solo después. No leas esto conduciendo.
first-driving-whole = <b>Baja la velocidad, luces de emergencia, detente en un lugar seguro, freno de mano.</b> No sigas conduciendo. No estires. Pide que alguien venga.
first-maternity = <b>Llama ya a la maternidad de tu hospital.</b> Acuéstate sobre el lado izquierdo. No estires ni frotes. ¿No contestan? Llama al { $number }.
first-maternity-helper = <b>Llama ya a la maternidad de su hospital.</b> Que se acueste sobre el lado izquierdo. No aprietes ni frotes. ¿No contestan? Llama al { $number }.
first-abdomen-child = <b>No aprietes ni estires el vientre. Ve hoy al médico.</b> Agua a sorbitos. Si es un bebé: pecho o biberón como siempre, sin agua.
first-whole-doctor = <b>No estires. Que alguien se quede contigo.</b> Siéntate o acuéstate de lado. Llama ya al servicio médico de guardia, aunque mejore.
first-whole-doctor-helper = <b>No estires. Quédate con la persona.</b> Ponla de lado. Llama ya al servicio médico de guardia. ¿No despierta o está confusa? Llama al { $number }.

# Primero: los lugares
first-calf = Pon la rodilla recta. <b>Tira de la punta del pie hacia la espinilla</b>, con la mano o con una toalla alrededor del pie.
first-calf-seated = Siéntate o acuéstate de lado. Pon la rodilla recta. <b>Tira de la punta del pie hacia la espinilla</b> con una toalla alrededor del pie.
first-calf-standing = Para. Lleva atrás la pierna del calambre, <b>talón en el suelo, rodilla recta</b>. Échate despacio hacia adelante hasta que tire la pantorrilla.
first-calf-helper = Sujeta el talón. Con la otra mano, <b>empuja despacio la parte delantera del pie hacia la espinilla</b>. La rodilla, siempre recta.
first-foot = ¿Dedos hacia abajo? <b>Tira de ellos hacia arriba</b>, hacia la espinilla. ¿Dedos hacia arriba? <b>Baja la punta del pie</b> y dobla los dedos hacia abajo.
first-foot-helper = Sujeta el talón. ¿Los dedos van hacia abajo? <b>Llévalos hacia arriba.</b> ¿Van hacia arriba? <b>Llévalos hacia abajo.</b> Despacio, siempre al lado contrario.
first-thigh-front = Agárrate a algo. Dobla la rodilla y <b>lleva el talón a la nalga</b>, rodillas juntas. ¿No llegas? Pasa una toalla por el tobillo.
first-thigh-front-lying = Acuéstate sobre el lado sano. Dobla la rodilla de arriba y <b>lleva el talón a la nalga</b>. ¿No llegas? Pasa una toalla por el tobillo.
first-thigh-front-helper = Que se acueste sobre el lado sano. <b>Dobla despacio la rodilla de la pierna del calambre</b>: el talón hacia la nalga, rodillas juntas.
first-thigh-back = Siéntate. Estira la pierna, con la punta del pie hacia arriba. <b>Inclínate hacia adelante desde la cadera</b>, espalda recta, hasta sentir que se estira.
first-thigh-back-lying = Quédate boca arriba. Pasa una toalla por el pie. <b>Sube la pierna recta</b> con la toalla hasta sentir que se estira.
first-thigh-back-helper = Que se acueste boca arriba. <b>Levanta despacio el talón.</b> Tu otra mano, por encima de la rodilla, la mantiene recta.
first-thigh-back-helper-seated = Que se siente, pierna recta, punta del pie hacia arriba. Sujeta ahí el pie. <b>Ella se inclina despacio hacia adelante</b>, desde la cadera.
first-thigh = ¿Muslo por detrás? <b>Pon la rodilla recta.</b> ¿Muslo por delante? <b>Dobla la rodilla</b>, el talón a la nalga. Despacio.
first-thigh-helper = ¿Muslo por detrás? <b>Ponle la rodilla recta.</b> ¿Muslo por delante? <b>Dóblale la rodilla</b>, el talón a la nalga. Despacio.
first-thigh-inner = Siéntate. <b>Junta las plantas de los pies</b> y deja caer las rodillas hacia los lados.
first-thigh-inner-helper = Que se siente con las plantas de los pies juntas. <b>Las rodillas caen por sí mismas.</b> No las empujes.
first-leg = Pon la rodilla recta. <b>Tira de la punta del pie hacia la espinilla</b>, con la mano o con una toalla alrededor del pie.
first-leg-helper = Ponle la rodilla recta. Con una mano, <b>empuja despacio la punta del pie hacia la espinilla</b>. Con la otra, sujeta el talón.
first-buttock = Acuéstate boca arriba. Pon el tobillo del lado del calambre sobre la otra rodilla. <b>Acerca el otro muslo hacia ti</b> hasta sentir que se estira.
first-buttock-chair = Siéntate en una silla. Tobillo del lado del calambre sobre la otra rodilla. <b>Acerca a ti la rodilla de ese lado, despacio</b>, hasta que tire.
first-buttock-helper = Que se acueste boca arriba. <b>Empuja despacio la rodilla, doblada, hacia el hombro del otro lado.</b>
first-buttock-chair-helper = Que se siente en una silla. Tobillo del lado del calambre sobre la otra rodilla. <b>Que acerque despacio esa pierna al pecho.</b> Dale apoyo.
first-hand = <b>Abre la mano con la otra mano.</b> Lleva los dedos y la muñeca hacia atrás, codo recto. O aprieta la palma contra una mesa.
first-hand-helper = <b>Ábrele la mano despacio con las tuyas.</b> Lleva los dedos y la muñeca hacia atrás, codo recto. No fuerces ningún dedo.
first-abdomen = <b>Para. Acuéstate con las rodillas dobladas.</b> Agua a sorbitos. Por ahora, nada de comer. No aprietes ni estires aún el vientre.
first-abdomen-helper = <b>Que se acueste con las rodillas dobladas.</b> Agua a sorbitos. Por ahora, nada de comer. <b>No aprietes ni masajees el vientre.</b>
first-abdomen-wall = Para. <b>Acuéstate boca arriba, con los brazos por encima de la cabeza</b>, o arquéate un poco sobre un cojín. Respira despacio.
first-abdomen-wall-helper = Que se acueste boca arriba, <b>con los brazos por encima de la cabeza</b>. Que respire despacio. <b>No aprietes ni masajees el vientre.</b>
first-flank = <b>Siéntate con la espalda recta y respira despacio.</b> Inclínate suavemente hacia el lado que no duele. No frotes donde duele.
first-flank-helper = Que se siente con la espalda recta y respire despacio. <b>Que se incline suavemente hacia el lado que no duele.</b> No frotes.
first-flank-stitch = Baja el ritmo. <b>Suelta el aire despacio</b>, al apoyar el pie del lado sano. Aprieta donde duele, sube ese brazo e <b>inclínate al lado contrario</b>.
first-flank-stitch-helper = Que baje el ritmo y <b>suelte el aire despacio</b>. Que apriete donde duele, suba ese brazo y <b>se incline hacia el lado contrario</b>.
first-back = <b>Acuéstate boca arriba, con las rodillas dobladas sobre un cojín</b>, o de lado con una almohada. Luego lleva las rodillas al pecho, muy suave.
first-back-helper = Ayuda a que <b>gire en bloque</b>, como un tronco, y quede con las rodillas dobladas sobre un cojín. <b>No tires ni hagas crujir la espalda.</b>
first-back-side = <b>Acuéstate de lado, con una almohada entre las rodillas.</b> Sube las rodillas con suavidad, solo hasta donde estés bien.
first-back-side-helper = Ayúdala a <b>girar en bloque</b> hasta quedar de lado, con una almohada entre las rodillas. <b>No tires ni hagas crujir la espalda.</b>
first-neck = Apoya la cabeza. Deja caer los hombros. <b>Gira la cabeza despacio</b>, un poco, solo hasta donde no duela.
first-neck-helper = Apoya su cabeza en una almohada y pon calor suave en el cuello. <b>No tires del cuello, no lo gires ni lo hagas crujir.</b>
first-jaw = ¿Bajo la barbilla, al bostezar? <b>Cierra la boca, lengua al paladar.</b> ¿En otro sitio? <b>Deja caer la mandíbula</b>, lengua tras los dientes de abajo. Respira.
first-jaw-helper = Tras un bostezo, di: «Cierra la boca, lengua al paladar». Si no: «Deja caer la mandíbula, respira». <b>No le abras la boca a la fuerza.</b>
first-whole-check = <b>No estires aún. Que alguien se quede contigo.</b> Siéntate o échate. Lo primero: mira si hay señales de peligro.
first-whole-check-helper = <b>¿La persona está despierta y habla con sentido?</b> Si no, llama ya al { $number }. No estires todavía. Quédate a su lado.
first-whole = Descansa, con alguien a tu lado. <b>Estira solo el músculo que más duele</b>, despacio.
first-whole-helper = <b>Quédate con la persona.</b> Estira solo el músculo que más duele, despacio. Comprueba una y otra vez: ¿está despierta y habla con sentido?

# Mantener
hold-water = <b>Mantén</b> el estiramiento largo solo cuando estés fuera del agua: de 20 a 30 segundos, despacio.
hold-driving = <b>Mantén</b> de 20 a 30 segundos, con el vehículo parado. Repite 3 o 4 veces.
hold-child = <b>Mantén</b> de 10 a 15 segundos, afloja y repite 3 o 4 veces. Explícale cada cosa antes de hacerla. Despacio, sin tirones bruscos.
hold-long = <b>Mantén</b> de 20 a 30 segundos y respira. Afloja y repite 3 o 4 veces. Estirar con fuerza está bien; un tirón brusco, no.
hold-long-helper = <b>Mantén</b> de 20 a 30 segundos. Di: «Dime cuándo paro». Afloja despacio y repite 3 o 4 veces. Nunca des un tirón brusco.
hold-belly = <b>Mantén</b> de 15 a 20 segundos, afloja y repite 3 o 4 veces. Para si duele más.
hold-flank = <b>Mantén</b> de 15 a 20 segundos, 4 veces. Respira despacio.
hold-back = <b>Mantén</b> las rodillas así 20 segundos, 3 veces. Para si el dolor baja por una pierna.
hold-neck = <b>Mantén</b> cada giro de 10 a 15 segundos y vuelve al centro.
hold-jaw = <b>Mantén</b> de 10 a 15 segundos, descansa y repite. Luego abre despacio, solo hasta donde te resulte cómodo.

# Lo que cada lugar necesita además
special-calf-stand = ¿Puedes ponerte de pie? Apoya el peso en esa pierna, <b>talón apoyado, rodilla recta</b>, e inclínate hacia la pared.
special-hand-breath = <b>¿Calambre en las dos manos y respiración rápida?</b> Suelta el aire despacio: toma aire 4 segundos, suéltalo de 6 a 8. Sin bolsa de papel. Si no mejora en 10 minutos, o si tienes cualquier duda: llama ya al { $number }.
special-hand-breath-helper = <b>¿Calambre en las dos manos y respiración rápida?</b> Respira con la persona: tomar aire 4 segundos, soltarlo de 6 a 8. Sin bolsa de papel. Si no mejora en 10 minutos, o si tienes cualquier duda: llama ya al { $number }.
special-foot-blue = ¿Pie frío, azul, dormido o sin moverse? <b>No estires: llama ya al { $number }.</b>
special-back-move = El calor durante 15 minutos puede ayudar. <b>Levántate y muévete un poco antes de una hora.</b>
special-jaw-yawn = ¿Calambre debajo de la barbilla al bostezar? <b>Cierra la boca</b>, aprieta la lengua contra el paladar y sube un poco la barbilla.
special-whole-heat = <b>Deporte o calor:</b> a la sombra, ropa floja, agua fría en la piel, aire de abanico o ventilador, sorbos pequeños. Si no mejora en 30 minutos, o hay confusión: llama ya al { $number }.
special-whole-dry = <b>¿Diarrea o vómitos?</b> Bebe suero oral a sorbitos. No bebas solo agua.
special-whole-time = <b>¿No está claramente mejor en 30 minutos? Ve hoy al médico.</b> Confusión, desmayo o va a peor: llama ya al { $number }.

# Cuándo empezó
when-night = <b>En la cama:</b> primero estira sin levantarte. Afloja la manta y no estires la punta del pie hacia abajo. Antes de ponerte de pie: enciende la luz y agárrate a algo.
when-waking = <b>Al despertar:</b> al estirarte, empuja con los talones, no con la punta de los pies.
when-during = <b>En deporte o trabajo duro:</b> para y descansa. Bebe según la sed, algo con sal y azúcar. Si vuelve, por hoy se acabó. <b>¿Mucho calor y confusión? Llama ya al { $number }.</b>
when-after = <b>Después de deporte o trabajo duro:</b> estira solo con suavidad. Come y bebe. No te esfuerces mucho hasta que no duela.
when-rest = <b>Por estar mucho rato en la misma postura:</b> cambia de postura, ponte de pie, y sube y baja los talones 20 veces cada hora.
when-pickle = Un traguito de vinagre o del líquido de los pepinillos puede ayudar. No hace falta.
when-pop = ¿Sonó un chasquido o no puedes empujar con el pie? <b>Para, no estires. Ve hoy al médico.</b>
when-urine = Mira tu orina durante 3 días. <b>¿Oscura como té o refresco de cola, o una debilidad muy grande? Ve a urgencias o llama ya al { $number }.</b> Sin ibuprofeno si te falta líquido o la orina es oscura.
when-trip = <b>En un viaje largo o después:</b> ¿una pierna hinchada, caliente o roja? Ve hoy al médico.
when-hand-night = ¿Se te duermen mucho las manos por la noche? Dilo a tu médico, no es urgente.
when-hand-during = Abre la mano, suelta lo que agarras y sacúdela floja.
when-hand-rest = ¿Una mano sin fuerza o dormida de repente, o la cara caída? <b>Llama ya al { $number }.</b>
when-back-night = ¿Dolor de espalda por la noche con fiebre o pérdida de peso? <b>Ve hoy al médico.</b>
when-jaw-night = ¿Aprietas o rechinas los dientes por la noche? Dilo a tu dentista.
when-foot-during = Para y afloja el zapato.
when-foot-rest = Afloja los zapatos apretados.
when-spine-during = <b>Deja lo que haces.</b> Después de una caída o un golpe: no te muevas, llama ya al { $number }.
when-spine-waking = <b>Al despertar:</b> empieza a moverte despacio, poco a poco.
when-neck-fever = ¿Fiebre con el cuello rígido, o molesta la luz en los ojos? <b>Llama ya al { $number }.</b>

# Circunstancias
ctx-water = <b>Agua:</b> sal y hoy no vuelvas a entrar. Nunca nades sin nadie cerca. Sin agujas, no luches contra el calambre.
ctx-driving = <b>Al volante:</b> sigue solo cuando pasen de 10 a 15 minutos sin calambre. Nunca estires ni leas esto con el vehículo en marcha.
ctx-pregnancy-leg = <b>Embarazo:</b> siéntate o acuéstate de lado, usa una toalla o deja que alguien empuje el pie. Desde la semana 28, no estés mucho rato boca arriba. Sin ibuprofeno, quinina ni hierbas, y sin magnesio si no lo has preguntado. Cuéntalo a tu matrona o médico en la próxima visita. <b>¿Sangrado, dolor de vientre que no se va, o el vientre se pone duro una y otra vez? Llama ya al { $number }.</b> ¿Dolor de cabeza fuerte, luces en la vista, dolor bajo las costillas o hinchazón repentina? ¿Una pierna hinchada, o el bebé se mueve menos? Llama ya a la maternidad. ¿No contestan? Llama a ese número.
ctx-pregnancy = <b>Embarazo:</b> siéntate o acuéstate de lado; desde la semana 28, no estés mucho rato boca arriba. Sin ibuprofeno, quinina ni hierbas, y sin magnesio si no lo has preguntado. Cuéntalo a tu matrona o médico en la próxima visita. <b>¿Sangrado, dolor de vientre que no se va, o el vientre se pone duro una y otra vez? Llama ya al { $number }.</b> ¿Dolor de cabeza fuerte, luces en la vista, dolor bajo las costillas o hinchazón repentina? ¿El bebé se mueve menos? Llama ya a la maternidad. ¿No contestan? Llama a ese número.
ctx-heat = <b>Deporte o calor:</b> ve a la sombra, afloja la ropa, refréscate, bebe algo con sal, nada de alcohol. Sin pastillas de sal, y no sigas a la fuerza. Más de una hora: ve hoy al médico. Confusión o desmayo: llama ya al { $number }.
ctx-child = <b>Un niño o una niña:</b> dile lo que haces y dale mimos. Sin pastillas de adulto, sin aspirina, sin friegas de alcohol. Más de 2 o 3 noches por semana: pregunta al médico. Cojea, o tiene fiebre y le duele un brazo o una pierna: hoy al médico. Fiebre con manos frías o piel con manchas: llama ya al { $number }.
ctx-metabolic = <b>Diabetes, riñón, tiroides:</b> mide tu azúcar si puedes. Nada de calor en pies que no sienten. Nada de potasio, magnesio, sal o líquidos fuera de tu plan. Avisa esta semana a quien te trata: tratar bien la enfermedad puede ayudar también con los calambres. Problema de paratiroides: ve hoy al médico. Te saltaste la diálisis y el corazón late raro: llama ya al { $number }.
ctx-new-med = <b>Medicina nueva:</b> apunta su nombre y cuándo empezaste. <b>No la dejes por tu cuenta.</b> Pregunta esta semana en la farmacia o a tu médico. ¿Orina oscura o mucha debilidad con una estatina (para el colesterol)? Llama ya al { $number }.
ctx-dehydration = <b>Falta de líquido:</b> suero oral a sorbitos y después estira. No solo agua, nada de café ni alcohol. Pregunta en la farmacia. ¿Sin orinar en 8 horas, con mareo, o es un niño pequeño o una persona mayor? Hoy al médico.
ctx-alcohol = <b>Alcohol:</b> agua o suero oral, y comida. Ni una copa más. Nada de paracetamol (acetaminofén) sin preguntar. ¿Mucho sueño? De lado, y que alguien se quede. ¿Cuesta despertar, confusión o sacudidas? Llama ya al { $number }. ¿Te pasa a menudo después de beber? Pregunta a tu médico.
ctx-age60-leg = <b>60 años o más:</b> estira en una silla o en la cama. Luz encendida, agárrate a un mueble, sin prisa. Pierna fría, pálida, dormida o sin moverse: llama ya al { $number }. Pregunta a tu médico por tus medicinas y tus arterias.
ctx-age60 = <b>60 años o más:</b> en una silla o en la cama, sin prisa. Pregunta a tu médico por tus medicinas. De repente un brazo sin fuerza, la cara caída, habla rara o ves peor: llama ya al { $number }.
ctx-varicose = <b>Varices:</b> después, sube las piernas. Acaricia solo muy suave. Pregunta a tu médico por una consulta de venas. ¿Una pierna caliente, dura o hinchada? Ve hoy al médico. ¿Una vena que sangra? Aprieta fuerte, sube la pierna y llama ya al { $number }.

# Lo que no
dont-calf = <b>No</b> estires la punta del pie hacia abajo, no camines de puntillas ni des rebotes.
dont-foot = <b>No</b> fuerces el pie o los dedos donde te operaron, ni con un juanete grande.
dont-thigh-front = <b>No</b> dobles a la fuerza si tienes prótesis de rodilla o problemas de rótula.
dont-thigh-front-pregnant = <b>No</b> lo hagas de pie: solo acostada de lado. No dobles a la fuerza.
dont-thigh-back = <b>No</b> encorves la espalda ni des rebotes. Para si sientes corriente u hormigueo.
dont-thigh = <b>No</b> des rebotes ni fuerces. Para si sientes corriente u hormigueo.
dont-buttock = <b>No</b> te sientes sobre la billetera ni gires la cadera si tienes una prótesis.
dont-hand = <b>No</b> fuerces ningún dedo.
dont-abdomen = <b>No</b> tomes medicinas fuertes para el dolor ni laxantes, ni pongas una bolsa de agua caliente si hay un dolor fuerte sin explicación.
dont-flank = <b>No</b> masajees el costado que duele si hay fiebre.
dont-back = <b>No</b> te quedes días en la cama, no cargues peso ni estires si te duele la pierna.
dont-neck = <b>No</b> dejes que nadie tire del cuello ni lo haga crujir. No conduzcas si no puedes girar la cabeza.
dont-jaw = <b>No</b> abras la boca a la fuerza ni empujes una mandíbula que se quedó abierta.
dont-whole = <b>No</b> te quedes sin compañía y no tomes pastillas para esto.
dont-worse = <b>Para</b> si de pronto duele más, si hay hormigueo o si sonó un chasquido.
dont-never = <b>Nunca</b> uses agujas ni alfileres. No muerdas el músculo. Sin friegas de alcohol ni de hierbas. Sin quinina ni agua tónica. Sin pastillas de sal o de potasio. Sin pastillas de otra persona. No amases con fuerza una pierna hinchada o roja. Sin tirones bruscos.
dont-never-body = <b>Nunca</b> uses agujas ni alfileres. Sin friegas de alcohol ni de hierbas. Sin quinina ni agua tónica. Sin pastillas de sal o de potasio. Sin pastillas de otra persona.

# Después, según el lugar
after-calf = <b>Después:</b> acaricia la pantorrilla hacia arriba, muy suave. No lo hagas si una pierna está hinchada o roja. Camina 2 o 3 minutos con los talones apoyados.
after-calf-veins = <b>Después:</b> sube las piernas. Camina 2 o 3 minutos con los talones apoyados. Sin masaje en las venas.
after-foot = <b>Después:</b> haz rodar una botella bajo la planta. Afloja mantas y zapatos.
after-thigh-front = <b>Después:</b> camina despacio 2 o 3 minutos.
after-thigh-back = <b>Después:</b> dobla y estira la rodilla 10 veces, despacio.
after-thigh = <b>Después:</b> dobla y estira la rodilla despacio, y luego camina un poco.
after-buttock = <b>Después:</b> ponte de pie y camina un poco.
after-hand = <b>Después:</b> agua tibia en la mano. Deja descansar la mano cada 20 o 30 minutos.
after-abdomen = <b>Después:</b> descanso, agua a sorbitos, más tarde algo ligero de comer. Hoy, sin abdominales.
after-abdomen-child = <b>Después:</b> que descanse. Si es un bebé: pecho o biberón como siempre. <b>Ve hoy al médico de todos modos.</b>
after-flank = <b>Después:</b> empieza otra vez, muy despacio. Respira hondo y con calma.
after-back = <b>Después:</b> levántate y muévete con suavidad. Hoy no cargues peso.
after-neck = <b>Después:</b> calor y movimientos pequeños y lentos.
after-jaw = <b>Después:</b> un paño tibio. Aprieta suavemente el músculo de masticar. Hoy, comida blanda.
after-whole = <b>Después:</b> descanso. Que alguien se quede contigo las próximas horas.

# Después, para todos
after-all = ¿Sed? Bebe agua a sorbos. <b>Talones apoyados</b> al caminar.
after-all-night = ¿Sed? Bebe agua a sorbos. <b>Antes de dormir: estira una vez más, suave.</b>
after-all-abdomen = ¿Otra vez dolor, fiebre o vómitos? Ve hoy al médico.
after-common = Un calambre es un músculo que se aprieta solo. Es común: de 100 personas de más de 60 años, 46 los tienen. La mayoría no hacen daño, y muchas veces no se encuentra la causa.
after-common-sport = Un calambre con un esfuerzo fuerte es común y casi siempre no hace daño.
after-warm = ¿Sigue tenso? Una bolsa caliente envuelta en un paño, 15 minutos, nunca mientras duermes ni sobre piel que no siente. ¿Duele como un golpe? Una bolsa fría, también en un paño.
after-no-warm = Nada caliente ni frío sobre piel que no siente.
after-sore = Puede doler un día. Para el calambre mismo, las pastillas llegan tarde. Si duele después, el paracetamol (acetaminofén) puede ayudar, si puedes tomarlo. Pregunta en la farmacia antes de tomar ibuprofeno. No lo tomes si tienes mal el riñón, el corazón o el estómago. Tampoco si tomas anticoagulantes, o un diurético y además algo para la tensión.
after-sore-medicine = Puede doler un día. Para el calambre mismo, las pastillas llegan tarde. <b>Pregunta en la farmacia qué puedes tomar para el dolor con tu medicina nueva.</b> Sin ibuprofeno si tomas anticoagulantes, o a la vez un diurético y pastillas para la tensión. Tampoco si te falta líquido, si la orina es oscura o si tienes mal el riñón, el corazón o el estómago.
after-sore-careful = Puede doler un día. Para el calambre mismo, las pastillas llegan tarde. <b>Sin ibuprofeno</b> si te falta líquido, si la orina es oscura o si tienes mal el riñón, el corazón o el estómago. Tampoco si tomas anticoagulantes, o un diurético y además algo para la tensión. Pregunta antes en la farmacia.
after-sore-pregnant = Puede doler un día. <b>Sin ibuprofeno en el embarazo.</b> Pregunta a tu matrona o médico, o en la farmacia, antes de tomar algo para el dolor.
after-sore-child = Puede doler un día. Pregunta en la farmacia antes de dar a un niño algo para el dolor. <b>Nunca aspirina.</b>

# A quién consultar
see-legs = <b>Ve al médico, pero sin prisa,</b> si te da más de una vez por semana o te quita el sueño. También si dura cada vez más, o si empezó con una medicina nueva. Y si tienes las piernas dormidas, débiles o hinchadas.
see-child = <b>¿Dolores de crecimiento?</b> Son en las dos piernas, por la tarde o noche, y por la mañana ya no están. Siempre en el mismo sitio, cojera o fiebre: <b>ve hoy al médico.</b>
see-calf-walking = <b>¿Te duele al caminar y se quita al parar?</b> Ve pronto a tu médico: hay que mirar las arterias.
see-foot-diabetes = <b>¿Diabetes y una herida u otro color en el pie?</b> Ve hoy al médico.
see-thigh = <b>¿Vuelve a menudo?</b> Pregunta a tu médico o a un fisioterapeuta.
see-buttock = <b>¿El dolor baja por la pierna?</b> Pregunta a tu médico o a un fisioterapeuta. No sientes la entrepierna o no puedes orinar: llama ya al { $number }.
see-hand = <b>¿Se te duerme por la noche o se te caen las cosas?</b> Ve a tu médico. Si es de repente: llama ya al { $number }.
see-abdomen = <b>¿Dolor de más de 4 a 6 horas, fiebre, vómitos o va a peor? Ve hoy al médico.</b>
see-flank = <b>¿Dolor que viene en oleadas? Ve hoy al médico.</b> Con fiebre: llama ya al { $number }.
see-back = <b>¿No mejora en 1 o 2 semanas?</b> Ve al médico o al fisioterapeuta. Una pierna sin fuerza: hoy mismo. No sientes la entrepierna o no puedes orinar: llama ya al { $number }.
see-neck = <b>¿Un brazo sin fuerza o dormido? Ve hoy al médico.</b> Si no mejora en 1 o 2 semanas: a tu médico.
see-jaw = <b>¿La mandíbula se quedó abierta? Ve hoy al médico.</b> Cerrada y bloqueada, con una herida: llama ya al { $number }. Un párpado que tiembla semanas: a tu médico.
see-whole = <b>Si hay calambres en muchos sitios, ve al médico</b>, aunque ya hayan pasado. ¿Orina oscura, confusión o desmayo? Llama ya al { $number }.

# Otra manera, cuando una vez no bastó
other-calf = <b>Otra manera:</b> de pie, el peso en la pierna del calambre, talón apoyado, rodilla recta, e inclínate hacia la pared. ¿No puedes ponerte de pie? Una toalla por debajo de los dedos, en la parte delantera de la planta.
other-calf-towel = <b>Otra manera:</b> pasa una toalla por la parte delantera de la planta, con los dos extremos en las manos. O que alguien te empuje el pie hacia la espinilla.
other-calf-helper = <b>Comprueba:</b> ¿está la rodilla bien recta? Con la palma en la parte delantera de la planta, empuja un poco más, despacio.
other-foot = <b>Otra manera:</b> ¿dedos hacia abajo? De pie, planta apoyada, inclínate hasta que los dedos se doblen hacia arriba. ¿Dedos hacia arriba? De rodillas, con el empeine en el suelo.
other-thigh-front = <b>Otra manera:</b> acuéstate sobre el lado sano y tira del tobillo hacia atrás con una toalla. Rodillas juntas.
other-thigh-back = <b>Otra manera:</b> acuéstate boca arriba. Pon una toalla en el pie y sube con ella la pierna recta.
other-thigh-back-seated = <b>Otra manera:</b> siéntate en el borde de una silla. Talón en el suelo, pierna recta. Inclínate un poco hacia adelante.
other-thigh = <b>Otra manera:</b> despacio, prueba al revés. ¿Muslo por detrás? Rodilla recta. ¿Por delante? Rodilla doblada.
other-leg = <b>Otra manera:</b> de pie, talón en el suelo, rodilla recta. Inclínate hacia la pared.
other-buttock = <b>Otra manera:</b> siéntate en una silla, con el tobillo del lado del calambre en la otra rodilla. Acerca hacia ti la rodilla de ese lado.
other-hand = <b>Otra manera:</b> aprieta la palma contra una mesa. Si es el pulgar: sácalo hacia fuera de la palma.
other-abdomen = <b>Descansa sin moverte, con las rodillas dobladas, y respira despacio.</b> ¿Va a peor? Toca el botón de abajo.
other-flank = <b>Otra manera:</b> suelta el aire despacio, con los labios casi cerrados, y deja caer los hombros.
other-back = <b>Otra manera:</b> échate de lado. Pon una almohada entre las rodillas. Y algo caliente, 15 minutos.
other-neck = <b>Otra manera:</b> algo caliente, hombros flojos, y en unos minutos otra vez un poco de movimiento.
other-jaw = <b>Otra manera:</b> un paño tibio en la mejilla. Aprieta suavemente con dos dedos el músculo de masticar.
other-whole = <b>Que alguien siga contigo.</b> Descansa, refréscate si tienes calor, bebe a sorbitos si no tienes mucho sueño ni confusión.

reassurance-leg = Va a pasar. La mayoría de los calambres de pierna aflojan en uno o dos minutos; algunos duran hasta 10.
reassurance = Sigue respirando. Lo estás haciendo bien.

# Antes el médico
doctor-pregnancy = Con dolor de vientre o de costado en el embarazo hay que llamar a la maternidad, también de noche, también si va y viene. <b>¿Sangrado, dolor que no se va, o el vientre se pone duro una y otra vez? Llama ya al { $number }.</b> <b>Nada de comer ni beber hasta que te contesten.</b>
doctor-pregnancy-whole = Con calambres en todo el cuerpo en el embarazo hay que llamar a la maternidad, también de noche. <b>¿Sacudidas en todo el cuerpo, confusión o desmayo? Llama ya al { $number }.</b>
doctor-child-fever = ¿Un niño menor de 3 años con fiebre y un brazo o una pierna rígidos o doloridos? <b>Ve hoy al médico.</b> De noche, llama ya al servicio médico de guardia. ¿Cuesta despertarlo, manos frías, color raro de la piel o manchas? <b>Llama ya al { $number }.</b>
doctor-child-belly = <b>Ve hoy al médico</b>; con un bebé de menos de 3 meses, aunque se le pase. De noche, llama ya al servicio médico de guardia. Deja que se ponga como mejor esté. ¿Dolor muy fuerte, vientre duro, sangre, vómito verde, dolor en un testículo, sin fuerza, o fiebre en un bebé de menos de 3 meses? <b>Llama ya al { $number }.</b>
doctor-child-whole = <b>Ve hoy al médico.</b> De noche, llama ya al servicio médico de guardia. ¿Fiebre, sin fuerza, rigidez, sacudidas o cuesta que despierte? <b>Llama ya al { $number }.</b>
doctor-driving = Quédate donde te detuviste y que alguien te recoja. <b>Ve hoy al médico.</b> Confusión, desmayo, dolor en el pecho o va a peor: <b>llama ya al { $number }.</b>
doctor-whole = <b>Ve hoy al médico.</b> De noche, llama ya al servicio médico de guardia. ¿Confusión, desmayo, sacudidas en todo el cuerpo, o no está claramente mejor en 30 minutos? <b>Llama ya al { $number }.</b>

# La oferta
offer-routine = Estirar la pantorrilla y la parte de detrás del muslo antes de dormir lleva unos 3 minutos. <b>Puede ayudar</b> contra los calambres de noche. En un estudio pequeño hubo menos después de 6 semanas. En otro más grande no hubo diferencia.
