### Данные человека.

forget-text =
    <b>Удалить всё, что я о вас храню?</b>
    Все записи о судорогах, напоминание, язык и страну. Вернуть их я не смогу.
forget-erase = Удалить всё
forget-keep = Оставить
kept-text = Хорошо. Я ничего не удалил.
forgotten =
    Всё, что я о вас хранил, удалено. Напоминаний больше не будет.
    Пишите мне в любое время. Начнём заново, как будто не знакомы.

records-text = <b>Какую запись?</b> Новые сверху.
record-text = <b>Нажмите на то, что неверно.</b>
change-text = <b>Как правильно?</b>
day-text = <b>В какой день?</b>
change-outcome = Чем кончилось
change-pain = Как болело
change-place = Где
change-timing = Когда началось
change-day = День
change-lasted = Сколько длилось
change-helped = Что помогло
record-delete = 🗑 Удалить
delete-text = <b>Удалить эту запись?</b> Вернуть её я не смогу.
delete-yes = Удалить
own-record = ‹ Назад
own-records = ‹ Другие записи
own-history = ‹ История
record-label = { $when } · { $what }
record-gone = Этой записи больше нет.
record-deleted = Запись удалена.
late-last_night = Записываю это на прошлую ночь.
late-yesterday = Записываю это на вчера.
late-day = Записываю это на { $day }.
late-too-far = Записать можно только за последние две недели, поэтому ставлю сегодняшний день. Изменить его можно в /history.

export-text = <b>Вот всё, что я о вас храню</b>, в двух файлах. /forget удалит это здесь.
export-name = moi-sudorogi
export-everything = Всё целиком, для программ (JSON)
export-table = Судороги и напоминания таблицей (CSV)

# Последние недели
history-sum =
    <b>За 7 дней, считая сегодня:</b> { $week }.
    <b>За 4 недели:</b> { $month }, { $evenings }.
history-cramps = { $count ->
    [0] судорог не было
    [one] { $count } судорога
    [few] { $count } судороги
    [many] { $count } судорог
   *[other] { $count } судороги
}
history-evenings = { $count ->
    [0] вечеров с растяжкой не было
    [one] { $count } вечер с растяжкой
    [few] { $count } вечера с растяжкой
    [many] { $count } вечеров с растяжкой
   *[other] { $count } вечера с растяжкой
}
chart =
    <b>Ваши последние 12 недель:</b> { $cramps }, { $evenings }.
    Сверху по неделям: красным судороги, зелёным вечера с растяжкой. Дата: день/месяц.
    В середине: где, на теле спереди и сзади. Чаще всего: { $places }.
    Внизу: час суток, { $clock }. Серым отмечена ночь.
chart-place = { $place } { $count }
chart-clock = по вашим часам
chart-utc = по всемирному времени (UTC), пока /remind не знает ваш часовой пояс
