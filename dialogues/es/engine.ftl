### Lo que el bot dice de sí mismo. Tranquilo, corto, para leer a los 9-11 años.

disclaimer = <i>Doy primeros auxilios para calambres musculares. No soy médico y no digo qué enfermedad es.</i>
not-understood =
    No lo he entendido. Puedes tocar un botón o escribir, por ejemplo: <i>calambre en la pantorrilla, me despertó</i>.
    Sobre magnesio, sal o pastillas: /myths. Contra los calambres de noche: /remind.
    ¿Hay alguien en peligro? Llama al { $number }.
which-one = <b>¿Cuál?</b> Tócalo aquí abajo, por favor. Así te digo qué hacer.
you-are-welcome = De nada. Escríbeme cuando quieras.
not-text = Solo puedo leer texto. Toca un botón o escribe en pocas palabras qué pasa.
not-private = Solo ayudo en un chat privado. Toca mi nombre y escríbeme ahí.
unknown-command = No conozco esa orden. /help te muestra lo que sé hacer.
stale-button = Ese botón es de un mensaje anterior. Ahora estamos aquí.
script-changed = Acaban de mejorar mis instrucciones, así que empezamos desde el principio. Perdona la molestia.
something-broke =
    Algo ha fallado de mi lado. Envíalo otra vez, por favor.
    ¿Hay alguien en peligro? Llama al { $number }.
too-fast =
    Han sido muchos mensajes a la vez. Espera diez segundos, por favor, y escribe otra vez.
    ¿Hay alguien en peligro? Llama al { $number }.
stopped = He parado. Escríbeme cuando quieras, o envía /cramp, y te ayudo otra vez.
number-unknown = 112 en Europa y en casi todos los móviles, al 911 en Norteamérica o al de tu país

ticked = ✅ { $label }
ticked-done = Listo
ticked-none = Nada de esto
which-place = ¿Dónde es exactamente?
which-first = ¿Por cuál empezamos? Toca el lugar que está peor. Los demás, después.

# Las pruebas
why-nothing = En esta pantalla no hay ningún consejo, así que no hay pruebas que mostrar.
source-entry =
    <b>{ $position }.</b> { $reference }
    <i>{ $finding }</i>
    Grado de certeza: { $certainty }.
    { $link }
source-superseded = Una edición más nueva la ha sustituido: la número { $position }.
source-used = <b>Se usa en:</b> { $advice }.
source-unused = Ningún consejo mío se apoya en esto.
advice-about = { $advice } ({ $subjects })
line-evidence = <i>Pruebas: { $sources } en /sources</i>
certainty-high = alto, podemos confiar
certainty-moderate = medio, es probable que sea así
certainty-low = bajo, puede no ser así
certainty-very-low = muy bajo, es muy dudoso

# El historial
history-empty = Aquí aún no hay nada escrito. Cuéntame un calambre y dónde es, y lo verás aquí.
history-line = • { $when }: { $what }
reminder-sent = Recordatorio para estirar
reminder-skipped = Recordatorio perdido, yo estaba apagado
reminder-done = Estiramientos hechos antes de dormir
reminder-not-tonight = Esa noche, sin estiramientos

# El recordatorio
reminder-line = <b>Cada día a las { $time }</b>, hora de { $zone }. Allí son ahora las { $now }.
reminder-days = <b>A las { $time }</b> estos días: { $days }. Hora de { $zone }. Allí son ahora las { $now }.
reminder-fixed = Conozco tu reloj, no tu lugar. Cuando cambie la hora, dímelo otra vez o escribe una ciudad.
reminder-no-days = No has elegido ningún día, así que no habrá recordatorios.
reminder-none = Ahora no hay recordatorio.
reminder-not-a-time = No he podido leer eso como una hora. Escríbela así: <i>22:30</i>.
reminder-not-a-zone = No conozco ese lugar. Escribe una ciudad más grande cerca de ti, por ejemplo <i>Madrid</i>. O escribe lo que marca ahora tu reloj, por ejemplo <i>22:15</i>.
which-city = Hay varias. ¿Cuál es la tuya? Si no es ninguna, escribe una ciudad más grande cerca de ti o lo que marca tu reloj.
city-choice = { $flag } { $city } ({ $zone })
location-not-now =
    Solo necesito un lugar para el recordatorio de la noche: /remind. No puedo enviar ayuda allí.
    ¿Hay alguien en peligro? Llama al { $number }.
location-at-sea = Ese lugar está en el mar, y no puedo saber qué hora es allí. Escribe lo que marca ahora tu reloj, por ejemplo <i>22:15</i>.
place-key = 📍 Enviar mi ubicación
place-key-here = O pulsa el botón de abajo: me envía tu ubicación. Solo guardo la zona horaria.
place-key-away = Ya no hace falta el botón de ubicación: lo he quitado.
place-key-thanks = Gracias. Guardo la zona horaria, no el lugar.
day-mon = lun
day-tue = mar
day-wed = mié
day-thu = jue
day-fri = vie
day-sat = sáb
day-sun = dom
countdown = { $bar } { $seconds } s
guide-hold =
    <b>Mantén.</b> { $side }, { $repetition } de { $repetitions }
    { $bar } { $seconds } s
guide-rest =
    <b>Descansa.</b> { $side }, { $repetition } de { $repetitions } hechas
    { $bar } { $seconds } s
guide-paused =
    <b>En pausa.</b> { $side }, { $repetition } de { $repetitions }
    { $bar } { $seconds } s
guide-go-on = Seguir
guide-left = Lado izquierdo
guide-right = Lado derecho
reminder-goes-on = De acuerdo, sigo. Que descanses.
evening-streak =
    { $count ->
        [one] Lo hiciste una noche.
       *[other] Lo has hecho { $count } noches seguidas.
    }
evening-quiet =
    { $count ->
        [one] Una noche sin calambres.
       *[other] { $count } noches sin calambres.
    }
evening-cramp = Anoche tuviste un calambre.
evening-places = He elegido los estiramientos por el lugar de tus últimos calambres: { $places }.
review-done =
    { $evenings ->
        [one] Hiciste los estiramientos en { $count } de { $evenings } noche.
       *[other] Hiciste los estiramientos en { $count } de { $evenings } noches.
    }
review-rates = Calambres por semana, según lo que me contaste: { $before } en las semanas de antes, { $after } desde entonces.
review-after = Calambres por semana desde entonces, según lo que me contaste: { $after }. Cómo era antes no lo sé.
decimal = { $whole },{ $tenth }
reminder-switched-off = El recordatorio está desactivado. /remind lo activa otra vez.
reminder-done-thanks = Muy bien. Que descanses.
reminder-not-tonight-answer = De acuerdo, esta noche no. Que descanses.
reminder-later-answer = De acuerdo. Te lo recuerdo otra vez en media hora.

# Los botones de siempre
nav-emergency = 🚨 Emergencia
nav-back = Atrás
nav-restart = Empezar de nuevo

# El menú
command-start = Empezar
command-cramp = Tengo un calambre
command-emergency = Número de emergencias y primeros pasos
command-stretch = Muéstrame un estiramiento
command-remind = Recordatorio para estirar antes de dormir
command-history = Mis calambres hasta ahora
command-sources = Las pruebas de los consejos
command-myths = Lo que no ayuda, y por qué
command-settings = Ajustes del recordatorio
command-language = Idioma · Language · Язык
command-help = Lo que sé hacer
command-privacy = Lo que guardo de ti
command-export = Todo lo que guardas, en archivos
command-forget = Borrar todo lo que guardas de mí
command-cancel = Parar esta conversación
