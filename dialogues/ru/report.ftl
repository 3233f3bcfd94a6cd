### Страница для врача. Она говорит о человеке, а не с ним.

command-report = Страница для врача
history-report = 📄 Для врача (PDF)
report-text =
    <b>Вот страница для вашего врача.</b> На ней то, что вы мне рассказали, в числах. Сначала прочитайте сами: кому её показать, решаете вы.
report-empty =
    За последние двенадцать месяцев вы не рассказали мне ни об одной судороге, и страница была бы пустой. Расскажите о какой-нибудь, можно и о прошедшей: <i>ночью свело икру</i>.
report-name = sudorogi-dlya-vracha
report-caption = Страница для вашего врача (PDF)

report-title = Мышечные судороги
report-period = { $from } – { $to }
report-told = Рассказано боту первой помощи самим человеком или тем, кто ему помогал. Никто никого не осматривал, это не диагноз. Первая из судорог: { $first }. Время { $clock }.
report-clock = по часам этого человека
report-utc = по всемирному времени (UTC)
report-newest = Учтены только последние записи, { $count }.
report-weeks = По неделям: судороги (широкие столбцы), вечера с растяжкой (узкие, до 7). Дата: день/месяц.
report-places = Где
report-hours = По часам суток
report-cramps = { $count ->
    [one] судорога
    [few] судороги
    [many] судорог
   *[other] судороги
}
report-a-week = в неделю, считая с первой
report-pain = { $count ->
    [one] боль из 10, { $count } ответ ({ $least }–{ $most })
    [few] боль из 10, середина { $count } ответов ({ $least }–{ $most })
    [many] боль из 10, середина { $count } ответов ({ $least }–{ $most })
   *[other] боль из 10, середина { $count } ответа ({ $least }–{ $most })
}
report-untold = не сказано { $count }
report-signs = Опасные признаки
report-sign = { $what }: { $count }, последний раз { $date }.
report-no-sign = Не названы.
report-asked = { $count ->
    [one] О них спрошено при { $asked } из { $count } судороги.
   *[other] О них спрошено при { $asked } из { $count } судорог.
}
report-row-place = Место
report-row-timing = Когда
report-row-context = Обстоятельства
report-row-medicine = Названные лекарства
report-row-outcome = Чем кончилось
report-row-lasted = Сколько длилось
report-row-helped = Что помогло больше всего
report-stretching = Растяжка перед сном
report-evenings = { $evenings ->
    [one] Сделана в { $count } из { $evenings } вечера с напоминанием.
   *[other] Сделана в { $count } из { $evenings } вечеров с напоминанием.
}
report-no-evening = Напоминаний за это время не было.
report-before = Судорог в неделю: { $before } за недели до первого напоминания ({ $date }), { $after } с тех пор. Судороги и сами то приходят, то уходят.
report-after = Судорог в неделю с первого напоминания ({ $date }): { $after }. Как было раньше, неизвестно.
report-foot = Число после слова: при скольких судорогах так сказано. Чего не рассказали, того здесь нет. Составлено ботом crampbot.

date = { $day } { $month } { $year }
date-day = { $day } { $month } ({ $weekday })
month = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}

# Названные лекарства
medicine-statin = Лекарство от холестерина (статин)
medicine-diuretic = Мочегонное
medicine-inhaler = Ингалятор
medicine-blood_pressure = Лекарство от давления
medicine-steroid = Гормоны (стероид)
medicine-diabetes = Лекарство от диабета
medicine-weight_loss = Укол для похудения (ГПП-1)
medicine-depression = Антидепрессант
medicine-psychosis = Антипсихотик
medicine-sickness = Противорвотное
medicine-lithium = Литий
medicine-nerves = Лекарство от боли в нервах или эпилепсии
medicine-dementia = Лекарство от деменции
medicine-bones = Лекарство для костей
medicine-breast_cancer = Таблетки от рака груди
medicine-stomach = Лекарство от изжоги
medicine-antibiotic = Антибиотик
