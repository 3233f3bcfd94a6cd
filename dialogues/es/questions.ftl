### Lo que se pregunta, y los botones. Los nombres de los valores también salen en el historial.

where-ask =
    <b>¿Dónde está el calambre?</b> Toca el lugar o escribe qué pasa.
    <i>¿Sin calambre ahora, solo una pregunta? /myths, /stretch, /remind</i>
where-elsewhere = En otro sitio
where-helper = Ayudo a otra persona
where-self = El calambre es mío

place-calf = Pantorrilla (gemelo)
place-foot = Pie o dedos del pie
place-thigh_front = Muslo, por delante
place-thigh_back = Muslo, por detrás
place-thigh = Muslo
place-leg = Pierna, no sé dónde
place-buttock = Nalga (glúteo)
place-hand = Mano o antebrazo
place-abdomen = Vientre (barriga)
place-flank = Costado o costillas
place-back = Espalda
place-neck = Cuello
place-jaw = Mandíbula o cara
place-whole_body = Todo el cuerpo

part-inner = cara interna

who-helper = De otra persona

elsewhere-heart = <b>¿Dolor o presión en el pecho? ¿Dolor en el brazo, el hombro o la mandíbula con sudor, náuseas o falta de aire? Llama ya al { $number }.</b>
elsewhere-rest = Para el pecho, el hombro y la parte alta del brazo no tengo estiramientos. Si nada de esto encaja: deja el brazo colgando, respira despacio y pregunta al médico o en la farmacia.
elsewhere-ask = ¿Es algo de esto?
elsewhere-place = Elegir otro lugar

thigh-side-ask = <b>¿Qué lado del muslo?</b>
thigh_side-back_of_thigh = Por detrás
thigh_side-front_of_thigh = Por delante
thigh_side-inner_thigh = Cara interna
thigh_side-unsure = No lo sé

leg-part-ask = <b>¿En qué parte de la pierna?</b>
leg_part-shin = Espinilla o canilla (delante)
leg_part-unsure = No lo sé

# Las preguntas de peligro
gate-ask = <b>¿Pasa algo de esto ahora mismo?</b>
gate-chest_sweat = Dolor de pecho, sudor frío, falta de aire
gate-chest = Dolor de pecho o falta de aire
gate-stroke = Cara caída, brazo/pierna débil, habla o vista mal
gate-faint = Desmayo, confusión o sacudidas en todo el cuerpo
gate-not_awake = No despierta, delira o sacudidas en todo el cuerpo
gate-cold_leg = Pierna fría, pálida, azul, dormida, inmóvil
gate-cold_hand = Mano fría, pálida, azul, dormida, inmóvil
gate-clot = Una pierna hinchada, caliente o roja
gate-dark_urine = Orina marrón oscura
gate-compartment = Tras una lesión o yeso: duro y tenso
gate-tear = Sonó un chasquido, o no puedo ir de puntillas
gate-diabetic_foot = Diabetes y una herida o color raro
gate-cauda_equina = Entrepierna dormida, no orino o se escapa, piernas débiles
gate-hip_fall = Caída sobre la cadera
gate-fever_buttock = Con fiebre
gate-lips = Hormigueo en los labios, o cuello operado
gate-pregnant = Estoy embarazada
gate-belly_sudden = Dolor de vientre repentino y muy fuerte
gate-belly_blood = Vientre duro, sangre o dolor de testículo
gate-belly_fever = Fiebre, vómitos u horas de dolor
gate-flank_breath = Duele tomar aire, aun en reposo
gate-flank_fever = Con fiebre o escalofríos
gate-flank_waves = Dolor en oleadas, o sangre en la orina
gate-tearing = Dolor repentino que desgarra, o desmayo
gate-fall = Después de una caída o choque
gate-fever_back = Fiebre, pérdida de peso, cáncer, corticoides
gate-stiff_neck = Fiebre, cuello rígido, manchas, molesta la luz
gate-neck_sudden = Peor dolor de cuello o cabeza, o manipulación
gate-neck_medicine = Cuello torcido: pastilla de náuseas, nervios
gate-jaw_medicine = Mandíbula u ojos torcidos tras pastilla
gate-jaw_locked = Boca bloqueada, y una herida reciente
gate-swelling = Se hinchan labios, lengua o garganta
gate-jaw_stuck = Boca abierta, no se cierra
gate-hot = Mucho calor y confusión, o desmayo
gate-withdrawal = Bebía mucho y lo dejé hace 1-3 días
gate-poison = Veneno, picadura, sobredosis, descarga eléctrica
gate-clear = Nada de esto

# Cuándo
timing-ask = <b>¿Cuándo empezó?</b>
timing-night = Por la noche
timing-waking = Al despertar
timing-during_exercise = Haciendo ejercicio
timing-after_exercise = Después del ejercicio
timing-rest = En reposo, de día
timing-skip = No lo sé

# En qué circunstancias
context-ask = <b>¿Encaja algo de esto?</b> Toca todo lo que encaje y luego el último botón.
context-child_u3_fever = Menor de 3, con fiebre
context-water = En el agua
context-driving = Al volante
context-pregnancy = Embarazo
context-athlete_heat = Deporte, trabajo duro, calor
context-child = Niño o niña
context-metabolic = Diabetes/riñón/tiroides
context-new_med = Medicina nueva
context-dehydration = Diarrea o falta de líquido
context-alcohol = Alcohol
context-age60 = 60 años o más
context-varicose = Varices

# Lo que las circunstancias hacen preguntar
ask-more-ask = <b>¿Pasa algo de esto ahora?</b>
more-pregnancy-leg = <b>Embarazo o parto reciente:</b> ¿dolor de cabeza fuerte, luces en la vista, dolor bajo las costillas o hinchazón repentina? ¿Sangrado, o el vientre se pone duro una y otra vez? ¿El bebé se mueve menos? ¿Una pierna más hinchada, caliente o dolorida que la otra?
more-pregnancy = <b>Embarazo o parto reciente:</b> ¿dolor de cabeza fuerte, luces en la vista, dolor bajo las costillas o hinchazón repentina? ¿Sangrado, o el vientre se pone duro una y otra vez? ¿El bebé se mueve menos?
more-heat = <b>Deporte o calor:</b> ¿mucho calor, mareo o confusión? ¿Vómitos? ¿Mucha agua bebida y ahora dolor de cabeza? ¿Calambres desde hace más de una hora?
more-child = <b>Un niño o una niña:</b> ¿fiebre? ¿Cuello rígido, manos frías, piel con manchas o sarpullido? ¿Cojea o no quiere caminar?
more-metabolic-foot = <b>Diabetes o riñones:</b> ¿una herida u otro color en el pie? ¿Sudor, temblor o confusión? ¿Alguna diálisis sin hacer?
more-metabolic-lips = <b>Diabetes, riñones, tiroides, paratiroides:</b> ¿sudor, temblor o confusión? ¿Hormigueo en los labios? ¿Una operación de cuello? ¿Alguna diálisis sin hacer?
more-metabolic = <b>Diabetes o riñones:</b> ¿sudor, temblor o confusión? ¿Vómitos, respiración honda y rápida? ¿Alguna diálisis sin hacer y el corazón late raro?
more-new-med-urine = <b>Medicina nueva, sobre todo una estatina (para el colesterol):</b> ¿orina oscura, o músculos mucho más débiles que siempre?
more-new-med-pull = <b>Medicina nueva:</b> ¿la mandíbula, el cuello o los ojos se tuercen a un lado tras una pastilla para las náuseas o para la mente? ¿Una dosis de más?
more-new-med-belly = <b>Medicina nueva:</b> ¿una dosis de más? ¿Sangre, o heces negras?
more-dehydration = <b>Falta de líquido:</b> ¿8 horas sin orinar, mareo, o se vomita todo lo que se bebe? ¿Sangre? ¿Mucho sueño?
more-alcohol = <b>Alcohol:</b> ¿cuesta despertar? ¿O bebía mucho, lo dejó hace 1-3 días y ahora hay temblor o se ven cosas que no están? ¿Vómito con sangre?
more-age60-leg = <b>60 años o más:</b> ¿está esta pierna más fría, más pálida o más dormida que la otra, o no se mueve?
more-age60-head = <b>60 años o más:</b> ¿de repente un brazo sin fuerza, la cara caída, el habla rara o peor vista? ¿Un dolor de cabeza nuevo?
more-age60-belly = <b>60 años o más:</b> ¿un dolor repentino como un desgarro en el vientre o la espalda, desmayo, o un vientre que late?
more-varicose = <b>Varices:</b> ¿una vena sangra, o está caliente, dura y roja? ¿Una pierna hinchada?
more-trip = <b>Después de un viaje largo, una operación o días en cama:</b> ¿una pierna hinchada, caliente o dolorida incluso sin el calambre?
more-sciatica = <b>Dolor que baja por la pierna:</b> ¿está la pierna débil o dormida?

ask_more-preeclampsia = Dolor de cabeza fuerte, luces en la vista, hinchazón
ask_more-bleeding = Sangrado o vientre duro a ratos
ask_more-baby = El bebé se mueve menos
ask_more-leg_clot = Una pierna más hinchada, caliente o dolorida
ask_more-hot = Mucho calor, confusión o desmayo
ask_more-much_water = Mucha agua, luego dolor de cabeza o vómitos
ask_more-long_heat = Más de una hora, o vómitos
ask_more-dark_urine = Orina oscura o mucha debilidad
ask_more-child_fever = Fiebre y cuello rígido, manchas, manos frías
ask_more-child_limp = Cojea, no quiere caminar o tiene fiebre
ask_more-sugar = Diabetes: sudor, temblor o confusión
ask_more-dialysis = Diálisis sin hacer, corazón raro, debilidad
ask_more-ketones = Diabetes y vómitos
ask_more-parathyroid = Paratiroides, u hormigueo en los labios
ask_more-dystonia = Mandíbula, cuello u ojos torcidos tras pastilla
ask_more-overdose = Una dosis de más
ask_more-blood = Sangre en vómito o heces, heces negras
ask_more-dry = 8 horas sin orinar, mareo, se vomita lo que se bebe
ask_more-drowsy = Mucho sueño, o cuesta despertar
ask_more-withdrawal = Bebía mucho, lo dejó y ahora tiembla
ask_more-cold = Esta pierna: fría, pálida, dormida, inmóvil
ask_more-one_side = De repente mal: brazo, cara, habla o vista
ask_more-tearing = Dolor repentino que desgarra, o desmayo
ask_more-vision = Dolor de cabeza nuevo, y ve mal
ask_more-chewing = Dolor de cabeza nuevo, y duele masticar
ask_more-vein_bleeding = Sangra una vena
ask_more-vein = Vena caliente, dura y roja, o pierna hinchada
ask_more-trip = Una pierna hinchada, caliente o dolorida
ask_more-sciatica = La pierna está débil o dormida

# ¿Ya pasó?
gone-ask = <b>¿Ya pasó?</b>
gone_yet-ask = <b>Ya pasó medio minuto. Afloja despacio. ¿Se fue el calambre?</b>
again-ask = <b>¿No va a peor? Entonces sigue así.</b> Vuelvo a preguntar cuando pasen diez minutos desde el comienzo.
ten-minutes-ask = <b>Han pasado diez minutos. ¿Se fue el calambre?</b>
hold-ask = <b>Mantén ahora y respira.</b> Te pregunto en medio minuto.
hold-button = Aguanta conmigo: 30 s
outcome-gone = Ya pasó
outcome-eased = Va mejor
outcome-still = Sigue igual
why-button = ¿Por qué?

out-of-water = Ya fuera del agua
car-stopped = El coche ya está parado

worse-button = Va a peor
worse-stop = <b>Suelta ahora. No estires más.</b>
worse-stop-all = <b>Para. Descansa en la postura que menos duela.</b>
worse-belly = <b>Para. Ve hoy al médico.</b> Acuéstate con las rodillas dobladas. No aprietes ni estires el vientre.
worse-ask = <b>¿Qué pasa ahora?</b>
worse-cold = Frío, pálido, azul, dormido o inmóvil
worse-weak = Debilidad nueva, músculo más fino, o sigue dormido
worse-other = Pasa otra cosa
worse-see_doctor = No parece un simple calambre
worse-sore = Solo dolorido por estirar

doctor-first-ask = <b>¿Pasa algo de esto ahora? Si no, ¿cómo va?</b>

# Después
done-gone = <b>Bien. Ya pasó.</b>
done-eased = <b>Bien. Va aflojando.</b> Ahora descansa, no lo pongas a prueba. ¿Va a peor? Envía /cramp.
pain-ask = <b>¿Cuánto dolió?</b> 0 es nada, 10 es lo peor.
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
after-skip = Saltar
pain-p0 = Dolor 0/10
pain-p1 = Dolor 1/10
pain-p2 = Dolor 2/10
pain-p3 = Dolor 3/10
pain-p4 = Dolor 4/10
pain-p5 = Dolor 5/10
pain-p6 = Dolor 6/10
pain-p7 = Dolor 7/10
pain-p8 = Dolor 8/10
pain-p9 = Dolor 9/10
pain-p10 = Dolor 10/10

offer-ask = <b>¿Te lo recuerdo por la noche?</b>
offer-yes = Sí, recuérdamelo
offer-no = No, gracias

done-ask = <b>Lo he apuntado.</b> Escríbeme cuando me necesites.
unwritten-ask = <b>De acuerdo.</b> No sé dónde fue el calambre, así que no añado nada a tu historial. Escríbeme cuando me necesites.
done-more = Añadir cuánto duró y qué ayudó
done-new = Otro calambre

lasted-ask = <b>¿Cuánto duró?</b>
lasted-m1 = Menos de 1 minuto
lasted-m5 = De 1 a 5 minutos
lasted-m10 = De 5 a 10 minutos
lasted-longer = Más de 10 minutos
helped-ask = <b>¿Qué ayudó más?</b>
helped-stretch = Ayudó estirar
helped-walk = Ayudó caminar
helped-rub = Ayudó el masaje
helped-warmth = Ayudó el calor
helped-cold = Ayudó el frío
helped-nothing = Nada ayudó
done-history = Mis calambres hasta ahora
