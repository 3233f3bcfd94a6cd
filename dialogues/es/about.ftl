### Ayuda, privacidad, las pruebas, el historial.

help-text =
    <b>Ayudo con los calambres musculares.</b>

    Toca /cramp o escribe qué pasa, por ejemplo <i>calambre en la pantorrilla, me despertó</i>. Te enseño al momento cómo estirar. Después hago unas pocas preguntas cortas.

    /emergency – el número de emergencias y qué hacer
    /stretch – un estiramiento, con dibujo
    /remind – un recordatorio para estirar antes de dormir
    /history – tus calambres hasta ahora
    /sources – las pruebas de mis consejos
    /privacy – lo que guardo de ti
    /cancel – parar

    En casi todas las pantallas verás <b>Emergencia</b>, <b>Atrás</b> y <b>Empezar de nuevo</b>. Casi todos los consejos tienen un botón <b>¿Por qué?</b> que muestra en qué se apoyan.
help-start = Empezar
help-emergency = 🚨 Emergencia

privacy-text =
    <b>Lo que guardo</b>
    • Tus respuestas sobre cada calambre y cuándo fue: el lugar, la hora, las circunstancias, las señales de peligro, cómo terminó, el dolor.
    • En qué punto de esta conversación estamos, tu idioma y, si me lo dijiste, tu país.
    • Tu recordatorio: la hora, la zona horaria y si hiciste los estiramientos.

    <b>Lo que no guardo</b>
    • Las palabras que escribes, una vez que las he entendido.
    • Tu nombre.

    Todo esto se guarda con el número que Telegram da a este chat. Si paras o me bloqueas, se queda hasta que la persona que mantiene este bot lo borre.

sources-text = <b>En qué se apoyan mis consejos</b>
why-text = <b>En qué se apoya este consejo</b>
history-text = <b>Tus calambres, primero los más recientes</b>
page-previous = ‹ Anterior
page-next = Siguiente ›
page-newer = ‹ Más recientes
page-older = Más antiguos ›
