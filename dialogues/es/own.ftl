### Los datos de cada persona.

forget-text =
    <b>¿Borro todo lo que guardo de ti?</b>
    Todos tus calambres, tu recordatorio, tu idioma y tu país. Después no los puedo recuperar.
forget-erase = Borrar todo
forget-keep = Conservarlo
kept-text = De acuerdo. No he borrado nada.
forgotten =
    He borrado todo lo que guardaba de ti. Ya no te llegará ningún recordatorio.
    Escríbeme cuando quieras. Empezaremos de nuevo, como si no nos conociéramos.

records-text = <b>¿Cuál?</b> El más reciente está arriba.
record-text = <b>Toca lo que no es correcto.</b>
change-text = <b>¿Qué es lo correcto?</b>
day-text = <b>¿Qué día?</b>
change-outcome = Cómo terminó
change-pain = Cuánto dolió
change-place = Dónde
change-timing = Cuándo empezó
change-day = Día
change-lasted = Cuánto duró
change-helped = Qué ayudó
record-delete = 🗑 Borrarlo
delete-text = <b>¿Borro este calambre de tu historial?</b> Después no lo puedo recuperar.
delete-yes = Borrarlo
own-record = ‹ Volver
own-records = ‹ Los otros
own-history = ‹ Historial
record-label = { $when } · { $what }
record-gone = Este calambre ya no está en tu historial.
record-deleted = Lo he borrado de tu historial.
late-last_night = Lo apunto para anoche.
late-yesterday = Lo apunto para ayer.
late-day = Lo apunto para el { $day }.
late-too-far = Solo puedo apuntar las dos últimas semanas, así que este calambre queda con la fecha de hoy. Puedes cambiar el día en /history.

export-text = <b>Aquí está todo lo que guardo de ti</b>, en dos archivos. /forget lo borra aquí.
export-name = mis-calambres
export-everything = Todo, para que lo lea un programa (JSON)
export-table = Tus calambres y recordatorios en una tabla (CSV)

# Las últimas semanas
history-sum =
    <b>Últimos 7 días, contando hoy:</b> { $week }.
    <b>Últimas 4 semanas:</b> { $month }, { $evenings }.
history-cramps = { $count ->
    [0] ningún calambre
    [one] { $count } calambre
   *[other] { $count } calambres
}
history-evenings = { $count ->
    [0] ninguna noche con estiramientos
    [one] { $count } noche con estiramientos
   *[other] { $count } noches con estiramientos
}
chart =
    <b>Tus últimas 12 semanas:</b> { $cramps }, { $evenings }.
    Arriba, semana a semana: en rojo los calambres, en verde las noches con estiramientos. La fecha es día/mes.
    En el centro: dónde, en un cuerpo de frente y de espaldas. Lo más frecuente: { $places }.
    Abajo: la hora del día, { $clock }. La parte gris es la noche.
chart-place = { $place } { $count }
chart-clock = según tu reloj
chart-utc = en hora universal (UTC), hasta que /remind sepa tu zona horaria
