### Ayuda, privacidad, las pruebas, el historial.

help-text =
    <b>Ayudo con los calambres musculares.</b>

    Toca /cramp o escribe qué pasa, por ejemplo <i>calambre en la pantorrilla, me despertó</i>. Te enseño al momento cómo estirar. Después hago unas pocas preguntas cortas.

    /emergency – el número de emergencias y qué hacer
    /stretch – un estiramiento, con dibujo
    /remind – un recordatorio para estirar antes de dormir
    /settings – cuándo llega el recordatorio
    /history – tus calambres hasta ahora
    /report – una página para tu médico
    /sources – las pruebas de mis consejos
    /myths – lo que la gente prueba y no conviene
    /language – español, English, русский
    /privacy – lo que guardo de ti
    /export – todo ello, en archivos
    /forget – borrarlo todo
    /cancel – parar

    En casi todas las pantallas verás <b>Emergencia</b>, <b>Atrás</b> y <b>Empezar de nuevo</b>. Casi todos los consejos tienen un botón <b>¿Por qué?</b> que muestra en qué se apoyan.
help-start = Empezar
help-emergency = 🚨 Emergencia

privacy-text =
    <b>Lo que guardo</b>
    • Tus respuestas sobre cada calambre y cuándo fue: el lugar, la hora, las circunstancias, la clase de medicinas que nombraste, las señales de peligro, cómo terminó, el dolor, cuánto duró, qué ayudó.
    • En qué punto de esta conversación estamos, tu idioma y, si me lo dijiste, tu país.
    • Tu recordatorio: la hora, la zona horaria y si hiciste los estiramientos.

    <b>Lo que no guardo</b>
    • Las palabras que escribes, una vez que las he entendido.
    • Tu nombre.
    • El lugar que envías o escribes. Me dice tu zona horaria, y solo guardo la zona.

    <b>Dónde y por cuánto tiempo</b>
    • En el ordenador de la persona que mantiene este bot y en sus copias de seguridad. Nadie más lo recibe.
    • Con el número que Telegram da a este chat. Si algo falla, ese número puede quedar en el registro del bot.
    • Hasta que envíes /forget. Entonces se borra todo: aquí al momento, del disco y de mis copias de seguridad en un día como mucho.
    • Si paras o me bloqueas, se queda hasta que vuelvas y envíes /forget.
    • Los mensajes los guarda Telegram. Puedes borrar este chat allí.

sources-text = <b>En qué se apoyan mis consejos</b>
why-text = <b>En qué se apoya este consejo</b>
history-text = <b>Tus calambres, primero los más recientes</b>
history-last = Cambiar el último
history-change = Cambiar o borrar uno
page-previous = ‹ Anterior
page-next = Siguiente ›
page-newer = ‹ Más recientes
page-older = Más antiguos ›

language-text = <b>¿En qué idioma hablo?</b>
language-en = English
language-ru = Русский
language-es = Español

myths-text = <b>Lo que la gente prueba y lo que es verdad</b>
myths-sources = Las pruebas

# Dónde se usa una fuente
block-first_instruction = el primer paso
block-hold = cuánto mantener
block-special = lo que necesita cada lugar
block-timing_line = cuándo empezó
block-context_line = circunstancias
block-dont = lo que no hay que hacer
block-aftercare = después
block-after_all = cuando ya pasó
block-sore = si queda dolor
block-see = cuándo ir al médico
block-other_way = otra manera
block-stop_line = cuándo parar
block-reassurance = cuánto dura
block-elsewhere = pecho, hombro, parte alta del brazo
block-worse_line = si va a peor
block-doctor_card = donde va antes el médico
block-offer_lines = estirar antes de dormir
block-call_number = a quién llamar
block-call_now = a quién llamar
block-emergency_card = tarjetas de emergencia
block-call_today = a quién llamar
block-today_card = tarjetas para hoy
block-evening = estirar antes de dormir
block-evening_stretch = estirar antes de dormir
block-evening_how = estirar antes de dormir
block-review_hope = estirar antes de dormir
block-stretch_card = un estiramiento sin calambre
block-stretch_hold = cuánto mantener
block-stretch_care = cuidado al estirar
block-myths = /myths
