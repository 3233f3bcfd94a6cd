### El recordatorio para antes de dormir. Puede ayudar; no promete más.

time-ask =
    <b>¿A qué hora te acuestas?</b>
    Escribe la hora, por ejemplo <i>22:30</i> o <i>las diez y media</i>. A esa hora te recordaré, cada noche, que estires unos tres minutos.
zone-ask =
    <b>¿Dónde estás?</b> Necesito saber qué hora es para ti.
    Escribe una ciudad grande cerca de ti, por ejemplo <i>Madrid</i> o <i>Bogotá</i>. O envía tu ubicación (📎, luego <i>Ubicación</i>). O escribe lo que marca ahora tu reloj, por ejemplo <i>22:15</i>.
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
paused-text =
    Llevas dos semanas sin contestar, así que dejo de recordártelo. Escríbeme lo que sea y los recordatorios empezarán otra vez.
paused-on = Seguir

# El recordatorio
routine-what =
    <b>Hora de estirar antes de dormir.</b> Son unos tres minutos, las dos piernas.

    <b>1. Pantorrilla.</b> Frente a una pared, una pierna detrás. Talón apoyado, rodilla recta. Inclínate hacia adelante hasta sentir que la pantorrilla se estira.
    <b>2. Parte de detrás del muslo.</b> Siéntate en la cama, pierna recta, punta del pie hacia arriba. Inclínate hacia adelante desde la cadera.

    Cada uno: <b>mantén 10 segundos, descansa 10 segundos, 3 veces</b>. Después, la otra pierna.
routine-safe = Agárrate a algo firme mientras estás de pie. Despacio, sin rebotes. Para si duele.
routine-hope = Puede ayudar. En un estudio pequeño hubo menos calambres después de 6 semanas. En otro más grande no hubo diferencia.
send-done = Hecho
send-later = Más tarde (30 min)
send-not_tonight = Esta noche no
