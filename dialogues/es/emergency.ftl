### Las tarjetas que van antes que todo lo demás. Primera línea: el número.
### El número es uno como 911, o las palabras de `number-unknown`.

call-now = <b>Llama ya al número de emergencias: al { $number }.</b>
call-now-or-go =
    <b>Llama ya al número de emergencias: al { $number }.</b>
    ¿Puedes caminar y hay alguien contigo? Entonces también puedes ir ya a urgencias. No conduzcas tú.
call-now-maternity = <b>Llama ya a la maternidad de tu hospital. ¿No contestan? Llama ya al número de emergencias: al { $number }.</b>
call-now-crisis =
    <b>Llama ya al número de emergencias: al { $number }.</b>
    O llama a la línea de ayuda en crisis de tu país.

call-today =
    <b>Ve hoy al médico.</b>
    Llama a tu médico o ve a un centro de salud o de urgencias. De noche, llama ya al servicio médico de guardia.
call-today-night =
    <b>Ve hoy al médico.</b>
    Es de noche: <b>llama ya al servicio médico de guardia</b>. No esperes a la mañana.
call-today-maternity =
    <b>Ve hoy al médico: llama ya a la maternidad de tu hospital.</b>
    Contestan de día y de noche. No esperes a mañana.
call-today-emergency-department =
    <b>Ve hoy al médico.</b>
    ¿Es de noche, o está todo cerrado? Ve ya a urgencias. No conduzcas tú.

emergency-note = <i>Esto son primeros auxilios y no sustituyen a un médico. Lo que diga el médico o la persona al teléfono va primero.</i>

# Señales de peligro, como se preguntan y como salen en el historial
sign-unresponsive = No despierta
sign-seizure = Desmayo, confusión o sacudidas en todo el cuerpo
sign-febrile_seizure = Niño con fiebre, rígido, con sacudidas o sin fuerza
sign-drowning = Peligro en el agua
sign-breathing = Falta de aire o garganta que se hincha
sign-chest = Dolor o presión en el pecho
sign-stroke = Cara, brazo, habla o vista mal de repente
sign-vein_bleeding = Una vena que sangra
sign-poisoning = Veneno, picadura, sobredosis o descarga eléctrica
sign-heat_stroke = Mucho calor y confusión o desmayo
sign-low_sugar = Diabetes con sudor, temblor o confusión
sign-meningitis = Fiebre con cuello rígido, manchas o manos frías
sign-sepsis = Fiebre y escalofríos con una infección
sign-preeclampsia = Embarazo con dolor de cabeza fuerte, luces en la vista o hinchazón
sign-pregnancy_bleeding = Embarazo con sangrado o dolor de vientre
sign-spinal_injury = Caída o choque y luego dolor, hormigueo o zona que no se siente
sign-compartment = Brazo o pierna con hinchazón tensa tras una lesión, un yeso o un aplastamiento
sign-cold_limb = Brazo o pierna con frío, palidez, color azul, sin sentir o sin moverse
sign-aneurysm = Dolor repentino como un desgarro en el vientre o la espalda
sign-acute_abdomen = Dolor de vientre repentino y muy fuerte, o sangre
sign-cauda_equina = Entrepierna dormida, o problemas con la orina o las heces
sign-dark_urine = Orina marrón oscura o mucha debilidad
sign-low_sodium = Dolor de cabeza o vómitos tras beber mucha agua
sign-high_potassium = Diálisis sin hacer, el corazón late raro o mucha debilidad
sign-withdrawal = Temblor al dejar el alcohol después de beber mucho
sign-tetanus = Mandíbula bloqueada o cuerpo rígido tras una herida
sign-dystonia = Mandíbula, cuello u ojos torcidos tras una medicina
sign-giant_cell_vision = Dolor de cabeza nuevo y problemas para ver
sign-wants_to_die = Pensamientos de morir
sign-danger = Algo peor que un calambre
sign-clot = Una pierna hinchada, caliente o roja
sign-over_ten_minutes = Calambre de más de 10 minutos
sign-low_calcium = Calambre con hormigueo en los labios
sign-fewer_movements = El bebé se mueve menos
sign-tear = Un chasquido en el músculo
sign-heat_cramp_long = Calambre por calor de más de una hora
sign-dehydrated = Horas sin orinar o se vomita lo que se bebe
sign-belly_today = Dolor de vientre que va a peor o dura horas, fiebre o vómitos
sign-child_limp = Niño que cojea, no quiere caminar o tiene fiebre
sign-new_weakness = Debilidad nueva o zona dormida
sign-fever_back = Dolor de espalda o cadera con fiebre
sign-giant_cell = Dolor de cabeza nuevo, duele la mandíbula al masticar
sign-jaw_stuck = Mandíbula que se quedó abierta
sign-needle_broken = Aguja rota dentro del músculo
sign-diabetic_foot = Diabetes y herida o color raro en el pie
sign-colic = Dolor de costado en oleadas, o sangre en la orina
sign-see_doctor = Algo que puede ser más que un calambre

# Una señal que quizá se quería decir
doubt-ask = <b>¿Está pasando esto ahora: { $sign }?</b>
doubt-ask-see_doctor = <b>¿Parece algo más que un calambre, o va a peor?</b>
doubt-now = Si es así, llama ya al número de emergencias: al { $number }.
doubt-danger = ¿Cuesta respirar, duele el pecho, debilidad o falta de sensibilidad de repente, confusión, un desmayo o mucho malestar? Entonces llama ya al número de emergencias: al { $number }.
doubt-see_doctor = Si es así, ve hoy al médico. De noche, llama al servicio médico de guardia. ¿Cuesta respirar, duele el pecho, debilidad o falta de sensibilidad en un lado del cuerpo, confusión, un desmayo, o un brazo o una pierna con frío, palidez o color azul? Entonces llama ya al número de emergencias: al { $number }.
doubt-today = Si es así, ve hoy al médico. De noche, llama al servicio médico de guardia.
doubt-yes = Sí, ahora
doubt-no = No

# El menú de emergencias
emergency-ask =
    <b>¿Qué pasa?</b>
    Tócalo y te enseño qué hacer hasta que llegue la ayuda. Primero llama.
emergency-unresponsive = No despierta
emergency-seizure = Sacudidas en todo el cuerpo
emergency-breathing = Falta de aire, o garganta que se hincha
emergency-chest = Dolor o presión en el pecho
emergency-limb = Pierna, brazo, golpe, sangre ›
emergency-belly = Vientre, espalda u orina ›
emergency-pregnant = Embarazo o parto reciente ›
emergency-child = Un niño o una niña ›
emergency-heat = Calor o agua ›
emergency-head = Cabeza, cuello, mandíbula o fiebre ›
emergency-poison = Veneno, alcohol, diabetes, medicina ›
emergency-wants_to_die = No quiero vivir
emergency-danger = Otra cosa, y es grave
emergency-country = Número de otro país
emergency-plain = Es un simple calambre
em-ask = <b>¿Qué pasa?</b>
em_limb-needle_broken = Aguja rota dentro del músculo
em_pregnant-belly = Dolor que no cede: vientre o punta del hombro
em_child-unresponsive = Sin fuerza o cuesta despertar
em_child-febrile_seizure = Fiebre, y rígido, con sacudidas o flojo
em_child-poisoning = Tragó o tocó algo tóxico
em_heat-drowning = En el agua: se hunde, o sin nadie cerca
em_heat-after_water = Tras el agua: tos o mucho sueño
em_heat-heat_cramp_long = Calambre por calor más de una hora, o vómitos
em_head-headache = El peor dolor de cabeza, de repente
em_head-sepsis = Herida más roja y escalofríos
em_head-dystonia = Mandíbula, cuello u ojos torcidos tras pastilla
em_head-giant_cell_vision = 60 o más: dolor de cabeza, ve mal
em_head-giant_cell = 60 o más: duele la mandíbula al masticar
em_poison-poisoning = Veneno, serpiente, araña o sobredosis
em_poison-shock = Descarga eléctrica

# El país
country-ask = <b>¿En qué país estás?</b> Desde ahora te mostraré ese número.
country-eu = País de la UE o Noruega
country-gb = Reino Unido
country-us = Estados Unidos
country-ru = Rusia
country-by = Bielorrusia
country-kz = Kazajistán
country-ua = Ucrania
country-tr = Turquía
country-ge = Georgia
country-is = Islandia
country-ca = Canadá
country-mx = México
country-au = Australia
country-nz = Nueva Zelanda
country-in = India
country-cn = China
country-jp = Japón
country-kr = Corea del Sur
country-br = Brasil
country-ar = Argentina
country-cl = Chile
country-co = Colombia
country-za = Sudáfrica
country-il = Israel
country-other = Otro país

# Botones de las tarjetas
now-country = El número de mi país
now-calm_child = Despierto, sin rigidez ni sacudidas
now-not_u3 = Tiene 3 años o más, o sin fiebre
now-not_this = Esto no está pasando
today-ok = Ya busco ayuda

# Tarjetas: llamar ya
card-unresponsive =
    🔴 <b>No despierta</b>
    1. Sacúdele los hombros, grita, mira si respira.
    2. <b>¿No respira con normalidad? Empieza la reanimación (RCP).</b> La persona al teléfono te dice cómo.
    3. ¿Respira? Ponla <b>de lado</b>, con la cabeza hacia atrás.
    4. Nada de comer ni beber. También si ha bebido alcohol. Quédate y sigue mirando cómo respira.
card-seizure =
    🔴 <b>Sacudidas en todo el cuerpo, desmayo o confusión</b>
    1. <b>Mira el reloj</b> y cuenta el tiempo.
    2. Aparta lo que haya cerca. Pon algo blando bajo la cabeza.
    3. <b>No sujetes a la persona. Nada en la boca.</b> Ni agua ni pastillas.
    4. Cuando paren las sacudidas: de lado, mira si respira. <b>¿No respira? Empieza la reanimación (RCP).</b>
    5. Quédate hasta que llegue la ayuda. Di si es la primera convulsión, si dura 5 minutos o se repite, si hay embarazo, diabetes, heridas, o si está en el agua.
card-febrile_seizure =
    🔴 <b>Niño pequeño con fiebre</b>
    Esto puede ser más que un calambre. No estires.
    1. <b>Mira el reloj</b> y cuenta el tiempo.
    2. Pon al niño <b>de lado</b> sobre algo blando. Aparta lo que haya cerca.
    3. <b>No lo sujetes. Nada en la boca.</b> Ni bebida ni medicina mientras esté rígido, con sacudidas o con mucho sueño.
    4. Afloja la ropa. <b>No lo bañes.</b>
    5. Cuando pare: sigue de lado, mira si respira. <b>¿No respira? Empieza la reanimación (RCP).</b>
    6. Quédate con el niño.
card-drowning =
    🔴 <b>En el agua</b>
    1. <b>Flota boca arriba, brazos abiertos.</b> Respira, grita, agita un brazo.
    2. No luches, no nades fuerte. Rema suavemente hasta la orilla.
    3. Estira solo mientras flotes bien.
    <b>¿Ayudas?</b> Lanza algo que flote. No te metas en el agua.
    <b>Fuera del agua:</b> ¿no respira? Empieza la reanimación (RCP). ¿Tos o mucho sueño? De lado, con abrigo, y espera la ayuda.
card-breathing =
    🔴 <b>Falta de aire</b>
    1. Siéntate e inclínate un poco hacia adelante. Afloja la ropa apretada.
    2. Usa tu propio inyector para la alergia o tu inhalador de rescate, si te lo dio un médico.
    3. Nada de comer ni beber. No te acuestes. No camines.
    4. Que haya alguien contigo. ¿Deja de respirar? Que empiece la reanimación (RCP).
card-chest =
    🔴 <b>Dolor o presión en el pecho</b>
    1. <b>Siéntate y descansa.</b> Afloja la ropa apretada. Quita el cerrojo de la puerta.
    2. Pregunta a la persona al teléfono si hay que masticar aspirina. Nunca si hay alergia a ella, ni en la infancia.
    3. No conduzcas. No estires. No cuelgues.
card-stroke =
    🔴 <b>Cara, brazo, habla o vista mal de repente, o el peor dolor de cabeza</b>
    1. <b>Apunta la hora en que empezó.</b> Los médicos la necesitan.
    2. Nada de comer ni beber, ninguna pastilla.
    3. Que se acueste con la cabeza un poco en alto. ¿Mucho sueño o vómitos? De lado.
    4. ¿Duele el cuello? Que no lo mueva. Quédate a su lado.
card-vein_bleeding =
    🔴 <b>Una vena que sangra</b>
    1. <b>Acuéstate y levanta mucho la pierna.</b>
    2. <b>Aprieta fuerte</b> en ese punto con un paño limpio. No sueltes para mirar.
    3. ¿Se empapa? Pon otro paño encima y sigue apretando.
card-poisoning =
    🔴 <b>Veneno, picadura, sobredosis o descarga eléctrica</b>
    1. Primero tu seguridad. <b>Electricidad: corta la corriente antes de tocar a nadie.</b>
    2. Guarda el envase, la planta o una foto. Di qué, cuánto y cuándo.
    3. <b>No provoques el vómito.</b> Ni comida ni bebida, salvo que lo diga la persona al teléfono.
    4. Picadura o mordedura: no muevas ese brazo o esa pierna. Sin cortar, sin chupar, sin atar.
    5. En la piel: quita la ropa mojada, lava con agua. Mucho sueño: de lado.
card-heat_stroke =
    🔴 <b>Demasiado calor y se siente mal</b>
    1. <b>A la sombra, fuera la ropa.</b>
    2. <b>Agua fría por todo el cuerpo</b>, o dentro de agua fría hasta el cuello. Abanícala.
    3. Sigue enfriando hasta que llegue la ayuda. Beber, solo si está bien despierta la persona. Sin pastillas de sal.
    4. ¿No despierta? De lado, nada por la boca.
card-low_sugar =
    🔴 <b>Diabetes: sudor, temblor o confusión</b>
    1. <b>¿Está despierta la persona y puede tragar? Dale ya una bebida con azúcar</b>, nada «light» ni «cero».
    2. <b>¿No está bien despierta? Nada por la boca.</b> De lado.
    3. Que no se quede sin compañía. ¿No mejora en unos minutos? Dilo por teléfono.
card-meningitis =
    🔴 <b>Fiebre con cuello rígido, manchas, manos frías o piel de color raro</b>
    1. <b>No esperes a que salgan manchas.</b> Di cuándo empezó.
    2. ¿Una mancha que no se va al apretarla con un vaso? Dilo.
    3. Baja la luz. ¿Mucho sueño? De lado.
    4. No estires. Que no se quede sin compañía.
card-sepsis =
    🔴 <b>Fiebre o escalofríos con una infección</b>
    1. Di: fiebre, escalofríos, dónde duele y cuándo empezó.
    2. Pregunta: «¿Puede ser sepsis?»
    3. Sin masaje ni calor donde duele. No lo estires.
    4. ¿Confusión, mucho sueño, color azul o respira muy rápido? Dilo ya.
card-preeclampsia =
    🔴 <b>Embarazo, o hasta 6 semanas después del parto</b>
    1. <b>Acuéstate sobre el lado izquierdo.</b> Baja la luz.
    2. Nada por la boca.
    3. Que haya alguien contigo. <b>¿Sacudidas en todo el cuerpo o desmayo? Que llamen enseguida al { $number }.</b>
    4. Di de cuántas semanas estás y qué sientes. No estires.
card-pregnancy_bleeding =
    🔴 <b>Embarazo con sangrado o dolor</b>
    1. <b>Acuéstate sobre el lado izquierdo.</b>
    2. Nada por la boca.
    3. Usa una compresa o toalla higiénica y guárdala para enseñarla. No pongas nada dentro.
    4. Di de cuántas semanas estás. Que haya alguien contigo. Después llama también a la maternidad.
card-spinal_injury =
    🔴 <b>Una caída o un choque</b>
    1. <b>No te muevas.</b> Cabeza, cuello, espalda y cadera como están.
    2. Si ayudas: sujeta la cabeza con las dos manos, sin moverla. No gires a la persona, no tires de ella, no la sientes.
    3. Abriga a la persona. Nada de comer ni beber.
    4. Moverla, solo para sacarla de un peligro, como fuego o tráfico.
card-compartment =
    🔴 <b>Brazo o pierna con hinchazón tensa tras una lesión, un yeso o un aplastamiento</b>
    1. <b>No estires. Sin masaje, sin calor.</b>
    2. Quieto y a la altura del cuerpo: ni en alto ni colgando.
    3. Quita anillos y ropa apretada. Nunca cortes tú un yeso.
    4. Di que duele más al estirarlo.
card-cold_limb =
    🔴 <b>Brazo o pierna con frío, palidez, color azul, sin sentir o sin moverse</b>
    1. <b>No te muevas. Déjalo a la altura del cuerpo, no lo levantes.</b>
    2. <b>Sin masaje, sin calor, sin estirar.</b>
    3. Apunta la hora en que empezó: cada hora cuenta.
card-aneurysm =
    🔴 <b>Dolor repentino como un desgarro</b>
    1. <b>Acuéstate y no te muevas.</b> No camines, no cargues peso, no conduzcas.
    2. Nada de comer ni beber.
    3. No aprietes ni frotes el vientre o la espalda. No estires.
card-acute_abdomen =
    🔴 <b>Dolor de vientre repentino y muy fuerte</b>
    1. <b>Nada por la boca.</b>
    2. Acuéstate sobre el lado izquierdo, rodillas dobladas. ¿Vómitos? Mantén la boca libre.
    3. Sin medicinas para el dolor, sin laxantes, sin bolsa de agua caliente, sin frotar.
    4. Di si hay sangre, si hubo desmayo o si hay diabetes.
card-cauda_equina =
    🔴 <b>Entrepierna dormida, problemas con la orina o las heces, o las dos piernas débiles</b>
    1. <b>Tienes que ir a urgencias ya</b>, también de noche. No esperes a mañana.
    2. No estires, no cargues peso, que nadie te tire de la espalda.
    3. Di estas palabras: «no siento la entrepierna» o «problemas con la orina o las heces».
card-dark_urine =
    🔴 <b>Orina oscura, o mucha más debilidad de lo normal</b>
    1. <b>Deja el esfuerzo. No estires ni entrenes.</b>
    2. Pide un análisis de sangre para el daño muscular (CK).
    3. Sin ibuprofeno ni parecidos.
    4. Nombra tus medicinas, sobre todo una estatina. No dejes ninguna sin preguntar.
card-low_sodium =
    🔴 <b>Mucha agua, y luego dolor de cabeza, vómitos o confusión</b>
    1. <b>No bebas más agua sola.</b>
    2. Siéntate o acuéstate. ¿Confusión o mucho sueño? De lado.
    3. Di cuánto duró la prueba o la actividad y cuánto se bebió.
card-high_potassium =
    🔴 <b>Enfermedad del riñón: el corazón late raro o mucha debilidad</b>
    1. <b>Siéntate o acuéstate. No camines.</b>
    2. Di: «enfermedad del riñón» y cuándo fue la última diálisis.
    3. Sin potasio, sin sustitutos de la sal, sin jugo ni zumo de fruta.
    4. ¿Desmayo y no respira? Que alguien empiece la reanimación (RCP).
card-withdrawal =
    🔴 <b>Temblor al dejar el alcohol después de beber mucho</b>
    1. <b>Que alguien se quede contigo.</b>
    2. Di cuándo fue el último trago y cuánto sueles beber.
    3. ¿Se ven cosas que no están, o mucha confusión? Dilo. Calma y luz encendida.
    4. ¿Sacudidas en todo el cuerpo? De lado, nada en la boca.
card-tetanus =
    🔴 <b>Mandíbula bloqueada o cuerpo rígido</b>
    1. <b>No abras la boca a la fuerza.</b>
    2. Nada de comer ni beber.
    3. Cuenta cualquier herida de las últimas semanas y tu última vacuna del tétanos.
    4. Calma, silencio y sin moverte.
card-dystonia =
    🔴 <b>Mandíbula, cuello u ojos torcidos tras una medicina</b>
    1. <b>Lleva el envase de la medicina.</b>
    2. No tires ni empujes en contra.
    3. Pregunta allí antes de tomar la siguiente.
    4. ¿Cuesta respirar o tragar? Dilo enseguida.
card-giant_cell_vision =
    🔴 <b>Dolor de cabeza y problemas para ver</b>
    1. <b>La vista se puede perder en pocas horas. Ve ya.</b>
    2. No conduzcas. No esperes a ver si se pasa.
    3. Di: «dolor de mandíbula, dolor de cabeza nuevo, problemas para ver».
card-wants_to_die =
    <b>Gracias por decírmelo. Por favor, no te quedes a solas con esto.</b>
    1. Dile a alguien cercano, ahora, con estas palabras: «No quiero vivir».
    2. Ve a donde haya otras personas.
    3. Aléjate de todo con lo que puedas hacerte daño.
    4. ¿Ya has tomado o hecho algo? Dilo por teléfono.
card-danger =
    🔴 <b>Peor que un calambre</b>
    1. Di por teléfono lo que está pasando.
    2. <b>No estires.</b> Busca la postura en la que mejor se respira. Que no haya nadie a solas con esto.
    3. ¿Mucho sueño? De lado, y nada en la boca.
    4. <b>¿No respira con normalidad? Empieza la reanimación (RCP).</b> La persona al teléfono te dice cómo.
    5. Mientras esperas, toca 🚨 y elige lo que pasa. Te muestro qué ayuda.

# Tarjetas: hoy
card-clot =
    🟠 <b>Una pierna hinchada, caliente o roja</b>
    • <b>Sin estirar, sin masaje, sin calor.</b> No la muevas.
    • ¿Falta de aire, dolor en el pecho o tos con sangre? <b>Llama ya al { $number }.</b>
card-over_ten_minutes =
    🟠 <b>Más de 10 minutos sin aflojar</b>
    • <b>Deja de estirar.</b> Descansa en la postura que menos duela.
    • Sin fuerza, sin agujas, sin más pastillas.
    • ¿Se pone frío, pálido o dormido, se hincha, o te sientes mal? <b>Llama ya al { $number }.</b>
card-low_calcium =
    🟠 <b>Calambre con hormigueo en los labios o los dedos</b>
    • Pide un análisis de sangre para el calcio. Cuenta cualquier operación de cuello.
    • No tomes calcio que no te haya dado un médico.
    • ¿Garganta cerrada, falta de aire, confusión o sacudidas en todo el cuerpo? <b>Llama ya al { $number }.</b>
card-fewer_movements =
    🟠 <b>El bebé se mueve menos</b>
    • No esperes a la próxima visita. Acuéstate sobre el lado izquierdo hasta que salgas.
    • ¿Sangrado, el vientre se pone duro una y otra vez, o un dolor de vientre que no se va? <b>Llama ya al { $number }.</b>
    • ¿Dolor de cabeza fuerte? Dilo. ¿No contestan en la maternidad? Llama también a ese número.
card-tear =
    🟠 <b>Un chasquido en el músculo, o no puedes empujar con el pie</b>
    • <b>No estires, no masajees.</b> No cargues peso en esa pierna.
    • Descanso, y una bolsa fría envuelta en un paño 15 minutos.
    • ¿Tenso, dormido o mucho peor? <b>Llama ya al { $number }.</b>
card-heat_cramp_long =
    🟠 <b>Calambre por calor de más de una hora, o con vómitos</b>
    • Sombra, ropa floja, refresca la piel. Sorbitos de una bebida con sal y azúcar. Sin pastillas de sal.
    • Hoy, nada de deporte.
    • ¿Confusión, desmayo, o no mejora tras 30 minutos de enfriar? <b>Llama ya al { $number }.</b>
card-dehydrated =
    🟠 <b>Falta de líquido</b>
    • Suero oral a sorbitos, si no lo vomitas. No solo agua. Nada de alcohol.
    • Un niño pequeño o una persona mayor no puede esperar.
    • ¿Confusión, mucho sueño o sangre? <b>Llama ya al { $number }.</b>
card-belly_today =
    🟠 <b>Dolor de vientre que va a peor o dura horas, o con fiebre o vómitos</b>
    • Nada de comer. Agua a sorbitos. Acuéstate con las rodillas dobladas. Si es un bebé: pecho o biberón como siempre, sin agua.
    • No aprietes ni estires. Sin medicinas fuertes para el dolor, sin laxantes, sin bolsa de agua caliente.
    • ¿Muy fuerte, vientre duro, sangre o desmayo? <b>Llama ya al { $number }.</b>
card-child_limp =
    🟠 <b>Un niño que cojea, no quiere caminar, o tiene fiebre y le duele un brazo o una pierna</b>
    • <b>No estires.</b> Que descanse.
    • ¿Orina oscura, manos frías, piel de color raro, manchas, cuello rígido, sin fuerza o cuesta despertarlo? <b>Llama ya al { $number }.</b>
    • ¿Rígido, con sacudidas o los ojos hacia arriba? <b>Llama ya al { $number }.</b>
card-new_weakness =
    🟠 <b>Debilidad nueva, zona dormida o un músculo que adelgaza</b>
    • No estires a la fuerza.
    • ¿De repente, después de sacudidas en todo el cuerpo, en un solo lado, o con cara o habla raras? <b>Llama ya al { $number }.</b>
    • ¿No sientes la entrepierna o hay problemas para orinar? <b>Llama ya al { $number }.</b>
card-fever_back =
    🟠 <b>Dolor de espalda o cadera con fiebre, pérdida de peso, cáncer o corticoides</b>
    • No estires. Cuenta tu fiebre, tu enfermedad y tus medicinas.
    • ¿No sientes la entrepierna, piernas débiles, o problemas con la orina o las heces? <b>Llama ya al { $number }.</b>
card-giant_cell =
    🟠 <b>Dolor de cabeza nuevo, y duele la mandíbula al masticar</b>
    • Comida blanda, sin estirar. Di: «dolor de cabeza nuevo, me duele la mandíbula al masticar».
    • ¿Problemas para ver, aunque sea un minuto? <b>Llama ya al { $number }.</b>
card-jaw_stuck =
    🟠 <b>La mandíbula se quedó abierta</b>
    • <b>No la empujes para cerrarla.</b> Sujétala con un paño suave. Nada de comer.
    • ¿Cuesta respirar o tragar? <b>Llama ya al { $number }.</b>
card-needle_broken =
    🟠 <b>Se rompió una aguja</b>
    • <b>Déjala dentro.</b> No hurgues, no aprietes, no estires.
    • No te muevas. Guarda el resto de la aguja para enseñarlo.
    • ¿Sangra mucho, o está dormido y frío? <b>Llama ya al { $number }.</b>
card-diabetic_foot =
    🟠 <b>Diabetes y un pie con herida o de color raro</b>
    • Cubre la herida con algo limpio y seco. No camines con ese pie. Sin calor.
    • ¿De repente frío, negro o dormido, o fiebre? <b>Llama ya al { $number }.</b>
card-colic =
    🟠 <b>Dolor de costado en oleadas, o sangre en la orina</b>
    • No masajees el costado.
    • ¿Fiebre o escalofríos, embarazo o desmayo? <b>Llama ya al { $number }.</b>
card-see_doctor =
    🟠 <b>Puede ser algo más que un calambre</b>
    • Que lo vea hoy un médico. Hasta entonces, <b>no estires ni masajees.</b>
    • Cuenta cuándo empezó, qué sientes y qué lo empeora. Nombra tus enfermedades y tus medicinas.
    • ¿Falta de aire, dolor en el pecho, o un lado del cuerpo débil o dormido? <b>Llama ya al { $number }.</b>
    • ¿Confusión, desmayo, o un brazo o una pierna con frío, palidez o color azul? <b>Llama ya al { $number }.</b>
