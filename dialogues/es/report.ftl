### La página para el médico. Habla de la persona, no con ella.

command-report = Una página para mi médico
history-report = 📄 Para el médico (PDF)
report-text =
    <b>Aquí tienes una página para tu médico.</b> Dice en números lo que me contaste. Léela antes: tú decides a quién se la das.
report-empty =
    En los últimos doce meses no me has contado ningún calambre, así que la página estaría vacía. Cuéntame uno, también uno pasado: <i>anoche me dio un calambre en la pantorrilla</i>.
report-name = calambres-para-el-medico
report-caption = Una página para tu médico (PDF)

report-title = Calambres musculares
report-period = Del { $from } al { $to }
report-told = Contado a un bot de primeros auxilios por la persona con los calambres o por quien la ayudaba. Nadie ha explorado a nadie y esto no es un diagnóstico. El primer calambre es del { $first }. Las horas son { $clock }.
report-clock = las del reloj de la persona
report-utc = en hora universal (UTC)
report-newest = Solo se cuentan las { $count } anotaciones más recientes.
report-weeks = Por semanas: calambres (barras anchas), noches con estiramientos (estrechas, hasta 7). Fecha: día/mes.
report-places = Dónde
report-hours = Por hora del día
report-cramps = { $count ->
    [one] calambre
   *[other] calambres
}
report-a-week = por semana, desde el primero
report-pain = { $count ->
    [one] de dolor sobre 10, dicho una vez
   *[other] de dolor sobre 10, el valor central de { $count } ({ $least } a { $most })
}
report-untold = sin decir { $count }
report-signs = Señales de peligro
report-sign = { $what }: { $count }, la última el { $date }.
report-no-sign = Ninguna contada.
report-asked = { $count ->
    [one] Se preguntó por ellas en { $asked } de { $count } calambre.
   *[other] Se preguntó por ellas en { $asked } de { $count } calambres.
}
report-row-place = Lugar
report-row-timing = Cuándo
report-row-context = Circunstancias
report-row-medicine = Medicinas nombradas
report-row-outcome = Al final
report-row-lasted = Cuánto duró
report-row-helped = Qué ayudó más
report-stretching = Estirar antes de dormir
report-evenings = { $evenings ->
    [one] Hecho en { $count } de { $evenings } noche con recordatorio.
   *[other] Hecho en { $count } de { $evenings } noches con recordatorio.
}
report-no-evening = No hubo recordatorios en este tiempo.
report-before = Calambres por semana: { $before } en las semanas antes del primer recordatorio ({ $date }), { $after } desde entonces. Los calambres también van y vienen solos.
report-after = Calambres por semana desde el primer recordatorio ({ $date }): { $after }. Cómo era antes no se sabe.
report-foot = El número tras una palabra dice en cuántos calambres se contó. Lo que nadie contó no está aquí. Escrito por crampbot.

date = { $day } de { $month } de { $year }
date-day = { $day } de { $month } ({ $weekday })
month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}

# Clases de medicinas que se nombraron
medicine-statin = Medicina para el colesterol (estatina)
medicine-diuretic = Diurético
medicine-inhaler = Inhalador
medicine-blood_pressure = Medicina para la tensión
medicine-steroid = Corticoide
medicine-diabetes = Medicina para la diabetes
medicine-weight_loss = Inyección para adelgazar (GLP-1)
medicine-depression = Antidepresivo
medicine-psychosis = Antipsicótico
medicine-sickness = Medicina para las náuseas
medicine-lithium = Litio
medicine-nerves = Medicina para el dolor de nervios o la epilepsia
medicine-dementia = Medicina para la demencia
medicine-bones = Medicina para los huesos
medicine-breast_cancer = Pastillas para el cáncer de mama
medicine-stomach = Protector de estómago
medicine-antibiotic = Antibiótico
