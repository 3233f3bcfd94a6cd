### El recordatorio para antes de dormir. Puede ayudar; no promete más.

time-ask =
    <b>¿A qué hora te acuestas?</b>
    Escribe la hora, por ejemplo <i>22:30</i> o <i>las diez y media</i>. A esa hora te recordaré, cada noche, que estires unos tres minutos.
zone-ask =
    <b>¿Dónde estás?</b> Necesito saber qué hora es para ti.
    Escribe tu ciudad, o una más grande cerca de ti, por ejemplo <i>Madrid</i> o <i>Bogotá</i>. O envía tu ubicación (📎, luego <i>Ubicación</i>). O escribe lo que marca ahora tu reloj, por ejemplo <i>22:15</i>.
bedtime-not_now = Ahora no
set-text =
    <b>Tus estiramientos antes de dormir</b>
    Toca para cambiarlo. O escribe otra hora o ciudad.
set-earlier = 15 min antes
set-later = 15 min después
set-change = Otra hora
set-zone = Zona horaria
set-on = Activar
set-language = Idioma
set-cramp = Tengo un calambre
bedtime-off = Desactivar
paused-text = No has contestado a los últimos 14 recordatorios, así que paro por ahora. Escríbeme lo que sea y empezarán otra vez.
paused-on = Seguir

# El recordatorio
routine-what = <b>Hora de estirar antes de dormir.</b> Son unos tres minutos, los dos lados.
routine-calf = • <b>Pantorrilla.</b> De cara a la pared, un pie detrás. Talón en el suelo, rodilla recta. Echa el cuerpo hacia delante hasta notar que tira.
routine-calf-seated = • <b>Pantorrilla.</b> Siéntate en la cama, pierna recta, una toalla alrededor del pie. Tira despacio de la punta hacia ti.
routine-thigh-back = • <b>Parte de detrás del muslo.</b> Siéntate en la cama, pierna recta, punta del pie hacia arriba. Inclínate hacia adelante desde la cadera.
routine-foot = • <b>Pie.</b> Siéntate y pon el pie sobre la otra rodilla. Tira despacio de los dedos hacia arriba con la mano.
routine-thigh-front = • <b>Parte de delante del muslo.</b> Échate de lado. Dobla la rodilla de arriba y lleva el talón al glúteo, con la mano o una toalla.
routine-thigh-inner = • <b>Cara interna del muslo.</b> Siéntate con las plantas de los pies juntas. Deja caer las rodillas hacia los lados.
routine-buttock = • <b>Glúteo.</b> En una silla, pon un tobillo en la otra rodilla. Echa el cuerpo hacia delante con la espalda recta.
routine-hand = • <b>Mano.</b> Codo recto. Con la otra mano, lleva los dedos y la muñeca hacia atrás.
routine-how = Cada uno: <b>mantén 10 segundos, descansa 10 segundos, 3 veces</b>. Después, el otro lado.
routine-safe = Agárrate a algo firme mientras estás de pie. Despacio, sin rebotes. Para si duele.
routine-hope = Puede ayudar. En un estudio pequeño hubo menos calambres después de 6 semanas. En otro más grande no hubo diferencia.
send-start = Empezar
send-done = Hecho
send-later = Más tarde (30 min)
send-not_tonight = Esta noche no

# Después de seis semanas
review-title = <b>Seis semanas de estiramientos antes de dormir.</b>
review-hope = Estirar puede ayudar, pero los calambres también van y vienen solos. Por eso estos números no dicen si a ti te ayudó.
review-ask = <b>¿Sigo recordándotelo?</b>
review-go_on = Seguir

# La rutina guiada
guide-pause = Pausa
guide-skip = Saltar
guide-stop = Parar
finished-text = <b>Hecho. ¡Muy bien!</b> Que descanses.
stopped-text = De acuerdo, paramos aquí. Que descanses.
stopped-again = Desde el principio
