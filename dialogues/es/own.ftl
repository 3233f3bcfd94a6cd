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
